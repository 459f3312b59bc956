// Explains one cell of a trained net: its line of arithmetic with values, its sources, its consumers and its gradient. No more
// is computed than that needs.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { consumersAt } from '@dit-by-hand/graph/consumers'
import { cellOf, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { type CellRef, type Expression, expression, sources } from '@dit-by-hand/graph/expression'
import { gradient } from '@dit-by-hand/graph/gradient'
import { entriesOf, type Net, type Node, namesOf, type Read } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import type { NamedRegion } from '@dit-by-hand/graph/regions'
import type { ModelInfo } from '../checkpoint/info.ts'
import type { Source } from '../checkpoint/source.ts'
import {
  askedAt,
  bringTo,
  clipAt,
  loaded,
  type Moment,
  momentNet,
  sampledAt,
  sampledNet,
  unconditionalAt,
} from './moment.ts'

export interface ExplainedCell {
  readonly cell: CellRef
  /** Whether it is an input or a parameter, and not computed. */
  readonly given: boolean
  readonly value: number
  readonly arithmetic: Expression
  /** The named cells it is made from, each once. */
  readonly sources: readonly CellRef[]
  readonly valueAt: (cell: CellRef) => number
  /** The named cells it goes into. */
  readonly consumers: readonly NamedRegion[]
  /** The gradient of the output's mean square at this cell. */
  readonly gradient: number
}

const slopeName = 'gradient of the output at'

/** A net's inputs: the clip as cells, column by column, and in `given` the words and `time` or `t`. */
export interface Asked {
  readonly x: Float32Array
  readonly given: Given<number>
  /** The net's output without the words, for a net with its sampler. */
  readonly unconditional?: () => Promise<Float32Array>
}

/** Explains a cell of a checkpoint's net, its guidance or its step, at a moment of sampling. Throws as {@link explainAsked}. */
export async function explainCell(
  info: ModelInfo,
  source: Source,
  moment: Moment,
  cell: CellRef,
): Promise<ExplainedCell> {
  const net = sampledNet(info)
  expression(net, cell) // refuses a cell that is not there before any sampling is done
  const x = await clipAt(info, moment, source)
  const given = { ...askedAt(info, moment), ...sampledAt(info, moment) }
  const unconditional = (): Promise<Float32Array> => unconditionalAt(info, moment, source, x)
  return explainAsked(info, source, { x, given, unconditional }, cell, net)
}

/**
 * Explains a cell of a checkpoint's net for given inputs.
 * @param net the net: by itself, or with its sampler as in {@link sampledNet}
 * @throws {RangeError} where the net has no such cell
 * @throws {CheckpointError} where the file is damaged or lacks what is needed
 */
export async function explainAsked(
  info: ModelInfo,
  source: Source,
  { x, given: asked, unconditional }: Asked,
  cell: CellRef,
  net: Net = momentNet(info),
): Promise<ExplainedCell> {
  const node = named(net, cell.name)
  const arithmetic = expression(net, cell)
  const from = sources(arithmetic)

  const output = named(net, 'output')
  const seed = times(output, 2 / (output.shape[0] * output.shape[1]))
  const { here } = gradient(output, seed, { here: node })
  const wanted = [...new Set([cell.name, ...from.map(({ name }) => name)])]
  const runner = await loaded({ ...net, [slopeName]: here }, [...wanted, slopeName], source, info.config)
  if (runner.plan.inputs.x) runner.cells('x').set(x)
  bringTo(runner, asked)
  if (runner.plan.inputs.unconditional && unconditional) runner.cells('unconditional').set(await unconditional())
  runner.run()

  const grids = new Map<string, Grid<number>>()
  const read = ({ name, row, column }: CellRef): number => {
    // Parameters may be large: reading one cell copies nothing.
    if (runner.plan.inputs[name]) {
      const cells = runner.cells(name)
      return at(cells, column * named(net, name).shape[0] + row, name)
    }
    const grid = grids.get(name) ?? runner.read(name)
    grids.set(name, grid)
    return at(at(grid, row, name), column, name)
  }
  const given = node.op === 'input'
  return {
    cell,
    given,
    value: given ? read(cell) : worked(net, node, cell, read),
    arithmetic,
    sources: given ? [] : from,
    valueAt: read,
    consumers: consumersAt(net, cell),
    gradient: read({ ...cell, name: slopeName }),
  }
}

/** Computes the cell in double precision from the named cells in its line of arithmetic. */
function worked(net: Net, node: Node, { row, column }: CellRef, valueAt: (cell: CellRef) => number): number {
  const names = namesOf(net)
  const readOf =
    (from: Node): Read<number> =>
    (r, c) => {
      const name = names.get(from)
      return name === undefined ? cellOf(from, r, c, from.src.map(readOf), float) : valueAt({ name, row: r, column: c })
    }
  return cellOf(node, row, column, node.src.map(readOf), float)
}

/** Every name that can be explained, with its shape. @param net as that of {@link explainAsked} */
export const explainable = (
  info: ModelInfo,
  net: Net = momentNet(info),
): readonly (readonly [name: string, shape: readonly [number, number]])[] =>
  entriesOf(net).map(([name, { shape }]) => [name, shape])
