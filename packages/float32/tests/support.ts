// What the tests of plans share: random matrices, the graph's answer in double precision, and how far apart two are.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { entriesOf, type Net, type Shape } from '@dit-by-hand/graph/graph'
import type { Build } from '../src/kernels.ts'
import type { Runner } from '../src/run.ts'
import { bestBuild } from '../src/wasm/load.ts'
import { type Bounded, bounded, single } from './bounded.ts'
import { shaken } from './shaken.ts'

/** Every build that this machine runs. */
export const builds: readonly Build[] = [
  'typescript',
  ...(bestBuild() === 'typescript' ? [] : (['simd'] as const)),
  ...(bestBuild() === 'relaxed-simd' ? (['relaxed-simd'] as const) : []),
]

/** Random numbers in (−1, 1), the same for the same seed (Park & Miller 1988), rounded to single precision so that both
 *  readings start from the same cells. */
export function numbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1
  return () => {
    state = (state * 16807) % 2147483647
    return Math.fround((2 * state) / 2147483647 - 1)
  }
}

export const randomGrid = ([rows, columns]: Shape, next: () => number, size = 1): Grid<number> =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.fround(size * next())))

/** By name, a matrix for each sample, or one for all. */
export type Brought = { readonly [name: string]: readonly Grid<number>[] }

export function bringAll(runner: Runner, brought: Brought): void {
  for (const [name, grids] of Object.entries(brought))
    if (runner.plan.inputs[name]) for (const [sample, grid] of grids.entries()) runner.bring(name, grid, sample)
}

/** What one sample sees. */
export const forSample = (brought: Brought, sample: number): { readonly [name: string]: Grid<number> } =>
  Object.fromEntries(
    Object.entries(brought).flatMap(([name, grids]) => {
      const grid = grids.length > 1 ? grids[sample] : grids[0]
      return grid ? [[name, grid]] : []
    }),
  )

export const gradientName = (parameter: string): string => `gradient.${parameter}`

/** A net with its gradients among its names. */
export const withGradients = (net: Net, gradients: Net): Net => ({
  ...net,
  ...Object.fromEntries(entriesOf(gradients).map(([name, node]) => [gradientName(name), node])),
})

/** The graph's reading of one sample, with a bound on what single precision may get wrong. */
export function boundedReading(
  net: Net,
  brought: Brought,
  sample: number,
): { readonly [name: string]: Grid<Bounded> | undefined } {
  const given = Object.entries(forSample(brought, sample)).map(
    ([name, grid]) => [name, grid.map(row => row.map(single))] as const,
  )
  return evaluate(net, Object.fromEntries(given), bounded)
}

/** The graph's reading in double precision, and as far off as single precision may be: the furthest that some shaken readings
 *  lie from it, five times over. One bound for a whole matrix. */
export function shakenReading(
  net: Net,
  brought: Brought,
  batch: number,
): (name: string, sample: number | 'total') => Grid<Bounded> {
  type Read = { readonly [name: string]: Grid<number> | undefined }
  const read = (k: Arith<number>): readonly Read[] =>
    Array.from({ length: batch }, (_, sample) => evaluate(net, forSample(brought, sample), k))
  const of = (all: readonly Read[], name: string, sample: number | 'total'): Grid<number> =>
    sample === 'total' ? addAll(all.map(one => named(one, name))) : named(at(all, sample), name)
  const wanted = read(float)
  const moved = Array.from({ length: 4 }, (_, run) => read(shaken(numbers(run + 1))))
  return (name, sample) => {
    const grid = of(wanted, name, sample)
    const error = 5 * Math.max(...moved.map(all => apart(grid, of(all, name, sample))))
    return grid.map(row => row.map(value => ({ value, error })))
  }
}

const addAll = (grids: readonly Grid<number>[]): Grid<number> =>
  grids.reduce((sum, grid) => sum.map((row, r) => row.map((x, c) => x + (grid[r]?.[c] ?? Number.NaN))))

/** The sum of the samples' matrices. Their errors grow with the number of samples, since the sum may be in any order. */
export function totalOf(grids: readonly Grid<Bounded>[]): Grid<Bounded> {
  const [first = []] = grids
  return first.map((row, r) =>
    row.map((_, c) => {
      const { value, error } = bounded.sum(grids.flatMap(grid => grid[r]?.[c] ?? []))
      return { value, error: grids.length * error }
    }),
  )
}

/** How many times over its bound the worst cell is: fine up to 1; NaN where a cell is missing or not a number. The bound is
 *  doubled, for what the plan rearranges: literals multiplied with one another, sums that start from a bias. */
export function overBound(found: Grid<number>, wanted: Grid<Bounded>): number {
  if (found.length !== wanted.length) return Number.NaN
  return Math.max(
    0,
    ...wanted.flatMap((row, r) =>
      row.map(({ value, error }, c) => {
        const off = Math.abs((found[r]?.[c] ?? Number.NaN) - value)
        return off === 0 ? 0 : off / (2 * error)
      }),
    ),
  )
}

/** The largest difference between two matrices. NaN where a cell is missing or not a number. */
export function apart(a: Grid<number>, b: Grid<number>): number {
  if (a.length !== b.length) return Number.NaN
  return Math.max(0, ...a.flatMap((row, r) => row.map((x, c) => Math.abs(x - (b[r]?.[c] ?? Number.NaN)))))
}
