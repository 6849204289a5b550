import { describe, expect, test } from 'vitest'
import type { RingGrid } from './marginals.ts'
import { isSlopeOpen } from './openSlope.ts'
import { beginLikelihood, plainPass } from './ringLikelihood.ts'
import { acceptanceOf, drawnCube, eachCell, expectedCube, marginalsOf, mixed, ratesOf, skyOf, type CountCube } from './testing/countCubes.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const sky = skyOf(grid, mixed(20))
/** So many hours live in a row, seen down to 60° from HAWC. */
const liveFor = (hours: number, latitude = 19): CountCube =>
  expectedCube(grid, ratesOf(grid, 1e7, (tau) => (tau < (2 * Math.PI * hours) / 24 ? 1 : 0)), acceptanceOf(grid, latitude, 60), sky)
const begun = (...cubes: readonly CountCube[]) => beginLikelihood(cubes.map(marginalsOf))

/** Whether ln I can be given the slope −α that makes up for τ of the rates and −h of acceptances: one value in every cell, and no cell that is 24 hours from itself. */
function canTilt(cube: CountCube): boolean {
  const { local, rate } = marginalsOf(cube)
  const slopes = new Map<number, number>()
  let can = true
  eachCell(grid, local, (i, t, a) => {
    if (rate[t] === 0) return
    const k = i % grid.cells
    const slope = t - (k > grid.cells / 2 ? k - grid.cells : k)
    can &&= (slopes.get(a) ?? slope) === slope
    slopes.set(a, slope)
  })
  return can
}

describe('a slope of the sky', () => {
  test('is open exactly where a tilted sky can expect the same counts, whatever the hours of live time', () => {
    const hours = Array.from({ length: 24 }, (_, i) => i + 1)
    const wanted = hours.map((many) => canTilt(liveFor(many)))
    expect([wanted.includes(true), wanted.includes(false)]).toEqual([true, true])
    expect(hours.map((many) => isSlopeOpen(begun(liveFor(many))))).toEqual(wanted)
    expect(hours.map((many) => isSlopeOpen(begun(drawnCube(liveFor(many), many))))).toEqual(wanted)
  })

  test('is open even where rings are seen all around, if no cell is seen from both ends', () => {
    const around = Array.from({ length: 24 }, (_, i) => begun(liveFor(i + 1))).filter(({ seen, rows }) => rows.some((ring) => !seen.subarray(24 * ring, 24 * ring + 24).includes(0)))
    expect(around.map(isSlopeOpen).slice(0, 2)).toEqual([true, false])
  })

  test('stays open while counts are reconstructed, and is closed by another detector with a whole day', () => {
    const state = begun(liveFor(12))
    for (let pass = 0; pass < 3; pass++) plainPass(state)
    expect([isSlopeOpen(state), isSlopeOpen(begun(liveFor(12), liveFor(24)))]).toEqual([true, false])
  })
})
