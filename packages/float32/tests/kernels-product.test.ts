// The matrix product against double precision: every shape, both transpositions, leading dimensions, sums, biases.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kernels } from '../src/kernels.ts'
import { cellsOf, faults, type Kind, line, type Machine, machines, matrix, tried } from './kernels-harness.ts'
import { product } from './kernels-reference.ts'

const all = await machines()

interface Case {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transA: 0 | 1
  readonly transB: 0 | 1
  readonly accumulate: 0 | 1
  readonly biased: boolean
  readonly gaps: readonly [number, number, number]
  readonly skew: number
  readonly kind: Kind
  readonly seed: number
}

const bit = fc.constantFrom<0 | 1>(0, 1)
const size = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 17, 31, 33, 65)
const gap = fc.constantFrom(0, 0, 1, 3, 8)
const cases: fc.Arbitrary<Case> = fc.record({
  m: size,
  n: size,
  k: size,
  transA: bit,
  transB: bit,
  accumulate: bit,
  biased: fc.boolean(),
  gaps: fc.tuple(gap, gap, gap),
  skew: fc.nat(3),
  kind: fc.constantFrom<Kind>('everyday', 'everyday', 'wild', 'denormal', 'special'),
  seed: fc.integer(),
})

/** What is wrong with a product: cells off, cells touched that are nobody's. */
function wrongs(machine: Machine, given: Case): readonly string[] {
  const { m, n, k, transA, transB, accumulate, biased, gaps, skew, kind, seed } = given
  const a = matrix(transA ? k : m, transA ? m : k, cellsOf(m * k, seed, kind), gaps[0])
  const b = matrix(transB ? n : k, transB ? k : n, cellsOf(k * n, seed + 1, kind), gaps[1])
  // What is overwritten may hold anything.
  const c = matrix(m, n, cellsOf(m * n, seed + 2, accumulate ? kind : 'special'), gaps[2])
  const bias = biased ? line(cellsOf(n, seed + 3, kind)) : null
  const { after, changed, strays } = tried(machine, [a, b, c, bias], skew, (atA = 0, atB = 0, atC = 0, atBias = 0) =>
    machine.kernels.matmul(m, n, k, atA, a.ld, transA, atB, b.ld, transB, atC, c.ld, accumulate, atBias),
  )
  return [
    ...faults(after[2] ?? new Float32Array(), product([m, n, k], a, transA, b, transB, c, accumulate, bias)),
    ...changed.filter(index => index !== 2).map(index => `source ${index} was changed`),
    ...(strays > 0 ? [`${strays} cells outside were written`] : []),
  ]
}

