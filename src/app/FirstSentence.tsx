import { useSession } from '../session/store.ts'
import { placeOf } from '../study/desks.ts'
import { dataOf, mapPane } from './seen.ts'

/** What the colours say, for somebody who sees such a map for the first time. Stands over the synthetic sky only, and is also in the page before its script. */
export function FirstSentence() {
  const synthetic = useSession(({ study }) => dataOf(study) === undefined)
  const holds = useSession(({ study }) => mapPane(study)?.quantity === 'relativeIntensity' && mapPane(study)?.multipole === undefined)
  const observing = useSession(({ study }) => placeOf(study) === 'observe')
  if (observing) return <p className="first-sentence live">Left what is there; right what an observatory on a turning Earth finds of it. Take hold of the arrow.</p>
  if (!synthetic) return null
  return (
    <p className="first-sentence live" data-quiet={!holds || undefined}>
      The cosmic-ray sky is almost the same everywhere. <span className="red">Red: one in a thousand more.</span>{' '}
      <span className="blue">Blue: one in a thousand fewer.</span>
    </p>
  )
}
