import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import type { Convergence } from '../../study/results.ts'
import '../theme.css'
import { AlongField } from './AlongField.tsx'
import { SpotFields } from './SpotFields.tsx'
import { TrueSkyCard } from './TrueSkyCard.tsx'
import { TrustCard, type TrustCardProps } from './TrustCard.tsx'

const TRUST: Convergence = {
  logLikelihoodBefore: -10, slopeOpen: false, passes: [{ pass: 1, logLikelihood: -5, change: 1e-3, missing: 1e-4 }], converged: true,
  goodness: [{ chiSquare: 310.2, degreesOfFreedom: 338, deviation: -1.1, probability: 0.86 }], kept: Float64Array.of(0.14, 0.9996, 1, NaN), unevenness: 0.01, passesNeeded: 21,
}

describe('how far it can be trusted', () => {
  const card = (trust: Partial<Convergence> = {}, props: Partial<TrustCardProps> = {}) => (
    <TrustCard trust={{ ...TRUST, ...trust }} names={['HAWC', 'IceCube']} bootstrap={undefined} draws={50} onBootstrap={() => {}} {...props} />
  )

  test('is the share of each wave that is known, and whether the counts are a rate times an acceptance', async () => {
    await render(card())
    const shares = page.getByRole('list', { name: /^Share of each wave/ }).getByRole('listitem')
    expect(shares.elements().map(({ textContent }) => textContent)).toEqual(['m = 1 14 %', 'm = 2 100 %', 'm = 3 100 %'])
    await expect.element(page.getByText('χ²/dof of rate × acceptance × sky: 310 / 338')).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  test('warns of counts that are none, by the name of the detector, of passes that are too few, and of a slope that is open', async () => {
    const screen = await render(card({ goodness: [TRUST.goodness[0], { chiSquare: 900, degreesOfFreedom: 338, deviation: 18, probability: 1e-9 }] }))
    await expect.element(page.getByRole('alert')).toHaveTextContent(/^IceCube: .*900 \/ 338: these counts are no rate times an acceptance/)
    await screen.rerender(card({ converged: false }))
    await expect.element(page.getByText('1 pass, not converged: 1 % of a dipole is missing after 21.')).toBeVisible()
    await expect.element(page.getByText(/χ²/)).not.toBeInTheDocument()
    await screen.rerender(card({ slopeOpen: true }))
    await expect.element(page.getByRole('alert')).toHaveTextContent(/^Live time is too short: a slope/)
  })

  test('says what windows of less than a day mix, and that errors leave out what they correlate', async () => {
    const screen = await render(card())
    await expect.element(page.getByText(/mix waves/)).not.toBeInTheDocument()
    await screen.rerender(card({ windows: 6 }))
    await expect.element(page.getByText(/^Windows of 1\/6 of a day mix waves that differ by a multiple of 6: .* in no error of a fit or a spectrum/)).toBeVisible()
  })

  test('says that errors of fits are those of even live time where live time is uneven', async () => {
    const screen = await render(card())
    await expect.element(page.getByText(/Live time is uneven/)).not.toBeInTheDocument()
    await screen.rerender(card({ unevenness: 0.42 }))
    await expect.element(page.getByText(/^Live time is uneven through the day \(a wave of 42 %\)/)).toBeVisible()
  })

  test('says what the motion of the Earth leaves, and at which hour of the clock', async () => {
    const screen = await render(card({ solarLeak: [0, 4.3e-4] }))
    await expect.element(page.getByText('The Earth’s motion leaves 4.30 × 10⁻⁴ at 6.0 h by this clock.')).toBeVisible()
    await screen.rerender(card({ solarLeak: [1e-20, 2e-20] }))
    await expect.element(page.getByText('The Earth’s motion leaves nothing by this clock.')).toBeVisible()
  })

  test('may be bootstrapped, and is then held against the formula', async () => {
    const onBootstrap = vi.fn()
    const screen = await render(card({}, { onBootstrap }))
    await page.getByRole('switch', { name: 'bootstrap the dipole (50 draws)' }).click()
    expect(onBootstrap).toHaveBeenLastCalledWith(true)
    await screen.rerender(card({}, { bootstrap: 'working' }))
    await expect.element(page.getByText('drawing counts anew…')).toBeVisible()
    await screen.rerender(card({}, { bootstrap: { method: 'directIntegration', draws: 50, covariance: [1.44e-8, 0, 0, 1e-8], stated: [1.69e-8, 0, 0, 1.21e-8] } }))
    await expect.element(page.getByRole('status')).toHaveTextContent('By Direct integration, δ0h, δ6h scatter by 1.20 × 10⁻⁴, 1.00 × 10⁻⁴ in 50 draws; its formula says 1.30 × 10⁻⁴, 1.10 × 10⁻⁴.')
  })
})

test('along the local field the missing component follows from the others, with their error', async () => {
  // tan 11.4° (9.16 cos 229.2° + 7.25 sin 229.2°) × 10⁻⁴, and σ tan 11.4°.
  await render(<AlongField d0h={9.16e-4} d6h={7.25e-4} covariance={[1e-10, 0, 0, 1e-10]} />)
  await expect.element(page.getByText('inferred, not measured')).toHaveTextContent('δN = (−2.31 ± 0.02) × 10⁻⁴')
})

test('the true sky is chosen from those of the study; only the one that is made here has an arrow to type', async () => {
  const onSky = vi.fn()
  const truth = { from: 'harmonics', grid: { rings: 90, cells: 180 }, dipole: [5e-4, 5e-4, 7.0711e-4], power: { amplitude: 0, slope: -2, lmax: 20, seed: 7 }, spots: [] } as const
  const card = (chosen: string, own = true) => (
    <ol>
      <TrueSkyCard number={1} truth={own ? truth : undefined} skies={{ trueSky: 'the true sky', map: 'a map' }} chosen={chosen} onSky={onSky} onChange={() => {}} />
    </ol>
  )
  const screen = await render(card('trueSky'))
  await expect.element(page.getByRole('spinbutton', { name: 'declination' })).toHaveValue(45)
  await page.getByRole('combobox', { name: 'sky' }).selectOptions('a map')
  expect(onSky).toHaveBeenLastCalledWith('map')
  await screen.rerender(card('map', false))
  await expect.element(page.getByRole('spinbutton', { name: 'declination' })).not.toBeInTheDocument()
})

test('spots are placed, turned cold, added and taken away', async () => {
  const onChange = vi.fn()
  const spots = [{ raDeg: 69, decDeg: 14, widthDeg: 7, height: 6e-4 }, { raDeg: 122, decDeg: 42, widthDeg: 9, height: 4e-4 }]
  await render(<SpotFields spots={spots} onChange={onChange} />)
  const height = page.getByRole('group', { name: 'spot 2' }).getByRole('spinbutton', { name: 'height' })
  await height.fill('-0.5')
  ;(height.element() as HTMLElement).blur()
  expect(onChange).toHaveBeenLastCalledWith([spots[0], { ...spots[1], height: -5e-4 }])
  await page.getByRole('button', { name: 'take spot 1 away' }).click()
  expect(onChange).toHaveBeenLastCalledWith([spots[1]])
  await page.getByRole('button', { name: 'one more spot' }).click()
  expect(onChange.mock.lastCall![0]).toHaveLength(3)
})
