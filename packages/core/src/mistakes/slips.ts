// One matrix made otherwise, in every way that has a name: what somebody who fills in a sheet may have done.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { AnswerName } from '@dit-by-hand/spec/names'
import type { Name } from '../names.ts'
import { type Asked, evidenceOf, gridOf } from './evidence.ts'
import type { Family, TitleOf } from './variant.ts'
import { attempt, single, upright } from './ways.ts'

/** A matrix with one slip in it. */
export interface Slip {
  readonly family: Family
  /** "the encoder bias is left out": no number that hangs on the lesson. */
  readonly says: string
  /** Which matrix was taken for which. */
  readonly pair?: readonly [wanted: Name, taken: Name]
  /** All of the matrix, of the shape it should have. */
  readonly grid: Grid<Exact>
}

/**
 * Every single slip of a matrix that leaves its shape as it is, worked from the answer's own matrices before it: the same
 * rewrites by which an engine's mistakes are named, without asking that they explain more than one number.
 * @param asked the lesson, and the numbers that the matrix is worked from; what is missing is taken to be right
 * @param title what a matrix is called in a sentence
 * @throws {RangeError} where the lesson has no such matrix
 */
export function* slips(asked: Asked, name: AnswerName, title: TitleOf): Generator<Slip> {
  const evidence = evidenceOf(asked)
  const local = evidence.local(name)
  const about = upright({ evidence, name }, title)
  for (const { family, says, pair, make } of single(about)) {
    const grid = attempt(() => {
      const node = make()
      const fits = node.shape[0] === local.node.shape[0] && node.shape[1] === local.node.shape[1]
      return fits ? gridOf(local, node) : undefined
    })
    if (grid && at(grid, 0).length > 0) yield { family, says, grid, ...(pair && { pair }) }
  }
}
