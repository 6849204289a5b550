export const root: string
export function built(): boolean
export function upToDate(): boolean
export function programOf(path: string, ...args: string[]): [string, string[]]
export function buildIfNeeded(): void
