import { useId } from 'react'
import { encodeLink } from '../../session/links.ts'
import { useSession } from '../../session/store.ts'
import type { Data } from '../../study/document.ts'
import { shortSha } from '../numbers.ts'
import { filesOf } from '../seen.ts'
import { CopyText } from './CopyText.tsx'
import { Dialog } from './Dialog.tsx'

export interface ShareDialogProps {
  readonly open: boolean
  onClose(): void
}

export function ShareDialog({ open, onClose }: ShareDialogProps) {
  const study = useSession((session) => session.study)
  return (
    <Dialog title="Share link" open={open} onClose={onClose}>
      <ShareView link={`${location.href.split('#')[0]}#${encodeLink(study)}`} files={filesOf(study)} />
    </Dialog>
  )
}

export function ShareView({ link, files }: { readonly link: string; readonly files: readonly Data[] }) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="soft small">
        This link opens the page as you see it now.
      </label>
      <input id={id} className="text-field mono" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      {files.map(({ origin }) => (
        <p key={origin.sha256} className="notice-box">
          The link restores your settings. It does not contain <strong>{origin.name}</strong>. The receiver will be asked for that file (sha256{' '}
          <span className="mono" title={origin.sha256}>
            {shortSha(origin.sha256)}
          </span>
          ).
        </p>
      ))}
      <div className="dialog-foot">
        <CopyText text={link} label="Copy link" primary />
      </div>
    </>
  )
}
