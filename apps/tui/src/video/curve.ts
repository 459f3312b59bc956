// A curve of losses drawn in a terminal, on a logarithmic scale, and told in words for who cannot see it.

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** The means of equal stretches, at most this many. */
export function stretches(values: readonly number[], most: number): readonly number[] {
  const count = Math.min(most, values.length)
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count))
    return part.reduce((sum, value) => sum + value, 0) / part.length
  })
}

/**
 * One line of blocks, or several on top of one another.
 * @param rows how many lines high @param columns how wide at most
 */
export function curveLines(values: readonly number[], rows: number, columns: number): readonly string[] {
  const means = stretches(
    values.filter(value => value > 0),
    columns,
  ).map(Math.log)
  if (means.length === 0) return []
  const [low, high] = [Math.min(...means), Math.max(...means)]
  const levels = rows * blocks.length
  const heights = means.map(value => (high === low ? 1 : 1 + Math.round(((value - low) / (high - low)) * (levels - 1))))
  return columnLines(heights, rows).map(line => line.trimEnd())
}

/** Columns side by side, each so many eighths of a line high, as lines from the top. */
export const columnLines = (heights: readonly number[], lines: number): readonly string[] =>
  Array.from({ length: lines }, (_, line) => {
    const floor = (lines - 1 - line) * blocks.length
    return heights.map(height => blocks[Math.min(blocks.length, height - floor) - 1] ?? ' ').join('')
  })
