import { describe, expect, test } from 'vitest'
import { checkStudy } from './check.ts'
import { DIFFERENCE, mapsOf, pictureOf, shownMaps, shownQuantity } from './shown.ts'
import { isPlain, PLAIN } from './companions.ts'
import { addMap, addPlain, compareHow, mapIndex, openMapBeside, removeMap, showData, showQuantity, stopComparing, whyNoDifference } from './comparing.ts'
import type { Data, MapSource, Sky, Study } from './document.ts'
import { openMap, setCard, setCompare, setMultipole, setQuantity, setScale, setSource, toggleDegree } from './edits.ts'
import { refName } from './graph.ts'
import { seededStudy } from './seeded.ts'
import { hasErrors, hasQuantity, wanted } from './wanted.ts'

const file = (name: string): Data => ({
  kind: 'data',
  origin: { name, bytes: 9, sha256: name.length.toString(16).repeat(64).slice(0, 64) },
  reading: { as: 'healpix', ordering: 'ring', frame: 'equatorial', epoch: 'ofDate', zeroIsUnseen: false },
})
const source = (data: string): MapSource => ({ from: 'map', intensity: { data, column: 0 }, intensityIs: 'deviation', reference: 'ringMean', backgroundMade: 'sameData', alpha: 1 })
const subtracting = toggleDegree('main', 1)(seededStudy)
const truth = addMap('truth', 'relativeIntensity')
const titles = (study: Study) => shownMaps(study).map(({ pane }) => `${pane.part}/${pane.quantity}`)
const asked = (study: Study) => wanted(study).map(refName)
/** What a study is, is also what comes through a link. */
const sound = (study: Study) => expect(checkStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, complaints: [] })

describe('a second map', () => {
  test('stands beside the first, before the plots, and is asked for', () => {
    const study = truth(seededStudy)
    expect(study.view.panes.map(({ kind }) => kind)).toEqual(['map', 'map', 'spectrum', 'profile'])
    expect(study.view.compare.how).toBe('beside')
    expect(asked(study).slice(0, 2)).toEqual(['display@sky:relativeIntensity', 'display@truth:relativeIntensity'])
    expect(asked(study)).not.toContain('dipole@truth')
    sound(study)
  })

  test('is not seen twice, nor is the first', () => {
    const study = truth(seededStudy)
    expect(truth(study)).toBe(study)
    expect(mapIndex(study, 'truth', 'relativeIntensity')).toBe(1)
    expect(mapIndex(study, 'sky', 'relativeIntensity')).toBe(-1)
  })

  test('is one of a sky, not of an observatory, a file, or nothing', () => {
    for (const part of ['mexico', 'gone', 'constructor']) expect(addMap(part, 'relativeIntensity')(seededStudy)).toBe(seededStudy)
  })

  test('goes with the comparison, which leaves nothing behind', () => {
    expect(stopComparing(truth(seededStudy))).toEqual(seededStudy)
    expect(removeMap(1)(truth(seededStudy))).toEqual(seededStudy)
    expect(removeMap(0)(truth(seededStudy))).toEqual(truth(seededStudy))
    expect(stopComparing(seededStudy)).toBe(seededStudy)
  })

  test('is one of twelve at most', () => {
    let study = seededStudy
    for (let n = 0; n < 20; n++) study = openMapBeside(file('x'.repeat(n + 1)), source)(study)
    expect(mapsOf(study)).toHaveLength(12)
    sound(study)
  })

  test('laid over the first stays so until there is a third, which has no place there', () => {
    const two = compareHow('swipe')(truth(seededStudy))
    const three = addMap('sky', 'significance')(two)
    expect(three.view.compare.how).toBe('beside')
    expect(truth(setCompare({ how: 'swipe' })(seededStudy)).view.compare.how).toBe('swipe')
    expect(titles(three)).toEqual(['sky/relativeIntensity', 'truth/relativeIntensity', 'sky/significance'])
    expect(titles(compareHow('fade')(three))).toHaveLength(2)
  })
})

test('a quantity is shown by all that showed the same and have it; another quantity of the same sky stays', () => {
  const study = addMap('sky', 'counts')(addPlain('smooth')(truth(seededStudy)))
  expect(titles(showQuantity('significance')(study))).toEqual(['sky/significance', 'truth/relativeIntensity', `${PLAIN.smooth}/significance`, 'sky/counts'])
  expect(showQuantity('relativeIntensity')(study)).toBe(study)
})

