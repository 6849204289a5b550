/** The Observe place as journeys see it. */
import type { Locator, Page } from '@playwright/test'
import { expect, type Visit } from './visit.ts'

export interface Observing {
  /** A: the true sky, B: what is found of it. */
  readonly maps: Locator
  readonly arrow: Locator
  readonly declination: Locator
  /** `A cos δ = 7.07 × 10⁻⁴: seen 71 % at 45°` */
  readonly seen: Locator
  readonly calibrate: Locator
  /** `Not one count … moves` */
  readonly worlds: Locator
  readonly method: Locator
  readonly pass: Locator
  readonly moreObservatories: Locator
  readonly add: Locator
  world(number: 1 | 2): Locator
  /** What the table of dipoles says in the row of a method, column by column. */
  dipoleBy(method: string): Promise<Row>
  /** What a plot says as a table, row by row. */
  table(title: string): Promise<readonly (readonly string[])[]>
  /** What the cell of a triangle says. */
  multipole(triangle: 'true' | 'recovered', l: number, m: number): Promise<string>
}

export interface Row {
  readonly a1: string
  readonly alpha: string
  readonly predicted: string
  readonly bias: string
  readonly pull: string
  readonly words: string
}

export function observingOn(page: Page): Observing {
  const dipole = page.getByRole('group', { name: 'Dipole of the true sky' })
  return {
    maps: page.getByRole('application', { name: /^Sky map/ }),
    arrow: page.getByRole('slider', { name: /^Dipole of the true sky/ }),
    declination: dipole.getByLabel('declination'),
    seen: dipole.getByRole('status'),
    calibrate: page.getByRole('switch', { name: 'calibrate each declination ring' }),
    worlds: page.getByRole('group', { name: 'Which world is it?' }).getByRole('status'),
    method: page.getByLabel('method', { exact: true }),
    pass: page.getByRole('spinbutton', { name: 'pass', exact: true }),
    moreObservatories: page.getByLabel('one more observatory'),
    add: page.getByRole('button', { name: /^add / }),
    world: (number) => page.getByRole('radio', { name: `World ${number}` }),
    async dipoleBy(method) {
      const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: method }) })
      const [words, a1, alpha, predicted, bias, pull] = await row.locator('th, td').allInnerTexts()
      return { words: words!, a1: a1!, alpha: alpha!, predicted: predicted!, bias: bias!, pull: pull! }
    },
    async table(title) {
      const rows = await page.getByRole('region', { name: `${title}, table` }).locator('tbody tr').all()
      return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
    },
    multipole: async (triangle, l, m) => (await page.getByRole('grid', { name: `Multipoles, ${triangle}` }).locator(`[data-place="${l},${m}"]`).getAttribute('aria-label')) ?? '',
  }
}

/** Opens the page at the Observe place. */
export async function observe(visit: Visit): Promise<Observing> {
  await visit.open()
  await visit.page.getByRole('button', { name: 'Observe', exact: true }).click()
  const observing = observingOn(visit.page)
  await expect(observing.declination).toBeVisible()
  await expect(observing.arrow).toBeVisible()
  await visit.settled()
  return observing
}

/** `−(7.1 ± 0.1) × 10⁻⁴` as a number. */
export function numberIn(text: string): number {
  const [, sign, mantissa, power] = /([−+]?)\(?([\d.]+)(?: ± [\d.]+\))?(?: × 10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/.exec(text) ?? []
  if (mantissa === undefined) throw new Error(`“${text}” is no number`)
  const exponent = Number([...(power ?? '⁰')].map((digit) => (digit === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))).join(''))
  return (sign === '−' ? -1 : 1) * Number(mantissa) * 10 ** exponent
}
