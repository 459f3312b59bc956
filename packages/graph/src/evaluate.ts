// Computes every matrix of a net, in any number system, by the rules of the ops.
import type { Arith } from './arith.ts'
import { at, held, own } from './at.ts'
import {
  describe,
  entriesOf,
  type Net,
  type Node,
  type OpName,
  type Read,
  type Rule,
  type Shape,
  ShapeError,
  shapeText,
  topological,
} from './graph.ts'
import { rules } from './ops.ts'

/** Rows of cells. */
export type Grid<R> = readonly (readonly R[])[]

/** The values of the inputs, by name. */
export type Given<R> = { readonly [name: string]: Grid<R> | undefined }

/**
 * Computes every named matrix of a net.
 * @param given a matrix for every input that the net reads
 * @param k the number system: `exact`, `float`, or any other
 * @returns the net's names, each with its rows of cells
 * @throws {ShapeError} naming the matrix, the shape found and the shape needed
 * @throws {RangeError} naming the matrix and the cell, where the number system has no value for it, such as 1/0 in `exact`
 */
export function evaluate<R, Name extends string>(
  net: Net<Name>,
  given: Given<R>,
  k: Arith<R>,
): { readonly [K in Name]?: Grid<R> } {
  const grids = new Map<Node, Grid<R>>()
  const gridOf = (node: Node): Grid<R> => held(grids, node, 'grid of a source')
  const named: { [K in Name]?: Grid<R> } = {}
  const entries = entriesOf(net)
  for (const node of topological(entries.map(([, node]) => node))) {
    if (node.op === 'input') {
      grids.set(node, brought(node.arg.name, node.shape, given))
      continue
    }
    const reads = node.src.map((source): Read<R> => {
      const grid = gridOf(source)
      return (row, column) => grid[row]![column]!
    })
    const cell = (row: number, column: number): R => {
      try {
        return cellOf(node, row, column, reads, k)
      } catch (error) {
        throw atCell(error, node, row, column, entries)
      }
    }
    grids.set(node, gridFrom(node.shape, cell))
  }
  for (const [name, node] of entries) named[name] = gridOf(node)
  return named
}

/** One cell of a node by its rule, its sources read through `reads`. */
export function cellOf<R, K extends OpName>(
  node: Node<K>,
  row: number,
  column: number,
  reads: readonly Read<R>[],
  k: Arith<R>,
): R {
  const rule: Rule<K> = rules[node.op as K]
  return rule.cell(row, column, reads, k, node)
}

/** A RangeError with its place: the matrix by name, or the first named matrix that depends on it. */
function atCell(
  error: unknown,
  node: Node,
  row: number,
  column: number,
  entries: readonly (readonly [string, Node])[],
): unknown {
  if (!(error instanceof RangeError)) return error
  const within = entries.filter(([, each]) => topological([each]).includes(node))
  const [name, of] = at(within, 0)
  const where = of === node ? '' : `${describe(node)} within `
  return new RangeError(`${where}${name}, row ${row + 1}, column ${column + 1}: ${error.message}`, { cause: error })
}

/** A grid of this shape, cell by cell. */
export function gridFrom<R>([rows, columns]: Shape, cell: (row: number, column: number) => R): Grid<R> {
  const grid: R[][] = []
  for (let row = 0; row < rows; row++) {
    const cells: R[] = []
    for (let column = 0; column < columns; column++) cells.push(cell(row, column))
    grid.push(cells)
  }
  return grid
}

function brought<R>(name: string, shape: Shape, given: Given<R>): Grid<R> {
  const grid = own(given, name)
  if (!grid) throw new ShapeError(`${name} (${shapeText(shape)}) is an input; no value was given for it`)
  const wrong = grid.find(row => row.length !== shape[1])
  if (grid.length !== shape[0] || wrong)
    throw new ShapeError(`${name} is ${grid.length}×${(wrong ?? grid[0])?.length ?? 0}, needs ${shapeText(shape)}`)
  return grid
}
