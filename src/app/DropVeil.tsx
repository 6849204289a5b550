import { useEffect, useState } from 'react'
import { sessionStore } from '../session/store.ts'

/** The whole window takes files; while one hovers over it, a veil says so. */
export function DropVeil({ onReach }: { onReach(): void }) {
  const [hovering, setHovering] = useState(false)
  useEffect(() => {
    const enter = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && onReach()
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setHovering(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setHovering(false)
    const drop = (event: DragEvent) => {
      setHovering(false)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      void sessionStore.getState().openFiles([...event.dataTransfer.files])
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onReach])
  if (!hovering) return null
  return (
    <div className="veil" role="status">
      <p>Drop a HEALPix map or a study — it stays on this computer</p>
    </div>
  )
}
