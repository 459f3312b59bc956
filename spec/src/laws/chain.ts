// Computes the matrices of a lesson from formulas, some of which may be replaced, in either reading.

import { inFrames } from '../lesson/at.ts'
import type { Lesson, Misprint, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, isAnswerName, type Name, namesFor } from '../lesson/names.ts'
import { type Arithmetic, type Grid, toAnswer } from '../lesson/number.ts'
import { type At, downstream, type Formula, formulas } from './formulas.ts'
import { arithmeticOf, given, gridOf } from './law.ts'

/** Formulas that replace the right ones. */
export type Makes = { readonly [K in AnswerName]?: Formula['make'] }

/** The misprints that a reading shows in one matrix. */
const slipsIn = (lesson: Lesson, reading: Reading, name: AnswerName): readonly Misprint[] =>
  reading === 'corrected' ? [] : lesson.errata.filter(({ matrix, printed }) => matrix === name && printed !== null)

/** A matrix in a reading: in the printed one, misprinted cells hold what was printed. Where none is misprinted, the grid
 *  itself. */
export function asRead(k: Arithmetic, lesson: Lesson, reading: Reading, name: AnswerName, grid: Grid): Grid {
  const slips = slipsIn(lesson, reading, name)
  if (slips.length === 0) return grid
  return grid.map((row, r) =>
    row.map((cell, c) => {
      const slip = slips.find(({ row, column }) => row === r + 1 && column === c + 1)
      return slip ? k.of(slip.printed) : cell
    }),
  )
}

/**
 * A function that computes any matrix of a lesson in a reading. Matrices in `makes` are made by those formulas, and all that is
 * downstream follows from them; what is not downstream is taken from `base`, where there is one.
 */
export function chain(
  lesson: Lesson,
  reading: Reading,
  makes: Makes = {},
  base?: Values,
  k: Arithmetic = arithmeticOf(lesson),
): At {
  const { kind } = lesson.attention
  const changed = new Set<AnswerName>()
  for (const name of namesFor(kind))
    if (makes[name]) {
      changed.add(name)
      for (const other of downstream(name, kind)) changed.add(other)
    }
  const known = new Map<Name, Grid>()
  const make = (name: Name): Grid => {
    if (!isAnswerName(name)) return given(k, lesson, name)
    if (base && !changed.has(name)) return gridOf(lesson, base, name)
    return asRead(k, lesson, reading, name, (makes[name] ?? formulas[name].make)(k, at, lesson))
  }
  const at: At = name => {
    const before = known.get(name)
    if (before) return before
    const grid = make(name)
    known.set(name, grid)
    return grid
  }
  return at
}

/** A grid as in an answer: the generated video as frames. */
export function matrixOf(lesson: Lesson, name: AnswerName, grid: Grid): readonly unknown[] {
  const cells = grid.map(row => row.map(toAnswer))
  return name === 'generatedVideo' ? inFrames(cells, lesson.video.length) : cells
}

/** Every matrix of a lesson as an answer. */
export const valuesOf = (lesson: Lesson, at: At): Values =>
  Object.fromEntries(namesFor(lesson.attention.kind).map(name => [name, matrixOf(lesson, name, at(name))]))
