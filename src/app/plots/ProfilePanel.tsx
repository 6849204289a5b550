import { useMemo, type PointerEvent } from 'react'
import { degreesText, measured } from '../../drawing/format.ts'
import { profilePlot } from '../../drawing/plots/profilePlot.ts'
import type { Profile } from '../../science/analysis/profile.ts'
import { pixelAt } from '../../science/sphere/pixelAt.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { findingOf, sessionStore, useSession } from '../../session/store.ts'
import { of } from '../../study/graph.ts'
import { displayShown, skyId } from '../seen.ts'
import type { Size } from '../sky/useSize.ts'
import { BottomAxis, LeftAxis } from './Axes.tsx'
import { PlotCard } from './PlotCard.tsx'
import { fitLine, heading, profileFit, wavesInWords } from './profileFit.ts'

/** δI against right ascension, with its harmonics; linked to the map's cursor. */
export function ProfilePanel() {
  const sky = useSession(({ study }) => study.view.panes.find((pane) => pane.kind === 'profile')?.shows[0] ?? skyId(study))
  const finding = useSession((session) => findingOf(session, of('profile', sky)))
  const cursorAlpha = useSession(({ cursor }) => cursor?.alpha)
  const profile = finding?.value
  return (
    <PlotCard
      title="Right-ascension profile"
      csv="profile"
      note={`δI${unitNote(profile)}`}
      findings={[finding]}
      table={() => <ProfileTable profile={profile} />}
      footer={<FitLine profile={profile} />}
    >
      {(size) => <ProfileView profile={profile} size={size} marked={cursorAlpha} onPoint={pointAtAlpha} />}
    </PlotCard>
  )
}

const unitNote = (profile: Profile | undefined): string => {
  const text = profilePlot(profile, 100, 100).unit.text
  return text === '' ? '' : ` [${text}]`
}

/** Moves the map's cursor in right ascension; its declination stays, or becomes the middle of the profile's. */
function pointAtAlpha(alpha: number): void {
  const session = sessionStore.getState()
  const display = displayShown(session)
  if (display === undefined) return
  const delta = session.cursor?.delta ?? (display.declination[0] + display.declination[1]) / 2
  session.pointAt({ alpha, delta, pixel: pixelAt(ringsOf(display.geometry), Math.sin(delta), Math.cos(delta), alpha) })
}

export interface ProfileViewProps {
  readonly profile: Profile | undefined
  readonly size: Size
  /** Right ascension of the vertical marker. */
  readonly marked?: number | undefined
  onPoint(alpha: number): void
}

export function ProfileView({ profile, size: { width, height }, marked, onPoint }: ProfileViewProps) {
  const plot = useMemo(() => profilePlot(profile, width, height), [profile, width, height])
  const { frame, alphaTicks, valueTicks, bars, fitPath, zero } = plot
  const point = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const x = clientX - currentTarget.getBoundingClientRect().left
    if (x >= frame.left && x <= frame.right) onPoint(plot.alphaAt(x))
  }
  return (
    <svg className="plot linked" width={width} height={height} role="img" aria-label={profileInWords(profile)} onPointerMove={point} onPointerDown={point}>
      <LeftAxis frame={frame} ticks={valueTicks} />
      <BottomAxis frame={frame} ticks={alphaTicks} label="α" />
      <path className="zero" d={`M${frame.left} ${zero}H${frame.right}`} />
      {marked !== undefined && <path className="marker" d={`M${plot.xOf(marked)} ${frame.top}V${frame.bottom}`} />}
      <path className="fit" d={fitPath} />
      {profile !== undefined && (
        <text x={(frame.left + frame.right) / 2} y={frame.top - 9} textAnchor="middle">
          {heading(profile)}
        </text>
      )}
      <g className="after">
        {bars.map(({ x, y, high, low }) => (
          <g key={x}>
            {low - high > 0.1 && <path className="error-bar" d={`M${x} ${high}V${low}`} />}
            <circle cx={x} cy={y} r={2.8} />
          </g>
        ))}
      </g>
    </svg>
  )
}

/** The waves in one line and in the unit of the plot, as many as there is room for; all of them stand in the table. */
function FitLine({ profile }: { readonly profile: Profile | undefined }) {
  return (
    <p className="fit-line soft number">
      {profile !== undefined && fitLine(profile, profilePlot(profile, 100, 100).unit).map((text) => <span key={text}>{text}</span>)}
    </p>
  )
}

const profileInWords = (profile: Profile | undefined): string =>
  `Relative intensity against right ascension, 360° on the left. ${profile === undefined ? '' : `Fit: ${profile.harmonics.map(wavesInWords).join('; ')}.`}`

function ProfileTable({ profile }: { readonly profile: Profile | undefined }) {
  return (
    <>
      <table className="number">
        <tbody>
          {profileFit(profile).map(({ name, value, note }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {value}
                {note !== undefined && `, ${note}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="number">
        <thead>
          <tr>
            <th scope="col">α</th>
            <th scope="col">δI</th>
          </tr>
        </thead>
        <tbody>
          {[...(profile?.alpha ?? [])].map((alpha, i) => (
            <tr key={alpha}>
              <th scope="row">{degreesText(alpha)}</th>
              <td>{measured(profile!.value[i], profile!.error[i])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
