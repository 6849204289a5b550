/** A desk with the toy graph whose first life, if it is called `1`, obeys the study's title: deaf, dead, broken, slow or hungry. */
import { expose, transfer } from 'comlink'
import { Desk } from '../../engine/desk.ts'
import { breathe } from '../../engine/job.ts'
import { toyGraph } from '../../engine/testing/toy.ts'
import type { DeskApi } from '../contract.ts'
import { carryProblems } from '../wire.ts'

carryProblems()

/** 64 GiB: no browser has them. */
const devour = (result: string): undefined => void (hungry && result === 'residual' && new Float64Array(2 ** 33))
let hungry = false
const desk = new Desk({ graph: toyGraph(devour) })
const cancelled = new AbortController()

async function misbehave(title: string): Promise<void> {
  if (self.name !== '1') return
  const end = performance.now() + 30_000
  if (title === 'deaf') while (performance.now() < end);
  if (title === 'slow') for (;;) await breathe(cancelled.signal)
  if (title === 'dead') self.close()
  if (title === 'broken') setTimeout(() => { throw new Error('boom') })
  if (title === 'dead' || title === 'broken') await new Promise(() => {})
}

const api: DeskApi = {
  watch: (listener) => desk.watch((news, transfers) => listener(transfer(news, transfers))),
  async derive(ticket, study, asks) {
    hungry = study.title === 'hungry'
    await misbehave(study.title)
    await desk.derive(ticket, study, asks)
  },
  expectFile: () => desk.expectFile(),
  inspect: (...request) => desk.inspect(...request),
  supply: (...request) => desk.supply(...request),
  rankAzimuths: (...request) => desk.rankAzimuths(...request),
  peek: (...request) => desk.peek(...request),
  exportMap: (...request) => desk.exportMap(...request),
  cancel(ticket) {
    cancelled.abort()
    desk.cancel(ticket)
  },
  ping: () => desk.ping(),
}
expose(api)
