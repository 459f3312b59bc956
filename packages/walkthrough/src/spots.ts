// The cells of a lesson by what stands in them: where a step begins, and what it leads to.
import type { Name } from '@dit-by-hand/core/names'
import { alike } from '@dit-by-hand/graph/arith'
import { compare, type Exact, sign } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Node } from '@dit-by-hand/graph/graph'
import type { Facts } from './telling.ts'

/** A cell in prose: rows and columns count from 1. */
export interface Spot {
  readonly row: number
  readonly column: number
}

/** A spot as a cell reference, counted from 0. */
export const cellRef = (name: Name, { row, column }: Spot): CellRef => ({ name, row: row - 1, column: column - 1 })

/** The top left cell of a matrix. */
export const corner: Spot = { row: 1, column: 1 }

/** The cells of a matrix, row by row; none where the lesson has no such matrix. */
export const spots = ({ values }: Facts, name: Name): readonly Spot[] =>
  (values[name] ?? []).flatMap((cells, r) => cells.map((_, c) => ({ row: r + 1, column: c + 1 })))

/** The amendments of a node: misprints, and the reader's edits on top of them. */
export const amendments = (node: Node | undefined): readonly Node<'amend'>[] =>
  node?.op === 'amend' ? [node, ...amendments(node.src[0])] : []

/** Whether a cell shows another value than the computed one. */
export const isAmended = ({ net }: Facts, name: Name, { row, column }: Spot): boolean =>
  amendments(net[name]).some(({ arg }) => arg.cells.some(cell => cell.row === row - 1 && cell.column === column - 1))

/** The first cell, row by row, that shows its computed value and for which `also` holds. */
export const firstSound = (facts: Facts, name: Name, also: (spot: Spot) => boolean = () => true): Spot | undefined =>
  spots(facts, name).find(spot => !isAmended(facts, name, spot) && also(spot))

export const isNegative = (value: Exact): boolean => sign(value) < 0
export const isZero = (value: Exact): boolean => sign(value) === 0

/** A test whether a value equals that of another matrix at the same cell. */
export const equalsAt =
  (facts: Facts, name: Name) =>
  (value: Exact, { row, column }: Spot): boolean =>
    alike(value, facts.cell(name, row, column))

/** The pixels of the generated video that are not as they were given. */
export const changedPixels = (facts: Facts): readonly Spot[] =>
  spots(facts, 'generatedVideo').filter(
    spot => !equalsAt(facts, 'video')(facts.cell('generatedVideo', spot.row, spot.column), spot),
  )

/** The patches that one attends to; with softmax, those with the largest weights. Patches count from 1. */
export const attendedBy = (facts: Facts, query: number): readonly number[] =>
  (facts.lesson.attention.kind === 'softmax' ? largest : present)(columnOf(facts, query))

/** The attention of one patch to all patches. */
export const columnOf = (facts: Facts, query: number): readonly Exact[] =>
  Array.from({ length: facts.size.patches }, (_, key) => facts.cell('attention', key + 1, query))

const present = (column: readonly Exact[]): readonly number[] =>
  column.flatMap((share, key) => (isZero(share) ? [] : [key + 1]))

const largest = (column: readonly Exact[]): readonly number[] =>
  column.flatMap((share, key) => (column.every(other => compare(other, share) <= 0) ? [key + 1] : []))
