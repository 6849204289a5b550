/** The architecture, written as a test. The table is in scripts/layers.ts. */
import { expect, test } from 'vitest'
import { breaches, layerOf, stowaways } from '../scripts/layers.ts'
import { isTest, sourcesIn } from '../scripts/sources.ts'

const sources = new Map([...sourcesIn('src', 'workers')].filter(([path]) => !isTest(path)))

test('every import is one the table of layers allows', () => {
  expect(sources.size).toBeGreaterThan(50)
  expect(breaches(sources)).toEqual([])
})

test('the page carries no arrow and no kernel beyond geometry', () => {
  expect(stowaways(sources)).toEqual([])
})

const made = (files: Record<string, string>) => new Map(Object.entries(files))

test.each([
  ['science does not know the study', 'src/science/sphere/a.ts', "import { x } from '../../study/document.ts'"],
  ['spheres do not know harmonics', 'src/science/sphere/a.ts', "import type { Alm } from '../harmonics/alm.ts'"],
  ['reconstruction does not know analysis', 'src/science/reconstruction/a.ts', "export * from '../analysis/topHat.ts'"],
  ['nothing that ships reads the reference cases', 'src/science/analysis/a.ts', "import x from '../golden/a.json'"],
  ['nothing that ships uses the props of tests', 'src/study/a.ts', "import { toy } from '../engine/testing/toy.ts'"],
  ['a component cannot start a computation', 'src/app/panels/A.tsx', "import { Bridge } from '../../compute/bridge.ts'"],
  ['a component cannot reach the arrows', 'src/app/panels/A.tsx', "const arrows = await import('../../study/arrows.ts')"],
  ['a component cannot name a worker', 'src/app/A.tsx', "new Worker(new URL('../../workers/desk.ts', import.meta.url))"],
  ['the page does not run the fit whose words it shows', 'src/app/A.tsx', "import { type MultipoleFit, fitMultipoles } from '../science/analysis/multipoleFit.ts'"],
  ['the session takes no arrow', 'src/session/a.ts', "import { graph } from '../study/arrows.ts'"],
  ['the engine takes no value from the page', 'src/engine/a.ts', "import { carryProblems } from '../compute/wire.ts'"],
  ['drawing knows no React', 'src/drawing/a.ts', "import { useRef } from 'react'"],
  ['only the command line knows Node', 'src/formats/a.ts', "import { openAsBlob } from 'node:fs'"],
  ['a package is named exactly', 'src/drawing/a.ts', "import { x } from 'd3-geo-projection'"],
  ['types are no way around', 'src/science/math/a.ts', "let a: import('../../app/seen.ts').Seen"],
  ['a layer reaches no file outside the layers', 'src/app/a.ts', "import { x } from '../../scripts/serve.mjs'"],
])('%s', (_, path, text) => {
  expect(breaches(made({ [path]: text }))).toHaveLength(1)
})

test.each([
  ['src/app/A.tsx', "import { type MultipoleFit } from '../science/analysis/multipoleFit.ts'\nimport { useState } from 'react'\nimport './a.css'"],
  ['src/science/analysis/a.ts', "import { analysis } from '../harmonics/transform.ts'\n// import { x } from 'react'"],
  ['src/compute/spawn.ts', "new Worker(new URL('../../workers/desk.ts', import.meta.url))"],
])('what %s may import is let through', (path, text) => {
  expect(breaches(made({ [path]: text }))).toEqual([])
})

test('a folder that is not in the table belongs to no layer', () => {
  expect(breaches(made({ 'src/utils/a.ts': '', 'src/science/extras/a.ts': '', 'src/science/units.ts': '' }))).toEqual([
    'src/utils/a.ts belongs to no layer',
    'src/science/extras/a.ts belongs to no layer',
  ])
  expect(layerOf('src/science/problem.ts')).toBe('src/science')
})

test('a kernel that reaches the page through others is named with its way', () => {
  const files = made({
    'src/session/store.ts': "import { a } from '../study/check.ts'\nimport type { b } from '../study/arrows.ts'",
    'src/study/check.ts': "import { a } from './steps/a.ts'",
    'src/study/steps/a.ts': 'export const a = 1',
    'src/study/arrows.ts': 'export const b = 1',
  })
  expect(stowaways(files)).toEqual(['src/session/store.ts → src/study/check.ts → src/study/steps/a.ts'])
})

test('an import whose target is computed is refused', () => {
  expect(() => breaches(made({ 'src/app/a.ts': 'await import(name)' }))).toThrow('plain text')
})
