// One cell of a trained net: its line of arithmetic with the values of this moment, where it comes from, where it goes, and
// its gradient. No more is computed than that needs.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { consumersAt, type NamedRegion } from '@dit-by-hand/graph/consumers'
import { cellOf, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { type CellRef, type Expression, expression, sources } from '@dit-by-hand/graph/expression'
import { gradient } from '@dit-by-hand/graph/gradient'
import { entriesOf, type Net, type Node, namesOf, type Read } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import type { ModelInfo } from '../checkpoint/info.ts'
import type { Source } from '../checkpoint/source.ts'
import {
  askedAt,
  bringTo,
  clipAt,
  type Moment,
  momentNet,
  ready,
  sampledAt,
  sampledNet,
  unconditionalAt,
} from './moment.ts'

export interface ExplainedCell {
  readonly cell: CellRef
  readonly net: Net
  /** Whether it is brought: by the checkpoint, by the prompt, as noise. */
  readonly given: boolean
  readonly value: number
  readonly arithmetic: Expression
  /** The named cells it is made from, each once. */
  readonly sources: readonly CellRef[]
  readonly valueAt: (cell: CellRef) => number
  /** The named cells it goes into. */
  readonly consumers: readonly NamedRegion[]
  /** How the mean of the squares of the output moves if this number grows. */
  readonly gradient: number
}

const slopeName = 'gradient of the output at'

/** What a net is asked: its clip, cells column by column; its words; and its `time` or `t`. */
export interface Asked {
  readonly x: Float32Array
  readonly given: Given<number>
  /** What the net says without the words, where the sampler stands behind it. */
  readonly unconditional?: () => Promise<Float32Array>
}

/** Explains a cell of a checkpoint's net at a moment of sampling, or of its guidance and its step. Throws as {@link explainAsked} does. */
export async function explainCell(
  info: ModelInfo,
  source: Source,
  moment: Moment,
  cell: CellRef,
): Promise<ExplainedCell> {
  const net = sampledNet(info)
  expression(net, cell) // that there is no such cell is said before the way there is gone
  const x = await clipAt(info, moment, source)
  const given = { ...askedAt(info, moment), ...sampledAt(info, moment) }
  const unconditional = (): Promise<Float32Array> => unconditionalAt(info, moment, source, x)
  return explainAsked(info, source, { x, given, unconditional }, cell, net)
}

/**
 * Explains a cell of a checkpoint's net as it is asked.
 * @param net the net that is looked into: by itself, or {@link sampledNet}
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
  const runner = await ready({ ...net, [slopeName]: here }, [...wanted, slopeName], source, info.config)
  if (runner.plan.inputs.x) runner.cells('x').set(x)
  bringTo(runner, asked)
  if (runner.plan.inputs.unconditional && unconditional) runner.cells('unconditional').set(await unconditional())
  runner.run()

  const grids = new Map<string, Grid<number>>()
  const read = ({ name, row, column }: CellRef): number => {
    // Parameters may be large: a look at one cell of them copies none.
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
    net,
    given,
    value: given ? read(cell) : worked(net, node, cell, read),
    arithmetic,
    sources: given ? [] : from,
    valueAt: read,
    consumers: consumersAt(net, cell),
    gradient: read({ ...cell, name: slopeName }),
  }
}

/** The cell in double precision from the named cells that its line cites. */
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
