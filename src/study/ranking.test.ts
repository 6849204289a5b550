import { expect, test } from 'vitest'
import { rankingOf, verdictOf } from './ranking.ts'

const verdict = (...gains: number[]) => verdictOf(rankingOf(3, 12, gains))

test('a way that is a thousand times likelier than the next is preferred', () => {
  expect(verdict(30, 80, 30, 30, 30, 73, 30, 30)).toEqual({ kind: 'decided', best: 'eastNorth', lead: 7 })
})

test('ways within reach of the best are all named, and whether they suit equally', () => {
  expect(verdict(80, 79, 74, 30, 30, 30, 30, 30)).toEqual({ kind: 'undecided', among: ['southEast', 'eastNorth', 'northWest'], equal: false })
  expect(verdict(80, 80, 80.01, 79.99, 30, 30, 30, 30)).toEqual({ kind: 'undecided', among: ['northWest', 'southEast', 'eastNorth', 'westSouth'], equal: true })
})

test('a gain that isotropy reaches once in a thousand times says nothing, however far ahead', () => {
  expect(verdict(16.4, 1, 1, 1, 1, 1, 1, 1)).toEqual({ kind: 'noise' })
  expect(verdict(16.5, 1, 1, 1, 1, 1, 1, 1)).toMatchObject({ kind: 'decided' })
  expect(verdictOf(rankingOf(1, 2, [7, 0, 0, 0, 0, 0, 0, 0]))).toMatchObject({ kind: 'decided' })
})
