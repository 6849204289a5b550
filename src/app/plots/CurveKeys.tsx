import { useSession } from '../../session/store.ts'
import { removeCurve } from '../../study/curveEdits.ts'
import type { ShownCurve } from './useCurves.ts'

/** Which line is which file, each with a way to take it out. */
export function CurveKeys({ curves }: { readonly curves: readonly ShownCurve[] }) {
  const edit = useSession((session) => session.edit)
  return (
    <ul className="curve-keys small">
      {curves.map(({ id, name }, i) => (
        <li key={id}>
          <svg className="plot" width={22} height={10} aria-hidden="true">
            <g className={`other other-${i + 1}`}>
              <path d="M0 5H22" />
            </g>
          </svg>
          <span className="curve-name" title={name}>{name}</span>
          <button type="button" className="text-button" aria-label={`Take ${name} out of the spectrum`} onClick={() => edit(removeCurve(id), { label: `Took out ${name}` })}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}
