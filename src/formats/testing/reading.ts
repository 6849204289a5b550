/** Reading in tests: bytes in, file or Problem out. Any other error is a bug and fails the test. */
import { type Problem, isProblem } from '../../science/problem.ts'
import { type HealpixFile, type ReadOptions, readHealpix } from '../healpixFile.ts'
import { blob } from './fixtures.ts'

export const read = (bytes: Uint8Array, options: ReadOptions = {}, name = 'map.fits'): Promise<HealpixFile> => readHealpix(blob(bytes), name, options)

/** The Problem with which these bytes are refused. */
export async function refusal(bytes: Uint8Array, name = 'map.fits'): Promise<Problem> {
  try {
    await read(bytes, {}, name)
  } catch (e) {
    if (isProblem(e)) return e
    throw e
  }
  throw new Error('the file was read, not refused')
}
