/** Who may import whom: the table, and the two questions asked of it. */
import { posix } from 'node:path'
import { importsOf, type Import } from './imports.ts'

interface Layer {
  /** Files and folders whose values may be imported, apart from its own. */
  readonly imports: readonly string[]
  /** Files and folders of which only types may be imported. */
  readonly types?: readonly string[]
  /** Packages; a trailing slash allows what lies below it, `node:` all of Node. */
  readonly packages?: readonly string[]
  /** Folders whose files may be named by `new URL(…, import.meta.url)`. */
  readonly addresses?: readonly string[]
}

const PROBLEMS = ['src/science/problem.ts', 'src/science/units.ts']
/** What the page knows of the study: the document, its edits and the names of results, but not the arrows that compute them. */
const DOCUMENT = ['bounds', 'countsBehind', 'desks', 'document', 'methodDefaults', 'observedFile', 'observeEdits', 'places', 'view', 'graph', 'results', 'multipoleName', 'clockName', 'shown', 'companions', 'edits', 'curves', 'curveEdits', 'comparing', 'wanted', 'seeded', 'check', 'opening', 'ranking', 'later', 'story', 'studyText', 'version', 'together', 'gradedPair'].map((name) => `src/study/${name}.ts`)
/** What drawing and picking need of science: directions, and which pixel lies where. */
const GEOMETRY = [...PROBLEMS, 'src/science/sphere/', 'src/science/math/matrix3.ts']
/** What a study is read from besides its own file, and what is taken away: fetched when it is asked for. */
const TAKEN_AWAY = ['pictureStudy', 'pngStudy', 'svgStudy', 'pngChunks', 'writePng', 'writeCsv', 'writeZip', 'text'].map((name) => `src/formats/${name}.ts`)
const WORDS = ['src/science/', 'src/study/', 'src/formats/readCard.ts', 'src/formats/handed.ts']
/** What the page knows of files before any of them is read: their names. */
const NAMES = 'src/formats/numberedNames.ts'
const REACT = ['react', 'react/', 'react-dom', 'react-dom/']

/** From the bottom to the top; the order inside science is the order of the subject. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  'src/science': { imports: [] },
  'src/science/math': { imports: PROBLEMS },
  'src/science/sphere': { imports: [...PROBLEMS, 'src/science/math/'] },
  'src/science/harmonics': { imports: [...PROBLEMS, 'src/science/math/', 'src/science/sphere/'] },
  // Mock data come as what reconstruction reads.
  'src/science/observatory': {
    imports: [...PROBLEMS, 'src/science/math/', 'src/science/sphere/', 'src/science/harmonics/'],
    types: ['src/science/reconstruction/marginals.ts'],
  },
  'src/science/reconstruction': {
    imports: [...PROBLEMS, 'src/science/math/', 'src/science/sphere/', 'src/science/harmonics/', 'src/science/observatory/'],
  },
  'src/science/analysis': {
    imports: [...PROBLEMS, 'src/science/math/', 'src/science/sphere/', 'src/science/harmonics/', 'src/science/observatory/', 'src/science/reconstruction/'],
  },
  'src/formats': { imports: ['src/science/'], packages: ['fflate'] },
  // Numbers with their sources: what papers say of directions, regions, observatories.
  'src/literature': { imports: GEOMETRY },
  'src/study': { imports: ['src/science/', 'src/formats/', 'src/literature/', 'package.json'], packages: ['valibot'] },
  'src/engine': { imports: ['src/study/', 'src/formats/', 'src/science/'], types: ['src/compute/contract.ts'], packages: ['hash-wasm'] },
  'src/compute': { imports: PROBLEMS, types: WORDS, packages: ['comlink'], addresses: ['workers/'] },
  'src/session': { imports: [...PROBLEMS, ...DOCUMENT, ...TAKEN_AWAY, NAMES, 'src/formats/placeList.ts', 'src/compute/'], types: WORDS, packages: ['idb-keyval', 'zustand', 'zustand/'] },
  'src/drawing': { imports: [...GEOMETRY, 'src/literature/', 'src/study/bounds.ts', 'src/formats/text.ts'], types: WORDS, packages: ['d3-array', 'd3-geo', 'three'] },
  'src/app': { imports: [...GEOMETRY, ...DOCUMENT, ...TAKEN_AWAY, 'src/literature/', 'src/formats/placeList.ts', 'src/formats/roles.ts', 'src/session/', 'src/drawing/'], types: WORDS, packages: REACT },
  'src/cli': { imports: ['src/engine/', 'src/study/', 'src/formats/', 'src/science/'], packages: ['node:'] },
  workers: { imports: ['src/engine/', 'src/study/arrows.ts', 'src/compute/contract.ts', 'src/compute/wire.ts'], packages: ['comlink'] },
  'src/main.tsx': { imports: ['src/app/', 'src/drawing/', 'src/session/', 'src/compute/', ...DOCUMENT, ...PROBLEMS], packages: REACT },
}

/** The layers whose code the page itself downloads; everything else runs in workers or in Node. */
const PAGE = ['src/app', 'src/session', 'src/compute', 'src/drawing', 'src/main.tsx']
/** All that page code may carry with it, directly or through others. */
const CARRIED = [...GEOMETRY, 'src/literature/', 'src/science/math/gaussLegendre.ts', 'src/formats/roles.ts', NAMES, 'src/formats/placeList.ts', 'src/formats/text.ts', ...TAKEN_AWAY, ...DOCUMENT, ...PAGE.map((layer) => `${layer}/`), 'src/main.tsx']

