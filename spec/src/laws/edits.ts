// Edited copies of lessons, with which the laws ask how the answer changes when one thing does.
import type { Cell, Lesson, Matrix } from '../lesson/format.ts'
import { givens } from '../lesson/givens.ts'
import { type GivenName, hasName, type LearnableName, learnableNames } from '../lesson/names.ts'
import { exact, type Grid, numbersIn, toCell, type Value } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'
import { map2 } from './grids.ts'
import type { Dice } from './law.ts'

/** The lesson without its misprints, whose cells an edited lesson may no longer have. */
export const clean = (lesson: Lesson): Lesson => (lesson.errata.length === 0 ? lesson : { ...lesson, errata: [] })

export const zeros = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))

/** A copy of a matrix of a lesson. */
export const copied = (a: readonly (readonly Cell[])[]): Matrix => a.map(row => [...row])

/** The lesson with a given attention matrix instead of its own attention. */
export const attending = (lesson: Lesson, matrix: readonly (readonly Cell[])[]): Lesson => ({
  ...clean(lesson),
  attention: { kind: 'given', matrix: copied(matrix) },
})

type Layer = 'encoder' | 'modulation' | 'feedForward' | 'decoder'

/** The lesson with a layer replaced, by default one without a bias. */
export const replaced = (
  lesson: Lesson,
  layer: Layer,
  weight: readonly (readonly Cell[])[],
  bias: readonly Cell[] = weight.map(() => 0),
): Lesson => ({ ...clean(lesson), [layer]: { weight: copied(weight), bias: [...bias] } })

/** The lesson with another video of the same size, its frames one under the other. `undefined` where a cell is too large. */
export function filmed(lesson: Lesson, pixels: Grid): Lesson | undefined {
  const cells = toCells(pixels)
  return cells && givens.video.write(clean(lesson), cells)
}

/** A grid as cells of a lesson; `undefined` where one is too large for a lesson. */
export function toCells(grid: Grid): Matrix | undefined {
  const cells = grid.map(row => row.flatMap(value => toCell(value) ?? []))
  return cells.every((row, r) => row.length === grid[r]?.length) ? cells : undefined
}

/** The learnable parameters of a lesson. */
export const learnableIn = ({ attention }: Lesson): readonly LearnableName[] =>
  learnableNames.filter(name => hasName(attention.kind, name))

/** A given matrix whose cells may be any numbers. */
export type Movable = Exclude<GivenName, 't'> | 'attention'

/** The lesson with `by` added to one given matrix, in the shape of `shapeOf`. `undefined` where the lesson gives no such matrix,
 *  or a cell becomes too large. */
export function moved(lesson: Lesson, name: Movable, by: Grid): Lesson | undefined {
  const given = givens[name].read(lesson)
  if (given.length === 0) return undefined
  const cells = toCells(map2(numbersIn(given), by, exact.add))
  return cells && givens[name].write(clean(lesson), cells)
}

/** The lesson with one cell, chosen by the dice, increased by 1 (t: another t). `undefined` where that is not possible. */
export function bumped(lesson: Lesson, name: GivenName | 'attention', dice: Dice): Lesson | undefined {
  if (name === 't') {
    const { t, bits } = lesson.timestep
    return { ...clean(lesson), timestep: { t: (t + dice.int(1, 2 ** bits - 1)) % 2 ** bits, bits } }
  }
  const [rows, columns] = shapeIn(lesson, name)
  return moved(lesson, name, single(rows, columns, dice.int(0, rows - 1), dice.int(0, columns - 1)))
}

/** A prompt of these words, in this order. */
export const spoken = (words: readonly (readonly [word: string, vector: readonly Cell[]])[]): Lesson['prompt'] => ({
  text: words.map(([word]) => word).join(' '),
  words: Object.fromEntries(words.map(([word, vector]) => [word, [...vector]])),
})

/** A grid with one cell 1 (or `value`) and the rest 0. */
export const single = (rows: number, columns: number, row: number, column: number, value: Value = 1): Grid =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => (r === row && c === column ? value : 0)),
  )
