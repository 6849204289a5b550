import { useEffect, useRef } from 'react'
import { wrapHours } from '../../drawing/plots/clock.ts'

/** A page that slept does not jump when it wakes (seconds). */
const LONGEST = 0.25

/** Lets sidereal time run, a step with every picture of the screen. @param speed  hours in a second */
export function useTurning(running: boolean, hours: number, speed: number, onHours: (hours: number) => void): void {
  const latest = useRef({ hours, speed, onHours })
  latest.current = { hours, speed, onHours }
  useEffect(() => {
    if (!running) return
    let frame = 0
    let before: number | undefined
    const turn = (now: number) => {
      const seconds = before === undefined ? 0 : Math.min(LONGEST, (now - before) / 1000)
      before = now
      if (seconds > 0) latest.current.onHours(wrapHours(latest.current.hours + latest.current.speed * seconds))
      frame = requestAnimationFrame(turn)
    }
    frame = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(frame)
  }, [running])
}
