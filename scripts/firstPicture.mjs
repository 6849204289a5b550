/**
 * Paints public/first-sky.webp, the picture that stands in the HTML before the page is alive: the very canvas of the
 * built page, cut to the ellipse. Run after `npm run build` when the seeded study or the drawing of the sky has changed.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright'
import { chromium } from '../e2e/browser.mjs'
import { root } from './build.mjs'
import { serve } from './serve.mjs'

const WIDTH = 800
const server = await serve(join(root, 'dist'))
const browser = await playwright.launch({ ...(await chromium()), args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1440, height: 1100 }, deviceScaleFactor: 1 })
await page.goto(server.url)
await page.getByRole('img', { name: /Angular power spectrum/ }).waitFor()
await page.waitForTimeout(1000)
const url = await page.evaluate((width) => {
  const canvas = document.querySelector('.map-stage canvas')
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let [left, right, top, bottom] = [canvas.width, 0, canvas.height, 0]
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      if (data[4 * (y * canvas.width + x) + 3] < 128) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const small = document.createElement('canvas')
  small.width = width
  small.height = width / 2
  small.getContext('2d').drawImage(canvas, left, top, right - left + 1, bottom - top + 1, 0, 0, width, width / 2)
  return small.toDataURL('image/webp', 0.8)
}, WIDTH)
const bytes = Buffer.from(url.split(',')[1], 'base64')
writeFileSync(join(root, 'public', 'first-sky.webp'), bytes)
console.log(`public/first-sky.webp: ${bytes.length} bytes`)
await browser.close()
server.close()
