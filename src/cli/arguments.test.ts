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

test.each([[['fly']], [['inspect']], [['run', 'a', 'b', '--out', 'o']], [['run', 'a']], [['run', 'a', '--out', 'o', '--colour', 'red']]])(
  'misuse is answered with the usage: %j',
  (words) => expect(() => parseCommand(words)).toThrow(expect.objectContaining({ code: 'invalid-argument', remedy: expect.stringContaining('anisky run') })),
)
