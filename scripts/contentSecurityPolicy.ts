/** The built page's Content-Security-Policy: its own scripts, workers and styles, and nothing from anywhere else. */
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

/** Adds the policy to the built page only: the development server injects scripts and styles of its own. */
export const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText }, injectTo: 'head-prepend' }],
})
