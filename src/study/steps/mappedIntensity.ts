/** The work behind the sky of a file: its columns, on one grid and in one frame, as relative intensity; fetched when a file is open. */
import { ringMeanReference } from '../../science/reconstruction/ringMean.ts'
import { Problem } from '../../science/problem.ts'
import { geometryName, ringsOf, sameGeometry, type Geometry, type Rings } from '../../science/sphere/rings.ts'
import type { Column, HealpixReading, MapSource } from '../document.ts'
import type { Job } from '../graph.ts'
import type { Intensity, SignificanceModel, Table } from '../results.ts'
import { later } from '../later.ts'
import { mapOf, overPixels, overRings, PIXELS } from './blocks.ts'
import type { ColumnRole } from './coarser.ts'
import { relativeTo } from './intensity.ts'

/** Pixels turned to another frame between two breaths, at some 200 ns each. */
const TURNED = 65_536

/** Where a table's columns lie on the sky. */
export interface Placed {
  readonly frame: HealpixReading['frame']
  readonly epoch: HealpixReading['epoch']
  /** The expectation is rate × acceptance of the same counts, normalised on each ring. */
  readonly directIntegration?: boolean
}

/** An intensity and its error are averaged over the same pixels. */
const PARTNER: { readonly [R in ColumnRole]?: ColumnRole } = { intensity: 'error', error: 'intensity' }

export interface MapSettings {
  readonly source: MapSource
  /** Files of the columns, those of counts first. */
  readonly files: readonly string[]
  readonly readings: readonly Placed[]
}

/** Throws invalid-argument for columns that do not fit together, or of which nothing can be shown. */
export async function mappedIntensity(tables: readonly Table[], { source, files, readings }: MapSettings, job: Job): Promise<Intensity> {
  if (tables.length === 0) throw nothingToShow()
  const geometry = gridOf(tables, source.nside)
  const rings = ringsOf(geometry)
  const fileOf = (column: Column) => ({ table: tables[files.indexOf(column.data)]!, frame: readings[files.indexOf(column.data)]!.frame })
  const onGrid = async (role: ColumnRole, column: Column): Promise<Float64Array> => {
    const { table, frame } = fileOf(column)
    const values = columnOf(table, column)
    if (source.nside === undefined || sameGeometry(table.geometry, geometry)) return values
    const { broughtTo } = await later(() => import('./coarser.ts'))
    const beside = PARTNER[role] && source[PARTNER[role]]
    const other = beside && fileOf(beside)
    const alike = other !== undefined && sameGeometry(other.table.geometry, table.geometry) && other.frame === frame
    return broughtTo(source.nside, table.geometry, role, values, alike ? columnOf(other.table, beside!) : undefined, job)
  }
  const pick = async (role: ColumnRole) => {
    const column = source[role]
    if (column === undefined) return undefined
    const values = await onGrid(role, column)
    const { frame } = fileOf(column)
    if (frame === 'equatorial') return values
    const { toEquatorial } = await later(() => import('../../science/sphere/reframe.ts'))
    const turned = new Float64Array(rings.pixels)
    await overRings(rings, job, TURNED, (from, to) => toEquatorial(rings, values, frame, turned, from, to))
    return turned
  }
  const counts = await pick('counts')
  // Files are listed by role: those counts come from are the first.
  const directIntegration = source.background !== undefined && readings[files.indexOf(source.background.data)]!.directIntegration === true
  if (counts !== undefined) return fromCounts(rings, counts, await pick('background'), source, { ...readings[0]!, directIntegration }, job)
  const intensity = await pick('intensity')
  if (intensity === undefined) throw nothingToShow()
  const error = await pick('error')
  const value = source.intensityIs === 'ratio' ? await mapOf(rings.pixels, job, (i) => intensity[i] - 1) : intensity
  return { geometry, value, ...(error === undefined ? {} : { error }), ringMeanRemoved: false }
}

