// One number moved, and how far the error moves with it; nudged up and down it proves a gradient by finite differences.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import * as q from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { entriesOf, type Net, type Node } from '@dit-by-hand/graph/graph'
import { add, table } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { cellValue, givenOf, type Worked } from './lesson.ts'
import type { Name } from './names.ts'

/** The result of a nudge. The error is ½·Σ lossGradient², whose gradient the walkthrough works out. */
export interface Nudge {
  readonly cell: CellRef
  readonly by: Exact
  readonly errorAbove: Exact
  readonly errorBelow: Exact
  /** (errorAbove − errorBelow) / (2·by) */
  readonly slope: Exact
  /** Whether the nudge changed which patch attends to which: the error has a corner there, and no gradient is proved. */
  readonly corner: boolean
}

/** A lesson after one number was moved. The error is ½·Σ lossGradient². */
export interface Moved {
  readonly error: Exact
  readonly attention: Grid<Exact>
}

/**
 * Moves one number of a lesson by any amount, everything after it following. A misprint counts as a fixed amount added to
 * the computed value, since gradients flow through it as if it had been computed.
 * @param cell a parameter, or any computed matrix upstream of the error; rows and columns from 0
 * @throws {RangeError} where the lesson has no such cell
 */
export function mover({ lesson, net, values }: Worked, cell: CellRef): (by: Exact) => Moved {
  cellValue({ lesson, values }, cell)
  const here = named<Grid<Exact>>(values, cell.name)
  const given = givenOf(lesson)
  const slipped = withFixedSlips(net, given)
  return by => {
    const moves = here.map((row, r) => row.map((_, c) => (r === cell.row && c === cell.column ? by : 0)))
    const nudged = rewrite(slipped, { [cell.name]: (node: Node) => add(node, table(moves)) })
    const { lossGradient, attention } = evaluate(
      { lossGradient: named(nudged, 'lossGradient'), attention: named(nudged, 'attention') },
      given,
      exact,
    )
    const squares = named({ lossGradient }, 'lossGradient')
      .flat()
      .map(e => q.mul(e, e))
    return { error: q.mul(exact.sum(squares), half), attention: named({ attention }, 'attention') }
  }
}

/**
 * The central difference of ½·Σ error² at one number. It is exact where the error is quadratic, as it is in every parameter
 * while hard attention keeps its choice.
 * @param cell as for {@link mover}
 * @throws {RangeError} where the lesson has no such cell
 */
export function nudge(worked: Worked, cell: CellRef): Nudge {
  const move = mover(worked, cell)
  const { lesson, values } = worked
  const by = q.ratio(1n, lesson.attention.kind === 'softmax' ? 8192n : 1000n)
  const [above, below] = [move(by), move(q.mul(by, -1))]
  const slope = q.mul(subtract(above.error, below.error), q.inv(q.mul(2, by)))
  const choice = named(values, 'attention')
  const corner =
    lesson.attention.kind === 'hard' &&
    cell.name !== 'attention' &&
    ![above, below].every(({ attention }) => sameGrid(attention, choice))
  return { cell, by, errorAbove: above.error, errorBelow: below.error, slope, corner }
}

const half = q.ratio(1n, 2n)
const subtract = (a: Exact, b: Exact): Exact => q.add(a, q.mul(b, -1))
/** Whether two matrices of one shape have the same numbers. */
export const sameGrid = (a: Grid<Exact>, b: Grid<Exact>): boolean =>
  a.every((row, r) => row.every((x, c) => q.equal(x, at(at(b, r), c))))

/** The net with each amended matrix computed again, plus the fixed amount by which its amendments differ. */
function withFixedSlips(net: Net<Name>, given: ReturnType<typeof givenOf>): Net<Name> {
  const amended = entriesOf(net).flatMap(([name, node]) =>
    node.op === 'amend' ? [[name, node, at(node.src, 0)] as const] : [],
  )
  const changes = amended.map(([name, node, computed]) => {
    const now = evaluate({ node, computed }, given, exact)
    const slip = named(now, 'node').map((row, r) =>
      row.map((x, c) => subtract(x, at(at(named(now, 'computed'), r), c))),
    )
    return [name, (rebuilt: Node) => add(at(rebuilt.src, 0), table(slip))]
  })
  return rewrite(net, Object.fromEntries(changes))
}
