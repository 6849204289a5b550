import { cssColour } from '../colour.ts'
import type { Ramp } from './figure.ts'

/** Enough of the colours of a bar that what lies between two of them is a straight line to the eye. */
export const rampStops = (colours: Ramp['colours'], stops = 64): readonly { readonly at: number; readonly colour: string }[] =>
  Array.from({ length: stops + 1 }, (_, i) => ({ at: i / stops, colour: cssColour(colours[Math.round((i / stops) * (colours.length - 1))]!) }))
