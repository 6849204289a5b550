/** What a person sees: pixels of the screen, whoever drew them. */
import { inflateSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'

/** What is on the screen at a place of a map: red, green, blue, as it was composed. */
export async function seenAt(page: Page, map: Locator, x: number, y: number): Promise<readonly number[]> {
  await map.scrollIntoViewIfNeeded()
  const box = (await map.boundingBox())!
  const shot = await page.screenshot({ clip: { x: Math.round(box.x + x * box.width), y: Math.round(box.y + y * box.height), width: 1, height: 1 } })
  // A picture of one pixel: behind the byte that names its filter come red, green and blue, whatever the filter.
  const packed: Uint8Array[] = []
  for (let at = 8; at < shot.length; at += 12 + shot.readUInt32BE(at)) {
    if (shot.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(shot.subarray(at + 8, at + 8 + shot.readUInt32BE(at)))
  }
  return [...inflateSync(Buffer.concat(packed)).subarray(1, 4)]
}

/** How far apart two colours are. */
export const far = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((x, i) => x - b[i]!))
