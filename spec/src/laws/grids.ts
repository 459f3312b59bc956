// Matrix operations for the laws.
import { at, cellOf } from '../lesson/at.ts'
import type { Lesson } from '../lesson/format.ts'
import type { Arithmetic, Grid, Value } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'

export const constant = (rows: number, columns: number, value: Value): Grid =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => value))

/** 1 on the diagonal, 0 elsewhere. */
export const identity = (n: number): readonly (readonly number[])[] =>
  Array.from({ length: n }, (_, r) => Array.from({ length: n }, (_, c) => (r === c ? 1 : 0)))

export const transpose = <T>(a: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  at(a, 0, 'a matrix').map((_, c) => a.map(row => at(row, c, 'a row')))

export const map = (a: Grid, of: (x: Value) => Value): Grid => a.map(row => row.map(x => of(x)))

/** Combines two grids cell by cell; a `b` of one column is used for every column of `a`. */
export const map2 = (a: Grid, b: Grid, of: (x: Value, y: Value) => Value): Grid =>
  a.map((row, r) => {
    const wide = b[r]?.length !== 1
    return row.map((x, c) => of(x, cellOf(b, r, wide ? c : 0)))
  })

/** The matrix product a·b. */
export function product(k: Arithmetic, a: Grid, b: Grid): Grid {
  const columns = transpose(b)
  return a.map(row =>
    columns.map(cells => {
      let sum: Value = 0
      for (const [i, x] of row.entries()) sum = k.add(sum, k.mul(x, at(cells, i, 'a column')))
      return sum
    }),
  )
}

/** The sum of each row, as one column. */
export const rowSums = (k: Arithmetic, a: Grid): Grid => a.map(row => [total(k, row)])

export const total = (k: Arithmetic, values: readonly Value[]): Value => values.reduce(k.add, 0)

/** Σ over all cells of a × b. */
export const inner = (k: Arithmetic, a: Grid, b: Grid): Value => total(k, map2(a, b, k.mul).flat())

/** The columns of `a` in another order: column c of the result is column order[c] of `a`. */
export const reorder = <T>(a: readonly (readonly T[])[], order: readonly number[]): readonly (readonly T[])[] =>
  a.map(row => order.flatMap(c => row.slice(c, c + 1)))

/** t in binary, the largest bit first. */
export const bits = ({ t, bits }: Lesson['timestep']): readonly number[] =>
  Array.from({ length: bits }, (_, i) => Math.floor(t / 2 ** (bits - 1 - i)) % 2)

/** The place in the video (its frames one under the other) of each cell of `patches`. Patches are in order of frame block, row
 *  block, column block; cells in a patch in order of frame, row, column. */
export function places(lesson: Lesson): readonly (readonly { readonly row: number; readonly column: number }[])[] {
  const { patch } = lesson
  const { blocks, pixels, patches, video } = sizesOf(lesson)
  return Array.from({ length: pixels }, (_, pixel) =>
    Array.from({ length: patches }, (_, block) => {
      const frame =
        Math.floor(block / (blocks.rows * blocks.columns)) * patch.frames +
        Math.floor(pixel / (patch.rows * patch.columns))
      const row =
        (Math.floor(block / blocks.columns) % blocks.rows) * patch.rows +
        (Math.floor(pixel / patch.columns) % patch.rows)
      const column = (block % blocks.columns) * patch.columns + (pixel % patch.columns)
      return { row: frame * video.rows + row, column }
    }),
  )
}

export const patchify = (video: Grid, lesson: Lesson): Grid =>
  places(lesson).map(row => row.map(place => cellOf(video, place.row, place.column)))

export function unpatchify(patches: Grid, lesson: Lesson): Grid {
  const { video } = sizesOf(lesson)
  const whole: Value[][] = Array.from({ length: video.frames * video.rows }, () => [])
  for (const [r, row] of places(lesson).entries())
    for (const [c, place] of row.entries()) at(whole, place.row, 'the video')[place.column] = cellOf(patches, r, c)
  return whole
}
