/** The grammar of numbers in text: what people and programs write, and nothing that only looks like it (`Number('')` is 0 and `Number('0x10')` is 16). */

const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,5})?$/
const COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eEdD][+-]?\d{1,5})?$/
const NOTHING = /^(?:[+-]?nan|n\/?a|null|none|masked|unseen|--|-)?$/i
const INFINITE = /^[+-]?inf(?:inity)?$/i

export type Mark = '.' | ','

/** The number in a field without blanks around it; NaN for words that mean "no data", ±Infinity as written; undefined for everything else. */
export function numberIn(field: string, mark: Mark): number | undefined {
  if ((mark === '.' ? POINT : COMMA).test(field)) {
    const value = Number(field.replace(',', '.').replace(/d/i, 'e'))
    return Number.isFinite(value) ? value : undefined
  }
  if (NOTHING.test(field)) return NaN
  return INFINITE.test(field) ? (field.startsWith('-') ? -Infinity : Infinity) : undefined
}

/** Why a field is no number, to follow the field itself. */
export function whyNoNumber(field: string, mark: Mark): string {
  if (POINT.test(field) || COMMA.test(field)) return POINT.test(field) === (mark === '.') ? 'is larger than any number here' : `has a decimal ${mark === '.' ? 'comma' : 'point'}`
  if (/^[+-]?0x[\da-f]+$/i.test(field)) return 'is hexadecimal'
  if (/^[+-]?\d+(_\d+)+$/.test(field) || /^[+-]?\d{1,3}([,. ']\d{3})+$/.test(field)) return 'has its digits in groups'
  if (/^[+-]?[\p{Nd}.,]*[^\P{Nd}0-9][\p{Nd}.,]*$/u.test(field)) return 'has digits other than 0 to 9'
  if (/^[+-]?\d+[:h°d]\s*\d+/.test(field)) return 'is an angle or time in sixties'
  return 'is not a number'
}
