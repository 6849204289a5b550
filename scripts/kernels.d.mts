export function kernelSources(folder?: string): string[]
export function compiled(source: string): Promise<string>
export function carrierOf(source: string): string
