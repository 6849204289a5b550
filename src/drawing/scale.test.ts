import { describe, expect, test } from 'vitest'
import { defaultScale } from '../study/seeded.ts'
import { colourScale, scaleSummary } from './scale.ts'

const texts = (scale: ReturnType<typeof colourScale>) => scale.ticks.map(({ text }) => text)

describe('a scale locked to zero', () => {
  test('reaches as far below zero as above it', () => {
    const scale = colourScale('relativeIntensity', defaultScale, 8e-4)
    expect(scale.span).toEqual({ low: -8e-4, high: 8e-4 })
    expect(texts(scale)).toEqual(['−8', '−4', '0', '+4', '+8'])
    expect(scale.title).toBe('relative intensity δI [×10⁻⁴]')
    expect(scaleSummary(scale)).toBe('± 8 × 10⁻⁴, locked to zero')
  })

  test('starts at zero for counts', () => {
    const scale = colourScale('counts', { ...defaultScale, threshold: 5 }, 4e7)
    expect(scale.span).toEqual({ low: 0, high: 4e7 })
    expect(texts(scale)).toEqual(['0', '2', '4'])
    expect(scale.threshold).toBe(0)
    expect(scaleSummary(scale)).toBe('0 … 4 × 10⁷, from zero')
  })

  test('is written in the unit that was chosen', () => {
    const scale = colourScale('relativeIntensity', { ...defaultScale, limit: 1.5e-3, power: -4 }, 1)
    expect(texts(scale)).toEqual(['−15', '−7.5', '0', '+7.5', '+15'])
    expect(scale.title).toMatch(/\[×10⁻⁴\]$/)
    expect(scaleSummary(scale)).toBe('± 1.5 × 10⁻³, locked to zero')
  })
})

test.each([[100, '± 100 σ'], [12, '± 12 σ'], [2.5, '± 2.5 σ'], [0.25, '± 0.25 σ'], [5000, '± 5 × 10³ σ']])('a limit of %d σ is written %s', (limit, text) => {
  expect(scaleSummary(colourScale('significance', { ...defaultScale, limit }, 1))).toBe(`${text}, locked to zero`)
})

describe('a scale that is not locked to zero', () => {
  test('has the ends that were typed, and its unit from the larger of them', () => {
    const scale = colourScale('relativeIntensity', { ...defaultScale, low: -2e-3, limit: 5e-4 }, 1)
    expect(scale.span).toEqual({ low: -2e-3, high: 5e-4 })
    expect(scale.locked).toBe(false)
    expect(texts(scale)).toEqual(['−2', '−1.38', '−0.75', '−0.125', '+0.5'])
    expect(scaleSummary(scale)).toBe('−2 × 10⁻³ … +5 × 10⁻⁴, not locked to zero')
  })

  test('may lie wholly below zero', () => {
    const scale = colourScale('significance', { ...defaultScale, low: -15, limit: -5 }, 1)
    expect(texts(scale)).toEqual(['−15', '−12.5', '−10', '−7.5', '−5'])
    expect(scaleSummary(scale)).toBe('−15 σ … −5 σ, not locked to zero')
  })

  test('returns to the lock where an automatic end falls below the lower one', () => {
    const scale = colourScale('significance', { ...defaultScale, low: 20 }, 12)
    expect(scale).toMatchObject({ locked: true, span: { low: -12, high: 12 } })
  })
})
