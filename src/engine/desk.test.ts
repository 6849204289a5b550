import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { News } from '../compute/contract.ts'
import { readHealpix } from '../formats/healpixFile.ts'
import { writeHealpix } from '../formats/writeHealpix.ts'
import { of } from '../study/graph.ts'
import { Desk, type DeskOptions } from './desk.ts'
import { provenance } from './provenance.ts'
import { gate, smoothedBy, toyGraph, toyStudy } from './testing/toy.ts'

function listeningDesk(options: Partial<DeskOptions> = {}) {
  const desk = new Desk({ graph: toyGraph(), ...options })
  const news: News[] = []
  desk.watch((one) => void news.push(one))
  return { desk, news }
}

/** A map file of twelve pixels. */
const mapFile = (): { bytes: Uint8Array<ArrayBuffer>; file: Blob } => {
  const bytes = writeHealpix({ nside: 1, columns: [{ name: 'COUNTS', unit: '', values: Float64Array.from({ length: 12 }, (_, i) => i + 1) }] })
  return { bytes, file: new Blob([bytes]) }
}

describe('a desk', () => {
  test('ends a request only when all its news has been heard', async () => {
    const { desk } = listeningDesk()
    const { opened, open } = gate()
    desk.watch(() => opened)
    let ended = false
    const request = desk.derive(1, toyStudy, [{ ref: of('display', 'a') }]).then(() => (ended = true))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(ended).toBe(false)
    open()
    await request
  })

  test('names a circle in the news instead of failing the request', async () => {
    const { desk, news } = listeningDesk()
    const circular = { ...toyStudy, parts: { ...toyStudy.parts, x: { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['x', 'a'] } } as const } }
    await desk.derive(1, circular, [{ ref: of('display', 'x') }, { ref: of('display', 'a') }])
    expect(news.map(({ kind }) => kind)).toEqual(['failed', 'stale', 'value'])
    expect(news[0]).toMatchObject({ problem: { code: 'invalid-study' } })
  })

  test('lets the newest request win', async () => {
    const reached = gate()
    const held = gate()
    const { desk, news } = listeningDesk({ graph: toyGraph((result) => (result === 'smoothed' ? (reached.open(), held.opened) : undefined)) })
    const first = desk.derive(1, toyStudy, [{ ref: of('display', 'a') }])
    await reached.opened
    const second = desk.derive(2, smoothedBy(5), [{ ref: of('display', 'a') }])
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    held.open()
    await second
    expect(news.filter(({ kind }) => kind === 'value').map(({ ticket }) => ticket)).toEqual([2])
  })

  test('goes on with a newer request when an older one is cancelled by name', async () => {
    const { desk, news } = listeningDesk()
    const both = [desk.derive(1, toyStudy, [{ ref: of('display', 'a') }]), desk.derive(2, toyStudy, [{ ref: of('display', 'a') }])]
    desk.cancel(1)
    await Promise.allSettled(both)
    expect(news.at(-1)).toMatchObject({ ticket: 2, kind: 'value' })
  })
})

describe('files', () => {
  test('are read once: card and fingerprint come from the same bytes, and the file can be asked for from then on', async () => {
    const { bytes, file } = mapFile()
    const { desk } = listeningDesk()
    const card = await desk.inspect(1, file, 'map.fits')
    expect(card).toMatchObject({ name: 'map.fits', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), geometry: { nside: 1 } })
    expect(desk.files.has(card.sha256)).toBe(true)
  })

  test('that are not maps are refused by the reader, and not kept', async () => {
    const { desk } = listeningDesk()
    await expect(desk.inspect(1, new Blob(['hello']), 'hello.txt')).rejects.toMatchObject({ name: 'Problem', remedy: expect.any(String) })
  })

  test('an exported map is read back to the same numbers and tells its own story', async () => {
    const { desk } = listeningDesk()
    const file = await desk.exportMap(1, toyStudy, of('smoothed', 'a'), 'fits')
    const { columns, geometry } = await readHealpix(file, 'out.fits')
    expect(geometry.nside).toBe(1)
    expect(columns.map(({ name }) => name)).toEqual(['RELATIVE_INTENSITY', 'ERROR'])
    expect(columns[0]!.values).toEqual(new Float64Array(12).fill(0.05))
    expect(columns[1]!.values).toEqual(new Float64Array(12).fill(0.5))
    const cards = new TextDecoder('latin1').decode(await file.arrayBuffer()).match(/.{80}/gs)!
    const history = cards.filter((card) => card.startsWith('HISTORY ')).map((card) => card.slice(9).trimEnd())
    expect(history).toEqual(provenance(of('smoothed', 'a'), toyStudy))
  })
})

test('the provenance of a map holds its version, its files and the whole study, in lines FITS can hold', () => {
  const study = { ...toyStudy, title: 'α  and   spaces'.padEnd(200, ' ') + 'end' }
  const lines = provenance(of('smoothed', 'map'), study)
  expect(lines.every((line) => line.length <= 71 && /^[\x20-\x7e]*$/.test(line))).toBe(true)
  expect(lines[0]).toBe('title: \\u03b1  and   spaces')
  expect(lines.join(' ')).toMatch(/made by: Anisky \d+\.\d+\.\d+ result: smoothed@map/)
  expect(lines.join(' ')).toContain(`file map.fits, 1 bytes, SHA-256 ${' '.repeat(2)}${'f'.repeat(64)}`)
  const json = lines.slice(lines.findIndex((line) => line.startsWith('study')) + 1).join('')
  expect(JSON.parse(json)).toEqual(study)
})
