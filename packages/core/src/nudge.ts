// The proof beside a slope: nudge one number up and down, and see how far the error moves.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { exact } from './arith.ts'
import { dit, type Name, offsetName } from './dit.ts'
import { evaluate, type Grid } from './evaluate.ts'
import type { Exact } from './exact.ts'
import * as q from './exact.ts'
import type { CellRef } from './expression.ts'
import { givenOf, sizesOf, type Worked, type WorkedValues, work } from './lesson.ts'

/** What a nudge shows. The error is ½·Σ lossGradient², whose slope the walkthrough works out. */
export interface Nudge {
  readonly cell: CellRef
  readonly by: Exact
  readonly errorAbove: Exact
  readonly errorBelow: Exact
  /** (errorAbove − errorBelow) / 2·by */
  readonly slope: Exact
  /** Where the nudge changed which patch attends to which, the error has a corner there and no slope is proved. */
  readonly corner: boolean
}

/**
 * The central difference of ½·Σ error² at one number, exact for a quadratic (which this error is in every weight
 * as long as hard attention keeps its choice). In the printed reading a misprint counts as a fixed slip on top of what
 * is computed, since slopes flow through it as if it had been computed.
 * @param cell a weight, or any computed matrix upstream of the error; rows and columns from 0
 * @throws {RangeError} where the lesson has no such cell
 */
export function nudge(lesson: Lesson, reading: Reading, cell: CellRef): Nudge {
  const base = work(lesson, reading)
  const here = gridOf(base.values, cell.name)
  if (here[cell.row]?.[cell.column] === undefined)
    throw new RangeError(`${cell.name} has no row ${cell.row + 1}, column ${cell.column + 1}`)
  const soft = lesson.attention.kind === 'softmax'
  const by = q.ratio(1n, soft ? 8192n : 1000n)

  const given = givenOf(lesson)
  const offsets = new Map(slipsOf(lesson, base))
  const isGiven = base.net[cell.name as Name]?.op === 'given'
  if (!isGiven && !offsets.has(cell.name))
    offsets.set(
      cell.name,
      here.map(row => row.map(() => 0)),
    )
  const net = dit(sizesOf(lesson), { attention: lesson.attention.kind, nudged: new Set(offsets.keys()) })
  const run = (move: Exact): { readonly error: Exact; readonly attention: Grid<Exact> } => {
    const moved = (grid: Grid<Exact>): Grid<Exact> =>
      grid.map((row, r) => row.map((x, c) => (r === cell.row && c === cell.column ? q.add(x, move) : x)))
    const brought: { [name: string]: Grid<Exact> | undefined } = { ...given }
    for (const [name, offset] of offsets) brought[offsetName(name)] = name === cell.name ? moved(offset) : offset
    if (isGiven) brought[cell.name] = moved(here)
    const values = evaluate(net, brought, exact)
    const squares = gridOf(values, 'lossGradient')
      .flat()
      .map(e => q.mul(e, e))
    return { error: q.mul(exact.sum(squares), half), attention: gridOf(values, 'attention') }
  }
  const [above, below] = [run(by), run(q.mul(by, -1))]
  const slope = q.mul(subtract(above.error, below.error), q.inv(q.mul(2, by)))
  const choice = gridOf(base.values, 'attention')
  const corner =
    lesson.attention.kind === 'hard' &&
    cell.name !== 'attention' &&
    ![above, below].every(({ attention }) => sameGrid(attention, choice))
  return { cell, by, errorAbove: above.error, errorBelow: below.error, slope, corner }
}

const half = q.ratio(1n, 2n)
const subtract = (a: Exact, b: Exact): Exact => q.add(a, q.mul(b, -1))
const gridOf = (values: WorkedValues, name: string): Grid<Exact> => values[name as Name] ?? []
const sameGrid = (a: Grid<Exact>, b: Grid<Exact>): boolean =>
  a.every((row, r) => row.every((x, c) => q.equal(x, b[r]?.[c] ?? 0)))

/** How far each misprint is from what the arithmetic gives where it stands. */
function slipsOf(lesson: Lesson, { net, values }: Worked): readonly (readonly [name: string, slip: Grid<Exact>])[] {
  return Object.entries(net).flatMap(([name, node]) => {
    const source = node?.op === 'amend' ? node.src[0] : undefined
    const computed = source && evaluate({ computed: source }, givenOf(lesson), exact).computed
    return computed
      ? [[name, gridOf(values, name).map((row, r) => row.map((x, c) => subtract(x, computed[r]?.[c] ?? 0)))] as const]
      : []
  })
}
