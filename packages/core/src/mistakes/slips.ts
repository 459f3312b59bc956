// One matrix made otherwise, in every way that has a name: what somebody who fills in a sheet may have done.
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { type Asked, evidenceOf, partOf, type TitleOf } from './evidence.ts'
import type { Explanation } from './variant.ts'
import { single } from './ways.ts'

/** A matrix with one slip in it. */
export interface Slip extends Explanation {
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
  for (const { family, says, pair, grid } of single(partOf(evidenceOf(asked, title))(name))) {
    const made = grid()
    if (made) yield { family, says, grid: made, ...(pair && { pair }) }
  }
}
