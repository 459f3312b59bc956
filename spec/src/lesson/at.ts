// Look-ups in lists and matrices: a missing item is a mistake of ours, and throws.

/** Item `index` of a list, counted from 0. @throws {RangeError} naming the list and the item, where there is none */
export function at<T>(items: readonly T[], index: number, what: string): T {
  const found = items[index]
  if (found === undefined) throw new RangeError(`there is no item ${index + 1} in ${what}, which has ${items.length}`)
  return found
}

/** One cell of a matrix; row and column count from 0. @throws {RangeError} where there is none */
export function cellOf<T>(rows: readonly (readonly T[])[], row: number, column: number, what = 'a matrix'): T {
  const found = rows[row]?.[column]
  if (found === undefined) throw new RangeError(`${what} has no cell at row ${row + 1}, column ${column + 1}`)
  return found
}

/** The rows of a video, its frames one under the other, as so many frames. */
export const inFrames = <T>(rows: readonly T[], frames: number): T[][] => {
  const height = rows.length / frames
  return Array.from({ length: frames }, (_, f) => rows.slice(f * height, (f + 1) * height))
}
