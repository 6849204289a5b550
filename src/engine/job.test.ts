import { expect, test } from 'vitest'
import { createFiles } from './files.ts'
import { ThreadJob } from './job.ts'

/** Works without a pause for a while. */
function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('a job that breathes hears a message that says stop', async () => {
  const job = new ThreadJob()
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => job.cancel()
  port2.postMessage('stop')
  const driver = async (): Promise<void> => {
    for (;;) {
      work(5)
      await job.breathe()
    }
  }
  await expect(driver()).rejects.toMatchObject({ code: 'cancelled' })
  port1.close()
})

test('a breath right after a breath costs no turn of the event loop', async () => {
  const job = new ThreadJob()
  work(15)
  await job.breathe()
  let turned = false
  const turn = setImmediate(() => (turned = true))
  for (let i = 0; i < 100; i++) await job.breathe()
  expect(turned).toBe(false)
  clearImmediate(turn)
})

test('progress is told at most every 50 ms, but always at the end and for a new arrow', () => {
  let now = 0
  const told: [number, string | undefined][] = []
  const job = new ThreadJob({ now: () => now, tell: (done, result) => told.push([done, result]) })
  for (now = 0; now <= 100; now += 10) job.report(now / 200, 'table')
  job.report(0, 'fit')
  job.report(0.1, 'fit')
  job.report(1, 'fit')
  expect(told).toEqual([[0, 'table'], [0.25, 'table'], [0.5, 'table'], [0, 'fit'], [1, 'fit']])
})

test('a file nobody has handed over is asked for by name and fingerprint', async () => {
  const files = createFiles()
  const origin = { name: 'map.fits', bytes: 3, sha256: 'ab'.repeat(32) }
  for (const job of [new ThreadJob({ files }), new ThreadJob()]) {
    await expect(job.file(origin)).rejects.toMatchObject({ code: 'file-missing', facts: origin, message: expect.stringContaining('map.fits') })
  }
  const blob = new Blob(['abc'])
  files.supply(origin.sha256, blob)
  expect(await new ThreadJob({ files }).file(origin)).toBe(blob)
})
