import { describe, expect, test } from 'vitest'
import { keepProgram, type Surroundings } from './offline.ts'
import { createSession } from './store.ts'

/** A page whose connection comes and goes. */
class FakePage implements Surroundings {
  listeners = new Map<string, () => void>()
  reloads = 0
  navigator: { onLine: boolean; serviceWorker?: ServiceWorkerContainer } = { onLine: true }
  document = { baseURI: 'https://example.org/sky/', visibilityState: 'visible' as const, addEventListener: () => {} }
  location = { reload: () => void this.reloads++ }
  addEventListener = (type: string, listener: () => void): void => void this.listeners.set(type, listener)
  connect(onLine: boolean): void {
    this.navigator.onLine = onLine
    this.listeners.get(onLine ? 'online' : 'offline')?.()
  }
}

/** A browser's service workers, and the registration they give. */
function workers(registration: Partial<ServiceWorkerRegistration> | Error, controller: object | null = null) {
  const asked: string[] = []
  const told: unknown[] = []
  const container = {
    controller: controller === null ? null : { postMessage: (message: unknown) => told.push(message) },
    addEventListener: (_: string, listener: () => void) => void (container.renewed = listener),
    renewed: () => {},
    async register(url: URL) {
      asked.push(url.href)
      if (registration instanceof Error) throw registration
      return { active: null, waiting: null, installing: null, addEventListener: () => {}, update: async () => {}, ...registration }
    },
  }
  return { asked, told, container, serviceWorker: container as unknown as ServiceWorkerContainer }
}

const worker = (told: unknown[] = []) => ({ postMessage: (message: unknown) => told.push(message) }) as unknown as ServiceWorker

describe('without a connection', () => {
  test.each([
    ['the whole program is here', { active: worker() }, true],
    ['it is not here yet', {}, false],
    ['the browser refuses to keep it, which is not worth a word', new Error('SecurityError'), false],
  ])('the page says so: %s', async (_, registration, complete) => {
    const [page, store] = [new FakePage(), createSession()]
    const { asked, serviceWorker } = workers(registration)
    page.navigator.serviceWorker = serviceWorker
    await keepProgram(store, page)
    expect([asked, store.getState().offline, store.getState().notices]).toEqual([['https://example.org/sky/sw.js'], undefined, []])
    page.connect(false)
    expect(store.getState().offline).toEqual({ complete })
    page.connect(true)
    expect(store.getState().offline).toBeUndefined()
  })

  test('a browser that has no service workers says what it can', async () => {
    const [page, store] = [new FakePage(), createSession()]
    page.navigator.onLine = false
    await keepProgram(store, page)
    expect(store.getState().offline).toEqual({ complete: false })
  })
})

describe('a new version that waits', () => {
  test('is offered, and comes only when it is asked for: the worker first, then the page', async () => {
    const [page, store, told] = [new FakePage(), createSession(), [] as unknown[]]
    const { container, serviceWorker, told: opened } = workers({ active: worker(), waiting: worker(told) }, {})
    page.navigator.serviceWorker = serviceWorker
    await keepProgram(store, page)
    expect(opened).toEqual(['opened'])
    const [offer] = store.getState().notices
    expect(offer).toMatchObject({ tone: 'offer', text: expect.stringContaining('new version') })
    expect([told, page.reloads]).toEqual([[], 0])
    offer!.actions![0]!.run()
    expect([told, page.reloads]).toEqual([['renew'], 0])
    container.renewed()
    expect(page.reloads).toBe(1)
  })

  test('is no news to a page that is not from the cache: it is that version', async () => {
    const [page, store] = [new FakePage(), createSession()]
    page.navigator.serviceWorker = workers({ waiting: worker() }).serviceWorker
    await keepProgram(store, page)
    expect(store.getState().notices).toEqual([])
  })
})
