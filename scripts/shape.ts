/** The size of things: how long files and functions are. */
import { parsed, visit } from './imports.ts'

export interface Sized {
  readonly name: string
  readonly lines: number
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

export const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

export const files = (sources: ReadonlyMap<string, string>): Sized[] => [...sources].map(([name, text]) => ({ name, lines: lineCount(text) })).sort(longestFirst)

/** Functions by the lines they span, named after what they are assigned to. */
export function functions(sources: ReadonlyMap<string, string>): Sized[] {
  return [...sources]
    .flatMap(([path, text]) => {
      const names = new Map<unknown, string>()
      const found: Sized[] = []
      visit(parsed(path, text), (node) => {
        const owner = (node['id'] ?? node['key']) as { name?: string } | null | undefined
        if (owner?.name !== undefined) names.set(node['init'] ?? node['value'] ?? node, owner.name)
        if (!FUNCTIONS.includes(node.type)) return
        const lines = lineCount(text.slice(node['start'] as number, node['end'] as number))
        found.push({ name: `${path} ${names.get(node) ?? 'a function without a name'}`, lines })
      })
      return found
    })
    .sort(longestFirst)
}

const longestFirst = (a: Sized, b: Sized) => b.lines - a.lines
