import type { LocalCard } from '../../formats/readCard.ts'
import type { RankingFound } from '../../session/ranking.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { BOUNDS } from '../../study/bounds.ts'
import type { LocalMapsReading, Site } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { AzimuthQuestion } from './AzimuthQuestion.tsx'
import { PRESETS, type Preset, sameSite } from './sites.ts'

export interface LocalQuestionsProps {
  readonly local: LocalCard
  readonly reading: LocalMapsReading
  readonly ranking: RankingFound | undefined
  onReading(patch: Partial<Omit<LocalMapsReading, 'as'>>): void
  onRank(): void
  onCancel(): void
}

/** How local maps lie on the sky: the site, the azimuth, the time of a bin. */
export function LocalQuestions({ local, reading, ranking, onReading, onRank, onCancel }: LocalQuestionsProps) {
  return (
    <div className="questions">
      <SiteQuestion local={local} site={reading.site} onSite={(site) => onReading({ site })} />
      <AzimuthQuestion azimuth={reading.azimuth} latitudeDeg={reading.site.latitudeDeg} onAzimuth={(azimuth) => onReading({ azimuth })} {...{ ranking, onRank, onCancel }} />
      <TimeQuestion bins={local.bins} reading={reading} onReading={onReading} />
    </div>
  )
}

const OWN = 'own'
const titleOf = ({ name, zenithMaxDeg, limitFrom }: Preset): string => `${name}, zenith ≤ ${zenithMaxDeg}° (${limitFrom})`

function SiteQuestion({ local, site, onSite }: { readonly local: LocalCard; readonly site: Site; onSite(site: Site): void }) {
  const presets: readonly Preset[] = [...local.sites.map((one) => ({ ...one, limitFrom: 'configuration' })), ...PRESETS]
  const chosen = presets.findIndex((preset) => sameSite(preset, site))
  const options = { [OWN]: 'as typed below', ...Object.fromEntries(presets.map((preset, i) => [`p${i}`, titleOf(preset)])) }
  const typed = (patch: Partial<Site>) => onSite({ ...site, name: 'own site', ...patch })
  const choose = (value: string) => {
    const preset = presets[Number(value.slice(1))]
    if (value !== OWN && preset !== undefined) onSite({ name: preset.name, latitudeDeg: preset.latitudeDeg, longitudeDeg: preset.longitudeDeg, zenithMaxDeg: preset.zenithMaxDeg })
  }
  return (
    <fieldset className={local.site === undefined ? 'question' : 'question settled'}>
      <legend>Where does the detector stand, and how far down does it look?</legend>
      <Choice label="site" options={options} value={chosen < 0 ? OWN : `p${chosen}`} onChange={choose}
        hint={local.site === undefined ? 'the files do not say; assumed' : 'as the configuration says'} />
      <div className="line">
        <NumberField label="latitude" unit="°" value={site.latitudeDeg} min={BOUNDS.latitudeDeg[0]} max={BOUNDS.latitudeDeg[1]} step={0.01} onChange={(latitudeDeg) => typed({ latitudeDeg })} />
        <NumberField label="longitude, east" unit="°" value={site.longitudeDeg} min={BOUNDS.longitudeDeg[0]} max={BOUNDS.longitudeDeg[1]} step={0.01} onChange={(longitudeDeg) => typed({ longitudeDeg })} />
        <NumberField label="zenith limit" unit="°" value={site.zenithMaxDeg} min={BOUNDS.zenithMaxDeg[0]} max={BOUNDS.zenithMaxDeg[1]} step={0.1} onChange={(zenithMaxDeg) => typed({ zenithMaxDeg })} />
      </div>
      <p className="soft small">{eventsText(local, site.zenithMaxDeg)}</p>
    </fieldset>
  )
}

/** How many of the events lie inside a zenith limit. */
export function eventsText(local: LocalCard, zenithMaxDeg: number): string {
  const rings = ringsOf({ kind: 'healpix', nside: (local.events.length + 1) / 4 })
  const lowest = Math.cos(radians(zenithMaxDeg)) - 1e-12
  const total = local.events.reduce((sum, n) => sum + n, 0)
  const inside = local.events.reduce((sum, n, ring) => sum + (rings.sinDelta[ring]! >= lowest ? n : 0), 0)
  const number = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 1 })
  return `${inside === total ? `All ${number(total)} events` : `${number(inside)} of ${number(total)} events`} are inside the limit; events are seen down to ${local.seenToDeg}° from the zenith.`
}

const TIMES = { centre: 'the middle of the bin', lowerEdge: 'its beginning' } as const

function TimeQuestion({ bins, reading, onReading }: { readonly bins: number } & Pick<LocalQuestionsProps, 'reading' | 'onReading'>) {
  const half = 180 / bins
  const shift = `${half < 1 ? half.toFixed(2) : Number(half.toFixed(2))}°`
  return (
    <fieldset className="question settled">
      <legend>When did the events of a time bin arrive?</legend>
      <Choice label="sidereal time of a bin" options={TIMES} value={reading.binTime} onChange={(binTime) => onReading({ binTime })} hint={`the other choice moves the sky by half a bin, ${shift}`} />
      <div className="line">
        <NumberField label="the first bin begins at Greenwich sidereal time" unit="°" value={reading.firstBinDeg} min={BOUNDS.firstBinDeg[0]} max={BOUNDS.firstBinDeg[1]} step={0.01} onChange={(firstBinDeg) => onReading({ firstBinDeg })} />
      </div>
      <p className="soft small">
        Events sorted into bins arrive in their middle on average; cra-ahlers-llh takes the beginning, so its maps lie {shift} further west in right ascension.
      </p>
    </fieldset>
  )
}
