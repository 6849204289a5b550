/** Parts of the program that are fetched when they are first needed, so that the page opens sooner. */
import { Problem } from '../science/problem.ts'

/**
 * What `part` imports. Throws part-missing where it cannot be fetched: the connection is gone, or the site has been renewed
 * since the page was opened. Anything else that goes wrong in it is passed on.
 *
 *     const { readHealpix } = await later(() => import('../formats/healpixFile.ts'))
 */
export async function later<T>(part: () => Promise<T>): Promise<T> {
  try {
    return await part()
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause // a browser says in a TypeError that it could not fetch a module
    throw new Problem('part-missing', 'A part of Anisky that this needs could not be fetched: the connection is lost, or the site was renewed while the page was open.', {
      remedy: 'Check the connection, save the study, and reload the page.',
      cause,
    })
  }
}
