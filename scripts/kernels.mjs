/**
 * `npm run kernels`: compiles every `*.as.ts` of src/science (with its parts, `*.part.as.ts`) to WebAssembly and writes it beside its source as `*.wasm.ts`: one
 * base64 string, which loads alike in a worker, in Node and in a test. The compiler is deterministic, so a test holds the two together.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from 'assemblyscript/asc'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort=']

/** The kernels' sources, as paths from the root. */
export function kernelSources(folder = join(root, 'src/science')) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.as.ts') && !entry.name.endsWith('.part.as.ts'))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

/** The text of the module that carries a compiled kernel. Throws with what the compiler said. */
export async function compiled(source) {
  let binary
  const { error, stderr } = await main([source, ...OPTIONS, '--outFile', 'kernel.wasm'], {
    writeFile: (name, contents) => { if (name === 'kernel.wasm') binary = contents },
  })
  if (error !== null || binary === undefined) throw new Error(`${source}: ${error?.message ?? 'nothing was written'}\n${stderr.toString()}`)
  const text = Buffer.from(binary).toString('base64')
  return `/** Made by \`npm run kernels\` from ${source.split('/').at(-1)}: not to be edited. */\nexport const WASM =\n  '${text}'\n`
}

export const carrierOf = (source) => source.replace(/\.as\.ts$/, '.wasm.ts')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root)
  for (const source of kernelSources()) {
    const text = await compiled(source)
    writeFileSync(carrierOf(source), text)
    console.log(`${carrierOf(source)}: ${text.length} characters`)
  }
}
