import { degreesText, measured, quantity, signedDegreesText } from '../../drawing/format.ts'
import { anglesIn } from '../../drawing/camera.ts'
import { equatorialToGalactic } from '../../science/sphere/frames.ts'
import type { Reading } from '../../study/results.ts'
import type { Cursor } from './SkyView.tsx'

export interface ReadOutProps {
  readonly cursor: Cursor | undefined
  /** Of the cursor's pixel; an older one is not shown. */
  readonly reading: Reading | undefined
  /** Some of what is known, where not all is to be said. */
  readonly items?: readonly ReadOutItem[]
  /** Why the place is not seen, where it is not. */
  readonly why?: string | undefined
  readonly pinned: boolean
  onPin(): void
  onCopy(text: string): void
}

/** Everything known of the place under the cursor, beside the map and not over it. */
export function ReadOut({ cursor, reading, why, items = readOutItems(cursor, reading, why), pinned, onPin, onCopy }: ReadOutProps) {
  return (
    <div className="read-out">
      <dl className="number" aria-label="Place under the cursor">
        {items.map(({ name, spoken, value, room }) => (
          <div key={spoken} className={name === UNSEEN ? 'why' : undefined} style={{ minWidth: `${room}ch` }}>
            <dt title={spoken}>{name}</dt>
            <dd title={name === UNSEEN ? value : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <span className="read-out-buttons">
        <button type="button" className="chip" aria-pressed={pinned} disabled={cursor === undefined && !pinned} onClick={onPin}>
          {pinned ? 'unpin' : 'pin'}
        </button>
        <button type="button" className="chip" disabled={cursor === undefined} onClick={() => onCopy(readOutText(items))}>
          copy
        </button>
      </span>
    </div>
  )
}

export interface ReadOutItem {
  readonly name: string
  readonly spoken: string
  readonly value: string
  /** Width kept free, so that nothing moves while the numbers change. */
  readonly room: number
}

const UNSEEN = 'not observed'

export function readOutItems(cursor: Cursor | undefined, known: Reading | undefined, why?: string): readonly ReadOutItem[] {
  const reading = known?.pixel === cursor?.pixel ? known : undefined
  const galactic = cursor && anglesIn(equatorialToGalactic, cursor.alpha, cursor.delta)
  const unseen = reading !== undefined && !reading.seen
  const counted = (n: number | undefined) => (n === undefined || !Number.isFinite(n) ? '—' : quantity(n))
  const sky = [
    { name: 'RA', spoken: 'right ascension', value: cursor ? degreesText(cursor.alpha) : '—', room: 9 },
    { name: 'dec', spoken: 'declination', value: cursor ? signedDegreesText(cursor.delta) : '—', room: 10 },
    { name: 'δI', spoken: 'relative intensity', value: reading === undefined ? '—' : unseen ? 'not observed' : measured(reading.intensity, reading.sigma), room: 22 },
    { name: 'S', spoken: 'significance', value: reading?.significance === undefined || unseen ? '—' : `${measured(reading.significance)} σ`, room: 9 },
    { name: 'N', spoken: 'counts', value: counted(reading?.counts), room: 12 },
    { name: '⟨N⟩', spoken: 'expected counts', value: counted(reading?.background), room: 14 },
    { name: 'l, b', spoken: 'Galactic longitude and latitude', value: galactic ? `${degreesText(galactic.longitude)}, ${signedDegreesText(galactic.latitude)}` : '—', room: 18 },
  ]
  if (!unseen || why === undefined) return sky
  // What cannot be known of an unseen place makes room for the reason.
  const [ra, dec] = sky
  return [ra!, dec!, { name: UNSEEN, spoken: UNSEEN, value: why, room: 0 }, sky.at(-1)!]
}

/** One line for the clipboard. */
export const readOutText = (items: readonly ReadOutItem[]): string => items.filter(({ value }) => value !== '—').map(({ name, value }) => `${name} ${value}`).join('; ')

/** One sentence for the ear. */
export const readOutSpoken = (items: readonly ReadOutItem[]): string => items.filter(({ value }) => value !== '—').map(({ spoken, value }) => `${spoken} ${value}`).join(', ')
