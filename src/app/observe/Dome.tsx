import { useEffect, useId, useMemo, useRef } from 'react'
import { domeOf, zenithRadius, type DomeSide } from '../../drawing/dome.ts'
import { domeLines, type DomeLines } from '../../drawing/domeLines.ts'
import { domeRaster, paintDome, type ColourAt } from '../../drawing/domePixels.ts'
import { signedDegreesText } from '../../drawing/format.ts'
import { hoursText, siderealAngle, zenithText } from '../../drawing/plots/clock.ts'
import { radians } from '../../science/units.ts'
import { Convention } from '../panels/Card.tsx'
import { useSize } from '../sky/useSize.ts'
import './dome.css'

export interface DomeProps {
  readonly latitudeDeg: number
  readonly zenithMaxDeg: number
  /** Local sidereal time. */
  readonly hours: number
  readonly side: DomeSide
  /** The colour of the true sky in a direction (`wordOf`); the bare ground where it is left out. Kept the same function while the sky is the same. */
  readonly colourAt?: ColourAt | undefined
  onSide(side: DomeSide): void
}

/** Room for the letters of the horizon (CSS pixels). */
const MARGIN = 22
const LARGEST = 420
/** More points than this are finer than anything a sky of this kind has (in a row), and would not keep pace with a clock. */
const FINEST = 320
const SIDES = { inside: 'looking up', above: 'from above' } as const

/** The sky over the detector now: its zenith in the middle, its horizon the rim. */
export function Dome({ latitudeDeg, zenithMaxDeg, hours, side, colourAt, onSide }: DomeProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = Math.min(LARGEST, useSize(box).width)
  const latitude = radians(latitudeDeg)
  return (
    <section className="card dome-card" aria-labelledby={id}>
      <header>
        <h2 id={id}>Local sky</h2>
        <div className="segmented small" role="group" aria-label="How the sky is seen">
          {(Object.keys(SIDES) as DomeSide[]).map((one) => (
            <button key={one} type="button" aria-pressed={one === side} onClick={() => onSide(one)}>
              {SIDES[one]}
            </button>
          ))}
        </div>
      </header>
      <div ref={box} className="dome-box">
        {size > 0 && (
          <div className="dome" style={{ width: size, height: size }} role="img" aria-label={domeInWords(latitudeDeg, zenithMaxDeg, hours, side)}>
            <Ground {...{ latitude, hours, side, colourAt, size }} />
            <Lines {...{ latitude, hours, side, zenithMaxDeg, size }} />
          </div>
        )}
      </div>
      <Convention>
        The zenith is in the middle, the horizon the rim; equal areas of sky have equal areas here. Looking up with north at the top, east is on the left, as star charts have it; from
        above it is on the right, as on a map of the ground. Dashed: 30° and 60° from the zenith. Beyond the cut the sky is veiled. At the Poles, where no
        direction is north, the top is the side of right ascension ωt + 180° (North Pole) or ωt (South Pole), ωt being the clock’s.
      </Convention>
    </section>
  )
}

interface PictureProps {
  readonly latitude: number
  readonly hours: number
  readonly side: DomeSide
  readonly size: number
}

/** The colours of the sky, in the circle of the horizon. */
function Ground({ latitude, hours, side, colourAt, size }: PictureProps & Pick<DomeProps, 'colourAt'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pixels = Math.max(16, Math.min(FINEST, Math.round((size - 2 * MARGIN) * devicePixelRatio)))
  const raster = useMemo(() => domeRaster({ latitude, side }, pixels), [latitude, side, pixels])
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context === null || context === undefined || colourAt === undefined) return
    const image = context.createImageData(pixels, pixels)
    paintDome(raster, siderealAngle(hours), colourAt, new Uint32Array(image.data.buffer))
    context.putImageData(image, 0, 0)
  }, [raster, pixels, hours, colourAt])
  return <canvas ref={canvas} className="dome-ground" width={pixels} height={pixels} style={{ inset: MARGIN, width: size - 2 * MARGIN, height: size - 2 * MARGIN }} aria-hidden="true" />
}

