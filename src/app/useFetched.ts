import { useEffect, useState } from 'react'
import { useSession } from '../session/store.ts'

/**
 * What `part` imports, once it is wanted and there; a connection that is lost is said, and the page goes on without it.
 * `part` must be the same function at every call.
 */
export function useFetched<T extends object>(wanted: boolean, part: () => Promise<T>): T | undefined {
  const [fetched, setFetched] = useState<T>()
  const say = useSession((session) => session.say)
  useEffect(() => {
    if (!wanted || fetched !== undefined) return
    let gone = false
    part().then(
      (there) => !gone && setFetched(there),
      () =>
        !gone &&
        say({
          tone: 'alert',
          text: 'A part of Anisky that this needs could not be fetched: the connection is lost, or the site was renewed while the page was open.',
          remedy: 'Check the connection, save the study, and reload the page.',
        }),
    )
    return () => void (gone = true)
  }, [wanted, fetched, part, say])
  return fetched
}
