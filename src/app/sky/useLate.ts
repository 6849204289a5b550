import { useEffect, useState } from 'react'

/** True once `on` has lasted a while: what is over sooner is not worth announcing. */
export function useLate(on: boolean, afterMs = 300): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!on) return
    const timer = setTimeout(() => setLate(true), afterMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [on, afterMs])
  return on && late
}
