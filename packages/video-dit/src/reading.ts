// Who computes: a net read in double precision, sample by sample. Another reading gives the same answers, faster.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import { entriesOf, type Net, type Node, type Shape } from '@dit-by-hand/graph/graph'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { adamW, type Moments } from './train.ts'

/** Every named matrix of a net, by name. */
export type Grids = { readonly [name: string]: Grid<number> | undefined }

/** What AdamW goes down: a loss net with the gradient at each parameter, a batch, and where it starts. */
export interface Slope {
  /** Its `loss` is that of one sample. */
  readonly net: Net
  readonly parameters: readonly Parameter[]
  readonly gradients: { readonly [parameter: string]: Node }
  /** What each sample is given, beside the parameters. */
  readonly given: readonly Given<number>[]
  readonly from: Given<number>
  readonly rate: number
  readonly steps: number
}

/** One step taken. */
export interface Descent {
  /** The mean loss of the batch before it. */
  readonly loss: number
  /** Parameters after it, row by row. */
  readonly parameters: { readonly [parameter: string]: ArrayLike<number> }
}

/** Computes a net for each sample of a batch. */
export interface Reading {
  readonly precision: 'double' | 'single'
  /** @param given what each sample is given @returns for each sample, every matrix named in `net` */
  read(net: Net, given: readonly Given<number>[]): Promise<readonly Grids[]>
  /** Steps of AdamW down the mean loss of a batch. */
  descend(slope: Slope): Promise<readonly Descent[]>
}

/** Double precision by the graph's own rules. */
export const double: Reading = {
  precision: 'double',
  read: async (net, given) => given.map(each => evaluate(net, each, float)),
  async descend({ net, parameters, gradients, given, from, rate, steps }) {
    const cells = Object.fromEntries(
      parameters.map(({ name }) => [name, Float64Array.from(named(from, name, 'the parameters').flat())]),
    )
    const moments: { readonly [name: string]: Moments } = Object.fromEntries(
      parameters.map(({ name, shape: [rows, columns] }) => [
        name,
        { mean: new Float64Array(rows * columns), square: new Float64Array(rows * columns) },
      ]),
    )
    const slopes = Object.fromEntries(entriesOf(gradients).map(([name, node]) => [`d_${name}`, node]))
    const both: Net = { loss: named(net, 'loss'), ...slopes }
    const taken: Descent[] = []
    for (let step = 0; step < steps; step++) {
      const now = Object.fromEntries(parameters.map(({ name, shape }) => [name, gridOf(named(cells, name), shape)]))
      const read = given.map(each => evaluate(both, { ...each, ...now }, float))
      for (const { name } of parameters) {
        adamW(named(cells, name), meanOver(read, `d_${name}`), named(moments, name), step, { rate })
      }
      taken.push({
        loss: at(meanOver(read, 'loss'), 0),
        parameters: Object.fromEntries(Object.entries(cells).map(([name, all]) => [name, all.slice()])),
      })
    }
    return taken
  },
}

const gridOf = (cells: ArrayLike<number>, shape: Shape): Grid<number> =>
  gridFrom(shape, (row, column) => at(cells, row * shape[1] + column))

/** The mean over a batch of one of its matrices, cell by cell, row by row. */
export function meanOver(read: readonly Grids[], name: string): Float64Array {
  const all = read.map(grids => named(grids, name).flat())
  return Float64Array.from(at(all, 0), (_, i) => all.reduce((sum, cells) => sum + at(cells, i) / all.length, 0))
}
