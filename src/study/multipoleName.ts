/** How a multipole of a sky is named where a result's variant is: `after-3` all of l = 3, `after-3,2` its m = ±2. */
import type { Stage } from './results.ts'

export interface Multipole {
  readonly l: number
  readonly m?: number
}

/** ℓ = 3 as people write it, with its order where it is one of them. */
export const multipoleText = ({ l, m }: Multipole): string => (m === undefined ? `ℓ = ${l}` : `ℓ = ${l}, m = ${m === 0 ? '' : '±'}${m}`)

export const multipoleName = (stage: Stage, { l, m }: Multipole): string => `${stage}-${l}${m === undefined ? '' : `,${m}`}`

/** What a name says; undefined for a name of anything else. */
export function multipoleNamed(name: string | undefined): (Multipole & { readonly stage: Stage }) | undefined {
  const found = /^(before|after)-(\d{1,4})(?:,(\d{1,4}))?$/.exec(name ?? '')
  if (found === null) return undefined
  const [, stage, l, m] = found
  return { stage: stage as Stage, l: Number(l), ...(m === undefined ? {} : { m: Number(m) }) }
}
