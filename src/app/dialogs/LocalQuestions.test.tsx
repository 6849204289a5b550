import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { LocalCard } from '../../formats/readCard.ts'
import type { RankingFound } from '../../session/ranking.ts'
import { AZIMUTH_NAMES, AZIMUTHS } from '../../science/sphere/localAzimuth.ts'
import type { LocalMapsReading } from '../../study/document.ts'
import { rankingOf } from '../../study/ranking.ts'
import { verdictText } from './AzimuthQuestion.tsx'
import { eventsText, LocalQuestions, type LocalQuestionsProps } from './LocalQuestions.tsx'
import { PRESETS } from './sites.ts'

const hawc = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }
const reading: LocalMapsReading = { as: 'localMaps', site: hawc, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 }
/** nside 2: seven rings, of which the third looks 60° from the zenith … */
const local: LocalCard = { bins: 360, events: [40, 80, 100, 20, 0, 0, 0], seenToDeg: 90, sites: [], site: undefined }
const view = (patch: Partial<LocalQuestionsProps> = {}) => <LocalQuestions local={local} reading={reading} ranking={undefined} onReading={() => {}} onRank={() => {}} onCancel={() => {}} {...patch} />
const done = (gains: readonly number[]): RankingFound => ({ of: '', state: 'done', ranking: rankingOf(3, 12, gains) })

describe('the questions about local maps', () => {
  test('a preset brings latitude, longitude and zenith limit together, without where the limit comes from', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }))
    await screen.getByRole('combobox', { name: 'site' }).selectOptions('IceTop, zenith ≤ 55° (declinations to −35°)')
    expect(onReading).toHaveBeenCalledWith({ site: { name: 'IceTop', latitudeDeg: -90, longitudeDeg: 270, zenithMaxDeg: 55 } })
  })

  test('a typed number makes it a site of one’s own', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }))
    const latitude = screen.getByRole('spinbutton', { name: 'latitude' })
    await latitude.fill('-33.5')
    latitude.element().blur()
    expect(onReading).toHaveBeenCalledWith({ site: { ...hawc, name: 'own site', latitudeDeg: -33.5 } })
  })

  test('the sites of a configuration come first, and it is said where an answer comes from', async () => {
    const guessed = await render(view())
    await expect.element(guessed.getByText('the files do not say; assumed')).toBeVisible()
    await guessed.unmount()
    const told = await render(view({ local: { ...local, sites: [hawc], site: hawc } }))
    await expect.element(told.getByRole('combobox', { name: 'site' })).toHaveDisplayValue('HAWC, zenith ≤ 57° (configuration)')
    await expect.element(told.getByText('as the configuration says')).toBeVisible()
  })

  test('each azimuth is a picture to choose, and the keyboard reaches them', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }))
    expect(screen.getByRole('radio').elements()).toHaveLength(8)
    await screen.getByRole('radio', { name: '0 in the north, then west' }).click()
    expect(onReading).toHaveBeenCalledWith({ azimuth: 'northWest' })
  })

  test('the dial begins where azimuth 0 lies and its arrow turns a quarter to where it is 90°', async () => {
    const screen = await render(view())
    const dials = screen.container.querySelectorAll('.dial')
    const page = ([north, west]: readonly [number, number, number]) => [36 - 22 * west, 36 - 22 * north]
    AZIMUTH_NAMES.forEach((name, i) => {
      const numbers = dials[i]!.querySelector('.dial-arc')!.getAttribute('d')!.match(/-?\d+(\.\d+)?/g)!.map(Number)
      const [x, y] = [page(AZIMUTHS[name].x), page(AZIMUTHS[name].y)]
      expect([numbers.slice(0, 2), numbers.slice(-2)]).toEqual([x, y])
      // SVG sweeps clockwise on the page where the flag is 1; a short arc between neighbours on the horizon.
      const turn = (x[0]! - 36) * (y[1]! - 36) - (x[1]! - 36) * (y[0]! - 36)
      expect(numbers.slice(5, 7)).toEqual([0, turn > 0 ? 1 : 0])
    })
  })

  test('the half bin that is at stake is said in degrees', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }))
    await expect.element(screen.getByText('the other choice moves the sky by half a bin, 0.50°')).toBeVisible()
    await screen.getByRole('combobox', { name: 'sidereal time of a bin' }).selectOptions('its beginning')
    expect(onReading).toHaveBeenCalledWith({ binTime: 'lowerEdge' })
  })

  test('ranking shows progress and can be cancelled, then what each way lacks', async () => {
    const onCancel = vi.fn()
    const working = await render(view({ ranking: { of: '', state: 'working', done: 0.3 }, onCancel }))
    await expect.element(working.getByRole('progressbar')).toHaveAttribute('value', '0.3')
    await working.getByRole('button', { name: 'Cancel' }).click()
    expect(onCancel).toHaveBeenCalledOnce()
    await working.unmount()
    const screen = await render(view({ ranking: done([100, 50, 97.5, 0, 0, 0, 0, 0]) }))
    await expect.element(screen.getByText('likeliest')).toBeVisible()
    await expect.element(screen.getByText('ln L −2.5')).toBeVisible()
    await expect.element(screen.getByText('ln L −50')).toBeVisible()
  })
})

describe('what a ranking says', () => {
  const text = (gains: readonly number[], latitudeDeg = 19) => verdictText(rankingOf(3, 12, gains), latitudeDeg)

  test('decided, undecided, or nothing', () => {
    expect(text([100, 50, 0, 0, 0, 0, 0, 0])).toMatch(/^The counts prefer south, then east: its ln L is 50\.0 above the next/)
    expect(text([100, 97, 0, 0, 0, 0, 0, 0])).toMatch(/^The counts cannot tell between these: south, then east; east, then north\. None is a thousand times likelier/)
    expect(text([9, 5, 0, 0, 0, 0, 0, 0])).toMatch(/no structure beyond chance/)
  })

  test('at the Pole an offset only turns the sky', () => {
    expect(text([100, 100, 100, 100, 9, 9, 9, 9], -90)).toMatch(/^At the Pole another azimuth 0 only turns the sky in right ascension, so the counts cannot tell: .*They tell the sense/)
    expect(text([100, 100, 100, 100, 100, 9, 9, 9], -90)).not.toMatch(/only turns/)
  })
})

test('the events inside a zenith limit are those of the rings inside', () => {
  expect(eventsText(local, 49)).toMatch(/^120 of 240 events are inside/) // rings 1 and 2: cos θ = 11/12, 2/3
  expect(eventsText(local, 71)).toMatch(/^220 of 240/) // ring 3: 1/3
  expect(eventsText(local, 90)).toMatch(/^All 240 events/)
})

test('no two presets are the same site with the same limit', () => {
  expect(new Set(PRESETS.map(({ latitudeDeg, longitudeDeg, zenithMaxDeg }) => `${latitudeDeg} ${longitudeDeg} ${zenithMaxDeg}`)).size).toBe(PRESETS.length)
})
