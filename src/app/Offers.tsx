import type { Notice, NoticeTable } from '../session/session.ts'
import { useSession } from '../session/store.ts'
import './offers.css'

/** Questions that can wait: above the map, in nobody's way, until they are answered. */
export function Offers() {
  const notices = useSession((session) => session.notices)
  const dismiss = useSession((session) => session.dismiss)
  return notices.flatMap((notice) => (notice.tone === 'offer' ? [<OfferView key={notice.id} notice={notice} onDone={() => dismiss(notice.id)} />] : []))
}

export interface OfferViewProps {
  readonly notice: Notice
  onDone(): void
}

export function OfferView({ notice, onDone }: OfferViewProps) {
  return (
    <div className="banner" role="status">
      <p>{notice.text}</p>
      {notice.table !== undefined && <OfferTable {...notice.table} />}
      <div className="banner-actions">
        {notice.actions?.map(({ label, run }) => (
          <button key={label} type="button" className="button" onClick={() => (onDone(), run())}>
            {label}
          </button>
        ))}
        <button type="button" className="button plain icon" aria-label="Dismiss" onClick={onDone}>
          ✕
        </button>
      </div>
    </div>
  )
}

function OfferTable({ caption, head, rows }: NoticeTable) {
  return (
    <div className="banner-table">
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => <td key={i}>{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
