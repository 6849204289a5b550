import { useState } from 'react'
import { amplitudeOf, coefficientsOf, differenceOf, largestOf, type Coefficient } from '../../drawing/plots/almPlot.ts'
import { magnitude, measured } from '../../drawing/format.ts'
import type { Alm } from '../../science/harmonics/alm.ts'
import { degrees, wrap } from '../../science/units.ts'
import { Convention } from '../panels/Card.tsx'
import { PlotFrame, type PlotFrameProps } from '../plots/PlotFrame.tsx'
import { CsvPress } from './CsvPress.tsx'
import { TriangleView } from './TriangleView.tsx'
import './triangle.css'

export interface AlmTriangleProps extends Pick<PlotFrameProps, 'busy' | 'problem'> {
  /** The largest degree shown. */
  readonly lmax: number
  readonly truth?: Alm | undefined
  readonly recovered?: Alm | undefined
  /** Standard deviation of Re and of Im, for those that were recovered; NaN where it is not known. */
  readonly errors?: ((l: number, m: number) => number) | undefined
  /** Whether the recovered sky has no m = 0 because no observatory on a turning Earth can measure it. */
  readonly zonalHidden: boolean
  onCsv(): void
}

/** A place of the triangle. */
export interface Place {
  readonly l: number
  readonly m: number
}

/** Every a_lm of the true and of the recovered sky, or what they differ by. */
export function AlmTriangle({ lmax, truth, recovered, errors, zonalHidden, busy = false, problem, onCsv }: AlmTriangleProps) {
  const [shown, setShown] = useState<'both' | 'difference'>('both')
  const [place, setPlace] = useState<Place>()
  const sets = { truth: truth && coefficientsOf(truth, lmax), recovered: recovered && coefficientsOf(recovered, lmax) }
  const both = sets.truth !== undefined && sets.recovered !== undefined
  const difference = both && shown === 'difference' ? differenceOf(sets.recovered!, sets.truth!) : undefined
  const largest = largestOf(sets.truth ?? [], sets.recovered ?? [])
  const triangles = difference === undefined ? [{ name: 'true', list: sets.truth }, { name: 'recovered', list: sets.recovered }].filter(({ list }) => list !== undefined) : [{ name: 'recovered − true', list: difference }]
  const words = (at: Place) => placeInWords(at, sets, errors, zonalHidden)
  return (
    <PlotFrame
      title="Multipoles"
      note={
        <>
          |a<sub>ℓm</sub>|, ℓ ≤ {lmax}
        </>
      }
      {...{ busy, problem }}
      empty={triangles.length === 0}
      actions={
        <>
          {both && (
            <button type="button" className="text-button small" aria-pressed={shown === 'difference'} onClick={() => setShown(shown === 'both' ? 'difference' : 'both')}>
              difference
            </button>
          )}
          <CsvPress label="Multipoles" onPress={onCsv} />
        </>
      }
      table={() => <AlmTable {...sets} errors={errors} zonalHidden={zonalHidden} />}
      footer={<Foot place={place} words={words} zonalHidden={zonalHidden} />}
    >
      {({ width, height }) => (
        <div className="triangles">
          {triangles.map(({ name, list }) => (
            <TriangleView key={name} name={name} list={list!} hidden={zonalHidden ? (name === 'true' ? 'grey' : 'locked') : undefined} place={place} {...{ lmax, largest, words }} width={width / triangles.length} height={height} onPlace={setPlace} />
          ))}
        </div>
      )}
    </PlotFrame>
  )
}

const WHY_LOCKED = 'm = 0 cannot be measured: a brighter declination ring and a better detector for it make the same counts.'

function Foot({ place, words, zonalHidden }: { readonly place: Place | undefined; words(place: Place): string; readonly zonalHidden: boolean }) {
  return (
    <div className="triangle-foot">
      <p className="soft number">{place === undefined ? (zonalHidden ? WHY_LOCKED : 'Point at a disc for its numbers.') : words(place)}</p>
      <Convention>
        a<sub>ℓm</sub> of relative intensity, orthonormal harmonics with the Condon–Shortley phase; those of negative m follow. The radius of a disc grows with log |a<sub>ℓm</sub>| over three powers of ten, all triangles alike. The hand is the phase: right
        is real, up imaginary.
      </Convention>
    </div>
  )
}

interface Sets {
  readonly truth: readonly Coefficient[] | undefined
  readonly recovered: readonly Coefficient[] | undefined
}

const find = (list: readonly Coefficient[] | undefined, { l, m }: Place) => list?.find((one) => one.l === l && one.m === m)

/** `a₂₁: true 3.1 × 10⁻⁴ at 40°, recovered (3.0 ± 0.1) × 10⁻⁴ at 41°` */
function placeInWords(place: Place, { truth, recovered }: Sets, errors: AlmTriangleProps['errors'], zonalHidden: boolean): string {
  const said = [
    ...[find(truth, place)].flatMap((one) => (one === undefined ? [] : [`true ${polarText(one)}`])),
    ...[find(recovered, place)].flatMap((one) => (one === undefined ? [] : [zonalHidden && place.m === 0 ? 'cannot be recovered' : `recovered ${polarText(one, errors?.(one.l, one.m))}`])),
  ]
  return `ℓ = ${place.l}, m = ${place.m}: ${said.join(', ')}`
}

function polarText(one: Coefficient, error?: number): string {
  const amplitude = amplitudeOf(one)
  return amplitude === 0 ? '0' : `${magnitude(amplitude, error)} at ${Math.round(degrees(wrap(Math.atan2(one.im, one.re)))) % 360}°`
}

function AlmTable({ truth, recovered, errors, zonalHidden }: Sets & Pick<AlmTriangleProps, 'errors' | 'zonalHidden'>) {
  const part = (list: Sets['truth'], place: Place, of: 're' | 'im', error?: number) => {
    const one = find(list, place)
    return one === undefined ? '—' : measured(one[of], error)
  }
  return (
    <table className="number">
      <thead>
        <tr>
          <th scope="col">ℓ, m</th>
          <th scope="col">Re, true</th>
          <th scope="col">Re, recovered</th>
          <th scope="col">Im, true</th>
          <th scope="col">Im, recovered</th>
        </tr>
      </thead>
      <tbody>
        {(truth ?? recovered ?? []).map(({ l, m }) => {
          const locked = zonalHidden && m === 0
          const got = (of: 're' | 'im') => (locked ? 'not measurable' : part(recovered, { l, m }, of, errors?.(l, m)))
          return (
            <tr key={`${l},${m}`}>
              <th scope="row">
                {l}, {m}
              </th>
              <td>{part(truth, { l, m }, 're')}</td>
              <td>{got('re')}</td>
              <td>{m === 0 ? '' : part(truth, { l, m }, 'im')}</td>
              <td>{m === 0 ? '' : got('im')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
