import { observatories } from '../../literature/observatories.ts'
import { sourceText } from '../../literature/source.ts'
import { BOUNDS } from '../../study/bounds.ts'
import type { Acceptance, LiveTime, Site } from '../../study/document.ts'
import { Card, Convention } from '../panels/Card.tsx'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { Slider } from '../widgets/Slider.tsx'
import { AcceptanceFields } from './AcceptanceFields.tsx'
import { LiveTimeFields } from './LiveTimeFields.tsx'
import './cards.css'

export interface ObservatoryCardProps {
  readonly number: number
  readonly site: Site
  readonly acceptance: Acceptance
  /** The same every day, day and night, where it is left out. */
  readonly liveTime?: LiveTime | undefined
  /** `gesture` is the same for every change of one drag. */
  onSite(site: Site, gesture?: string): void
  onAcceptance(acceptance: Acceptance, gesture?: string): void
  onLiveTime(liveTime: LiveTime | undefined, gesture?: string): void
  /** Of one among several. */
  onRemove?(): void
}

const OWN = 'set by hand'
const NAMES = Object.fromEntries([...observatories.map(({ name }) => [name, name]), [OWN, OWN]]) as { readonly [name in string]: string }
/** Where a paper quotes no zenith cut. */
const USUAL_CUT_DEG = 60

/** Where the detector stands, and what it takes in. */
export function ObservatoryCard({ number, site, acceptance, liveTime, onSite, onAcceptance, onLiveTime, onRemove }: ObservatoryCardProps) {
  const known = observatories.find((one) => one.name === site.name && one.latitudeDeg === site.latitudeDeg && one.longitudeDeg === site.longitudeDeg)
  const choose = (name: string) => {
    const chosen = observatories.find((one) => one.name === name)
    if (chosen !== undefined) onSite({ name, latitudeDeg: chosen.latitudeDeg, longitudeDeg: chosen.longitudeDeg, zenithMaxDeg: chosen.zenithMaxDeg[0] ?? USUAL_CUT_DEG })
  }
  /** A place that is moved is no longer that observatory; another zenith cut is another analysis of it. */
  const moved = (patch: Partial<Site>, gesture?: string) => {
    const next = { ...site, ...patch }
    onSite({ ...next, name: placeName(next.latitudeDeg) }, gesture)
  }
  return (
    <Card number={number} title="Observatory" note={skyText(site)}>
      <div className="card-choice">
        <Choice label="preset" options={NAMES} value={known?.name ?? OWN} onChange={choose} />
      </div>
      <Slider label="latitude" value={site.latitudeDeg} min={-90} max={90} step={0.1} unit="°" onChange={(deg, gesture) => moved({ latitudeDeg: deg }, gesture)} />
      <Slider label="zenith cut" value={site.zenithMaxDeg} min={BOUNDS.zenithMaxDeg[0]} max={BOUNDS.zenithMaxDeg[1]} unit="°" onChange={(deg, gesture) => onSite({ ...site, zenithMaxDeg: deg }, gesture)} />
      {known !== undefined && known.zenithMaxDeg.length > 1 && (
        <p className="small soft">
          quoted cuts:{' '}
          {known.zenithMaxDeg.map((deg) => (
            <button key={deg} type="button" className="text-button cut" aria-label={`zenith cut ${deg}°`} onClick={() => onSite({ ...site, zenithMaxDeg: deg })}>
              {deg}°
            </button>
          ))}
        </p>
      )}
      <div className="line">
        <NumberField label="longitude" value={site.longitudeDeg} min={-180} max={360} step={0.1} unit="°" onChange={(deg) => moved({ longitudeDeg: deg })} />
      </div>
      <AcceptanceFields acceptance={acceptance} onChange={onAcceptance} />
      <LiveTimeFields liveTime={liveTime} onChange={onLiveTime} />
      <Convention title="Where from?">
        {known === undefined ? 'Set by hand.' : `${known.name}: ${sourceText(known)}.${known.zenithMaxDeg.length === 0 ? ` No zenith cut is quoted; ${USUAL_CUT_DEG}° is ours.` : ''}`} Longitude only says where the clock starts. Acceptances are chosen, not measured: κ about 5 on high mountains, 8 at sea level.
      </Convention>
      {onRemove !== undefined && (
        <button type="button" className="text-button small" onClick={onRemove}>
          leave {site.name} out
        </button>
      )}
    </Card>
  )
}

/** `a site at 19.5° N` */
const placeName = (latitudeDeg: number): string => `a site at ${Math.abs(latitudeDeg)}°${latitudeDeg === 0 ? '' : latitudeDeg > 0 ? ' N' : ' S'}`

/** `sees −26° … +64°`: in a day. */
function skyText({ latitudeDeg, zenithMaxDeg }: Site): string {
  const text = (deg: number) => `${deg > 0 ? '+' : deg < 0 ? '−' : ''}${Math.abs(Number(deg.toFixed(1)))}°`
  return `sees ${text(Math.max(-90, latitudeDeg - zenithMaxDeg))} … ${text(Math.min(90, latitudeDeg + zenithMaxDeg))}`
}
