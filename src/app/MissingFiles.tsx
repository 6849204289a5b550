import { missingFiles, type MissingFile } from '../session/missing.ts'
import { useSession } from '../session/store.ts'
import { byteSize, shortSha } from './numbers.ts'

/** A study may name files that nobody has handed over here: it asks for them. */
export function MissingFiles({ onChoose }: { onChoose(): void }) {
  const missing = useSession(missingFiles)
  const reading = useSession(({ kept }) => kept.reading)
  return missing.filter(({ sha256 }) => !reading.includes(sha256)).map((file) => <MissingFileView key={file.sha256} file={file} onChoose={onChoose} />)
}

export function MissingFileView({ file, onChoose }: { readonly file: MissingFile; onChoose(): void }) {
  return (
    <div className="banner" role="status">
      <p>
        This view needs <strong>{file.name}</strong> ({byteSize(file.bytes)}, sha256{' '}
        <span className="mono" title={file.sha256}>
          {shortSha(file.sha256)}
        </span>
        ). It stays on this computer.
      </p>
      <button type="button" className="button primary" onClick={onChoose}>
        Choose the file…
      </button>
    </div>
  )
}
