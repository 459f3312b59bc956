// What a correct engine in floating point may answer: every matrix exactly, with a bound on its rounding error.
import type { Arith } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { type Bounded, bounded, double, type Precision, single } from '@dit-by-hand/graph/bounded'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { fromCell, toCell, toNumber } from '@dit-by-hand/graph/exact'
import type { Amendment, Node } from '@dit-by-hand/graph/graph'
import { amend } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { inFrames, isCell } from './answer.ts'
import { givenOf, netOf } from './lesson.ts'
import type { Name } from './names.ts'

/** The precisions that an engine may declare. */
export const precisions: { readonly [K in 'single' | 'double']: Precision } = { single, double }

/** Every named matrix of a lesson with error bounds, derived from the graph (see graph's `bounded`). The lesson's own numbers
 *  are rounded first, since 1/3 is not a floating-point number. Where rounding may change a choice, such as a tie of a hard
 *  maximum between fractions, the bounds of those cells, and of all that follows, allow every outcome. */
export function boundsOf(
  lesson: Lesson,
  reading: Reading,
  precision: Precision,
): { readonly [K in Name]?: Grid<Bounded> } {
  const k = bounded(precision)
  return evaluate(netOf(lesson, reading), givenIn(lesson, k), k)
}

function givenIn(lesson: Lesson, k: Arith<Bounded>): Given<Bounded> {
  const given = givenOf(lesson)
  return Object.fromEntries(
    Object.keys(given).map(name => [name, named(given, name).map(row => row.map(cell => k.num(cell)))]),
  )
}

/**
 * A floating-point engine's answer with its rounding undone: each cell that is within rounding error of what the engine's own
 * earlier matrices give is replaced by that exact value. A wrong cell stays as answered, and cells computed correctly from it
 * become exact too.
 * @param values any answer; what is not a matrix of the lesson, or not of its shape, is returned unchanged
 * @param room how far each answered number may be off by itself, where it was rounded when it was printed
 */
export function withRoundingTakenBack(
  lesson: Lesson,
  reading: Reading,
  values: Values,
  precision: Precision,
  room = 0,
): Values {
  const net = netOf(lesson, reading)
  const { generatedVideo, ...matrices } = values
  const stacked: { readonly [name: string]: AnswerMatrix } = {
    ...matrices,
    ...(generatedVideo && { generatedVideo: generatedVideo.flat() }),
  }
  const found = new Map(Object.entries(stacked).map(([name, rows]) => [name, amendments(rows)]))
  const fits = ({ shape: [height, width] }: Node, cells: readonly Amendment[]): boolean =>
    cells.length === height * width && cells.every(({ row, column }) => row < height && column < width)
  const answered = Object.fromEntries(
    Object.entries(net).flatMap(([name, node]) => {
      const cells = found.get(name)
      return cells && fits(node, cells) ? [[name, (made: Node) => amend(made, cells, 'edit')]] : []
    }),
  )
  const plain = bounded(precision)
  const k: Arith<Bounded> = {
    ...plain,
    amended(value, computed, why) {
      if (why !== 'edit') return plain.amended(value, computed, why)
      const own = computed()
      return Math.abs(toNumber(value) - toNumber(own.value)) <= own.error + room ? own : { value, error: room }
    },
  }
  const grids = evaluate(rewrite(net, answered), givenIn(lesson, k), k)
  const put = Object.entries(grids).flatMap(([name, grid]) => {
    if (!grid || !(name in answered)) return []
    const rows = grid.map(row => row.map(({ value }) => toCell(value)))
    return [[name, name === 'generatedVideo' ? inFrames(lesson, rows) : rows]]
  })
  return { ...values, ...Object.fromEntries(put) }
}

/** The cells of an answered matrix that are numbers. */
const amendments = (rows: AnswerMatrix): readonly Amendment[] =>
  rows
    .flatMap((cells, row) => cells.map((cell, column) => ({ row, column, cell })))
    .filter(({ cell }) => isCell(cell))
    .map(({ row, column, cell }) => ({ row, column, value: fromCell(cell) }))
