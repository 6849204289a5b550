import { expect, test } from 'vitest'
import { kernelPool, type Kernel } from './kernelPool.ts'

const made = (name: Kernel['name'], most = Infinity): Kernel => ({
  name,
  room(size) {
    if (size > most) throw new RangeError('no memory')
    return new Float64Array(size)
  },
})

test('a kernel is lent to one piece of work at a time, and kept for the next', () => {
  const pool = kernelPool(() => made('webassembly'), () => made('typescript'), 1000)
  const one = pool.lease(10)
  expect(one.room.length).toBe(10)
  expect(pool.lease(10).kernel).not.toBe(one.kernel)
  pool.release(one)
  expect(pool.lease(20).kernel).toBe(one.kernel)
})

test('a kernel with a large room is not kept', () => {
  const pool = kernelPool(() => made('webassembly'), () => made('typescript'), 1000)
  const large = pool.lease(1001)
  pool.release(large)
  expect(pool.lease(10).kernel).not.toBe(large.kernel)
})

test('where the wanted kernel cannot run, or gets no memory, the other takes its place', () => {
  expect(kernelPool(() => undefined, () => made('typescript'), 10).lease(5).kernel.name).toBe('typescript')
  const small = kernelPool(() => made('webassembly', 100), () => made('typescript'), 10)
  expect(small.lease(100).kernel.name).toBe('webassembly')
  expect(small.lease(101).kernel.name).toBe('typescript')
})

test('what is out of memory in both is told, and so is a kernel that is broken', () => {
  expect(() => kernelPool(() => made('webassembly', 1), () => made('typescript', 1), 10).lease(2)).toThrow('no memory')
  const broken: Kernel = { name: 'webassembly', room: () => { throw new TypeError('a bug') } }
  expect(() => kernelPool(() => broken, () => made('typescript'), 10).lease(2)).toThrow('a bug')
})

test('a preferred kernel is used at once', () => {
  const pool = kernelPool(() => made('webassembly'), () => made('typescript'), 1000)
  pool.release(pool.lease(1))
  pool.prefer(() => made('typescript'))
  expect(pool.lease(1).kernel.name).toBe('typescript')
})
