/** What a module asks for: imports, re-exports, `import()` and `new URL('…', import.meta.url)`, read from its syntax tree. */
import { parseSync } from 'vite'

export interface Import {
  readonly to: string
  /** `address` is a file that is named but not joined: a worker, a picture. */
  readonly how: 'static' | 'dynamic' | 'address'
  /** True when nothing is left of it after compilation. */
  readonly typeOnly: boolean
}

/** A node of the syntax tree, as far as we look at it. */
interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** Throws when the text is no TypeScript, or when an `import()` names what only running would tell. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = []
  visit(parsed(file, text), (node) => {
    const source = node['source'] as Node | null | undefined
    if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      if (source) found.push({ to: source['value'] as string, how: 'static', typeOnly: onlyTypes(node) })
    } else if (node.type === 'ImportExpression') {
      const to = constantText(source as Node)
      if (to === undefined) throw new Error(`${file}: an import() must name its module in plain text`)
      found.push({ to, how: 'dynamic', typeOnly: false })
    } else if (node.type === 'TSImportType') {
      found.push({ to: source?.['value'] as string, how: 'static', typeOnly: true })
    } else if (isAddress(node)) {
      const to = constantText((node['arguments'] as Node[])[0]!)
      if (to !== undefined) found.push({ to, how: 'address', typeOnly: false })
    }
  })
  return found
}

/** The syntax tree of a module. Throws on the first syntax error. */
export function parsed(file: string, text: string): Node {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
  return program as unknown as Node
}

/** Calls back for every node, parents first. */
export function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, seen)
  } else if (value !== null && typeof value === 'object') {
    if (typeof (value as Node).type === 'string') seen(value as Node)
    for (const field of Object.values(value)) if (typeof field === 'object') visit(field, seen)
  }
}

/** `import type …`, `export type …`, or braces in which every name carries `type`. */
function onlyTypes(node: Node): boolean {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true
  const names = (node['specifiers'] ?? []) as Node[]
  return names.length > 0 && names.every((name) => name['importKind'] === 'type' || name['exportKind'] === 'type')
}

/** `new URL(…, import.meta.url)`, also when the build has written something around the second argument. */
function isAddress(node: Node): boolean {
  if (node.type !== 'NewExpression' || (node['callee'] as Node)['name'] !== 'URL') return false
  let relative = false
  visit((node['arguments'] as Node[])[1], (inner) => (relative ||= inner.type === 'MetaProperty'))
  return relative
}

function constantText(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  const quasis = node['quasis'] as { value: { cooked: string } }[] | undefined
  return node.type === 'TemplateLiteral' && quasis?.length === 1 ? quasis[0]!.value.cooked : undefined
}