describe.each(all.map(machine => [machine.kernels.build, machine] as const))('matmul, %s', (_build, machine) => {
  it('is the product in double precision, within the bound of k roundings', () => {
    fc.assert(
      fc.property(cases, given => {
        expect(wrongs(machine, given)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('is right at every remainder of a tile', () => {
    for (let m = 1; m <= 14; m++)
      for (let n = 1; n <= 17; n += m % 2 === 0 ? 1 : 4)
        for (const k of [1, 2, 5])
          expect(wrongs(machine, { ...plain, m, n, k, seed: m * 100 + n }), `${m}×${k}×${n}`).toEqual([])
  })

  const large: readonly (readonly [number, number, number])[] = [
    [243, 9, 261],
    [7, 521, 259],
    [30, 40, 1030],
    [97, 600, 96],
    [100, 64, 97],
  ]
  it.each(large)('is right beyond one block: %i×%i, k = %i', (m, n, k) => {
    for (const transA of [0, 1] as const)
      for (const transB of [0, 1] as const)
        expect(wrongs(machine, { ...plain, m, n, k, transA, transB, accumulate: transA, biased: true })).toEqual([])
  })

  it('over k = 0 is zero, or the bias, and leaves what it is added to', () => {
    expect(wrongs(machine, { ...plain, m: 7, n: 9, k: 0 })).toEqual([])
    expect(wrongs(machine, { ...plain, m: 7, n: 9, k: 0, biased: true })).toEqual([])
    expect(wrongs(machine, { ...plain, m: 7, n: 9, k: 0, accumulate: 1 })).toEqual([])
  })

  it('reads nothing beyond its sources, be they the last of the memory', () => {
    const cells = new Float32Array(machine.memory.buffer)
    const [b, c] = [cells.length - 2 ** 18, cells.length - 2 ** 17]
    for (let m = 1; m <= 14; m++)
      for (const [n, k] of [
        [8, 5],
        [9, 6],
        [24, 64],
      ] as const)
        for (const transA of [0, 1] as const)
          for (const transB of [0, 1] as const) {
            const [sizeA, sizeB] = [m * k, k * n]
            const product = (atA: number, atB: number): void =>
              machine.kernels.matmul(
                m,
                n,
                k,
                4 * atA,
                transA ? m : k,
                transA,
                4 * atB,
                transB ? k : n,
                transB,
                4 * c,
                n,
                0,
                0,
              )
            cells.fill(0.5, b, b + sizeB).fill(2, cells.length - sizeA)
            product(cells.length - sizeA, b)
            expect(cells[c + m * n - 1]).toBe(k)
            cells.fill(0.5, b, b + sizeA).fill(2, cells.length - sizeB)
            product(b, cells.length - sizeB)
            expect(cells[c + m * n - 1]).toBe(k)
          }
  })

  it('gives the same bits whether it turns A or reads it where it lies', () => {
    const [m, n, k] = [64, 24, 64]
    const [x, y] = [cellsOf(m * k, 6), cellsOf(k * n, 7)]
    // Columns 256 cells apart share lines of the nearest cache, so they are turned.
    const bits = [0, 256 - m].map(gap => {
      const a = matrix(k, m, x, gap)
      const { after } = tried(
        machine,
        [a, matrix(k, n, y), matrix(m, n, new Float32Array(m * n))],
        0,
        (atA = 0, atB = 0, atC = 0) => machine.kernels.matmul(m, n, k, atA, a.ld, 1, atB, n, 0, atC, n, 0, 0),
      )
      return new Uint32Array((after[2] ?? x).slice().buffer)
    })
    expect(bits[1]).toEqual(bits[0])
  })

  it('gives the same bits again', () => {
    const x = matrix(33, 65, cellsOf(33 * 65, 5))
    const twice = [0, 1].map(() =>
      tried(machine, [x, matrix(33, 33, new Float32Array(33 * 33))], 1, (a = 0, c = 0) =>
        machine.kernels.matmul(33, 33, 65, a, 65, 0, a, 65, 1, c, 33, 0, 0),
      ).after.map(cells => new Uint32Array(cells.buffer)),
    )
    expect(twice[0]).toEqual(twice[1])
  })
})

const plain: Case = {
  m: 0,
  n: 0,
  k: 0,
  transA: 0,
  transB: 0,
  accumulate: 0,
  biased: false,
  gaps: [0, 0, 0],
  skew: 0,
  kind: 'everyday',
  seed: 1,
}

describe('a planted wrong product is caught', () => {
  const [machine] = all
  if (!machine) throw new Error('there are no kernels to try')
  const right = machine.kernels
  const planted = (matmul: Kernels['matmul']): Machine => ({ ...machine, kernels: { ...right, matmul } })
  const caught = (wrong: Machine): void => {
    expect(
      fc.check(
        fc.property(cases, given => wrongs(wrong, given).length === 0),
        { numRuns: 400 },
      ).failed,
    ).toBe(true)
  }

  it('that drops the last of k where k is odd', () => {
    caught(planted((m, n, k, ...rest) => right.matmul(m, n, k > 2 && k % 2 === 1 ? k - 1 : k, ...rest)))
  })
  it('that forgets the bias where it adds', () => {
    caught(
      planted((m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate, bias) =>
        right.matmul(m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate, accumulate ? 0 : bias),
      ),
    )
  })
  it('that writes whole tiles', () => {
    caught(planted((m, n, ...rest) => right.matmul(m % 2 === 1 ? m + 1 : m, n, ...rest)))
  })
  it('that reads what it overwrites', () => {
    caught(
      planted((m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate, bias) => {
        if (!accumulate) right.axpy(m > 0 ? n : 0, 0, c, c)
        right.matmul(m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate || !bias ? 1 : 0, bias)
      }),
    )
  })
  it('that sums one product in a thousand too many digits short', () => {
    caught(
      planted((m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate, bias) => {
        right.matmul(m, n, k, a, lda, ta, b, ldb, tb, c, ldc, accumulate, bias)
        right.axpy(m > 0 ? n : 0, 2 ** -15, c, c)
      }),
    )
  })
})
