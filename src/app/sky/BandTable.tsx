import { useState } from 'react'
import { bandsOf } from '../../drawing/bands.ts'
import { valueText } from '../../drawing/scale.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Display } from '../../study/results.ts'
import { CsvButton } from '../exports/CsvButton.tsx'

const signedWhole = (deg: number): string => `${deg > 0 ? '+' : deg < 0 ? '−' : ''}${Math.abs(deg)}°`

/** The map as a table of twelve declination bands. */
export function BandTable({ display }: { readonly display: Display }) {
  const [open, setOpen] = useState(false)
  return (
    <details className="band-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>View as table</summary>
      {open && <Bands display={display} />}
    </details>
  )
}

function Bands({ display: { geometry, quantity, values } }: { readonly display: Display }) {
  const text = (x: number) => (Number.isFinite(x) ? valueText(quantity, x) : '—')
  return (
    <div className="table-scroll card" tabIndex={0} role="region" aria-label="Map in declination bands">
      <CsvButton table="declination-bands" label="Declination bands" />
      <table className="number">
        <thead>
          <tr>
            <th scope="col">declination</th>
            <th scope="col">mean</th>
            <th scope="col">lowest</th>
            <th scope="col">highest</th>
            <th scope="col">pixels</th>
          </tr>
        </thead>
        <tbody>
          {bandsOf(ringsOf(geometry), values).map(({ southDeg, northDeg, pixels, mean, min, max }) => (
            <tr key={northDeg}>
              <th scope="row">
                {signedWhole(southDeg)} … {signedWhole(northDeg)}
              </th>
              <td>{text(mean)}</td>
              <td>{text(min)}</td>
              <td>{text(max)}</td>
              <td>{pixels.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
