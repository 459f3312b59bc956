// What can be noticed in a lesson's numbers, derived from the facts, so that prose says only what is true.
import type { Name } from '@dit-by-hand/core/names'
import { alike, exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { compare, type Exact, mul, sign } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Node, Why } from '@dit-by-hand/graph/graph'
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
const amendments = (node: Node | undefined): readonly Node<'amend'>[] =>
  node?.op === 'amend' ? [node, ...amendments(node.src[0])] : []

/** Whether a cell shows another value than the computed one. */
export const isAmended = ({ net }: Facts, name: Name, { row, column }: Spot): boolean =>
  amendments(net[name]).some(({ arg }) => arg.cells.some(cell => cell.row === row - 1 && cell.column === column - 1))

const hasAmended = ({ net }: Facts, why: Why): boolean =>
  Object.values(net).some(node => amendments(node).some(({ arg }) => arg.why === why))

/** Whether any cell shows a misprint. */
export const isAsPrinted = (facts: Facts): boolean => hasAmended(facts, 'misprint')

/** Whether the reader has edited any computed number. */
export const isChanged = (facts: Facts): boolean => hasAmended(facts, 'edit')

/** The first cell, row by row, that shows its computed value and for which `also` holds. */
export const firstSound = (facts: Facts, name: Name, also: (spot: Spot) => boolean = () => true): Spot | undefined =>
  spots(facts, name).find(spot => !isAmended(facts, name, spot) && also(spot))

/** The number of cells of a matrix for which something holds. */
export const countWhere = (facts: Facts, name: Name, holds: (value: Exact, spot: Spot) => boolean): number =>
  spots(facts, name).filter(spot => holds(facts.cell(name, spot.row, spot.column), spot)).length

export const isNegative = (value: Exact): boolean => sign(value) < 0
export const isZero = (value: Exact): boolean => sign(value) === 0

/** Whether something holds for every cell of a matrix. */
export const isAll = (facts: Facts, name: Name, holds: (value: Exact) => boolean): boolean =>
  countWhere(facts, name, value => !holds(value)) === 0

/** A test whether a value equals that of another matrix at the same cell. */
export const equalsAt =
  (facts: Facts, name: Name) =>
  (value: Exact, { row, column }: Spot): boolean =>
    alike(value, facts.cell(name, row, column))

/** Whether a column equals a column of another matrix. */
export const sameColumn = ({ values }: Facts, name: Name, column: number, other: Name, otherColumn: number): boolean =>
  (values[name] ?? []).every((cells, r) => {
    const [here, there] = [cells[column - 1], values[other]?.[r]?.[otherColumn - 1]]
    return here !== undefined && there !== undefined && alike(here, there)
  })

/** The sum of the squared errors of the predicted noise. */
export const squaredErrors = ({ values }: Pick<Facts, 'values'>): Exact =>
  exact.sum(
    named(values, 'lossGradient', 'the lesson')
      .flat()
      .map(error => mul(error, error)),
  )

/** The pixels of the generated video that are not as they were given. */
export const changedPixels = (facts: Facts): readonly Spot[] =>
  spots(facts, 'generatedVideo').filter(
    spot => !equalsAt(facts, 'video')(facts.cell('generatedVideo', spot.row, spot.column), spot),
  )

/** Patches that attend to the same patches. Patches count from 1. */
export interface Attending {
  readonly queries: readonly number[]
  /** The patches they attend to; with softmax, those with the largest weights. */
  readonly keys: readonly number[]
}

/** Which patches attend to which, in the order of the attending patches. */
export function attending(facts: Facts): readonly Attending[] {
  const groups = new Map<string, { queries: number[]; keys: readonly number[] }>()
  for (let query = 1; query <= facts.size.patches; query++) {
    const keys = attendedBy(facts, query)
    const group = groups.get(keys.join(' '))
    if (group) group.queries.push(query)
    else groups.set(keys.join(' '), { queries: [query], keys })
  }
  return [...groups.values()]
}

/** The patches that one attends to; with softmax, those with the largest weights. Patches count from 1. */
export const attendedBy = (facts: Facts, query: number): readonly number[] =>
  (facts.lesson.attention.kind === 'softmax' ? largest : present)(columnOf(facts, query))

/** The attention of one patch to all patches. */
export const columnOf = (facts: Facts, query: number): readonly Exact[] =>
  Array.from({ length: facts.size.patches }, (_, key) => facts.cell('attention', key + 1, query))

/** With hard attention, the patches whose largest scores tie; without those whose attention is amended. */
export const tied = (facts: Facts): readonly number[] =>
  attending(facts)
    .flatMap(({ queries, keys }) => (keys.length > 1 ? queries : []))
    .filter(query => !spots(facts, 'attention').some(at => at.column === query && isAmended(facts, 'attention', at)))

const present = (column: readonly Exact[]): readonly number[] =>
  column.flatMap((share, key) => (isZero(share) ? [] : [key + 1]))

const largest = (column: readonly Exact[]): readonly number[] =>
  column.flatMap((share, key) => (column.every(other => compare(other, share) <= 0) ? [key + 1] : []))
