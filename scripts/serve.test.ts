import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headersText, policyText } from './contentSecurityPolicy.ts'
import { headersOf } from './serve.mjs'

test('what the site asks to be said with every file is said by our server, and the rest is left to others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'anisky-headers-'))
  expect(await headersOf(folder)).toEqual({})
  writeFileSync(join(folder, '_headers'), headersText)
  expect(await headersOf(folder)).toEqual({
    'Content-Security-Policy': `${policyText}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  })
  rmSync(folder, { recursive: true })
})
