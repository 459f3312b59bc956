// What wrong formulas are put together from.

import type { Lesson } from '@dit-by-hand/spec/format'
import { formulas } from '@dit-by-hand/spec/laws/formulas'
import { constant, map, map2, rowSums, transpose } from '@dit-by-hand/spec/laws/grids'
import type { AnswerName, GivenName, Name } from '@dit-by-hand/spec/names'
import { type Arithmetic, exactly, type Grid, negative, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import type { Make } from './mistake.ts'

/** The largest whole number that is no larger, as an integer division of what is positive gives it. */
export const floor = (x: Value): Value => {
  if (typeof x === 'number') return Math.floor(x)
  const cut = x.n / x.d
  return exactly(x.n < 0n && cut * x.d !== x.n ? cut - 1n : cut)
}

/** The right formula of a matrix. */
export const right = (name: AnswerName): Make => formulas[name].make

/** A matrix as it stands: nothing is done to it. */
export const just =
  (name: Name): Make =>
  (_k, at) =>
    at(name)

/** The right formula of a matrix, which sees some of what it reads otherwise. */
export const seeing =
  (name: AnswerName, others: { readonly [K in Name]?: Make }): Make =>
  (k, at, lesson) =>
    formulas[name].make(k, other => others[other]?.(k, at, lesson) ?? at(other), lesson)

/** A matrix with something done to each of its cells. */
export const each =
  (make: Make, change: (x: Value, k: Arithmetic, lesson: Lesson) => Value): Make =>
  (k, at, lesson) =>
    map(make(k, at, lesson), x => change(x, k, lesson))

/** A matrix times a factor. */
export const times = (make: Make, factor: (lesson: Lesson, k: Arithmetic) => readonly [n: number, d: number]): Make =>
  each(make, (x, k, lesson) => {
    const [n, d] = factor(lesson, k)
    return k.div(k.mul(x, n), d)
  })

export const clipped = (make: Make): Make => each(make, (x, k) => k.max0(x))
export const negated = (make: Make): Make => each(make, x => negative(x))

export const turned =
  (make: Make): Make =>
  (k, at, lesson) =>
    transpose(make(k, at, lesson))

/** Two matrices cell by cell; the second may be one column, for every column of the first. */
export const both =
  (a: Make, b: Make, how: 'add' | 'sub' | 'mul'): Make =>
  (k, at, lesson) =>
    map2(a(k, at, lesson), b(k, at, lesson), (x, y) => k[how](x, y))

/** As many zeros as the matrix has cells. */
export const zero =
  (name: GivenName): Make =>
  (_k, at) =>
    map(at(name), () => 0)

/** A layer that has lost its bias. */
export const unbiased = (name: AnswerName, bias: GivenName): Make => seeing(name, { [bias]: zero(bias) })

/** A layer that adds its bias twice. */
export const biasedTwice = (name: AnswerName, bias: GivenName): Make =>
  seeing(name, { [bias]: both(just(bias), just(bias), 'add') })

/** The row sums of a matrix, or their means. */
export const sums = (make: Make, mean = false): Make => {
  const total: Make = (k, at, lesson) => rowSums(k, make(k, at, lesson))
  return mean ? times(total, lesson => [1, sizesOf(lesson).patches]) : total
}

/** Another formula where attention is of this kind. */
export const where =
  (kind: Lesson['attention']['kind'], wrong: Make, name: AnswerName): Make =>
  (k, at, lesson) =>
    lesson.attention.kind === kind ? wrong(k, at, lesson) : formulas[name].make(k, at, lesson)

/** Each column of the scores made into weights in another way; a given attention stays as it is. */
export const weighing =
  (
    weigh: (
      scores: readonly Value[],
      k: Arithmetic,
      lesson: Lesson,
      rest: () => readonly Value[],
      column: number,
    ) => readonly Value[],
  ): Make =>
  (k, at, lesson) => {
    if (lesson.attention.kind === 'given') return formulas.attention.make(k, at, lesson)
    const rightly = transpose(formulas.attention.make(k, at, lesson))
    return transpose(transpose(at('scores')).map((scores, c) => weigh(scores, k, lesson, () => rightly[c] ?? [], c)))
  }

type Axis = 'frames' | 'rows' | 'columns'
/** From the axis that turns slowest to the one that turns fastest. */
export type Order = readonly [Axis, Axis, Axis]
export const usual: Order = ['frames', 'rows', 'columns']

/** Which block (or pixel) along each axis the one counted `index` is, where axes turn in this order. */
function along(
  index: number,
  counts: { readonly [K in Axis]: number },
  [slow, middle, fast]: Order,
): { readonly [K in Axis]: number } {
  const inner = counts[fast]
  const outer = counts[middle] * inner
  const found = { frames: 0, rows: 0, columns: 0 }
  found[slow] = Math.floor(index / outer)
  found[middle] = Math.floor(index / inner) % counts[middle]
  found[fast] = index % inner
  return found
}

/** Where a cell of `patches` stands in the video (frames one under the other), were patches and pixels in these orders. */
function place(
  lesson: Lesson,
  pixel: number,
  patch: number,
  ofPatches: Order,
  ofPixels: Order,
): readonly [row: number, column: number] {
  const { blocks, video } = sizesOf(lesson)
  const [block, inside] = [along(patch, blocks, ofPatches), along(pixel, lesson.patch, ofPixels)]
  const frame = block.frames * lesson.patch.frames + inside.frames
  const row = block.rows * lesson.patch.rows + inside.rows
  return [frame * video.rows + row, block.columns * lesson.patch.columns + inside.columns]
}

/** The video cut into patches in another order. */
export const cut =
  (ofPatches: Order, ofPixels: Order): Make =>
  (_k, at, lesson) => {
    const { pixels, patches } = sizesOf(lesson)
    const video = at('video')
    return table(pixels, patches, (p, n) => {
      const [r, c] = place(lesson, p, n, ofPatches, ofPixels)
      return video[r]?.[c] ?? 0
    })
  }

/** Patches put back in another order. */
export const putBack =
  (ofPatches: Order, ofPixels: Order): Make =>
  (_k, at, lesson) => {
    const { pixels, patches, video } = sizesOf(lesson)
    const whole: Value[][] = constant(video.frames * video.rows, video.columns, 0).map(row => [...row])
    const decoded = at('decoded')
    for (let p = 0; p < pixels; p++)
      for (let n = 0; n < patches; n++) {
        const [r, c] = place(lesson, p, n, ofPatches, ofPixels)
        const line = whole[r]
        if (line) line[c] = decoded[p]?.[n] ?? 0
      }
    return whole
  }

export const table = (rows: number, columns: number, of: (r: number, c: number) => Value): Grid =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => of(r, c)))
