export function serve(folder: string, options?: { readonly port?: number; readonly base?: string }): Promise<{ readonly url: string; close(): void }>
export function headersOf(folder: string): Promise<Record<string, string>>
export function fileFor(folder: string, base: string, url: string): string | undefined
