import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { ReadCard } from '../../formats/readCard.ts'
import type { Data, MapSource } from '../../study/document.ts'
import { commandTable } from '../commands.ts'
import { HelpDialog } from './HelpDialog.tsx'
import { ReadCardView } from './ReadCardDialog.tsx'
import { roleOf, withRole } from './roles.ts'
import { ShareView } from './ShareDialog.tsx'

const sha256 = '7c1f3a66'.repeat(8)
const column = { unit: '', format: '1024E', min: 0, max: 9, sum: 4e9, integers: true, negative: 0, zero: 12, unseen: 0, because: 'whole numbers' }
const card: ReadCard = {
  name: 'eventmap.fits.gz', bytes: 1_600_000, sha256, compressed: true, geometry: { kind: 'healpix', nside: 64 }, ordering: 'ring', orderingStated: true,
  frame: 'equatorial', frameStated: false,
  columns: [
    { ...column, index: 0, name: 'N', guess: 'counts' },
    { ...column, index: 1, name: 'B', guess: 'background' },
  ],
  zerosLookUnseen: false, facts: [], assumptions: ['The frame is not stated; equatorial was assumed.'], warnings: [], milliseconds: 84,
}
const data: Data = {
  kind: 'data', origin: { name: card.name, bytes: card.bytes, sha256 },
  reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
}
const withBackground: MapSource = {
  from: 'map', counts: { data: 'file', column: 0 }, background: { data: 'file', column: 1 },
  intensityIs: 'deviation', reference: 'background', backgroundMade: 'sameData', alpha: 0.05,
}
const view = (patch: Partial<Parameters<typeof ReadCardView>[0]> = {}) => (
  <ReadCardView card={card} data={data} dataId="file" source={withBackground} onReading={() => {}} onSource={() => {}} onClose={() => {}} {...patch} />
)

describe('the read card', () => {
  test('every guess can be changed', async () => {
    const [onReading, onSource] = [vi.fn(), vi.fn()]
    const screen = await render(view({ onReading, onSource }))
    await screen.getByRole('combobox', { name: 'frame' }).selectOptions('galactic')
    await screen.getByRole('combobox', { name: 'order of pixels' }).selectOptions('nested')
    await screen.getByRole('checkbox', { name: /exactly zero means unobserved/ }).click()
    expect(onReading.mock.calls).toEqual([[{ frame: 'galactic' }], [{ ordering: 'nested' }], [{ zeroIsUnseen: true }]])
    await screen.getByRole('combobox', { name: 'B is taken for' }).selectOptions('unused')
    expect(onSource.mock.calls[0]![0]).toMatchObject({ reference: 'ringMean', counts: { column: 0 } })
    expect(onSource.mock.calls[0]![0]).not.toHaveProperty('background')
  })

  test('asks counts alone for their equinox, and counts with a background not', async () => {
    const question = /of date, or J2000/
    const asked = await render(view())
    await expect.element(asked.getByText(question)).not.toBeInTheDocument()
    await asked.unmount()
    const onReading = vi.fn()
    const alone = await render(view({ source: withRole(withBackground, 'file', 1, 'unused'), onReading }))
    await expect.element(alone.getByText(question)).toBeVisible()
    await alone.getByRole('combobox', { name: 'coordinates' }).selectOptions('epoch')
    expect(onReading).toHaveBeenCalledWith({ epoch: 2016.5 })
  })

  test('an independent background has its exposure ratio', async () => {
    const onSource = vi.fn()
    const screen = await render(view({ source: { ...withBackground, backgroundMade: 'independent' }, onSource }))
    const ratio = screen.getByRole('spinbutton', { name: 'α = 1 /' })
    await expect.element(ratio).toHaveValue(20)
    await ratio.fill('10')
    ratio.element().blur()
    expect(onSource).toHaveBeenCalledWith(expect.objectContaining({ alpha: 0.1 }))
  })
})

describe('roles of columns', () => {
  test('a role belongs to one column', () => {
    const moved = withRole(withBackground, 'file', 1, 'counts')
    expect([roleOf(moved, 0), roleOf(moved, 1)]).toEqual(['unused', 'counts'])
    expect(moved.reference).toBe('ringMean')
  })

  test('a background that arrives becomes the reference', () => {
    const alone = withRole(withBackground, 'file', 1, 'unused')
    expect(withRole(alone, 'file', 1, 'background')).toEqual(withBackground)
  })
})

test('a link says which file it does not contain', async () => {
  const screen = await render(<ShareView link="https://example.org/#1.abc" files={[data]} />)
  await expect.element(screen.getByRole('textbox')).toHaveValue('https://example.org/#1.abc')
  await expect.element(screen.getByText(/does not contain eventmap\.fits\.gz/)).toBeVisible()
  await expect.element(screen.getByText('7c1f3a66…')).toHaveAttribute('title', sha256)
})

test('the help sheet lists every command that has a key', async () => {
  const commands = commandTable({ pickFiles() {}, show() {}, nextTheme() {} })
  const screen = await render(<HelpDialog open commands={commands} onClose={() => {}} />)
  for (const { label, keys } of Object.values(commands)) {
    if (keys !== undefined) await expect.element(screen.getByRole('rowheader', { name: label, exact: true })).toBeVisible()
  }
})
