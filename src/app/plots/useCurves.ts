import type { OtherCurve } from '../../drawing/plots/spectrumPlot.ts'
import type { Finding } from '../../session/session.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { curvesOf } from '../../study/curves.ts'
import type { Id } from '../../study/document.ts'
import { of } from '../../study/graph.ts'
import type { Curve } from '../../study/results.ts'

/** A curve from a file: what it is called, what is known of it, and what can be drawn. */
export interface ShownCurve {
  readonly id: Id
  readonly name: string
  readonly finding: Finding<Curve> | undefined
  readonly drawn: OtherCurve | undefined
}

/** The curves beside the spectrum of the sky, in their order. */
export function useCurves(): readonly ShownCurve[] {
  const study = useSession((session) => session.study)
  const findings = useSession((session) => session.findings)
  return curvesOf(study).map((id): ShownCurve => {
    const part = study.parts[id]
    const name = part?.kind === 'data' ? part.origin.name : id
    const finding = findingOf({ findings }, of('curve', id))
    return { id, name, finding, drawn: finding?.value && { name, ...finding.value } }
  })
}
