// Measures of films, whatever they show: flicker, visible borders of patches, and the distance to training clips.
import { at } from '@dit-by-hand/graph/at'
import type { Extent } from '../config.ts'
import { channels, type Film } from '../world/film.ts'

/** The mean of some numbers; undefined of none. */
export const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

/** The median of some numbers; undefined of none. */
export const middleOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : middle(values)

/** The median of some numbers, at least one. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2
}

/** The median change of a byte from one frame to the next, averaged over all bytes: 0 where each is still most of the time. */
export function flicker({ frames, height, width, pixels }: Film): number {
  if (frames < 2) return 0
  const each = height * width * channels
  let sum = 0
  for (let i = 0; i < each; i++) {
    const changes: number[] = []
    for (let t = 1; t < frames; t++) changes.push(Math.abs(pixels[t * each + i]! - pixels[(t - 1) * each + i]!))
    sum += middle(changes)
  }
  return sum / each
}

/** For each axis, the mean change from pixel to pixel across borders of patches, divided by that within patches: 1 means that
 *  no border is visible. Undefined where an axis has no border or nothing changes within. */
export type Jumps = { readonly [axis in (typeof axes)[number]]: number | undefined }

export const axes = ['time', 'row', 'column'] as const

export function jumps(film: Film, patch: Extent): Jumps {
  const { frames, height, width, pixels } = film
  const sizes = [frames, height, width] as const
  const strides = [height * width * channels, width * channels, channels] as const
  const measured = axes.map((name, axis) => {
    const [size, side, stride] = [at(sizes, axis), at(patch, axis), at(strides, axis)]
    const [across, within] = [
      { sum: 0, count: 0 },
      { sum: 0, count: 0 },
    ]
    for (let i = 0; i < pixels.length; i++) {
      const place = Math.floor(i / stride) % size
      if (place === 0) continue
      const to = place % side === 0 ? across : within
      to.sum += Math.abs(pixels[i]! - pixels[i - stride]!)
      to.count++
    }
    const told = across.count > 0 && within.count > 0 && within.sum > 0
    return [name, told ? across.sum / across.count / (within.sum / within.count) : undefined] as const
  })
  return Object.fromEntries(measured) as Jumps
}

/** The clip that is nearest to a film, and its distance: the root mean square difference of bytes. */
export function nearest(
  film: Film,
  count: number,
  clip: (index: number) => Film,
): { readonly distance: number; readonly index: number } {
  let [best, index] = [Number.POSITIVE_INFINITY, -1]
  for (let i = 0; i < count; i++) {
    const other = clip(i).pixels
    if (other.length !== film.pixels.length) throw new RangeError(`clip ${i} has another size than the film`)
    let squares = 0
    for (let from = 0; from < other.length && squares < best; from += 256) {
      const to = Math.min(other.length, from + 256)
      for (let k = from; k < to; k++) {
        const off = film.pixels[k]! - other[k]!
        squares += off * off
      }
    }
    if (squares < best) [best, index] = [squares, i]
  }
  return { distance: Math.sqrt(best / film.pixels.length), index }
}
