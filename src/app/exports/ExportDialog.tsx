import { Dialog } from '../dialogs/Dialog.tsx'
import './exports.css'
import { NumbersExport } from './NumbersExport.tsx'
import type { MakeMap } from './maps.ts'
import { PictureExport } from './PictureExport.tsx'
import { useTask, type Task } from './useTask.ts'

export interface ExportDialogProps {
  readonly open: boolean
  readonly makeMap: MakeMap
  onClose(): void
}

/** Everything that can be taken away. */
export function ExportDialog({ open, makeMap, onClose }: ExportDialogProps) {
  const task = useTask()
  const close = () => {
    task.cancel()
    onClose()
  }
  return (
    <Dialog title="Export" open={open} wide onClose={close}>
      <PictureExport task={task} />
      <NumbersExport makeMap={makeMap} task={task} />
      <Progress task={task} />
    </Dialog>
  )
}

function Progress({ task: { running, cancel } }: { readonly task: Task }) {
  return (
    <div className="export-progress" role="status">
      {running !== undefined && (
        <>
          <span>{running.label}</span>
          <progress aria-label={running.label} value={running.done} />
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </>
      )}
    </div>
  )
}
