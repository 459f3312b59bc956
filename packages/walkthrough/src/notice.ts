// What can be noticed in a lesson's numbers, derived from the facts, so that prose says only what is true.
import type { Name } from '@dit-by-hand/core/names'
import { alike, exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { type Exact, mul } from '@dit-by-hand/graph/exact'
import type { Why } from '@dit-by-hand/graph/graph'
import { amendments, attendedBy, isAmended, type Spot, spots } from './spots.ts'
import type { Facts } from './telling.ts'

const hasAmended = ({ net }: Facts, why: Why): boolean =>
  Object.values(net).some(node => amendments(node).some(({ arg }) => arg.why === why))

/** Whether any cell shows a misprint. */
export const isAsPrinted = (facts: Facts): boolean => hasAmended(facts, 'misprint')

/** Whether the reader has edited any computed number. */
export const isChanged = (facts: Facts): boolean => hasAmended(facts, 'edit')

/** The number of cells of a matrix for which something holds. */
export const countWhere = (facts: Facts, name: Name, holds: (value: Exact, spot: Spot) => boolean): number =>
  spots(facts, name).filter(spot => holds(facts.cell(name, spot.row, spot.column), spot)).length

/** Whether something holds for every cell of a matrix. */
export const isAll = (facts: Facts, name: Name, holds: (value: Exact) => boolean): boolean =>
  countWhere(facts, name, value => !holds(value)) === 0

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

/** With hard attention, the patches whose largest scores tie; without those whose attention is amended. */
export const tied = (facts: Facts): readonly number[] =>
  attending(facts)
    .flatMap(({ queries, keys }) => (keys.length > 1 ? queries : []))
    .filter(query => !spots(facts, 'attention').some(at => at.column === query && isAmended(facts, 'attention', at)))
