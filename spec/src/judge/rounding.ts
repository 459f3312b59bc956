// Judging an engine in floating point: a cell within the bounds of rounding counts as the exact number.
import { inFrames } from '../lesson/at.ts'
import type { AnswerCell, Lesson, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, isAnswerName } from '../lesson/names.ts'
import { decimal, exactly } from '../lesson/number.ts'
import type { Engine } from './engine.ts'

/** One cell: its exact value, and the most that a correct engine may differ from it. */
export interface BoundedCell {
  readonly value: AnswerCell
  readonly error: number
}

/** Computes the bounds of a lesson: rows of cells for each matrix, the frames of a video one under the other. */
export type Bounds = (
  lesson: Lesson,
  reading: Reading,
) => { readonly [K in AnswerName]?: readonly (readonly BoundedCell[])[] }

/**
 * The engine with every cell that is within its bound replaced by the exact value, and all others unchanged. So all laws of an
 * exact engine apply: a wrong formula stays wrong, a rounding error does not.
 * @param bounds computed elsewhere, from the model; the judge knows no model
 */
export function withoutRounding(engine: Engine, bounds: Bounds): Engine {
  return {
    ...engine,
    async answer(lesson, reading) {
      const values = await engine.answer(lesson, reading)
      if (typeof values !== 'object' || values === null) return values
      const known = bounds(lesson, reading)
      const put = Object.entries(values).map(([name, matrix]) => {
        const cells = isAnswerName(name) ? known[name] : undefined
        return [name, cells ? matrixPut(name, matrix, cells, lesson.video.length) : matrix]
      })
      return Object.fromEntries(put) as Values
    },
  }
}

type Rows = readonly (readonly BoundedCell[])[]

const matrixPut = (name: string, matrix: unknown, bounds: Rows, frames: number): unknown =>
  name === 'generatedVideo' ? inStep(matrix, inFrames(bounds, frames), rowsPut) : rowsPut(matrix, bounds)

const rowsPut = (rows: unknown, bounds: Rows): unknown =>
  inStep(rows, bounds, (row, cells) =>
    inStep(row, cells, (cell, bound) => (isWithin(cell, bound) ? bound.value : cell)),
  )

/** What may be a list, each part of it put in step with another list; what has no counterpart stays. */
const inStep = <B>(found: unknown, beside: readonly B[], put: (part: unknown, by: B) => unknown): unknown =>
  Array.isArray(found)
    ? found.map((part: unknown, i) => {
        const by = beside[i]
        return by === undefined ? part : put(part, by)
      })
    : found

/** Whether a cell is within its bound. */
export function isWithin(cell: unknown, { value, error }: BoundedCell): boolean {
  const numberOf = (of: unknown): number => (typeof of === 'number' ? of : decimal(exactly(of)))
  return Math.abs(numberOf(cell) - numberOf(value)) <= error
}
