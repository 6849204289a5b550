import type { ReadCard } from '../../formats/readCard.ts'
import { geometryName, pixelCount } from '../../science/sphere/rings.ts'
import { byteSize, duration, shortSha } from '../numbers.ts'
import { CopyText } from './CopyText.tsx'

/** Which file this is. */
export function FileLine({ card, named }: { readonly card: ReadCard; readonly named: boolean }) {
  return (
    <div>
      <p className="file-line">
        {named && <strong>{card.name} </strong>}
        <span className="soft">{byteSize(card.bytes)}{card.compressed ? ', compressed' : ''} · read in {duration(card.milliseconds)}</span>
      </p>
      <p className="soft small">
        {geometryName(card.geometry)}, {pixelCount(card.geometry).toLocaleString('en')} pixels · sha256{' '}
        <span className="mono" title={card.sha256}>
          {shortSha(card.sha256)}
        </span>{' '}
        <CopyText text={card.sha256} label="Copy" />
      </p>
    </div>
  )
}

/** What was taken for granted, or is odd. */
export function Sentences({ title, sentences, warning = false }: { readonly title: string; readonly sentences: readonly string[]; readonly warning?: boolean }) {
  if (sentences.length === 0) return null
  return (
    <section className="sentences">
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence} className={warning ? 'warning' : undefined}>
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the file says of itself, and what was made of it. */
export function Facts({ facts }: Pick<ReadCard, 'facts'>) {
  return (
    <details>
      <summary>What the header says</summary>
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">keyword</th>
            <th scope="col">value</th>
            <th scope="col">used as</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ keyword, value, usedAs }) => (
            <tr key={keyword + usedAs}>
              <th scope="row" className="mono">
                {keyword}
              </th>
              <td className="mono">{value}</td>
              <td>{usedAs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
