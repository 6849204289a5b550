import { measured } from '../../drawing/format.ts'
import { valueText } from '../../drawing/scale.ts'
import { pixelAt } from '../../science/sphere/pixelAt.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Session } from '../../session/session.ts'
import { findingOf, useSession } from '../../session/store.ts'
import type { Quantity } from '../../study/document.ts'
import type { Reading } from '../../study/results.ts'
import { pictureOf, shownQuantity, type MapAt } from '../../study/shown.ts'
import { useReadOutActions } from './LiveReadOut.tsx'
import { letterOf } from './mapNames.ts'
import { ReadOut, readOutItems, readOutText, type ReadOutItem } from './ReadOut.tsx'

export interface CompareReadOutProps {
  readonly maps: readonly MapAt[]
  readonly names: readonly string[]
}

/** The place under the cursor, and what two maps say of it, a line each. Many small maps say it in their captions. */
export function CompareReadOut({ maps, names }: CompareReadOutProps) {
  const cursor = useSession((session) => session.cursor)
  const readings = useSession((session) => session.readings)
  const findings = useSession((session) => session.findings)
  const actions = useReadOutActions()
  const known = maps.map((map, i) => upToDate({ cursor, findings }, map, readings[i]))
  const rows = known.map((reading) => readOutItems(cursor && reading && { ...cursor, pixel: reading.pixel }, reading).filter(({ name }) => !PLACE.includes(name)))
  const place = readOutItems(cursor, undefined).filter(({ name }) => PLACE.includes(name))
  const difference = maps.length === 2 ? differenceText(known, maps.map(({ pane }) => shownQuantity(pane))) : undefined
  const spoken = [...place, ...rows.flatMap((items, i) => items.map((item) => ({ ...item, name: `${letterOf(i)} ${item.name}` })))]
  return (
    <div className="compare-read-out">
      {maps.length === 2 && (
        <table className="number" aria-label="What the maps say of the place under the cursor">
          <tbody>
            {rows.map((items, i) => (
              <ReadRow key={letterOf(i)} name={names[i]!} items={items} last={i === 1 ? difference : undefined} />
            ))}
          </tbody>
        </table>
      )}
      <ReadOut cursor={cursor} reading={undefined} items={place} {...actions} onCopy={() => actions.onCopy(readOutText(spoken))} />
    </div>
  )
}

const PLACE = ['RA', 'dec', 'l, b']

function ReadRow({ name, items, last }: { readonly name: string; readonly items: readonly ReadOutItem[]; readonly last: string | undefined }) {
  return (
    <tr>
      <th scope="row" title={name}>
        {name}
      </th>
      {items.map((item) => (
        <td key={item.name}>
          <span className="soft">{item.name}</span> {item.value}
        </td>
      ))}
      <td>{last !== undefined && <><span className="soft">A − B</span> {last}</>}</td>
    </tr>
  )
}

/** A reading of the pixel under the cursor; an older one is not shown. */
function upToDate({ cursor, findings }: Pick<Session, 'cursor' | 'findings'>, { pane }: MapAt, reading: Reading | undefined): Reading | undefined {
  const display = findingOf({ findings }, pictureOf(pane))?.value
  if (cursor === undefined || display === undefined || reading === undefined) return undefined
  return reading.pixel === pixelAt(ringsOf(display.geometry), Math.sin(cursor.delta), Math.cos(cursor.delta), cursor.alpha) ? reading : undefined
}

/** What the first map has more than the second, where they show the same. */
function differenceText(readings: readonly (Reading | undefined)[], [one, other]: readonly Quantity[]): string | undefined {
  if (one === undefined || one !== other || readings.some((reading) => reading?.seen !== true)) return undefined
  const [a, b] = readings.map((reading) => ({ relativeIntensity: reading!.intensity, significance: reading!.significance, counts: reading!.counts })[one])
  if (a === undefined || b === undefined || !Number.isFinite(a - b)) return undefined
  return one === 'counts' ? measured(a - b) : valueText(one, a - b)
}
