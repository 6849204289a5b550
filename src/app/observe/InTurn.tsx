import { Children, useEffect, useState, type ReactNode } from 'react'

/** Costly parts that come one in every task of the page, so that a hand is answered between two. */
export function InTurn({ children }: { readonly children: ReactNode }) {
  const parts = Children.toArray(children)
  const [shown, setShown] = useState(1)
  useEffect(() => {
    if (shown >= parts.length) return
    const timer = setTimeout(() => setShown(shown + 1))
    return () => clearTimeout(timer)
  }, [shown, parts.length])
  return parts.slice(0, shown)
}
