import { describe, expect, test, vi } from 'vitest'
import { ThreadJob } from './job.ts'
import { parcelOf } from './sizes.ts'
import { gate } from './testing/toy.ts'
import { Vault } from './vault.ts'

const numbers = (count: number): Float64Array => new Float64Array(count)
const put = (vault: Vault, key: string, value: unknown): Promise<unknown> => vault.share(key, new ThreadJob(), async () => value)

describe('a vault', () => {
  test('makes a value once', async () => {
    const vault = new Vault()
    let made = 0
    const make = async (): Promise<number> => ++made
    expect(await vault.share('k', new ThreadJob(), make)).toBe(1)
    expect(await vault.share('k', new ThreadJob(), make)).toBe(1)
    expect(vault.held('k')).toBe(1)
    expect(vault.held('other')).toBeUndefined()
  })

  test('lets two askers share one computation', async () => {
    const vault = new Vault()
    const { opened, open } = gate()
    let made = 0
    const make = async (): Promise<number> => (await opened, ++made)
    const both = [vault.share('k', new ThreadJob(), make), vault.share('k', new ThreadJob(), make)]
    expect(vault.held('k')).toBeUndefined()
    open()
    expect(await Promise.all(both)).toEqual([1, 1])
  })

  test('does not keep failures', async () => {
    const vault = new Vault()
    const fail = async (): Promise<never> => Promise.reject(new Error('no'))
    await expect(vault.share('k', new ThreadJob(), fail)).rejects.toThrow('no')
    expect(await put(vault, 'k', 5)).toBe(5)
  })

  test('weighs the typed arrays in its values, each buffer once', async () => {
    const vault = new Vault()
    const shared = numbers(100)
    await put(vault, 'a', { deep: [{ shared }, shared], name: 'x' })
    expect(vault.bytes).toBe(800)
    await put(vault, 'b', { shared, own: new Uint8Array(7) })
    expect(vault.bytes).toBe(807)
  })

  test('lets go of what was not asked for longest when the budget is spent', async () => {
    const vault = new Vault(2400)
    for (const key of ['a', 'b', 'c']) await put(vault, key, numbers(100))
    vault.held('a')
    await put(vault, 'd', numbers(100))
    expect(['a', 'b', 'c', 'd'].map((key) => vault.held(key) !== undefined)).toEqual([true, false, true, true])
    expect(vault.bytes).toBe(2400)
  })

  test('gives back the room of a shared buffer only with its last holder', async () => {
    const vault = new Vault(1600)
    const shared = numbers(100)
    await put(vault, 'a', shared)
    await put(vault, 'b', shared)
    await put(vault, 'c', numbers(200))
    expect(vault.bytes).toBe(1600)
    expect([vault.held('a'), vault.held('b')]).toEqual([undefined, undefined])
  })

  test('keeps a value larger than its budget until the next one', async () => {
    const vault = new Vault(100)
    await put(vault, 'large', numbers(1000))
    expect(vault.held('large')).toBeDefined()
    await put(vault, 'small', numbers(1))
    expect([vault.held('large'), vault.bytes]).toEqual([undefined, 8])
  })

  test('lets go of what a value was made from before the value', async () => {
    const vault = new Vault(8 * 250)
    await vault.share('made', new ThreadJob(), async () => {
      await put(vault, 'need', numbers(100))
      return numbers(100)
    })
    await put(vault, 'next', numbers(100))
    expect(vault.held('need')).toBeUndefined()
    expect(vault.held('made')).toBeDefined()
  })

  test('never lets go of work under way', async () => {
    const vault = new Vault(8)
    const { opened, open } = gate()
    const slow = vault.share('slow', new ThreadJob(), async () => (await opened, numbers(1)))
    await put(vault, 'x', numbers(50))
    const joined = vault.share('slow', new ThreadJob(), async () => Promise.reject(new Error('begun twice')))
    open()
    expect(await joined).toBe(await slow)
  })
})

describe('cancelling', () => {
  test('one of two askers is told at once; the other receives the value', async () => {
    const vault = new Vault()
    const { opened, open } = gate()
    const [leaver, stayer] = [new ThreadJob(), new ThreadJob()]
    let begun = 0
    const make = async (work: { breathe(): Promise<void> }): Promise<string> => {
      begun++
      await opened
      await work.breathe()
      return 'made'
    }
    const left = vault.share('k', leaver, make)
    const stayed = vault.share('k', stayer, make)
    leaver.cancel()
    await expect(left).rejects.toMatchObject({ code: 'cancelled' })
    open()
    expect(await stayed).toBe('made')
    expect(begun).toBe(1)
  })

  test('when the last asker leaves the work stops at its next breath and is forgotten', async () => {
    const vault = new Vault()
    const { opened, open } = gate()
    const job = new ThreadJob()
    let outcome: unknown
    const asked = vault.share('k', job, async (work) => {
      await opened
      await work.breathe().catch((problem: unknown) => ((outcome = problem), Promise.reject(problem)))
    })
    await Promise.resolve()
    job.cancel()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    open()
    expect(await put(vault, 'k', 'again')).toBe('again')
    await vi.waitFor(() => expect(outcome).toMatchObject({ code: 'cancelled' }))
  })

  test('who asks for abandoned work has it begun again, and never hears of the other’s cancelling', async () => {
    const vault = new Vault()
    const { opened, open } = gate()
    const job = new ThreadJob()
    const abandoned = vault.share('k', job, async (work) => (await opened, await work.breathe(), 'first'))
    await Promise.resolve()
    job.cancel()
    const innocent = vault.share('k', new ThreadJob(), async () => (await opened, 'second'))
    open()
    await expect(abandoned).rejects.toMatchObject({ code: 'cancelled' })
    expect(await innocent).toBe('second')
    expect(vault.held('k')).toBe('second')
  })

  test('an asker cancelled long after its value was made takes nothing away', async () => {
    const vault = new Vault()
    const job = new ThreadJob()
    await vault.share('k', job, async () => 1)
    job.cancel()
    expect(await vault.share('k', new ThreadJob(), async () => 2)).toBe(1)
    await expect(vault.share('k', job, async () => 2)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

test('a parcel shares no memory with what it copies, and lists each of its buffers once', () => {
  const window = new Float64Array(10).subarray(2, 5).fill(3)
  const value = { a: window, again: window, list: [new Uint8Array([1])], text: 'x', none: undefined }
  const { value: copy, transfers } = parcelOf(value)
  expect(copy).toEqual(value)
  expect(transfers.map((buffer) => buffer.byteLength)).toEqual([24, 1])
  structuredClone(copy, { transfer: transfers })
  expect([...window, value.list[0]!.length]).toEqual([3, 3, 3, 1])
})