/** The pixels everything is brought to: those that the study names, or those of all files. */
function gridOf(tables: readonly Table[], nside: number | undefined): Geometry {
  if (nside !== undefined) return { kind: 'healpix', nside }
  const { geometry } = tables[0]!
  const other = tables.find((table) => !sameGeometry(table.geometry, geometry))
  if (other !== undefined) throw differentGrids(geometryName(geometry), geometryName(other.geometry))
  return geometry
}

async function fromCounts(
  rings: Rings, counts: Float64Array, background: Float64Array | undefined, source: MapSource, { epoch, directIntegration = false }: Placed, job: Job,
): Promise<Intensity> {
  const { reference } = source
  if (reference === 'background' && background === undefined) {
    throw new Problem('invalid-argument', 'No column is named as the expected counts.', { remedy: 'Choose the background column on the read card, or compare each ring with its own mean.' })
  }
  const expected =
    reference === 'background' ? background!
    : reference === 'mapMean' ? await mapMean(counts, job)
    : await ringMeans(rings, counts, epoch, job)
  return {
    geometry: rings.geometry,
    ...(await relativeTo(counts, expected, job)),
    significance: await significanceModel(source, counts, job),
    ringMeanRemoved: reference === 'ringMean' || (reference === 'background' && directIntegration),
  }
}

async function significanceModel({ reference, backgroundMade, alpha }: MapSource, counts: Float64Array, job: Job): Promise<SignificanceModel> {
  if (reference === 'mapMean') return { kind: 'sameData', normalisedOn: 'map', total: (await total(counts, job)).sum }
  return reference === 'background' && backgroundMade === 'independent' ? { kind: 'independent', alpha } : { kind: 'sameData', normalisedOn: 'rings' }
}

/** The mean of each ring, about the pole of date where the map says its epoch (spec 2, equinox). */
async function ringMeans(rings: Rings, counts: Float64Array, epoch: Placed['epoch'], job: Job): Promise<Float64Array> {
  const reference = new Float64Array(rings.pixels)
  await overRings(rings, job, PIXELS, (from, to) => ringMeanReference(rings, counts, reference, from, to))
  if (epoch === 'ofDate') return reference
  const { sinDeltaOfDate } = await later(() => import('../../science/sphere/reframe.ts'))
  const { addRungs, emptyLadder, shapeByLadder } = await later(() => import('../../science/reconstruction/ringMeanOfDate.ts'))
  const ladder = emptyLadder()
  await overRings(rings, job, TURNED, (from, to) => addRungs(ladder, rings, counts, sinDeltaOfDate(rings, epoch, from, to), from, to))
  await overRings(rings, job, TURNED, (from, to) => shapeByLadder(ladder, rings, sinDeltaOfDate(rings, epoch, from, to), reference, from, to))
  return reference
}

/** One expectation for the whole map: right only for uniform exposure. */
async function mapMean(counts: Float64Array, job: Job): Promise<Float64Array> {
  const { sum, pixels } = await total(counts, job)
  return mapOf(counts.length, job, (i) => (Number.isFinite(counts[i]) ? sum / pixels : NaN))
}

async function total(counts: Float64Array, job: Job): Promise<{ sum: number; pixels: number }> {
  let sum = 0
  let pixels = 0
  await overPixels(counts.length, job, (first, end) => {
    for (let i = first; i < end; i++) {
      if (!Number.isFinite(counts[i])) continue
      sum += counts[i]
      pixels++
    }
  })
  return { sum, pixels }
}

function columnOf(table: Table, { column }: Column): Float64Array {
  const values = table.columns[column]
  if (values === undefined) throw new Problem('invalid-argument', `The file has no column ${column}.`, { remedy: 'Choose another column on the read card.', facts: { column } })
  return values
}

const differentGrids = (first: string, other: string): Problem =>
  new Problem('invalid-argument', `The columns chosen come from files of different pixels (${first}, ${other}): they cannot be held against each other pixel by pixel.`, {
    remedy: 'Choose a common grid on the read card, where one NSIDE divides the other, or bring the finer map to the pixels of the other first: counts are added up (healpy.ud_grade with power=-2), intensities averaged.',
  })

const nothingToShow = () => new Problem('invalid-argument', 'No column of the file is used.', { remedy: 'Say on the read card which column holds counts or relative intensity.' })
