/** The built site as real hosts serve it: compressed once, cached by nobody. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.json': 'application/json',
}
const PACKED = ['.html', '.js', '.css', '.svg', '.json']

export interface PackedSite {
  readonly url: string
  /** Bytes on the way, by path from the root. */
  readonly bytes: ReadonlyMap<string, number>
  close(): void
}

export async function servePacked(folder: string): Promise<PackedSite> {
  const files = new Map(filesIn(folder).filter((path) => extname(path) !== '.map').map((path): [string, Packed] => [`/${relative(folder, path)}`, packed(path)]))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files.get(path === '/' ? '/index.html' : path)
    if (file === undefined) return void response.writeHead(404).end()
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path === '/' ? '/index.html' : path)] ?? 'application/octet-stream',
      'Cache-Control': 'no-store',
      ...(file.packed ? { 'Content-Encoding': 'br' } : {}),
    })
    response.end(file.bytes)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bytes: new Map([...files].map(([path, { bytes }]) => [path, bytes.length])),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const filesIn = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))

interface Packed {
  readonly packed: boolean
  readonly bytes: Buffer
}

function packed(path: string): Packed {
  const bytes = readFileSync(path)
  return PACKED.includes(extname(path)) ? { packed: true, bytes: brotliCompressSync(bytes) } : { packed: false, bytes }
}
