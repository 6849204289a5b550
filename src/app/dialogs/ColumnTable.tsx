import type { ColumnCard, Role } from '../../formats/readCard.ts'
import type { HealpixReading } from '../../study/document.ts'
import { scientific } from '../numbers.ts'
import { Thumbnail } from './Thumbnail.tsx'

export interface ColumnTableProps {
  readonly columns: readonly ColumnCard[]
  /** By column, where there is one. */
  readonly pictures: readonly (Float32Array | undefined)[]
  readonly frame: HealpixReading['frame'] | undefined
  roleOf(column: number): Role
  onRole(column: number, role: Role): void
}

/** Every column of a file: what its numbers are, how they look on the sky, and what it is taken for. */
export function ColumnTable({ columns, pictures, frame, roleOf, onRole }: ColumnTableProps) {
  return (
    <div className="columns-scroll" tabIndex={0} role="region" aria-label="Columns">
      <table className="columns">
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col">format</th>
            <th scope="col">range</th>
            <th scope="col">sum</th>
            <th scope="col">taken for</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow key={column.index} column={column} picture={pictures[column.index]} frame={frame} role={roleOf(column.index)} onRole={(role) => onRole(column.index, role)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const ROLE_NAMES: { readonly [R in Role]: string } = {
  counts: 'counts N',
  background: 'background ⟨N⟩',
  intensity: 'relative intensity',
  error: 'error of it',
  unused: 'not used',
}

interface ColumnRowProps extends Pick<ColumnTableProps, 'frame'> {
  readonly column: ColumnCard
  readonly picture: Float32Array | undefined
  readonly role: Role
  onRole(role: Role): void
}

function ColumnRow({ column, picture, frame, role, onRole }: ColumnRowProps) {
  const { name, unit, format, min, max, sum, unseen, zero, because, guess, ambiguous } = column
  const gaps = [unseen > 0 && `${unseen.toLocaleString('en')} unseen`, zero > 0 && `${zero.toLocaleString('en')} exactly 0`].filter(Boolean).join(', ')
  return (
    <tr>
      <th scope="row">
        {name} {unit !== '' && <span className="soft">[{unit}]</span>}
        <span className="soft small because">
          {role === guess ? '' : 'by itself it looks like '}
          {ROLE_NAMES[guess]}: {because}
        </span>
        {ambiguous !== undefined && <span className="warning small because">{ambiguous}</span>}
        {picture !== undefined && <Thumbnail values={picture} label={name} {...(frame === undefined ? {} : { frame })} />}
      </th>
      <td className="mono">{format}</td>
      <td className="number">
        {scientific(min)} … {scientific(max)}
        {gaps !== '' && <span className="soft small because">{gaps}</span>}
      </td>
      <td className="number">{scientific(sum)}</td>
      <td>
        <select className="select" aria-label={`${name} is taken for`} value={role} onChange={(event) => onRole(event.currentTarget.value as Role)}>
          {Object.entries(ROLE_NAMES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
