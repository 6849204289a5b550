/** Two files that are named as a pair and have different pixels: refused where nothing helps, else asked about, because to degrade is to lose. */
import { Problem } from '../science/problem.ts'
import type { GradedPair } from '../study/gradedPair.ts'
import { studyOfFiles } from '../study/opening.ts'
import type { Misfit, SkyFiles } from '../study/together.ts'
import { tooManyMaps, type Where } from './opening.ts'
import type { NoticeTable } from './session.ts'
import type { SessionStore } from './store.ts'

/** What becomes of a column when its pixels are joined. */
const JOINED = { counts: 'counts are summed', intensity: 'intensities are averaged', background: 'expected counts are summed', error: 'errors become those of the mean' } as const

/**
 * Asks before a pair is made of what fits only after one of the two is degraded. Every answer is at most one edit.
 *
 * @param place  where the map is to be seen, asked when it is opened
 */
export function offerPair({ sky, degraded, facts }: GradedPair, store: SessionStore, place: () => Where): void {
  const { main, partner: { role, card }, nside } = sky
  const own = role === 'background' ? 'counts' : 'intensity'
  const [finer, holds] = degraded === 'main' ? [main, own] as const : [card, role] as const
  const open = (files: SkyFiles, label: string): void => {
    const { study, edit, say } = store.getState()
    const where = place()
    const seen = studyOfFiles(files, where)(study)
    if (seen === study) {
      const { message, remedy } = tooManyMaps(files.main.name)
      return say({ tone: 'alert', text: message, ...(remedy === undefined ? {} : { remedy }) })
    }
    edit(() => seen, { label: label.length > 80 ? `Opened at NSIDE ${nside}` : label })
    store.setState({ cardShown: where === 'instead' })
    say({ tone: 'status', text: `${label}.`, undo: true })
  }
  store.getState().say({
    tone: 'offer',
    text: `${card.name} looks like ${role === 'background' ? 'the background of' : 'the error of'} ${main.name}, but the two have different NSIDE. ` +
      `They make one map at NSIDE ${nside}, of the pixels that both see; finer structure is lost.`,
    table: tableOf(facts),
    actions: [
      { label: `Degrade ${finer.name} to NSIDE ${nside} (${JOINED[holds]})`, run: () => open(sky, `Opened ${main.name} with ${card.name} as its ${role} at NSIDE ${nside}`) },
      { label: `Open the ${own} alone`, run: () => open({ main }, `Opened ${main.name}`) },
      { label: 'Cancel', run: () => {} },
    ],
  })
}

const tableOf = (facts: GradedPair['facts']): NoticeTable => ({
  caption: 'The two files',
  head: ['file', 'NSIDE', 'order', 'frame', 'unseen pixels'],
  rows: facts.map(({ name, nside, ordering, frame, unseen, pixels }) => [name, String(nside), ordering.toUpperCase(), frame, `${unseen.toLocaleString('en')} of ${pixels.toLocaleString('en')}`]),
})

/** Two files that were meant for each other, of pixels that cannot be made of one another. */
export function doNotFit({ main, role, card, pixels: [wanted, found] }: Misfit): Problem {
  const what = role === 'background' ? 'the background of' : 'the error of'
  return new Problem('invalid-argument', `${card.name} looks like ${what} ${main.name}, but has other pixels (${found}, where ${main.name} has ${wanted}), and neither NSIDE divides the other: no pixel of one is made of whole pixels of the other. ${main.name} was opened without it.`, {
    remedy: 'Make one of the maps anew from its events, with the NSIDE of the other. healpy.ud_grade goes between powers of two only (counts with power=-2, which adds them up; intensities with power=0).',
    facts: { main: main.name, other: card.name },
  })
}
