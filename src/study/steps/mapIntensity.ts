/** table → intensity: what the columns of a file mean. */
import type { HealpixReading, LocalMapsReading } from '../document.ts'
import { of, step } from '../graph.ts'
import { later } from '../later.ts'
import type { Placed } from './mappedIntensity.ts'
import { dataOf, sourceOf } from './parts.ts'

const placed = (reading: HealpixReading | LocalMapsReading): Placed =>
  reading.as === 'localMaps' ? { frame: 'equatorial', epoch: 'ofDate', directIntegration: true } : { frame: reading.frame, epoch: reading.epoch }

const ROLES = ['counts', 'background', 'intensity', 'error'] as const

export const mapIntensity = step('mapIntensity')({
  edition: 2,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'map')
    const files = [...new Set(ROLES.flatMap((role) => source[role]?.data ?? []))]
    const readings: readonly Placed[] = files.map((file) => dataOf(study, file, 'healpix', 'localMaps').reading).map(placed)
    return { settings: { source, files, readings }, needs: { tables: files.map((file) => of('table', file)) } }
  },
  run: async ({ tables }, settings, job) => {
    const { mappedIntensity } = await later(() => import('./mappedIntensity.ts'))
    return mappedIntensity(tables, settings, job)
  },
})
