import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem, type Problem } from '../science/problem.ts'
import { arePlaces, PLACES_LIMIT, readPlaces, writePlaces } from './placeList.ts'

function refusal(text: string): Problem {
  try {
    readPlaces(text)
  } catch (error) {
    if (isProblem(error, 'unreadable-file')) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a list of places', () => {
  test('is a name, right ascension and declination a line, with or without a radius and a header', () => {
    const wanted = [{ name: 'Crab', raDeg: 83.63, decDeg: 22.01 }, { name: 'region A', raDeg: 60, decDeg: -7.1, radiusDeg: 10 }]
    const lines = 'Crab, 83.63, +22.01\nregion A, 60, -7.1, 10\n'
    expect(readPlaces(lines)).toEqual(wanted)
    expect(readPlaces(`name, ra, dec, radius\n${lines}`)).toEqual(wanted)
    expect(readPlaces(`\uFEFF# ours\r\n\r\n${lines.replaceAll('\n', '\r\n')}`)).toEqual(wanted)
    expect(readPlaces(lines.replaceAll(',', '\t'))).toEqual(wanted)
    expect(readPlaces(lines.replaceAll(',', ';'))).toEqual(wanted)
    expect(readPlaces(lines.replace('+22.01', '+22.01,'))).toEqual(wanted) // a radius left empty is none
  })

  test('keeps a first line whose name alone is a word', () => {
    expect(readPlaces('Vela, 128.5, −45.83°')).toEqual([{ name: 'Vela', raDeg: 128.5, decDeg: -45.83 }])
    expect(readPlaces(', 1, 2')).toEqual([{ name: 'place 1', raDeg: 1, decDeg: 2 }])
  })

  test('has separators and quotes in names that are quoted', () => {
    expect(readPlaces('"Cyg X-1, ""the"" hole", 299.59, 35.2')).toEqual([{ name: 'Cyg X-1, "the" hole', raDeg: 299.59, decDeg: 35.2 }])
    expect(readPlaces('2" off, 1, 2')[0]!.name).toBe('2" off')
  })

  test.each([
    ['a, 1, 91', 'line 1: the declination 91 is not between −90 and 90 degrees'],
    ['a, 1, 2\n\nb, 361, 2', 'line 3: the right ascension 361 is not between −360 and 360 degrees'],
    ['a, 1, 2, -1', 'line 1: the radius -1 is not between 0 and 180 degrees'],
    ['a, 1, 2, 3, 4', 'line 1: there are 5 entries, at most four are read'],
    ['# x\na, 12h30m, 2', 'line 2: the right ascension “12h30m” is not a number of degrees'],
    ['a, 0x10, 2', 'line 1: the right ascension “0x10” is not a number of degrees'],
    ['a, Infinity, 2\nb, 1, 2', 'line 1: the right ascension “Infinity” is not a number of degrees'],
    ['a, , 2', 'line 1: the right ascension “” is not a number of degrees'],
    ['a, 1', 'line 1: a name, a right ascension and a declination are needed'],
    ['a, 1e400, 2', 'line 1: the right ascension 1e400 is not between −360 and 360 degrees'],
  ])('names the line and what is wrong with it: %j', (text, complaint) => {
    const { message, remedy } = refusal(text)
    expect(message).toContain(complaint)
    expect(remedy).toMatch(/one place a line/)
  })

  test('tells five mistakes and how many more there are', () => {
    const { message } = refusal(Array.from({ length: 9 }, (_, i) => `p${i}, x${i}, 1`).join('\n'))
    expect(message).toMatch(/line 1: .*line 5: .*and 4 more mistakes\.$/)
    expect(message).not.toContain('line 6')
  })

  test('is refused when it is empty, a header alone, too long, or another thing', () => {
    expect(refusal('\n# only words\n').message).toContain('empty')
    expect(refusal('name, ra, dec').message).toContain('empty')
    expect(refusal('a, 1, 2\n'.repeat(PLACES_LIMIT + 1)).message).toContain('201 places')
    expect(readPlaces('a, 1, 2\n'.repeat(PLACES_LIMIT))).toHaveLength(PLACES_LIMIT)
    expect(refusal('x'.repeat(200_000)).message).toContain('too long')
  })

  test('shows what is invisible in names, and cuts them to what a study takes', () => {
    expect(readPlaces('a\u202Eb, 1, 2')[0]!.name).toBe('a⟨202E⟩b')
    for (const name of ['\u202E'.repeat(60), '\u{1F30C}'.repeat(60), 'x'.repeat(500)]) expect(readPlaces(`${name}, 1, 2`)[0]!.name.length).toBeLessThanOrEqual(60)
  })

  test('comes back from what it is written as', () => {
    const degrees = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true }).map((x) => Number(x.toFixed(4)) || 0)
    const name = fc.stringMatching(/^[A-Za-z0-9 ,;"#+−-]{1,30}$/).map((text) => text.trim()).filter((text) => text !== '')
    const places = fc.array(fc.record({ name, raDeg: degrees(-360, 360), decDeg: degrees(-90, 90), radiusDeg: degrees(0, 180) }, { requiredKeys: ['name', 'raDeg', 'decDeg'] }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(places, (list) => {
        expect(readPlaces(writePlaces(list))).toEqual(list)
      }),
    )
  })

  test('of any characters is places or a named problem', () => {
    const scraps = fc.constantFrom(',', ';', '\t', '\n', '"', '#', ' ', '1', '-', '.', 'e', 'a', '°', '\u0000', '9'.repeat(50))
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 60 }), (parts) => {
        try {
          for (const { raDeg, decDeg } of readPlaces(parts.join(''))) expect(Math.abs(raDeg) <= 360 && Math.abs(decDeg) <= 90).toBe(true)
        } catch (error) {
          if (!isProblem(error)) throw error
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test.each([
  ['Crab, 83.6, 22', true], ['# mine\n"a, b"; 1; 2; 3', true], ['name,ra,dec\n1,2,3', true], ['source\tRA (deg)\tDEC\nx\tnorth\t2', true], ['title,x,y\nCrab,83.6,22', true],
  ['1,2,3\n2,3,4', false], ['pixel,counts,background\n0,5,4', false], ['pixel,ra,dec\n0,5,4', false], ['', false], ['a sentence, with a comma', false], ['Crab,83.6', false], ['Crab,83.6,22,1,5', false],
])('%j is a list of places: %s', (text, isOne) => expect(arePlaces(text)).toBe(isOne))
