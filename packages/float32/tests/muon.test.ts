// Muon: against its definition in double precision, on every build, and on several workers.
import { describe, expect, it } from 'vitest'
import { dataStart, memoryFor, openEngine } from '../src/engine.ts'
import { muon, muonBytes, sharedOut } from '../src/muon.ts'
import type { Trainer } from '../src/train.ts'
import { builds, numbers } from './support.ts'
import { trainerOf } from './trainers.ts'

type Matrix = readonly (readonly number[])[]

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map(row => b[0]!.map((_, c) => row.reduce((sum, value, k) => sum + value * b[k]![c]!, 0)))
const turned = (a: Matrix): Matrix => a[0]!.map((_, c) => a.map(row => row[c]!))
const sum = (...terms: readonly (readonly [number, Matrix])[]): Matrix =>
  terms[0]![1].map((row, r) => row.map((_, c) => terms.reduce((total, [by, of]) => total + by * of[r]![c]!, 0)))
const lengthOf = (a: Matrix): number => Math.hypot(...a.flat())

/** Two rounds on the singular values (Amsel et al. 2025), which are brought below 1 first. */
function orthogonal(a: Matrix): Matrix {
  let x = sum([1 / Math.sqrt(lengthOf(product(a, turned(a)))), a])
  for (const [a, b, c] of [
    [6.7524, -18.351, 13.2633],
    [2.5379, -1.8747, 0.4413],
  ] as const) {
    const gram = product(x, turned(x))
    const cube = product(gram, x)
    x = sum([a, x], [b, cube], [c, product(gram, cube)])
  }
  return x
}

const how = { rate: 0.02, momentum: 0.9, decay: 0.1, gradientScale: 0.5 }

describe.each(builds)('a step of Muon: %s', build => {
  it.each([
    [6, 6],
    [5, 17],
    [24, 9],
    [1, 7],
  ])('of %i×%i is what its definition says', async (rows, columns) => {
    const next = numbers(5)
    const random = (): Matrix => Array.from({ length: rows }, () => Array.from({ length: columns }, () => next() - 0.5))
    const [w, g, m] = [random(), random(), random()]
    const bytes = 4 * rows * columns
    const memory = memoryFor(3 * bytes + muonBytes({ rows, columns }))
    const start = dataStart()
    const { kernels } = await openEngine(memory, 0, build)
    const places = [start, start + bytes, start + 2 * bytes, start + 3 * bytes] as const
    ;[w, g, m].forEach((matrix, i) => new Float32Array(memory.buffer, places[i]!, rows * columns).set(matrix.flat()))
    muon(kernels, { rows, columns }, places, how)

    const moved = sum([how.momentum, m], [how.gradientScale, g])
    const along = orthogonal(sum([how.momentum, moved], [how.gradientScale, g]))
    const wanted = sum([1 - how.rate * how.decay, w], [-how.rate * 0.2 * Math.sqrt(Math.max(rows, columns)), along])
    const found = (place: number): readonly number[] => [...new Float32Array(memory.buffer, place, rows * columns)]
    const apart = (a: readonly number[], b: Matrix): number => Math.max(...b.flat().map((x, i) => Math.abs(x - a[i]!)))
    expect(apart(found(places[2]), moved)).toBeLessThan(1e-6)
    expect(apart(found(places[0]), wanted)).toBeLessThan(2e-4)
    // The step itself is two orders above that.
    expect(apart(found(places[0]), w)).toBeGreaterThan(1e-2 * Math.min(1, 3 / Math.max(rows, columns)))
  })

  it('brings singular values from a twentieth on near to 1', async () => {
    const stretched: Matrix = [
      [3, 0, 0.1],
      [0, 0.2, 0],
    ]
    const x = orthogonal(stretched)
    for (const row of x) expect(Math.hypot(...row)).toBeGreaterThan(0.6)
    for (const row of x) expect(Math.hypot(...row)).toBeLessThan(1.3)
  })
})

it('shares matrices out by their work', () => {
  const shares = sharedOut(
    [4, 4, 8, 4, 4].map(rows => ({ rows, columns: 8 })),
    2,
  )
  expect(shares.map(share => share.map(({ rows }) => rows))).toEqual([[8], [4, 4, 4, 4]])
})

