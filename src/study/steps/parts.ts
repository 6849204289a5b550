/** Looking parts up by what an arrow needs them to be. */
import { Problem } from '../../science/problem.ts'
import type { Data, Id, Observation, Reading, Recipe, Sky, Source, Study } from '../document.ts'

function part<K extends 'data' | 'observation' | 'sky'>(study: Study, id: Id, kind: K): Extract<Data | Observation | Sky, { kind: K }> {
  const found = Object.hasOwn(study.parts, id) ? study.parts[id] : undefined
  if (found?.kind !== kind) throw new Problem('invalid-study', `The study has no ${kind} named “${id}”.`, { facts: { part: id } })
  return found as Extract<Data | Observation | Sky, { kind: K }>
}

/** A file that is read as the arrow needs it, in one way or another. */
export function dataOf<A extends Reading['as']>(study: Study, id: Id, ...as: readonly A[]): Data & { readonly reading: Extract<Reading, { as: A }> } {
  const data = part(study, id, 'data')
  if (!as.some((one) => one === data.reading.as)) throw new Problem('invalid-study', `The file “${id}” is not read as ${as.join(' or ')}.`, { facts: { part: id } })
  return data as Data & { readonly reading: Extract<Reading, { as: A }> }
}
export const observationOf = (study: Study, id: Id): Observation => part(study, id, 'observation')
export const skyOf = (study: Study, id: Id): Sky => part(study, id, 'sky')

export function recipeOf(study: Study, id: Id): Recipe {
  const { recipe } = skyOf(study, id)
  const found = Object.hasOwn(study.recipes, recipe) ? study.recipes[recipe] : undefined
  if (found === undefined) throw new Problem('invalid-study', `The study has no recipe named “${recipe}”.`, { facts: { recipe } })
  return found
}

export function sourceOf<F extends Source['from']>(study: Study, id: Id, from: F): Extract<Source, { from: F }> {
  const { source } = skyOf(study, id)
  if (source.from !== from) throw new Problem('invalid-study', `The sky “${id}” is not made from ${from}.`, { facts: { part: id } })
  return source as Extract<Source, { from: F }>
}
