// Seeded training has the bits that it has on every machine, with the build that promises so; and says on what they depend.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bitsOf, power } from '../src/bits.ts'
import { initialise } from '../src/initial.ts'
import { dit, trainerOf } from './trainers.ts'

/** Digests of the parameters after five steps. Another digest here is another arithmetic: a change to be told to users. */
const pinned = [
  [1, '9db5a526dcf637c5'],
  [2, '0f420e549cde6d82'],
] as const

it.each(pinned)('%i workers with plain SIMD come to the pinned bits', async (workers, digest) => {
  const trainer = await trainerOf({ build: 'simd', workers, clip: 0.5, decay: 0.01, average: 0.9 })
  initialise(trainer, dit.parameters, 7)
  for (let i = 0; i < 5; i++) await trainer.step(1e-2)
  const { parameters, average } = trainer.state
  const hash = createHash('sha256')
  for (const block of [parameters, average]) hash.update(new Uint8Array(Float32Array.from(block).buffer))
  expect(hash.digest('hex').slice(0, 16)).toBe(digest)
  expect(trainer.bits).toBe(`simd, ${workers} worker${workers > 1 ? 's' : ''}, batch 5: the same bits on every machine`)
})

it('says where relaxed SIMD and plain TypeScript have the same bits', () => {
  expect(bitsOf('relaxed-simd', 2, 16)).toMatch(/^relaxed-simd, 2 workers, batch 16: .*fuse/)
  expect(bitsOf('typescript', 1, 1)).toMatch(/JavaScript engine/)
})

it('a power is a power, and 1 where nothing is multiplied', () => {
  expect([power(0.5, 0), power(0.5, 1), power(3, 5), power(0, 0)]).toEqual([1, 0.5, 243, 1])
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 1, noNaN: true }), fc.nat(5000), (base, count) => {
      expect(Math.abs(power(base, count) / base ** count - 1) < 1e-11 || base ** count < 1e-300).toBe(true)
    }),
  )
})
