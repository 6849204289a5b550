import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { PREVIEW_NSIDE, previewOf } from '../../formats/preview.ts'
import type { ColumnCard, ReadCard } from '../../formats/readCard.ts'
import { nestedFromRing } from '../../science/sphere/healpix.ts'
import { centreOf } from '../../science/sphere/pixelAt.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Data, HealpixReading, MapSource } from '../../study/document.ts'
import { ReadCardView, type ReadCardViewProps } from './ReadCardDialog.tsx'
import { roleOf, swapped, withRole } from './roles.ts'
import type { FileOnCard } from './skiesOnCard.ts'
import { picturedIn } from './Thumbnail.tsx'
import '../theme.css'

/** 100 in the south, 0 beyond +60°, a dipole between: a field of view of an observatory. */
const preview = ringsOf({ kind: 'healpix', nside: PREVIEW_NSIDE })
const MAP = Float64Array.from({ length: preview.pixels }, (_, p) => {
  const { sinDelta, cosDelta, alpha } = centreOf(preview, p)
  return sinDelta > 0.86 ? 0 : 100 + 50 * cosDelta * Math.cos(alpha)
})
const RING = previewOf(MAP, PREVIEW_NSIDE, 'ring')
const NESTED = Float32Array.from(RING, (_, p) => RING[nestedFromRing(PREVIEW_NSIDE, p)]!)

const column = { unit: '', format: '1024E', min: 0, max: 9, sum: 4e9, integers: true, negative: 0, zero: 0, unseen: 0, because: 'whole numbers' } as const
const BOTH: readonly ColumnCard[] = [{ ...column, index: 0, name: 'N', guess: 'counts' }, { ...column, index: 1, name: 'B', sum: 4.01e9, guess: 'background' }]
const card: ReadCard = {
  name: 'eventmap.fits.gz', bytes: 1_600_000, sha256: '7c1f3a66'.repeat(8), compressed: true, geometry: { kind: 'healpix', nside: 64 }, ordering: 'ring', orderingStated: true,
  frame: 'equatorial', frameStated: true, columns: BOTH, zerosLookUnseen: false, facts: [], assumptions: [], warnings: [], milliseconds: 84,
  likeness: { ring: 0.98, nested: 0.61 }, orderingDoubted: false, previews: { columns: [RING, RING], otherOrder: NESTED, withoutZeros: RING.map((x) => (x === 0 ? NaN : x)) },
}
const reading: HealpixReading = { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false }
const source: MapSource = {
  from: 'map', counts: { data: 'file', column: 0 }, background: { data: 'file', column: 1 },
  intensityIs: 'deviation', reference: 'background', backgroundMade: 'sameData', alpha: 0.05,
}
const fileOf = (id: string, told: Partial<ReadCard> = {}, answers: Partial<HealpixReading> = {}): FileOnCard => {
  const own = { ...card, ...told }
  const data: Data = { kind: 'data', origin: { name: own.name, bytes: own.bytes, sha256: own.sha256 }, reading: { ...reading, ...answers } }
  return { id, data, card: own }
}
const nothing = { rankingOf: () => undefined, onRank() {}, onCancel() {}, onReading() {}, onSource() {}, onClose() {} }
const view = (patch: Partial<ReadCardViewProps> = {}, file = fileOf('file'), of = source) => <ReadCardView {...nothing} skies={[{ sky: 'map', source: of, files: [file] }]} {...patch} />

describe('what a file states', () => {
  test('is one line, and can be changed behind it', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }))
    await expect.element(screen.getByText(/^Frame: equatorial, as the file says\./)).toBeVisible()
    await expect.element(screen.getByRole('radio')).not.toBeInTheDocument()
    await screen.getByText(/^Frame: equatorial/).click()
    await screen.getByRole('radio', { name: 'Galactic' }).click()
    await screen.getByText(/^Order of pixels: RING, as the file says\./).click()
    await screen.getByRole('radio', { name: /NESTED/ }).click()
    expect(onReading.mock.calls).toEqual([['file', { frame: 'galactic' }], ['file', { ordering: 'nested' }]])
  })

  test('and what was answered instead are both told', async () => {
    const screen = await render(view({}, fileOf('file', {}, { frame: 'ecliptic' })))
    await expect.element(screen.getByText(/^Frame: ecliptic, the file says equatorial\./)).toBeVisible()
  })
})

