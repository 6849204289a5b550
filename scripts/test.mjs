/**
 * `npm test`: types, lint, unit, statistics, components, build and journeys, one after the other. `node scripts/test.mjs unit build`
 * runs only those; real and long run only when named. A stage that is quiet has passed; of one that fails, what its
 * runner said is printed. Types, lint, build and first load count as one check each. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { chromium } from '../e2e/browser.mjs'
import { built, programOf, root } from './build.mjs'
import { playwrightReport, vitestReport } from './reports.mjs'

const STAGES = {
  types: () => checks(['the types agree', ...programOf('typescript/bin/tsc', '-b')]),
  lint: () => checks(['the linter has no complaint', ...programOf('oxlint/bin/oxlint', '--deny-warnings')]),
  unit: () => vitest('unit'),
  statistics: () => vitest('statistics'),
  components: async () => vitest('components', { ANISKY_CHROMIUM: await browser() }),
  build: () =>
    checks(
      ['the site builds', ...programOf('vite/bin/vite.js', 'build', '--logLevel', 'warn')],
      ['the first load is small enough', ...programOf('tsx/dist/cli.mjs', 'scripts/firstLoad.ts', 'dist')],
    ),
  journeys: async () => journeys(await browser()),
  real: () => real(),
  long: () => vitest('long'),
}
const EVERYDAY = ['types', 'lint', 'unit', 'statistics', 'components', 'build', 'journeys']
const LIMIT_MS = { long: 6 * 3_600_000 }
const USUAL_LIMIT_MS = 30 * 60_000
const SLOWEST = 10

const scratch = mkdtempSync(join(tmpdir(), 'anisky-test-'))
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
let stage = ''
let browserPath

async function browser() {
  browserPath ??= (await chromium()).executablePath
  return browserPath
}

/** Runs a program to its end, keeping its output. A program that exceeds the stage's time is stopped. */
function run(node, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(node, args, { cwd: root, env: { ...process.env, CI: '1', ...env }, detached: process.platform !== 'win32' })
    let output = ''
    const limit = LIMIT_MS[stage] ?? USUAL_LIMIT_MS
    const stop = () => (process.platform === 'win32' ? child.kill() : process.kill(-child.pid, 'SIGKILL'))
    const timer = setTimeout(() => {
      output += `\nstopped after ${seconds(limit)}\n`
      stop()
    }, limit)
    const interrupted = () => {
      stop()
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', (error) => (output += error.message))
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted)
      done({ code: code ?? 1, output: stripVTControlCharacters(output).trim() })
    })
  })
}

/** Programs that either succeed or not, each one check; the first failure ends the stage. */
async function checks(...programs) {
  const report = { tests: [], broken: 0, says: [] }
  for (const [title, node, args] of programs) {
    const started = performance.now()
    const { code, output } = await run(node, args)
    report.tests.push({ title, file: stage, ms: performance.now() - started, state: code === 0 ? 'passed' : 'failed' })
    if (code !== 0) return { ...report, complaint: output }
    if (stage === 'build' && output !== '') report.says.push(output)
  }
  return report
}

/** Runs tests and reads the runner's report. Without a readable report, or with complaints outside the tests, the stage itself has failed. */
async function tests(node, args, file, read, env) {
  const { code, output } = await run(node, args, env)
  if (!existsSync(file)) return { tests: [], broken: 1, says: [], complaint: output }
  const report = read(JSON.parse(readFileSync(file, 'utf8')))
  const failed = report.tests.some((test) => test.state === 'failed')
  if (code !== 0 && !failed && report.broken === 0) report.broken = 1
  return failed || report.broken > 0 ? { ...report, complaint: output } : report
}

function vitest(project, env) {
  const file = join(scratch, `${project}.json`)
  const [node, args] = programOf('vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`)
  return tests(node, args, file, (json) => vitestReport(json, root), env)
}

async function journeys(executablePath) {
  if (!built()) return { tests: [], broken: 1, says: [], complaint: 'There is no built site to visit. Run npm run build first.' }
  const file = join(scratch, 'journeys.json')
  const [node, args] = programOf('@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts', '--pass-with-no-tests', '--reporter=list,json')
  return tests(node, args, file, playwrightReport, { ANISKY_CHROMIUM: executablePath, PLAYWRIGHT_JSON_OUTPUT_NAME: file })
}

function real() {
  const folder = process.env['ANISKY_DATA'] ?? '../shared/data'
  if (existsSync(join(root, folder)) || existsSync(folder)) return vitest('real')
  console.log(`real files: skipped, because there is no folder ${folder}. Set ANISKY_DATA to the folder that holds them.`)
  return { tests: [], broken: 0, says: [] }
}

async function runStage(name) {
  stage = name
  const started = performance.now()
  const report = await Promise.resolve()
    .then(STAGES[name])
    .catch((error) => ({ tests: [], broken: 1, says: [], complaint: error.stack ?? String(error) }))
  const count = (state) => report.tests.filter((test) => test.state === state).length
  const failed = count('failed') + report.broken
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
  if (report.complaint !== undefined) console.log(`\n──── ${name} ────\n${report.complaint}\n`)
  for (const sentence of report.says) console.log(sentence)
  console.log(`${name.padEnd(11)} ${String(count('passed')).padStart(5)} passed ${String(failed).padStart(4)} failed${skipped}  ${seconds(performance.now() - started)}`)
  return { passed: count('passed'), failed, tests: report.tests }
}

async function main(asked) {
  const unknown = asked.filter((name) => !(name in STAGES))
  if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}.`)
  const results = []
  for (const name of asked.length > 0 ? asked : EVERYDAY) results.push(await runStage(name))
  const slowest = results.flatMap((result) => result.tests).sort((a, b) => b.ms - a.ms)
  if (slowest.length > 0) console.log('\nslowest')
  for (const test of slowest.slice(0, SLOWEST)) console.log(`${seconds(test.ms).padStart(8)}  ${test.file} · ${test.title}`)
  const started = Number(process.env['ANISKY_STARTED'] ?? 0) * 1000 || performance.timeOrigin
  console.log(`\ntotal ${seconds(Date.now() - started)}`)
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  const least = Number(process.env['ANISKY_MIN_TESTS'] ?? 0)
  if (passed < least) console.log(`only ${passed} tests passed, where at least ${least} are expected: some did not run`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 || passed < least ? 1 : 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
