// Rearranging by named axes (as einops does): `T t H h, W w → t h w, T H W` says which cell goes where.
import { held, named } from './at.ts'
import type { Shape } from './graph.ts'
import { memo } from './memo.ts'

/** The axes that make up the rows and the columns of a matrix, the slowest first. */
export type Layout = readonly [rows: readonly string[], columns: readonly string[]]

/** A rearrangement: the size of each axis, and the layouts before and after. */
export interface Axes {
  readonly sizes: { readonly [axis: string]: number }
  readonly from: Layout
  readonly to: Layout
}

/**
 * Reads a pattern such as `T t H h, W w -> t h w, T H W`: rows and columns before, rows and columns after.
 * @throws {RangeError} where the pattern has another form, an axis has no size, or is not exactly once on each side
 */
export function axes(pattern: string, sizes: { readonly [axis: string]: number }): Axes {
  const [before, after, ...others] = pattern.split('->').map(side => side.split(',').map(wordsOf))
  if (!isLayout(before) || !isLayout(after) || others.length > 0)
    throw new RangeError(`“${pattern}” is not of the form “rows, columns -> rows, columns”`)
  const [all, again] = [before.flat().toSorted(), after.flat().toSorted()]
  if (new Set(all).size !== all.length || all.join() !== again.join())
    throw new RangeError(`“${pattern}” needs every axis once on each side`)
  const unknown = all.find(axis => !(Number.isInteger(sizes[axis]) && sizeOf(sizes, axis) > 0))
  if (unknown !== undefined) throw new RangeError(`“${pattern}”: the axis ${unknown} needs a size of 1 or more`)
  return { sizes: Object.fromEntries(all.map(axis => [axis, sizeOf(sizes, axis)])), from: before, to: after }
}

const wordsOf = (text: string): readonly string[] => text.match(/\S+/g) ?? []
const isLayout = (sides: readonly (readonly string[])[] | undefined): sides is Layout => sides?.length === 2

const sizeOf = (sizes: Axes['sizes'], axis: string): number => named(sizes, axis, 'the sizes of the axes')

/** The inverse rearrangement. */
export const turned = ({ sizes, from, to }: Axes): Axes => ({ sizes, from: to, to: from })

/** The shape of a matrix in this layout. */
export const layoutShape = (sizes: Axes['sizes'], [rows, columns]: Layout): Shape => {
  const length = (side: readonly string[]): number => side.reduce((product, axis) => product * sizeOf(sizes, axis), 1)
  return [length(rows), length(columns)]
}

/** For each cell of the result, the index of its source cell; both counted row by row. */
export const orderOf: (arg: Axes) => readonly number[] = memo(({ sizes, from, to }: Axes) => {
  const strides = new Map<string, number>()
  let stride = 1
  for (const axis of from.flat().toReversed()) {
    strides.set(axis, stride)
    stride *= sizeOf(sizes, axis)
  }
  let order: readonly number[] = [0]
  for (const axis of to.flat()) {
    const by = held(strides, axis, 'such axis in the source')
    order = order.flatMap(start => Array.from({ length: sizeOf(sizes, axis) }, (_, i) => start + i * by))
  }
  return order
})

/** The pattern for people, with an arrow: `T t H h, W w → t h w, T H W`. */
export const axesText = ({ from, to }: Axes): string =>
  [from, to].map(sides => sides.map(side => (side.length > 0 ? side.join(' ') : '1')).join(', ')).join(' → ')