describe('what a file leaves open', () => {
  test('its frame: the same map in each of three, over the Galactic plane', async () => {
    const onReading = vi.fn()
    const screen = await render(view({ onReading }, fileOf('file', { frameStated: false })))
    const group = screen.getByRole('group', { name: /In which coordinates is the map\? The file does not say\./ })
    await expect.element(group.getByRole('radio', { name: 'equatorial' })).toBeChecked()
    const pictures = () => [...group.element().querySelectorAll('canvas')]
    await expect.poll(() => pictures().map((canvas) => canvas.dataset['drawn'])).toEqual(['equatorial', 'galactic', 'ecliptic'])
    const drawn = pictures().map((canvas) => canvas.toDataURL())
    expect(new Set(drawn).size).toBe(3)
    expect(group.element().querySelectorAll('.plane')).toHaveLength(3)
    await group.getByRole('radio', { name: 'ecliptic' }).click()
    expect(onReading).toHaveBeenCalledWith('file', { frame: 'ecliptic' })
  })

  test('its order, also where it states one that tears the map apart: both pictures, with how alike neighbours are', async () => {
    const doubted = await render(view({}, fileOf('file', { orderingDoubted: true, likeness: { ring: 0.61, nested: 0.98 } })))
    const group = doubted.getByRole('group', { name: /They do not look as the file says/ })
    await expect.element(group.getByText('correlation of neighbours 0.610')).toBeVisible()
    await expect.element(group.getByText('correlation of neighbours 0.980')).toBeVisible()
    await expect.poll(() => group.element().querySelectorAll('canvas[data-drawn]').length).toBe(2)
    await doubted.unmount()
    const unstated = await render(view({}, fileOf('file', { orderingStated: false })))
    await expect.element(unstated.getByRole('group', { name: /In which order are the pixels\? The file does not say\./ })).toBeVisible()
  })

  test('its zeros, when they are too many for chance', async () => {
    const onReading = vi.fn()
    const zeros = BOTH.map((one) => ({ ...one, zero: 2479 }))
    const asked = await render(view({ onReading }, fileOf('file', { columns: zeros, zerosLookUnseen: true })))
    const group = asked.getByRole('group', { name: '2,479 pixels are exactly 0, too many for chance. Observed and empty, or not observed?' })
    await group.getByRole('radio', { name: 'not observed' }).click()
    expect(onReading).toHaveBeenCalledWith('file', { zeroIsUnseen: true })
    await asked.unmount()
    const few = await render(view({}, fileOf('file', { columns: zeros })))
    await expect.element(few.getByText(/^2,479 pixels are exactly 0, taken as observed, empty\./)).toBeVisible()
  })

  test('whether a significance is squared is said where its column is', async () => {
    const lima: ColumnCard = { ...column, index: 1, name: 'lima', guess: 'unused', ambiguous: 'No value is negative: are these significances squared?' }
    const screen = await render(view({}, fileOf('file', { columns: [BOTH[0]!, lima] })))
    await expect.element(screen.getByRole('row', { name: /lima/ }).getByText(/significances squared\?/)).toBeVisible()
  })

  test('without previews is asked in words', async () => {
    const { previews: _, ...bare } = fileOf('file', { frameStated: false }).card
    const screen = await render(view({}, { ...fileOf('file'), card: bare }))
    await expect.element(screen.getByRole('radio', { name: 'Galactic' })).toBeVisible()
    expect(document.querySelectorAll('canvas')).toHaveLength(0)
  })
})

