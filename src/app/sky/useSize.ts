import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of an element in whole CSS pixels, as it changes; zero before it is known. */
export function useSize(element: RefObject<Element | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    const take = () => {
      const { width, height } = box.getBoundingClientRect()
      const next = { width: Math.floor(width), height: Math.floor(height) }
      setSize((before) => (before.width === next.width && before.height === next.height ? before : next))
    }
    take() // measured before the first paint, so that nothing jumps
    const observer = new ResizeObserver(take)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element])
  return size
}
