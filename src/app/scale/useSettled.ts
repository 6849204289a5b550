import { useEffect, useRef, useState } from 'react'

/** A sentence that is said once it has stood for a moment, and not when it stands there from the beginning: nothing is said during a drag. */
export function useSettled(sentence: string, afterMs = 700): string {
  const [said, say] = useState('')
  const first = useRef(sentence)
  useEffect(() => {
    if (sentence === first.current && said === '') return
    const timer = setTimeout(() => say(sentence), afterMs)
    return () => clearTimeout(timer)
  }, [sentence, said, afterMs])
  return said
}
