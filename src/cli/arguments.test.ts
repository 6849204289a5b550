import { expect, test } from 'vitest'
import { parseCommand } from './arguments.ts'

test('run takes a study, any number of data files and a folder, in any order', () => {
  const expected = { command: 'run', study: 's.anisky.json', data: ['a.fits', 'b.fits'], out: 'o' }
  expect(parseCommand(['run', 's.anisky.json', '--data', 'a.fits', 'b.fits', '--out', 'o'])).toEqual(expected)
  expect(parseCommand(['run', 's.anisky.json', '--out', 'o', '--data', 'a.fits', '--data', 'b.fits'])).toEqual(expected)
})

test('without a study there must be data', () => {
  expect(parseCommand(['run', '--data', 'a.fits', '--out=o'])).toEqual({ command: 'run', study: undefined, data: ['a.fits'], out: 'o' })
  expect(() => parseCommand(['run', '--out', 'o'])).toThrow('needs a study')
})

test('observe takes a study, maybe the name of an observation and files, and the file to write', () => {
  expect(parseCommand(['observe', 's.json', '--out', 'a.npz'])).toEqual({ command: 'observe', study: 's.json', part: undefined, data: [], out: 'a.npz' })
  expect(parseCommand(['observe', '--part', 'hawc', '--data', 'a', 'b', '--out', 'a.npz', 's.json'])).toMatchObject({ part: 'hawc', data: ['a', 'b'], out: 'a.npz', study: 's.json' })
})

test('help is given wherever it is asked for', () => {
  for (const words of [[], ['help'], ['--help'], ['-h'], ['run', '--help'], ['merge', 'a', '-h']]) expect(parseCommand(words)).toEqual({ command: 'help' })
})

test('merge takes the file to write, and those to add', () => {
  expect(parseCommand(['merge', 'all.npz', 'a.npz', 'b.npz'])).toEqual({ command: 'merge', out: 'all.npz', files: ['a.npz', 'b.npz'] })
  expect(() => parseCommand(['merge', 'a.npz', './a.npz'])).toThrow('would write over')
})

test.each([[['merge', 'a']], [['merge', 'a', '--out', 'b']], [['observe', '--out', 'o']], [['observe', 's']], [['observe', 's', 't', '--out', 'o']], [['run', 's', '--part', 'x', '--out', 'o']], [['fly']], [['inspect']], [['run', 'a', 'b', '--out', 'o']], [['run', 'a']], [['run', 'a', '--out', 'o', '--colour', 'red']]])(
  'misuse is answered with the usage: %j',
  (words) => expect(() => parseCommand(words)).toThrow(expect.objectContaining({ code: 'invalid-argument', remedy: expect.stringContaining('anisky run') })),
)
