import { useSession } from '../../session/store.ts'
import type { Id } from '../../study/document.ts'
import type { Reading } from '../../study/results.ts'
import { useFetched } from '../useFetched.ts'

const reasons = () => import('./whyMasked.ts')

/** Why the place under the cursor is not seen on the map of a part, in words; the words are fetched at the first such place. */
export function useWhyUnseen(part: Id | undefined, reading: Reading | undefined): string | undefined {
  const fetched = useFetched(reading?.seen === false, reasons)
  return useSession(({ study, cursor }) => (cursor === undefined || part === undefined || reading === undefined ? undefined : fetched?.whyMasked(study, part, cursor.delta, reading)))
}
