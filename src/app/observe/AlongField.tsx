import { useState } from 'react'
import { magnitude } from '../../drawing/format.ts'
import { magneticAxes, vectorOf } from '../../literature/directions.ts'
import { sourceText } from '../../literature/source.ts'
import { Convention } from '../panels/Card.tsx'
import { Choice } from '../widgets/Choice.tsx'

export interface AlongFieldProps {
  /** Equatorial components that were found. */
  readonly d0h: number
  readonly d6h: number
  readonly covariance: readonly [number, number, number, number]
}

type Axis = keyof typeof magneticAxes
const NAMES = Object.fromEntries(Object.entries(magneticAxes).map(([key, { name }]) => [key, name])) as { readonly [A in Axis]: string }

/** What cannot be measured, inferred from something else: a dipole along the local field has a declination component that follows from the equatorial ones. */
export function AlongField({ d0h, d6h, covariance: [xx, xy, , yy] }: AlongFieldProps) {
  const [axis, setAxis] = useState<Axis>('hawcIceCube')
  const [x, y, z] = vectorOf(magneticAxes[axis])
  const across = Math.hypot(x, y)
  // The axis has no sense; the found dipole says towards which of its ends.
  const tangent = z / across
  const along = (d0h * x + d6h * y) / across
  const error = Math.sqrt(xx * x * x + 2 * xy * x * y + yy * y * y) / across
  return (
    <section className="card along-field" aria-label="If the dipole lies along the local field">
      <h3>If it lies along the local field</h3>
      <Choice label="axis" options={NAMES} value={axis} onChange={(chosen) => setAxis(chosen as Axis)} />
      <p className="small number">
        δ<sub>N</sub> = {magnitude(along * tangent, error * Math.abs(tangent))}, inferred, not measured
      </p>
      <Convention title="Which assumption?">
        Particles that diffuse along the field leave a dipole along it: δ<sub>N</sub> = A<sub>∥</sub> tan δ<sub>B</sub>, A<sub>∥</sub> being the part of the found dipole towards the axis. {sourceText(magneticAxes[axis])}. No observatory on a turning Earth, nor two
        of them, can check this: each has its own unknown efficiencies.
      </Convention>
    </section>
  )
}
