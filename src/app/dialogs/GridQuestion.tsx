import type { MapSource } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { commonNsides } from './commonNsides.ts'
import type { SkyOnCard } from './skiesOnCard.ts'

export interface GridQuestionProps {
  readonly sky: SkyOnCard
  onSource(source: MapSource): void
}

const HINTS = { counts: 'counts are summed; pixels seen in part are left out', intensity: 'intensities are averaged' } as const

/** Which pixels the columns of a map are brought to. */
export function GridQuestion({ sky: { source, files }, onSource }: GridQuestionProps) {
  const used = new Set([source.counts, source.background, source.intensity, source.error].flatMap((column) => column?.data ?? []))
  const nsides = files.flatMap(({ id, card: { geometry } }) => (used.has(id) && geometry.kind === 'healpix' ? [geometry.nside] : []))
  const offered = commonNsides(nsides, source.nside)
  if (offered.length === 0) return null
  const { nside, ...asFile } = source
  const own = nsides.every((one) => one === nsides[0]) ? `as in the file${nsides.length > 1 ? 's' : ''}, NSIDE ${nsides[0]}` : `as in the files, NSIDE ${nsides.join(' and ')}: no map`
  const options = Object.fromEntries([['file', own], ...offered.map((one) => [`nside${one}`, `NSIDE ${one}`] as const)])
  return (
    <Choice label="grid" options={options} value={nside === undefined ? 'file' : `nside${nside}`} {...(nside === undefined ? {} : { hint: HINTS[source.counts === undefined ? 'intensity' : 'counts'] })}
      onChange={(next) => onSource(next === 'file' ? asFile : { ...source, nside: Number(next.slice('nside'.length)) })} />
  )
}
