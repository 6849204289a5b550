/** Components that are fetched when they are first wanted: the page opens without them. */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { later } from '../study/later.ts'
import { sessionStore } from '../session/store.ts'
import { complaintOf } from './announce.ts'

/** A component that can be fetched before it is wanted, because somebody reaches for it. */
export type LateComponent<P> = ComponentType<P> & { prepare(): void }

/**
 * A component that draws nothing, or what stands for it meanwhile, until its part of the program is there. A part that cannot be fetched is said once, in
 * a notice, and asked for again the next time it is wanted.
 *
 *     const HelpDialog = late(() => import('./dialogs/HelpDialog.tsx').then((part) => part.HelpDialog))
 */
export function late<P extends object>(fetch: () => Promise<ComponentType<P>>, meanwhile: ReactNode = null): LateComponent<P> {
  let known: ComponentType<P> | undefined
  let coming: Promise<void> | undefined
  const come = (): Promise<void> =>
    (coming ??= later(fetch).then(
      (part) => void (known = part),
      (reason: unknown) => {
        coming = undefined
        sessionStore.getState().say({ tone: 'alert', ...complaintOf('Loading a part of the page', reason) })
      },
    ))
  function Late(props: P) {
    const [Part, setPart] = useState(() => known)
    useEffect(() => {
      let wanted = true
      if (Part === undefined) void come().then(() => wanted && setPart(() => known))
      return () => void (wanted = false)
    }, [Part])
    return Part === undefined ? meanwhile : <Part {...props} />
  }
  return Object.assign(Late, { prepare: () => void come() })
}