const within = (path: string, places: readonly string[]) => places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))

const isPackageAllowed = (name: string, packages: readonly string[]) =>
  packages.some((allowed) => (allowed.endsWith('/') || allowed.endsWith(':') ? name.startsWith(allowed) : name === allowed))

/** The layer of a file: the longest name of the table that the path begins with; science has folders of its own, and no other. */
export function layerOf(path: string): string | undefined {
  const names = Object.keys(LAYERS).filter((name) => path === name || path.startsWith(`${name}/`))
  const name = names.sort((a, b) => b.length - a.length)[0]
  const loose = name === 'src/science' && path.split('/').length > 3
  return loose ? undefined : name
}

/** Where an import leads, as a path from the root without its query; undefined for packages. */
function target(from: string, to: string): string | undefined {
  return to.startsWith('.') || to.startsWith('/') ? posix.normalize(posix.join(posix.dirname(from), to)).replace(/\?.*$/, '') : undefined
}

function isAllowed(from: string, name: string, layer: Layer, { to, how, typeOnly }: Import): boolean {
  const path = target(from, to)
  if (path === undefined) return isPackageAllowed(to, layer.packages ?? [])
  if (how === 'address') return within(path, layer.addresses ?? [])
  if (layerOf(path) === name) return true
  return within(path, layer.imports) || (typeOnly && within(path, layer.types ?? []))
}

/** Every import that the table does not allow, and every file that no layer claims, a sentence each. */
export function breaches(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([path, text]) => {
    const name = layerOf(path)
    if (name === undefined) return [`${path} belongs to no layer`]
    return importsOf(path, text)
      .filter((one) => !isAllowed(path, name, LAYERS[name]!, one))
      .map(({ to, how, typeOnly }) => `${path} imports ${typeOnly ? 'types of ' : ''}${target(path, to) ?? to}${how === 'static' ? '' : ` (${how})`}`)
  })
}

/**
 * Every module that page code would carry to the main thread without need, with the chain of imports that leads there.
 * Types and workers are not followed: they are not part of the page's bundle.
 */
export function stowaways(sources: ReadonlyMap<string, string>): string[] {
  const routes = new Map<string, string>()
  const queue = [...sources.keys()].filter((path) => PAGE.includes(layerOf(path) ?? ''))
  for (const path of queue) routes.set(path, path)
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const { to, how, typeOnly } of importsOf(path, sources.get(path)!)) {
      const next = target(path, to)
      if (next === undefined || typeOnly || how === 'address' || routes.has(next) || !sources.has(next)) continue
      routes.set(next, `${routes.get(path)!} → ${next}`)
      queue.push(next)
    }
  }
  return [...routes].filter(([path]) => !within(path, CARRIED)).map(([, route]) => route)
}
