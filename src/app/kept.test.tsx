import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Kept } from '../session/session.ts'
import { seededStudy } from '../study/seeded.ts'
import { commandTable } from './commands.ts'
import { KeptView } from './dialogs/KeptSection.tsx'
import { KeptLineView } from './KeptLine.tsx'
import { OfferView } from './Offers.tsx'
import { StatusBarView } from './StatusBar.tsx'

const { forget } = commandTable({ pickFiles() {}, show() {}, nextTheme() {} })
const nothing: Kept = { study: 'nothing', files: [], reading: [], earlier: undefined, opened: undefined }
const file = { name: 'mine.fits', bytes: 1_600_000, sha256: 'a'.repeat(64) }

describe('an offer', () => {
  test('is answered with one press, and is gone before what was chosen happens', async () => {
    const done: string[] = []
    const notice = { id: 1, tone: 'offer', text: 'Keep mine.fits?', actions: [{ label: 'Keep', run: () => done.push('kept') }, { label: 'Not now', run: () => done.push('not kept') }] } as const
    const screen = await render(<OfferView notice={notice} onDone={() => done.push('gone')} />)
    await screen.getByRole('button', { name: 'Not now' }).click()
    expect(done).toEqual(['gone', 'not kept'])
    await screen.getByRole('button', { name: 'Dismiss' }).click()
    expect(done).toEqual(['gone', 'not kept', 'gone'])
  })

  test('about two files shows them in a table that has names for its rows and columns', async () => {
    const table = { caption: 'The two files', head: ['file', 'NSIDE'], rows: [['<b>counts</b>.fits', '64'], ['bg.fits', '16']] }
    const screen = await render(<OfferView notice={{ id: 1, tone: 'offer', text: 'They differ.', table }} onDone={() => {}} />)
    await expect.element(screen.getByRole('table', { name: 'The two files' })).toBeVisible()
    expect(screen.getByRole('columnheader').elements().map((cell) => cell.textContent)).toEqual(['file', 'NSIDE'])
    await expect.element(screen.getByRole('row', { name: '<b>counts</b>.fits 64' })).toBeVisible()
    await expect.element(screen.getByRole('rowheader', { name: 'bg.fits' })).toBeVisible()
  })
})

describe('what is kept', () => {
  const view = (patch: Partial<Kept>, more: Partial<Parameters<typeof KeptView>[0]> = {}) =>
    render(<KeptView kept={{ ...nothing, ...patch }} forget={forget} onKeepOpened={() => {}} onOpen={() => {}} {...more} />)

  test.each([
    ['kept', 'is here after a reload'],
    ['nothing', 'will be kept'],
    ['refused', 'does not keep your study'],
  ] as const)('is said of the study as it is: %s', async (study, words) => {
    await expect.element((await view({ study })).getByText(words)).toBeVisible()
  })

  test('names the files with their sizes, and the limit', async () => {
    await expect.element((await view({ files: [file] })).getByText('mine.fits (1.6 MB). At most 500 MB are kept; those opened longest ago go first.')).toBeVisible()
  })

  test('can be switched, and an earlier study opened', async () => {
    const [onKeepOpened, onOpen] = [vi.fn(), vi.fn()]
    const screen = await view({ opened: false, earlier: seededStudy }, { onKeepOpened, onOpen })
    await screen.getByRole('switch', { name: 'Keep opened files in this browser' }).click()
    await screen.getByRole('button', { name: 'Open it' }).click()
    expect([onKeepOpened.mock.calls, onOpen.mock.calls]).toEqual([[[true]], [[seededStudy]]])
  })

  test('is in the status bar with a way to forget it', async () => {
    const onForget = vi.fn()
    const screen = await render(<KeptLineView bytes={1_600_000} names={['mine.fits']} onForget={onForget} />)
    await expect.element(screen.getByText('1.6 MB kept in this browser')).toBeVisible()
    await screen.getByRole('button', { name: 'Forget what this browser keeps' }).click()
    expect(onForget).toHaveBeenCalledOnce()
  })
})

test.each([
  [{ complete: true }, 'offline: everything works'],
  [{ complete: false }, 'offline: parts that were not needed yet are missing'],
] as const)('the status bar says what is so without a connection', async (offline, words) => {
  const screen = await render(<StatusBarView asking={false} busy={undefined} reading={undefined} timings="" offline={offline} onCancel={() => {}} />)
  await expect.element(screen.getByText(words)).toBeVisible()
})
