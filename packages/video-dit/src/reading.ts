// Computing and training a net: the interface, and the double-precision reading. single.ts has the fast one.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import { entriesOf, type Net, type Node, type Shape } from '@dit-by-hand/graph/graph'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { adamW, type Moments } from './train.ts'

/** Every named matrix of a net, by name. */
export type Grids = { readonly [name: string]: Grid<number> | undefined }

/** A training run: a loss net with the gradient at each parameter, a batch, and the initial parameters. */
export interface Training {
  /** Its `loss` is that of one sample. */
  readonly net: Net
  readonly parameters: readonly Parameter[]
  readonly gradients: { readonly [parameter: string]: Node }
  /** The inputs of each sample, besides the parameters. */
  readonly given: readonly Given<number>[]
  readonly from: Given<number>
  readonly rate: number
  readonly steps: number
}

/** The result of one training step. */
export interface Descent {
  /** The mean loss of the batch before the step. */
  readonly loss: number
  /** The parameters after the step, row by row. */
  readonly parameters: { readonly [parameter: string]: ArrayLike<number> }
}

/** A way to compute and train nets, in one precision. */
export interface Reading {
  readonly precision: 'double' | 'single'
  /** Computes a net. @param given the inputs of each sample @returns for each sample, every matrix named in `net` */
  read(net: Net, given: readonly Given<number>[]): Promise<readonly Grids[]>
  /** Takes steps of AdamW on the mean loss of a batch. */
  descend(training: Training): Promise<readonly Descent[]>
}

/** Computes in double precision, by the graph's own rules. */
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
        adamW(named(cells, name), meanOver(read, `d_${name}`), named(moments, name), step, rate)
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

/** The mean of one matrix over a batch, cell by cell, row by row. */
export function meanOver(read: readonly Grids[], name: string): Float64Array {
  const all = read.map(grids => named(grids, name).flat())
  return Float64Array.from(at(all, 0), (_, i) => all.reduce((sum, cells) => sum + at(cells, i) / all.length, 0))
}
