// What an engine in floating point may honestly answer: every matrix exactly, and how far from it rounding may lead.
import { type Bounded, bounded, double, type Precision, single } from '@dit-by-hand/graph/bounded'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { givenOf, netOf } from './lesson.ts'
import type { Name } from './names.ts'

/** The precisions an engine may say it works in. */
export const precisions: { readonly [K in 'single' | 'double']: Precision } = { single, double }

/** Every named matrix of a lesson with its bounds, worked out from the graph itself (see graph's `bounded`). The lesson's own
 *  numbers are rounded first: 1/3 is no floating-point number. A choice that rounding may turn, such as a tie of a hard
 *  maximum between fractions, leaves its cells, and all that follows, as far open as they may end. */
export function boundsOf(
  lesson: Lesson,
  reading: Reading,
  precision: Precision,
): { readonly [K in Name]?: Grid<Bounded> } {
  const k = bounded(precision)
  const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(k.num))])
  return evaluate(netOf(lesson, reading), Object.fromEntries(given), k)
}
