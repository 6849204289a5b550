import { expect, test } from 'vitest'
import { curveOfCard } from '../curveEdits.ts'
import { of } from '../graph.ts'
import { seededStudy } from '../seeded.ts'
import { curve } from './curve.ts'

const study = curveOfCard({ kind: 'curve', name: 'cl.csv', bytes: 9, sha256: 'c'.repeat(64), compressed: false, degrees: [2, 4], facts: [], assumptions: [], warnings: [], milliseconds: 1 })(seededStudy)
const job = (text: string) => ({ breathe: async () => {}, report: () => {}, file: async () => new Blob([text]) })

test('a table of l, C_l and errors is a curve of the same numbers', async () => {
  const { settings, needs } = curve.plan(of('curve', 'curve1'), study)
  expect(needs).toEqual({})
  const made = await curve.run({}, settings, job('l,C_l,error\n2,3e-9,1e-10\n3,nan,1e-10\n4,1e-9,2e-10\n'))
  expect(made).toEqual({ l: Float64Array.of(2, 3, 4), cl: Float64Array.of(3e-9, NaN, 1e-9), error: Float64Array.of(1e-10, 1e-10, 2e-10) })
})

test('a map in its place is refused', async () => {
  const { settings } = curve.plan(of('curve', 'curve1'), study)
  await expect(curve.run({}, settings, job('1\n'.repeat(12)))).rejects.toMatchObject({ code: 'unsupported-file', message: 'This is a map, not a table of C_l.' })
})

test('a part that is read as a map has no curve', () => {
  const asMap = { ...study, parts: { ...study.parts, curve1: { ...study.parts['curve1']!, reading: { as: 'healpix' } } } } as never
  expect(() => curve.plan(of('curve', 'curve1'), asMap)).toThrow('The file “curve1” is not read as curve.')
})