describe('the same sky without a step of its recipe', () => {
  const study = addPlain('subtract')(subtracting)
  const name = PLAIN.subtract

  test('has the same source and a recipe of its own', () => {
    expect(study.parts[name]).toEqual({ ...study.parts['sky'], recipe: name })
    expect(study.recipes[name]).toEqual({ ...subtracting.recipes['main'], subtract: { ...subtracting.recipes['main']!.subtract, on: false } })
    sound(study)
  })

  test('follows every other step, and another source', () => {
    const smoother = setCard('main', 'smooth', { radiusDeg: 25 })(study)
    expect(smoother.recipes[name]!.smooth.radiusDeg).toBe(25)
    expect(toggleDegree('main', 2)(smoother).recipes[name]!.subtract.on).toBe(false)
    const other = setSource('sky', { from: 'observations', observations: ['pole'], method: 'ringMean' })(study)
    expect((other.parts[name] as Sky).source).toEqual((other.parts['sky'] as Sky).source)
  })

  test('goes when nothing shows it, with its recipe', () => {
    expect(stopComparing(study)).toEqual(subtracting)
    const both = addPlain('smooth')(study)
    expect(removeMap(1)(both).recipes).not.toHaveProperty(name)
    expect(removeMap(1)(both).recipes).toHaveProperty(PLAIN.smooth)
  })
})

describe('the difference', () => {
  const pair = truth(seededStudy)

  test('is a sky made of the two, seen in their place with a scale of its own', () => {
    const study = compareHow('difference')(pair)
    expect(study.parts[DIFFERENCE]).toEqual({ kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'truth'] } })
    expect(titles(study)).toEqual([`${DIFFERENCE}/relativeIntensity`])
    expect(shownMaps(study)[0]!.pane.scale.limit).toBe('auto')
    expect(mapsOf(study)).toHaveLength(2)
    sound(study)
  })

  test('begins with an automatic scale that is locked to zero, whatever numbers the first map has; so does a second map', () => {
    const typed = setScale(0, { limit: 5e-3, low: -2e-3, power: -3, threshold: 1e-3, colours: 'vik', hatchNegative: true })
    const look = { limit: 'auto', colours: 'vik', zeroContour: false, hatchNegative: true }
    const study = compareHow('difference')(typed(pair))
    expect(shownMaps(study)[0]!.pane).toEqual({ kind: 'map', part: DIFFERENCE, quantity: 'relativeIntensity', scale: look })
    expect(mapsOf(study)[0]!.pane.scale).toMatchObject({ limit: 5e-3, low: -2e-3 })
    expect(mapsOf(addMap('sky', 'significance')(typed(seededStudy)))[1]!.pane.scale).toEqual(look)
    sound(study)
  })

  test('goes with its mode, with either map, and when a third comes', () => {
    const study = compareHow('difference')(pair)
    expect(compareHow('beside')(study)).toEqual(pair)
    expect(stopComparing(study)).toEqual(seededStudy)
    const three = addMap('sky', 'significance')(study)
    expect(three.parts).not.toHaveProperty(DIFFERENCE)
    expect(three.view.compare.how).toBe('beside')
  })

  test('that a study only speaks of is not there: the first map is seen alone', () => {
    expect(titles(setCompare({ how: 'difference' })(pair))).toEqual(['sky/relativeIntensity'])
  })

  test('needs a second map', () => {
    expect(whyNoDifference(seededStudy)).toMatch(/two maps/)
    expect(compareHow('difference')(seededStudy)).toBe(seededStudy)
  })

  test('is refused for two maps of one sky, in one sentence', () => {
    for (const one of [addMap('sky', 'significance')(seededStudy), addPlain('smooth')(seededStudy)]) {
      expect(whyNoDifference(one)).toMatch(/of one sky/)
      expect(compareHow('difference')(one)).toBe(one)
    }
    expect(whyNoDifference(pair)).toBeUndefined()
  })
})

describe('a file opened beside', () => {
  test('brings names that are free, follows the recipe of the first map and leaves it and the title alone', () => {
    const one = openMapBeside(file('b.fits'), source)(openMap(file('aa.fits'), source('file'))(seededStudy))
    const two = openMapBeside(file('ccc.fits'), source)(one)
    expect(Object.keys(two.parts)).toEqual(['file', 'map', 'file2', 'map2', 'file3', 'map3'])
    expect(two.parts['map3']).toEqual({ kind: 'sky', recipe: 'main', source: source('file3') })
    expect(two.title).toBe('aa.fits')
    expect(titles(two)).toEqual(['map/relativeIntensity', 'map2/relativeIntensity', 'map3/relativeIntensity'])
    sound(two)
  })

  test('shows relative intensity where it has nothing else', () => {
    expect(titles(openMapBeside(file('b.fits'), source)(setQuantity(0, 'counts')(seededStudy)))).toEqual(['sky/counts', 'map2/relativeIntensity'])
  })

  test('a file opened instead is compared with nothing', () => {
    const study = openMap(file('b.fits'), source('file'))(addPlain('smooth')(truth(seededStudy)))
    expect(titles(study)).toEqual(['map/relativeIntensity'])
    expect(Object.keys(study.recipes)).toEqual(['main'])
    expect(Object.keys(study.parts).filter(isPlain)).toEqual([])
    sound(study)
  })
})

