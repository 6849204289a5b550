import { useEffect, useId, useState } from 'react'
import { encodeLink } from '../../session/links.ts'
import { useSession } from '../../session/store.ts'
import type { Data, Study } from '../../study/document.ts'
import { complaintOf } from '../announce.ts'
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
  const [link, setLink] = useState<Link>()
  useEffect(() => {
    if (!open) return
    let awaited = true
    linkTo(study).then(
      (made) => awaited && setLink(made),
      (reason: unknown) => awaited && setLink(refused(reason)),
    )
    return () => void (awaited = false)
  }, [open, study])
  return (
    <Dialog title="Share link" open={open} onClose={onClose}>
      {link !== undefined && <ShareView {...link} files={filesOf(study)} />}
    </Dialog>
  )
}

type Link = { readonly link: string } | { readonly refusal: string }

const linkTo = async (study: Study): Promise<Link> => ({ link: `${location.href.split('#')[0]}${await encodeLink(study)}` })

const refused = (reason: unknown): Link => {
  const { text, remedy } = complaintOf('Making the link', reason)
  return { refusal: [text, remedy].filter(Boolean).join(' ') }
}

export function ShareView({ files, ...made }: Link & { readonly files: readonly Data[] }) {
  const id = useId()
  if ('refusal' in made) return <p className="notice-box">{made.refusal}</p>
  return (
    <>
      <label htmlFor={id} className="soft small">
        This link opens the page as you see it now.
      </label>
      <input id={id} className="text-field mono" readOnly value={made.link} onFocus={(event) => event.currentTarget.select()} />
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
        <CopyText text={made.link} label="Copy link" primary />
      </div>
    </>
  )
}
