/** What was made when the view of a study was a list of panes and nothing else. */
import { expect, test } from 'vitest'
import { checkStudy } from '../study/check.ts'
import type { Study } from '../study/document.ts'
import { decodeLink } from './links.ts'

/** The file of the first study, as it was saved then. */
const SAVED = `{"version":1,"title":"synthetic sky, seed 7","parts":{
  "truth":{"kind":"sky","recipe":"main","source":{"from":"harmonics","nside":64,"dipole":[0.0007,0.0005,-0.0004],
    "power":{"amplitude":6e-7,"slope":-3,"lmax":40,"seed":7},
    "spots":[{"raDeg":69,"decDeg":14,"widthDeg":7,"height":0.0006},{"raDeg":122,"decDeg":42,"widthDeg":9,"height":0.0004}]}},
  "mexico":{"kind":"observation","site":{"name":"mid-latitude mock (19° N)","latitudeDeg":19,"longitudeDeg":-97.3,"zenithMaxDeg":57},"nside":64,
    "counts":{"from":"mock","sky":"truth","acceptance":{"zenithPower":1,"absorption":5},"events":240000000000,"seed":7}},
  "pole":{"kind":"observation","site":{"name":"South Pole mock","latitudeDeg":-90,"longitudeDeg":0,"zenithMaxDeg":65},"nside":64,
    "counts":{"from":"mock","sky":"truth","acceptance":{"zenithPower":1,"absorption":1},"events":320000000000,"seed":7}},
  "sky":{"kind":"sky","recipe":"main","source":{"from":"observations","observations":["mexico","pole"],"method":"ringMean"}}},
  "recipes":{"main":{"mask":{"on":false,"declinationDeg":[-90,90],"minimumCounts":0},"subtract":{"on":false,"degrees":[1],"zonal":false},
    "smooth":{"on":true,"radiusDeg":10},"spectrum":{"lmax":40,"zonal":false},"profile":{"declinationDeg":[-90,90],"bins":24,"harmonics":2}}},
  "view":{"panes":[{"kind":"map","part":"sky","quantity":"relativeIntensity","scale":{"limit":"auto","colours":"blueRed"}},
    {"kind":"spectrum","shows":["sky"]},{"kind":"profile","shows":["sky"]}]}}`

/** Another part, another limit, other colours: view.panes and nothing else. */
const LINK = '#1.ZY5BCsMgFETvMmspoct_g56hZCH2l3xi1OrXEIJ3D25KodvhzZs50YR30IlkAxfQ88Qq4QXCZhMMks0KguaqCww-1QYVPUDI7K1K40dQDmVkBsVZz8PmZRMFTbdpuhu46GPNBYQmK3o335GS2Gmu2-gucR8HUNYD8w-TcnyL539k7v0C'

/** How a view without a word about it is seen. */
const USUAL = {
  camera: { projection: 'mollweide', frame: 'equatorial', graticule: 'equatorial', longitude: 'leftward', unit: 'degrees', centreDeg: [180, 0], zoom: 1, magneticPoleDeg: [48.5, -21.2] },
  compare: { how: 'off', share: 0.5, oneScale: true },
  overlays: ['galacticPlane'],
  marks: [],
  unseen: 'hatched',
}

test('a study file from before the view had a camera opens as it was, seen as usual, without a complaint', () => {
  const saved = JSON.parse(SAVED) as Study
  const { study, complaints } = checkStudy(saved)
  expect(complaints).toEqual([])
  expect(study).toMatchObject({ ...saved, view: { ...saved.view, ...USUAL } })
  expect(study!.view.panes[0]).toMatchObject({ scale: { limit: 'auto', colours: 'blueRed', zeroContour: false, hatchNegative: false } })
})

test('a link from then opens with its own limit and colours, seen as usual, without a complaint', async () => {
  const { study, complaints } = await decodeLink(LINK)
  expect(complaints).toEqual([])
  expect(study.view).toEqual({
    ...USUAL,
    panes: [
      { kind: 'map', part: 'truth', quantity: 'relativeIntensity', scale: { limit: 0.002, colours: 'vik', zeroContour: false, hatchNegative: false } },
      { kind: 'spectrum', shows: ['sky'] },
      { kind: 'profile', shows: ['sky'] },
    ],
  })
})
