/** A stream number (0 … 2³² − 1) from a name, so that what is named differently draws differently (FNV-1a). */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return hash >>> 0
}
