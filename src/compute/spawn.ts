/** The one place that knows where the workers live. Vite turns the URL into a chunk of its own. */
export const spawnDesk = (): Worker => new Worker(new URL('../../workers/desk.ts', import.meta.url), { type: 'module', name: 'desk' })
