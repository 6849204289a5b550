/** Maps that can be taken away, and as what. */
import type { Ref } from './graph.ts'

/** A sky before and after subtraction, smoothed, or in single precision as the page shows it. */
export type MapRef = Ref<'intensity' | 'residual' | 'smoothed' | 'display'>

/** A HEALPix FITS file, or a table with a row for every pixel. */
export type MapFormat = 'fits' | 'csv'
