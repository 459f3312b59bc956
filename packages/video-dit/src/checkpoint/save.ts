// Writes a model as a checkpoint: official names, matrices row by row, the same bytes each time.

import { float } from '@dit-by-hand/graph/arith'
import { held, named } from '@dit-by-hand/graph/at'
import { cellOf } from '@dit-by-hand/graph/evaluate'
import type { Node, Read, Shape } from '@dit-by-hand/graph/graph'
import { together } from '../bytes.ts'
import { type DitConfig, tokensOf } from '../config.ts'
import { dit } from '../net.ts'
import { positions } from '../positions.ts'
import { encode, memoryFor } from './dtype.ts'
import { type ModelInfo, metadataOf } from './info.ts'
import { officialName, officialShape } from './official.ts'
import { layOut } from './safetensors.ts'

/** A matrix's cells, column by column, as plans and trainers store them. */
export type Cells = Float32Array | Float64Array

/** Every parameter's cells, by its name, as a trainer's `byName` gives them. */
export type Weights = { readonly [parameter: string]: Cells | undefined }

/** A file to write: its size, and its bytes in order. */
export interface Written {
  readonly size: number
  /** The bytes in order. Use each piece before asking for the next: they may share memory. */
  pieces(): Iterable<Uint8Array>
}

/** A tensor to write. */
export interface Stored {
  readonly name: string
  readonly shape: readonly number[]
  /** The shape of its cells as a matrix. */
  readonly matrix: Shape
  readonly cells: Cells
}

/** The numbers written in one piece. */
const pieceNumbers = 1 << 18

/** Lays matrices out as a file. @throws {CheckpointError} where cells do not fill a shape */
export function written(metadata: { readonly [key: string]: string }, tensors: readonly Stored[]): Written {
  const byName = new Map(tensors.map(tensor => [tensor.name, tensor]))
  const { head, places, size } = layOut(
    metadata,
    tensors.map(({ name, shape, cells }) => [name, { dtype: dtypeOf(cells), shape, bytes: cells }]),
  )
  return {
    size: head.byteLength + size,
    *pieces() {
      yield head
      for (const { name } of places) yield* rowsOf(held(byName, name, `${name} to write`))
    },
  }
}

/** The bytes of a matrix row by row, some rows at a time. */
function* rowsOf({ matrix, cells }: Stored): Iterable<Uint8Array> {
  const [rows, columns] = matrix
  const most = Math.max(1, Math.floor(pieceNumbers / columns))
  for (let row = 0; row < rows; row += most)
    yield encode(rowByRow(cells, matrix, row, Math.min(most, rows - row)), dtypeOf(cells))
}

const dtypeOf = (cells: Cells): 'F32' | 'F64' => (cells instanceof Float32Array ? 'F32' : 'F64')

/** Reorders cells from column by column to row by row: `count` rows of the matrix, from row `from`. */
export function rowByRow(cells: Cells, [rows, columns]: Shape, from = 0, count: number = rows): Cells {
  const turned = memoryFor(dtypeOf(cells), count * columns)
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < count; row++) turned[row * columns + column] = cells[column * rows + from + row]!
  return turned
}

/** A file's bytes, all in memory. */
export const whole = (file: Written): Uint8Array<ArrayBuffer> => together(file.size, file.pieces())

/** Computes a matrix cell by cell, without keeping the ones it is made from. */
function lazily(node: Node): Read<number> {
  const reads = node.src.map(lazily)
  return (row, column) => cellOf(node, row, column, reads, float)
}

/** The frozen position embeddings, which official checkpoints store beside the parameters: column by column, that is, token by
 *  token. */
export function frozenPositions(config: DitConfig): Float32Array {
  const node = positions(config)
  const [[rows, columns], cell] = [node.shape, lazily(node)]
  const cells = new Float32Array(rows * columns)
  for (let i = 0; i < cells.length; i++) cells[i] = cell(i % rows, Math.floor(i / rows))
  return cells
}

/** The frozen table's name in an official checkpoint. */
export const frozenName = 'pos_embed'

/**
 * Every parameter as a tensor with its official name and shape.
 * @param weights their cells, column by column @param prefix goes before each name
 * @throws {RangeError} naming a parameter without cells, or with another count of them
 */
export const parametersOf = (config: DitConfig, weights: Weights, prefix = ''): readonly Stored[] =>
  dit(config).parameters.map(parameter => {
    const [cells, [rows, columns]] = [named(weights, parameter.name, 'the weights'), parameter.shape]
    if (cells.length !== rows * columns)
      throw new RangeError(`${parameter.name} is ${rows}×${columns}; there are ${cells.length} cells for it`)
    const shape = officialShape(parameter, config)
    return { name: prefix + officialName(parameter.name), shape, matrix: parameter.shape, cells }
  })

/** A model's tensors as in official checkpoints: every parameter, and the frozen positions. */
export function tensorsOf(config: DitConfig, weights: Weights): readonly Stored[] {
  // The table lies token by token in both.
  const cells = frozenPositions(config)
  const shape = [1, tokensOf(config), config.width]
  return [...parametersOf(config, weights), { name: frozenName, shape, matrix: [1, cells.length], cells }]
}

/**
 * A model as a safetensors file that the official code and other readers load.
 * @param weights every parameter's cells, column by column
 * @param metadata further metadata, besides `format` and `dit`
 * @param beside further tensors
 * @throws {RangeError} naming a parameter without cells
 */
export function modelFile(
  info: ModelInfo,
  weights: Weights,
  metadata: { readonly [key: string]: string } = {},
  beside: readonly Stored[] = [],
): Written {
  return written({ ...metadata, ...metadataOf(info) }, [...tensorsOf(info.config, weights), ...beside])
}

/** {@link modelFile}, in memory. */
export const saveModel = (info: ModelInfo, weights: Weights): Uint8Array => whole(modelFile(info, weights))
