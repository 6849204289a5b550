import { CompareMenu } from './CompareMenu.tsx'
import { OverlayMenu } from './OverlayMenu.tsx'
import { ViewTools } from './ViewTools.tsx'
import { ZoomTools } from './ZoomTools.tsx'

/** How the sky is laid out, what is drawn over it, and what it is held against. */
export function SkyMenus() {
  return (
    <>
      <ViewTools />
      <OverlayMenu />
      <CompareMenu />
      <ZoomTools />
    </>
  )
}