describe('the columns of one file', () => {
  test('have pictures that are told in numbers, and roles that can be changed', async () => {
    const onSource = vi.fn()
    const screen = await render(view({ onSource }))
    await expect.element(screen.getByRole('img', { name: `N: ${picturedIn(RING)}` })).toBeVisible()
    await screen.getByRole('combobox', { name: 'B is taken for' }).selectOptions('unused')
    expect(onSource.mock.calls[0]).toMatchObject(['map', { reference: 'ringMean', counts: { column: 0 } }])
    expect(onSource.mock.calls[0]![1]).not.toHaveProperty('background')
  })

  test('asks counts alone for their equinox, and counts with a background not', async () => {
    const question = /of date, or J2000/
    const asked = await render(view())
    await expect.element(asked.getByText(question)).not.toBeInTheDocument()
    await asked.unmount()
    const onReading = vi.fn()
    const alone = await render(view({ onReading }, fileOf('file'), withRole(source, 'file', 1, 'unused')))
    await expect.element(alone.getByText(question)).toBeVisible()
    await alone.getByRole('combobox', { name: 'coordinates' }).selectOptions('epoch')
    expect(onReading).toHaveBeenCalledWith('file', { epoch: 2016.5 })
  })

  test('an independent background has its exposure ratio', async () => {
    const onSource = vi.fn()
    const screen = await render(view({ onSource }, fileOf('file'), { ...source, backgroundMade: 'independent' }))
    const ratio = screen.getByRole('spinbutton', { name: 'α = 1 /' })
    await expect.element(ratio).toHaveValue(20)
    await ratio.fill('10')
    ratio.element().blur()
    expect(onSource).toHaveBeenCalledWith('map', expect.objectContaining({ alpha: 0.1 }))
  })
})

describe('several files', () => {
  const two: MapSource = { ...source, background: { data: 'file-background', column: 0 } }
  const pair = [fileOf('file', { name: 'data.fits', columns: [BOTH[0]!] }), fileOf('file-background', { name: 'bg.fits', sha256: 'b'.repeat(64), columns: [{ ...BOTH[1]!, index: 0 }] })]

  test('have a section each, with what each gives, and are swapped by one button', async () => {
    const onSource = vi.fn()
    const screen = await render(<ReadCardView {...nothing} onSource={onSource} skies={[{ sky: 'map', source: two, files: pair }]} />)
    expect([...document.querySelectorAll('details.file-section > summary')].map((summary) => summary.textContent)).toEqual(['data.fits counts N', 'bg.fits background ⟨N⟩'])
    await expect.element(screen.getByText('data.fits, 4.000 × 10⁹ in all')).toBeVisible()
    await screen.getByRole('button', { name: 'Swap counts and background' }).click()
    expect(onSource).toHaveBeenCalledWith('map', { ...two, counts: two.background, background: two.counts }, expect.stringContaining('swapped'))
  })

  test('a role taken in one file leaves the other', async () => {
    const onSource = vi.fn()
    const screen = await render(<ReadCardView {...nothing} onSource={onSource} skies={[{ sky: 'map', source: two, files: pair }]} />)
    await screen.getByRole('combobox', { name: 'B is taken for' }).selectOptions('counts')
    expect(onSource.mock.calls[0]![1]).toMatchObject({ counts: { data: 'file-background', column: 0 }, reference: 'ringMean' })
  })

  test('are not told what would be assumed of each alone', async () => {
    const [alone, odd] = ['There is no background column.', 'One pixel is odd.']
    const told = pair.map((file) => ({ ...file, card: { ...file.card, assumptions: [alone, odd], aboutRoles: [alone] } }))
    const screen = await render(<ReadCardView {...nothing} skies={[{ sky: 'map', source: two, files: told }]} />)
    await expect.element(screen.getByText(odd).first()).toBeVisible()
    await expect.element(screen.getByText(alone)).not.toBeInTheDocument()
    await screen.unmount()
    const single = await render(<ReadCardView {...nothing} skies={[{ sky: 'map', source: withRole(two, 'file-background', 0, 'unused'), files: told.slice(0, 1) }]} />)
    await expect.element(single.getByText(alone)).toBeVisible()
  })

  test('of several maps stand under the map they make; many are folded', async () => {
    const skies = ['map', 'map2', 'map3'].map((sky, i) => ({ sky, source: { ...withRole(source, 'x', 1, 'background'), counts: { data: `f${i}`, column: 0 } }, files: [fileOf(`f${i}`, { name: `m${i}.fits` })] }))
    const screen = await render(<ReadCardView {...nothing} skies={skies} />)
    await expect.element(screen.getByRole('region', { name: 'Map 2' }).getByText('m1.fits').first()).toBeVisible()
    expect([...document.querySelectorAll('details.file-section')].filter((section) => (section as HTMLDetailsElement).open)).toHaveLength(0)
  })
})

