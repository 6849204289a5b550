import { ScaleFields, ScaleLock } from './ScaleFields.tsx'
import { ScaleMenu } from './ScaleMenu.tsx'
import type { ScalePanelProps } from './ScalePanel.tsx'

/** Beside the bar: the lock, the ends, and the way to everything else. */
export function ScaleControls({ menuId, ...panel }: ScalePanelProps & { readonly menuId: string }) {
  const { scale, wanted, onChange } = panel
  const automatic = wanted.limit === 'auto'
  return (
    <>
      <ScaleLock {...{ scale, onChange }} />
      <ScaleFields {...{ scale, wanted, onChange }} />
      <button
        type="button"
        className="chip"
        aria-pressed={automatic}
        title="The smallest round limit that clips at most one pixel in five hundred"
        onClick={() => onChange({ limit: automatic ? scale.span.high : 'auto' }, { label: automatic ? 'Colour scale held' : 'Colour scale automatic' })}
      >
        auto
      </button>
      <ScaleMenu id={menuId} {...panel} />
    </>
  )
}
