import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { blob } from '../formats/testing/fixtures.ts'
import { EVENTS, FULL, HEADER, marginalsBytes, RECORDS } from '../formats/testing/marginals.ts'
import { inspect } from './inspect.ts'
import { stopped, ThreadJob } from './job.ts'

test('the card of a marginals file says what was counted, where and how, and has the fingerprint of all its bytes', async () => {
  const bytes = marginalsBytes({ ...HEADER, records: RECORDS }, FULL)
  const card = await inspect(blob(bytes), 'night.marginals.npz', new ThreadJob())
  expect(card).toMatchObject({
    ...{ kind: 'marginals', name: 'night.marginals.npz', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    ...{ site: HEADER.site, grid: HEADER.grid, clock: 'sidereal', events: EVENTS, pieces: 1, assumptions: [], warnings: [] },
  })
  expect(card.facts.map(({ keyword, value }) => `${keyword}: ${value}`)).toEqual([
    'site: HAWC: latitude 19°, longitude -97°, zenith up to 60°', 'grid: 4 × 8', 'clock: sidereal', 'sky, local, rate: 496 events', 'records: ringRate, eastWest, forwardBackward, windows, coarse', 'pieces: 1 piece',
  ])
})

test('a file that begins like one and is damaged is refused, not read as something else', async () => {
  await expect(inspect(blob(marginalsBytes({ ...HEADER, records: RECORDS }, FULL.slice(0, 5))), 'x', new ThreadJob())).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringContaining('its array west is missing') })
})

test('reading stops when nobody waits any more', async () => {
  let breaths = 0
  const late = new ThreadJob()
  late.breathe = () => (++breaths > 2 ? Promise.reject(stopped()) : Promise.resolve())
  await expect(inspect(blob(marginalsBytes()), 'x', late)).rejects.toMatchObject({ code: 'cancelled' })
})