describe('a trainer', () => {
  const muonOf = {
    momentum: 0.9,
    faster: 2,
    blockOf: ({ name, shape }: { readonly name: string; readonly shape: readonly [number, number] }) =>
      /attention|mlp/.test(name) && name.endsWith('weight') ? shape[1] : undefined,
  }
  const after = async (workers: number): Promise<Trainer> => {
    const trainer = await trainerOf({ workers, muon: muonOf, clip: 0.5, average: 0.9 })
    for (let i = 0; i < 4; i++) await trainer.step(1e-3)
    return trainer
  }

  it('steps its matrices by Muon and all else by AdamW, on two workers as on one', async () => {
    const plain = await trainerOf({ clip: 0.5, average: 0.9 })
    for (let i = 0; i < 4; i++) await plain.step(1e-3)
    const [one, two, again] = [await after(1), await after(2), await after(2)]
    expect(two.state.parameters).toEqual(again.state.parameters)
    expect(two.state.average).toEqual(again.state.average)
    one.state.parameters.forEach((cell, i) => {
      expect(Math.abs(cell - two.state.parameters[i]!)).toBeLessThan(1e-3)
    })
    const [with_, without] = [one.byName(one.state.variance), plain.byName(plain.state.variance)]
    for (const [name, cells] of Object.entries(with_)) {
      const isMuon = /attention|mlp/.test(name) && name.endsWith('weight')
      // Only AdamW keeps squares.
      expect(
        cells.some(cell => cell !== 0),
        name,
      ).toBe(!isMuon && without[name]!.some(cell => cell !== 0))
    }
  })

  /** What has moved between two states of the matrices that take steps of Muon. */
  const moved = (trainer: Trainer, before: Float32Array): ReadonlySet<string> => {
    const [was, is] = [trainer.byName(before), trainer.byName(trainer.state.parameters)]
    return new Set(
      Object.entries(is).flatMap(([name, cells]) =>
        /attention|mlp/.test(name) && name.endsWith('weight') && cells.some((cell, i) => cell !== was[name]![i])
          ? [name]
          : [],
      ),
    )
  }

  it.each([1, 2])('steps each matrix in its turn, as far as that many steps lead: %i workers', async workers => {
    const every = 3
    const open = (muon: typeof muonOf & { readonly every?: number }): Promise<Trainer> =>
      trainerOf({ workers, muon, average: 0.9 })
    const [trainer, plain] = [await open({ ...muonOf, every }), await open(muonOf)]
    const turns: ReadonlySet<string>[] = []
    for (let i = 0; i < 2 * every; i++) {
      const before = trainer.state.parameters.slice()
      await trainer.step(1e-3)
      turns.push(moved(trainer, before))
    }
    const first = turns.slice(0, every)
    const all = first.flatMap(turn => [...turn])
    expect(new Set(all).size).toBe(all.length)
    expect(first.every(turn => turn.size > 0)).toBe(true)
    const start = plain.state.parameters.slice()
    await plain.step(1e-3)
    expect(new Set(all)).toEqual(moved(plain, start))
    expect(turns.slice(every)).toEqual(first)
  })

  it('goes as far in a turn as its rate says', async () => {
    const [trainer, plain] = [await trainerOf({ muon: { ...muonOf, every: 2 } }), await trainerOf({ muon: muonOf })]
    const start = plain.state.parameters.slice()
    await Promise.all([trainer.step(1e-3), plain.step(1e-3)])
    const [was, one, two] = [start, plain.state.parameters, trainer.state.parameters].map(block => plain.byName(block))
    for (const name of moved(trainer, start))
      one![name]!.forEach((cell, i) => {
        const [once, twice] = [cell - was![name]![i]!, two![name]![i]! - was![name]![i]!]
        expect(twice, name).toBeCloseTo(2 * once, 6)
      })
    // Momentum takes in every gradient, in whoever's turn.
    expect(trainer.state.momentum).toEqual(plain.state.momentum)
  })

  it('goes on in the turn where it was', async () => {
    const open = (): Promise<Trainer> => trainerOf({ workers: 2, muon: { ...muonOf, every: 2 }, average: 0.9 })
    const [through, onwards] = [await open(), await open()]
    for (let i = 0; i < 3; i++) await through.step(1e-3)
    for (const block of ['parameters', 'momentum', 'variance', 'average'] as const)
      onwards.state[block].set(through.state[block])
    onwards.resume(3)
    for (const trainer of [through, onwards]) for (let i = 0; i < 2; i++) await trainer.step(1e-3)
    expect(onwards.state.parameters).toEqual(through.state.parameters)
    expect(onwards.state.average).toEqual(through.state.average)
  })

  it.each([0, 1.5])('has turns in whole numbers, not every %f', async every => {
    await expect(trainerOf({ muon: { ...muonOf, every } })).rejects.toThrow(
      new RangeError(`muon.every is ${every}; it must be a whole number, 1 or more`),
    )
  })
})
