/**
 * What the runners wrote about their tests, in one form: how many passed, failed and were skipped, each test with its
 * time, and the sentences that tests wanted printed (their `meta.says`).
 *
 * @typedef {{ title: string, file: string, ms: number, state: 'passed' | 'failed' | 'skipped' }} Test
 * @typedef {{ tests: Test[], broken: number, says: string[] }} Report
 */
import { relative } from 'node:path'

const stateOf = (status) => (status === 'passed' || status === 'failed' ? status : 'skipped')

/** @returns {Report} a file that could not even be collected counts as broken */
export function vitestReport(json, root) {
  const tests = []
  const says = []
  let broken = 0
  for (const suite of json.testResults) {
    const file = relative(root, suite.name)
    for (const test of suite.assertionResults) {
      tests.push({ title: test.fullName, file, ms: test.duration ?? 0, state: stateOf(test.status) })
      if (typeof test.meta?.says === 'string') says.push(test.meta.says)
    }
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) broken++
  }
  return { tests, broken, says }
}

/** @returns {Report} */
export function playwrightReport(json) {
  const tests = []
  const walk = (suite, titles) => {
    for (const inner of suite.suites ?? []) walk(inner, [...titles, inner.title])
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const ms = test.results.reduce((sum, result) => sum + result.duration, 0)
        const state = test.status === 'skipped' ? 'skipped' : test.status === 'expected' ? 'passed' : 'failed'
        tests.push({ title: [...titles, spec.title].join(' '), file: `e2e/${suite.file ?? spec.file}`, ms, state })
      }
    }
  }
  for (const suite of json.suites) walk(suite, [])
  return { tests, broken: json.errors?.length ?? 0, says: [] }
}
