/** Entry point of the desk's worker: wiring only. */
import { expose, transfer } from 'comlink'
import type { DeskApi } from '../src/compute/contract.ts'
import { carryProblems } from '../src/compute/wire.ts'
import { Desk } from '../src/engine/desk.ts'
import { graph } from '../src/study/arrows.ts'

carryProblems()

const desk = new Desk({ graph })

const api: DeskApi = {
  watch: (listener) => desk.watch((news, transfers) => listener(transfer(news, transfers))),
  derive: (...request) => desk.derive(...request),
  expectFile: () => desk.expectFile(),
  inspect: (...request) => desk.inspect(...request),
  supply: (...request) => desk.supply(...request),
  rankAzimuths: (...request) => desk.rankAzimuths(...request),
  peek: (...request) => desk.peek(...request),
  exportMap: (...request) => desk.exportMap(...request),
  cancel: (ticket) => desk.cancel(ticket),
  ping: () => desk.ping(),
}
expose(api)
