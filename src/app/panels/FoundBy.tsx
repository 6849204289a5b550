import type { ReadCard } from '../../formats/readCard.ts'
import { useSession } from '../../session/store.ts'
import type { MethodName } from '../../study/document.ts'
import { canBeObserved, findBy, observeLocalMaps } from '../../study/observedFile.ts'
import { skyId, skyOf } from '../seen.ts'
import { Choice } from '../widgets/Choice.tsx'

const METHODS: { readonly [M in MethodName]?: string } = { likelihood: 'maximum likelihood', directIntegration: 'direct integration', scrambling: 'time scrambling', forwardBackward: 'Forward–Backward', ringMean: 'ring means' }

/** By which method the sky on the map is found of counts; local maps, which come with an expectation of their own, can be given one. */
export function FoundBy({ card }: { readonly card: ReadCard | undefined }) {
  const study = useSession((session) => session.study)
  const edit = useSession((session) => session.edit)
  const [sky, source] = [skyId(study), skyOf(study)?.source]
  if (source?.from === 'map' && card !== undefined && canBeObserved(card)) {
    return (
      <button type="button" className="text-button small" onClick={() => edit(observeLocalMaps(sky, card), { label: 'Reconstructed by maximum likelihood' })}>
        Reconstruct by maximum likelihood
      </button>
    )
  }
  if (source?.from !== 'observations') return null
  const first = study.parts[source.observations[0] ?? '']
  if (first?.kind !== 'observation' || first.grid === undefined) return null
  return <Choice label="found by" options={METHODS} value={source.method} onChange={(method) => edit(findBy(sky, method), { label: `Found by ${METHODS[method] ?? method}` })} />
}
