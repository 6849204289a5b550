/** healpy's times: measured now where a Python with healpy is to be had, else those it once had elsewhere. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Job = 'synthesis' | 'analysis' | 'spectrum' | 'dipole' | 'rotation' | 'disc5' | 'disc10' | 'disc20'

export interface Peer {
  /** In words, for the heading. */
  readonly says: string
  /** Milliseconds of one thread, or undefined where nobody measured. */
  time(nside: number, job: Job): number | undefined
}

type Times = Readonly<Record<string, Readonly<Partial<Record<Job, number | null>>>>>

/** healpy 1.16.1 on one core at 2.1–2.5 GHz with 512-bit vectors, shortest processor time: for machines without it. */
const RECORDED: Times = {
  64: { synthesis: 1.45, analysis: 1.96, spectrum: 15.8, dipole: 12.4, disc5: 328, disc10: 370, disc20: 525 },
  128: { synthesis: 9.3, analysis: 8.7, spectrum: 65.4, dipole: 53.3 },
  256: { synthesis: 49.2, analysis: 51.7, spectrum: 346, dipole: 164 },
  512: { synthesis: 283, analysis: 282, spectrum: 2120, dipole: 480 },
}

/** Asks the Pythons that may be there; ANISKY_PYTHON names one that is not the first on the path. */
export function findPeer(nsides: readonly number[]): Peer {
  for (const python of [process.env['ANISKY_PYTHON'], 'python3', 'python']) {
    if (python === undefined) continue
    try {
      const text = execFileSync(python, [fileURLToPath(new URL('peer.py', import.meta.url)), ...nsides.map(String)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      const { version, times } = JSON.parse(text) as { version: string; times: Times }
      return { says: `healpy ${version} on this machine, one thread, in this run`, time: (nside, job) => times[nside]?.[job] ?? undefined }
    } catch {
      // no such Python, or no healpy in it
    }
  }
  return { says: 'healpy 1.16.1 as recorded on another machine (no Python with healpy here: ANISKY_PYTHON names one)', time: (nside, job) => RECORDED[nside]?.[job] ?? undefined }
}