function Lines({ latitude, hours, side, zenithMaxDeg, size }: PictureProps & Pick<DomeProps, 'zenithMaxDeg'>) {
  const dome = domeOf({ latitude, sidereal: siderealAngle(hours), side }, size, MARGIN)
  const { net, equator, meridian, guides, poles, hours: labels, cardinals } = domeLines(dome)
  const [middle, cut] = [size / 2, zenithRadius(dome, radians(zenithMaxDeg))]
  return (
    <svg className="sky-lines dome-lines" width={size} height={size} aria-hidden="true">
      {cut < dome.radius - 0.5 && <path className="dome-veil" fillRule="evenodd" d={ring(middle, dome.radius) + ring(middle, cut)} />}
      <path className="dome-net" d={net} />
      <path className="dome-equator" d={equator} />
      <path className="dome-meridian" d={meridian} />
      {guides.map(({ thetaDeg, r }) => (
        <Circle key={thetaDeg} className="dome-guide" middle={middle} r={r} />
      ))}
      {cut < dome.radius + 0.5 && <Circle className="dome-cut" middle={middle} r={cut} />}
      <circle className="dome-horizon" cx={middle} cy={middle} r={dome.radius} />
      <path className="dome-zenith" d={`M${middle - 5} ${middle}H${middle + 5}M${middle} ${middle - 5}V${middle + 5}`} />
      <DomeNames {...{ guides, poles, hours: labels, cardinals, middle, cut }} />
    </svg>
  )
}

const ring = (middle: number, r: number): string => `M${middle - r} ${middle}A${r} ${r} 0 1 1 ${middle + r} ${middle}A${r} ${r} 0 1 1 ${middle - r} ${middle}Z`

/** A line that shows on any colour. */
function Circle({ className, middle, r }: { readonly className: string; readonly middle: number; readonly r: number }) {
  return (
    <>
      <circle className={`${className} casing`} cx={middle} cy={middle} r={r} />
      <circle className={className} cx={middle} cy={middle} r={r} />
    </>
  )
}

/** Far enough from a number for another (CSS pixels). */
const APART = 24

function DomeNames({ guides, poles, hours, cardinals, middle, cut }: Pick<DomeLines, 'guides' | 'poles' | 'hours' | 'cardinals'> & { readonly middle: number; readonly cut: number }) {
  /** Under the veil the ground is that of the page. */
  const ground = (x: number, y: number) => (Math.hypot(x - middle, y - middle) > cut ? 'veiled' : 'inside')
  const angles = guides.map(({ thetaDeg, r }) => ({ x: middle + r * Math.SQRT1_2, y: middle + r * Math.SQRT1_2, text: `${thetaDeg}°` }))
  const free = hours.filter(({ x, y }) => [...angles, ...poles].every((one) => Math.hypot(one.x - x, one.y - y) > APART))
  return (
    <>
      {poles.map(({ x, y, text }) => (
        <g key={text} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
          <circle className="dome-pole" r={3.4} />
          <text className={ground(x, y)} x={7} dominantBaseline="central">
            {text}
          </text>
        </g>
      ))}
      {[...angles, ...free].map(({ x, y, text }) => (
        <text key={text} className={ground(x, y)} x={x} y={y} textAnchor="middle" dominantBaseline="central">
          {text}
        </text>
      ))}
      {cardinals.map(({ x, y, text }) => (
        <text key={text} className="dome-cardinal" x={x} y={y} textAnchor="middle" dominantBaseline="central">
          {text}
        </text>
      ))}
    </>
  )
}

function domeInWords(latitudeDeg: number, zenithMaxDeg: number, hours: number, side: DomeSide): string {
  const pole = latitudeDeg === 0 ? 'both celestial poles on the horizon' : `the ${latitudeDeg > 0 ? 'north' : 'south'} celestial pole ${Math.abs(latitudeDeg)}° above the ${latitudeDeg > 0 ? 'northern' : 'southern'} horizon`
  return `The sky over the detector, ${side === 'inside' ? 'looking up, east on the left' : 'from above, east on the right'}, at sidereal time ${hoursText(hours)}: zenith at right ascension ${zenithText(hours)}, declination ${signedDegreesText(radians(latitudeDeg))}; ${pole}; field of view within ${zenithMaxDeg}° of the zenith.`
}