describe('roles of columns', () => {
  test('a role belongs to one column', () => {
    const moved = withRole(source, 'file', 1, 'counts')
    expect([roleOf(moved, 'file', 0), roleOf(moved, 'file', 1)]).toEqual(['unused', 'counts'])
    expect(moved.reference).toBe('ringMean')
  })

  test('columns of the same number in two files are two columns', () => {
    const two = withRole(withRole(source, 'file', 1, 'unused'), 'other', 0, 'background')
    expect([roleOf(two, 'file', 0), roleOf(two, 'other', 0), two.reference]).toEqual(['counts', 'background', 'background'])
  })

  test('a background that arrives becomes the reference', () => {
    expect(withRole(withRole(source, 'file', 1, 'unused'), 'file', 1, 'background')).toEqual(source)
  })

  test('swapping twice changes nothing', () => {
    expect(swapped(source)).toMatchObject({ counts: source.background, background: source.counts })
    expect(swapped(swapped(source))).toEqual(source)
  })
})

test('a picture is told by its numbers', () => {
  expect(picturedIn(Float32Array.of(1, NaN, -3, 2))).toBe('−3 to 2, 75 % of the sky seen')
  expect(picturedIn(Float32Array.of(NaN))).toBe('nothing seen')
})

describe('the grid of a map', () => {
  const pair = (nside?: number) => [{ sky: 'map', source: { ...source, background: { data: 'other', column: 0 }, ...(nside === undefined ? {} : { nside }) }, files: [fileOf('file'), fileOf('other', { name: 'bg.fits', sha256: 'b'.repeat(64), geometry: { kind: 'healpix', nside: 16 } })] }]
  const options = (select: HTMLElement | SVGElement) => [...(select as HTMLSelectElement).options].map(({ text }) => text)

  test('is that of its file, and may be made coarser', async () => {
    const onSource = vi.fn()
    const screen = await render(view({ onSource }))
    const grid = screen.getByLabelText('grid')
    expect(options(grid.element())).toEqual(['as in the file, NSIDE 64', 'NSIDE 32', 'NSIDE 16', 'NSIDE 8', 'NSIDE 4'])
    await grid.selectOptions('NSIDE 16')
    expect(onSource).toHaveBeenLastCalledWith('map', { ...source, nside: 16 }, 'Grid changed')
  })

  test('of two files that differ is one that both can be brought to, with what happens to counts', async () => {
    const onSource = vi.fn()
    const screen = await render(view({ onSource, skies: pair(16) }))
    const grid = screen.getByLabelText('grid')
    expect(options(grid.element())).toEqual(['as in the files, NSIDE 64 and 16: no map', 'NSIDE 16', 'NSIDE 8', 'NSIDE 4'])
    await expect.element(grid).toHaveValue('nside16')
    await expect.element(screen.getByText('counts are summed; pixels seen in part are left out')).toBeVisible()
    await grid.selectOptions('as in the files, NSIDE 64 and 16: no map')
    expect(onSource.mock.lastCall![1]).not.toHaveProperty('nside')
  })

  test('is kept when a column is taken for something else', () => {
    expect(withRole({ ...source, nside: 8 }, 'file', 1, 'unused')).toMatchObject({ nside: 8, reference: 'ringMean' })
    expect(withRole(source, 'file', 1, 'unused')).not.toHaveProperty('nside')
  })
})
