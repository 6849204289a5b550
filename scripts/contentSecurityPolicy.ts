/**
 * The built page's Content-Security-Policy: its own scripts, workers and styles, and nothing from anywhere else. In the
 * page itself it works on any host, but workers do not hear of it there and frames cannot be forbidden; so that a server
 * can say the same, it is also in the file `_headers`, which several hosts obey and every administrator can copy from.
 */
import type { Plugin } from 'vite'

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'connect-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

export const policyText = Object.entries(POLICY).map(([directive, sources]) => `${directive} ${sources}`).join('; ')

/** What is said to browsers with every file; below it, how long they may believe what they have: names in assets/ change with their content. */
export const headersText = `/*
  Content-Security-Policy: ${policyText}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Opener-Policy: same-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/sw.js
  Cache-Control: no-cache
`

/** Adds the policy to the built page only: the development server injects scripts and styles of its own. */
export const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText }, injectTo: 'head-prepend' }],
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headersText })
  },
})
