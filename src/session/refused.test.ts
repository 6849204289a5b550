/** Whatever is dropped: what cannot be read leaves the open study as it is, and says so once. */
import { describe, expect, test } from 'vitest'
import type { Bridge } from '../compute/bridge.ts'
import { inspect } from '../engine/inspect.ts'
import { ThreadJob } from '../engine/job.ts'
import { SECTIONS } from '../formats/testing/cases.ts'
import { outcomeOf } from '../engine/testing/casesTable.ts'
import { seededStudy } from '../study/seeded.ts'
import { opening } from './opening.ts'
import { createSession } from './store.ts'

/** The page's door to the engine, without a worker between. */
const bridge: Pick<Bridge, 'inspect' | 'supply'> = { inspect: (file, name) => inspect(file, name, new ThreadJob()), supply: async () => {} }

const CASES = SECTIONS.flatMap(({ title, cases }) => cases.map((one) => ({ title: `${title}: ${one.name}`, one })))
  // Studies and pictures have doors of their own.
  .filter(({ one }) => !/\.(json|png|svg)$/.test(one.file))

describe('after opening', () => {
  test.each(CASES)('$title', async ({ one }) => {
    const outcome = await outcomeOf(one)
    const store = createSession()
    await opening(store, bridge, () => {}).openFiles([new File([one.bytes()], one.file)])
    const { study, past, cards, notices, opening: busy } = store.getState()
    expect(busy).toBeUndefined()
    if (outcome.what !== 'refused') {
      expect(past).toHaveLength(1)
      return expect(notices.map(({ tone }) => tone)).toEqual(['status'])
    }
    expect(study).toBe(seededStudy)
    expect([past, Object.keys(cards)]).toEqual([[], []])
    expect(notices).toMatchObject([{ tone: 'alert', text: expect.stringContaining(outcome.words[0]!), remedy: outcome.remedy }])
  }, 30_000)
})
