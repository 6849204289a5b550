import { ringsOf, type Rings } from '../../sphere/rings.ts'

/** Rings at the Gauss–Legendre nodes of a band of declination, so that sums over them are integrals over the band. */
export function gaussBand(count: number, perRing: number, [s1, s2]: readonly [number, number]): Rings {
  const whole = ringsOf({ kind: 'gauss', rings: count, perRing })
  const sinDelta = whole.sinDelta.map((x) => (s1 + s2 + (s2 - s1) * x) / 2)
  return { ...whole, sinDelta, cosDelta: sinDelta.map((s) => Math.sqrt(1 - s * s)), pixelArea: whole.pixelArea.map((a) => (a * (s2 - s1)) / 2) }
}
