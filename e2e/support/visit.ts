/** A visit to the page: every journey fails on a foreign request, a thrown error or a broken policy. */
import { expect, test as base, type Locator, type Page } from '@playwright/test'

export interface Visit {
  readonly page: Page
  readonly map: Locator
  open(hash?: string): Promise<void>
  /** Waits until nothing is being computed. */
  settled(): Promise<void>
  /** Hands files over as the file picker does. */
  hand(...files: { name: string; bytes: Uint8Array }[]): Promise<void>
  /** The number behind a row of the dipole panel or recipe, as printed. */
  row(term: string): Promise<string>
}

export const test = base.extend<{ visit: Visit; allowed: { errors: RegExp[] } }>({
  allowed: [{ errors: [] }, { option: true }],
  visit: async ({ page, baseURL, allowed }, provide) => {
    const faults: string[] = []
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== new URL(baseURL!).origin) faults.push(`foreign request: ${request.url()}`)
    })
    page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`)
    })
    await provide(visitOf(page))
    expect(faults.filter((fault) => !allowed.errors.some((pattern) => pattern.test(fault)))).toEqual([])
  },
})

export { expect }

function visitOf(page: Page): Visit {
  const map = page.getByRole('application', { name: /^Sky map/ })
  return {
    page,
    map,
    async open(hash = '') {
      await page.goto(`./${hash}`)
      await expect(map).toBeVisible()
    },
    async settled() {
      await expect(page.getByRole('contentinfo')).toHaveAttribute('aria-busy', 'false')
    },
    async hand(...files) {
      const buffers = files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }))
      await page.locator('input[type="file"][aria-label="Open files"]').setInputFiles(buffers)
    },
    row: async (term) => (await page.getByRole('region', { name: 'Dipole', exact: true }).locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]').innerText()).trim(),
  }
}
