/** What the headers of local maps say of themselves, and whether they agree. */
import type { CardValue } from './fitsHeader.ts'
import type { Fact } from './readCard.ts'
import { grouped, visible } from './text.ts'

/** Keywords that must say the same in every file. */
const SAME = ['CUTS', 'COORDS', 'COORDSYS', 'TIMESYS', 'NBINS', 'TOTDUR', 'STARTMJD', 'STOPMJD', 'NSIDE'] as const

export interface LocalHeaders {
  /** The next file's keywords. */
  add(name: string, bin: number, keywords: ReadonlyMap<string, CardValue>): void
  facts(): readonly Fact[]
  /** @param events  counted in all pixels of all bins */
  warnings(bins: number, events: number): readonly string[]
}

/** Compares header after header with the first; keeps no header. */
export function localHeaders(): LocalHeaders {
  const first = new Map<string, CardValue>()
  const disagreeing = new Map<string, string>()
  let firstName = ''
  let misplaced: string | undefined
  let stated = 0
  let statedFiles = 0
  let files = 0
  return {
    add(name, bin, keywords) {
      if (files++ === 0) firstName = name
      for (const keyword of SAME) {
        const value = keywords.get(keyword)
        if (files === 1 && value !== undefined) first.set(keyword, value)
        else if (files > 1 && value !== first.get(keyword) && !disagreeing.has(keyword)) disagreeing.set(keyword, `${keyword} is ${said(first.get(keyword))} in ${visible(firstName)} and ${said(value)} in ${visible(name)}`)
      }
      const time = keywords.get('TIMEBIN')
      if (typeof time === 'number' && time !== bin) misplaced ??= `${visible(name)} says TIMEBIN = ${time}, and stands for bin ${bin}: its name was believed.`
      const events = keywords.get('NEVENTS')
      if (typeof events !== 'number') return
      stated += events
      statedFiles++
    },
    facts: () => [
      ...[...first].map(([keyword, value]) => ({ keyword, value: visible(String(value)), usedAs: USED[keyword] ?? 'shown only' })),
      ...(statedFiles === 0 ? [] : [{ keyword: 'NEVENTS', value: grouped(stated), usedAs: 'compared with the events counted' }]),
    ],
    warnings(bins, events) {
      const nbins = first.get('NBINS')
      return [
        ...[...disagreeing.values()].map((sentence) => `The files do not agree: ${sentence}.`),
        ...(misplaced === undefined ? [] : [misplaced]),
        ...(typeof nbins === 'number' && nbins !== bins ? [`The header says NBINS = ${nbins}, but there are ${bins} time bins: files may be missing at the end.`] : []),
        ...(statedFiles === files && files > 0 && stated !== events ? [`The headers say ${grouped(stated)} events in all (NEVENTS); ${grouped(events)} were counted.`] : []),
      ]
    },
  }
}

const USED: Readonly<Record<string, string>> = { NBINS: 'compared with the number of time bins', NSIDE: 'the pixels of the local maps' }

const said = (value: CardValue | undefined): string => (value === undefined ? 'not said' : visible(String(value)))