describe('a file that the study holds', () => {
  const study = openMapBeside(file('b.fits'), source)(openMap(file('aa.fits'), source('file'))(seededStudy))

  test('is seen again once its map was taken away, as the map it was', () => {
    const alone = stopComparing(study)
    expect(titles(alone)).toEqual(['map/relativeIntensity'])
    expect(showData('file2')(alone)).toEqual(study)
  })

  test('is not seen twice, nor beside itself, nor where nothing is made of it', () => {
    expect(showData('file2')(study)).toBe(study)
    expect(showData('file')(study)).toBe(study)
    expect(showData('file9')(study)).toBe(study)
  })

  test('is found behind any of its columns, and not behind a sky without a step', () => {
    const error: MapSource = { ...source('file'), error: { data: 'file2', column: 0 } }
    const both = addPlain('smooth')(stopComparing(openMap(file('aa.fits'), error, { file2: file('b.fits') })(seededStudy)))
    expect(showData('file2')(both)).toBe(both)
  })
})

describe('a multipole on the map', () => {
  test('is a result of its own; the spectrum is asked for as before', () => {
    const study = setMultipole(0, { l: 3, m: 2 })(seededStudy)
    expect(asked(study)[0]).toBe('display@sky:after-3,2')
    expect(new Set(asked(study).slice(1))).toEqual(new Set(asked(seededStudy).slice(1)))
    expect(asked(study).slice(1)).not.toContain('display@sky:relativeIntensity')
    expect([pictureOf(mapsOf(study)[0]!.pane).at, shownQuantity(mapsOf(setQuantity(0, 'counts')(seededStudy))[0]!.pane)]).toEqual(['after-3,2', 'counts'])
    expect(shownQuantity(mapsOf(setMultipole(0, { l: 3 })(setQuantity(0, 'counts')(seededStudy)))[0]!.pane)).toBe('relativeIntensity')
    sound(study)
  })

  test('gives way to a quantity, and to the whole sky with what it showed before', () => {
    const significance = setQuantity(0, 'significance')(seededStudy)
    const study = setMultipole(0, { l: 3 })(significance)
    expect(setMultipole(0, undefined)(study)).toEqual(significance)
    expect(pictureOf(mapsOf(setQuantity(0, 'significance')(study))[0]!.pane).at).toBe('significance')
  })
})

test('a file that the study holds is shown by the sky made from it, once; the first map’s own file is seen already', () => {
  const opened = openMap(file('a.fits'), source('file'))(seededStudy)
  expect(showData('file')(opened)).toBe(opened)
  expect(showData('nothing')(opened)).toBe(opened)
  const two = openMapBeside(file('bb.fits'), source)(opened)
  expect(showData('file2')(two)).toBe(two)
  const alone = stopComparing(two)
  expect(titles(showData('file2')(alone))).toEqual(['map/relativeIntensity', 'map2/relativeIntensity'])})

describe('what is asked for', () => {
  test('comes in the order in which it is looked at: maps, the profile, the spectrum', () => {
    const order = asked(seededStudy).map((name) => name.split('@')[0])
    expect(order.slice(-4)).toEqual(['profile', 'spectrum', 'spectrum', 'noise'])
    expect(asked({ ...seededStudy, view: { ...seededStudy.view, panes: [...seededStudy.view.panes].reverse() } })).toEqual(asked(seededStudy))
  })

  test('holds the significance of a place for the first two maps, and no more', () => {
    const three = ['b.fits', 'ccc.fits'].reduce((study, name) => openMapBeside(file(name), (data) => ({ ...source(data), counts: { data, column: 0 } }))(study), seededStudy)
    expect(asked(three).filter((name) => name.endsWith(':significance'))).toEqual(['display@sky:significance', 'display@map2:significance'])
  })

  test('of a quantity is what a sky has', () => {
    const study = truth(openMapBeside(file('b.fits'), (data) => ({ ...source(data), error: { data, column: 1 } }))(seededStudy))
    const has = (sky: string) => (['relativeIntensity', 'significance', 'counts'] as const).map((quantity) => hasQuantity(study, sky, quantity))
    expect([has('sky'), has('truth'), has('map2'), has('mexico')]).toEqual([[true, true, true], [true, false, false], [true, true, false], [true, false, false]])
  })

  test('of a difference is known where both have it; one that is made of itself has none', () => {
    const of = (a: string, b: string): Sky => ({ kind: 'sky', recipe: 'main', source: { from: 'difference', of: [a, b] } })
    const study: Study = { ...seededStudy, parts: { ...seededStudy.parts, both: of('sky', 'sky'), one: of('sky', 'truth'), loop: of('sky', 'loop') } }
    expect(['both', 'one', 'loop'].map((sky) => hasErrors(study, sky))).toEqual([true, false, false])
  })
})

test('a view without maps asks for its plots, and has nothing to compare', () => {
  const study: Study = { ...seededStudy, view: { ...seededStudy.view, panes: seededStudy.view.panes.slice(1) } }
  sound(study)
  expect(asked(study)).toEqual(['profile@sky', 'spectrum@sky:before', 'spectrum@sky:after', 'noise@sky'])
  for (const edit of [truth, addPlain('smooth'), openMapBeside(file('b.fits'), source), compareHow('difference'), removeMap(0), stopComparing, showQuantity('counts')]) expect(edit(study)).toBe(study)
})
