import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Data } from '../../study/document.ts'
import { commandTable } from '../commands.ts'
import { HelpDialog } from './HelpDialog.tsx'
import { ShareView } from './ShareDialog.tsx'

const data: Data = {
  kind: 'data', origin: { name: 'eventmap.fits.gz', bytes: 1_600_000, sha256: '7c1f3a66'.repeat(8) },
  reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
}

test('a link says which file it does not contain', async () => {
  const screen = await render(<ShareView link="https://example.org/#1.abc" files={[data]} />)
  await expect.element(screen.getByRole('textbox')).toHaveValue('https://example.org/#1.abc')
  await expect.element(screen.getByText(/does not contain eventmap\.fits\.gz/)).toBeVisible()
  await expect.element(screen.getByText('7c1f3a66…')).toHaveAttribute('title', data.origin.sha256)
})

test('the help sheet lists every command that has a key', async () => {
  const commands = commandTable({ pickFiles() {}, show() {}, nextTheme() {} })
  const screen = await render(<HelpDialog open commands={commands} onClose={() => {}} />)
  for (const { label, keys } of Object.values(commands)) {
    if (keys !== undefined) await expect.element(screen.getByRole('rowheader', { name: label, exact: true })).toBeVisible()
  }
})
