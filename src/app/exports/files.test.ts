import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName } from './files.ts'

test('a name is that of the study, in plain letters, with a fixed end', () => {
  expect(fileName({ title: 'synthetic sky, seed 7' }, '', 'png')).toBe('synthetic-sky-seed-7.png')
  expect(fileName({ title: 'CR_64_20deg.fits.gz' }, 'smoothed', 'fits')).toBe('CR-64-20deg-smoothed.fits')
  expect(fileName({ title: 'Été à Genève' }, '', 'anisky.json')).toBe('Ete-a-Geneve.anisky.json')
  expect(fileName({ title: '宇宙線' }, 'tables', 'zip')).toBe('anisky-tables.zip')
})

test('whatever the title says, the name is plain, ends as it must, and hides nothing', () => {
  const title = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('../../etc/passwd', '<script>.html', 'a\u202egnp.exe', '.hidden', '-rf', 'x'.repeat(200), 'CON'))
  fc.assert(
    fc.property(title, fc.constantFrom('', 'relative-intensity', 'profile-harmonics'), fc.constantFrom('png', 'svg', 'fits', 'csv', 'zip', 'anisky.json'), (text, what, extension) => {
      const name = fileName({ title: text }, what, extension)
      expect(name).toMatch(/^[A-Za-z0-9][\w.-]{0,79}$/)
      expect(name.endsWith(`${what === '' ? '' : `-${what}`}.${extension}`)).toBe(true)
    }),
  )
})
