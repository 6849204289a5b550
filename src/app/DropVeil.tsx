import { useEffect, useState } from 'react'
import { sessionStore } from '../session/store.ts'

/** The whole window takes files; while one hovers over it, a veil says so. */
export function DropVeil() {
  const [hovering, setHovering] = useState(false)
  useEffect(() => {
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
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!hovering) return null
  return (
    <div className="veil" role="status">
      <p>Drop a HEALPix map or a study — it stays on this computer</p>
    </div>
  )
}
