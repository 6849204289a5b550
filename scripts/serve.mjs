/** A plain static server for the built site: right content types, its own `_headers`, nothing cached, any sub-path. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.fits': 'application/fits',
  '.gz': 'application/gzip',
}

/** The file a request asks for, or undefined when it points outside the folder. */
export function fileFor(folder, base, url) {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
  if (!path.startsWith(base) || path.includes('\0')) return undefined
  const inside = path.slice(base.length)
  const file = normalize(join(resolve(folder), inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside))
  return file.startsWith(resolve(folder) + sep) ? file : undefined
}

/** What the site asks to be said with every file: the block `/*` of its `_headers`. */
export async function headersOf(folder) {
  const text = await readFile(join(folder, '_headers'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trimEnd())
  const block = lines.slice(lines.indexOf('/*') + 1)
  const end = block.findIndex((line) => !line.startsWith(' '))
  return Object.fromEntries(block.slice(0, end).map((line) => line.trim().split(/:\s*(.*)/s).slice(0, 2)))
}

async function answer(folder, base, request, response) {
  if (request.url === base.slice(0, -1)) return response.writeHead(308, { Location: base }).end()
  const file = request.method === 'GET' || request.method === 'HEAD' ? fileFor(folder, base, request.url) : undefined
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined)
  if (!found?.isFile()) return response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n')
  response.writeHead(200, {
    ...(await headersOf(folder)),
    'Content-Type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  if (request.method === 'HEAD') return response.end()
  return createReadStream(file).on('error', () => response.destroy()).pipe(response)
}

/**
 * Serves a folder on this machine only.
 *
 * @param port  taken if it is free; otherwise (or with 0) any free port
 * @param base  the path the site appears under, with a slash at both ends
 * @returns the address of the site, and how to stop
 */
export async function serve(folder, { port = 0, base = '/' } = {}) {
  const server = createServer((request, response) => {
    answer(folder, base, request, response).catch(() => response.destroy())
  })
  const listen = (at) =>
    new Promise((done, failed) => {
      server.once('error', failed)
      server.listen(at, '127.0.0.1', () => {
        server.off('error', failed)
        done(undefined)
      })
    })
  await listen(port).catch((error) => (error.code === 'EADDRINUSE' ? listen(0) : Promise.reject(error)))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = 'dist', port = '0', base = '/'] = process.argv.slice(2)
  const { url } = await serve(folder, { port: Number(port), base })
  console.log(url)
}
