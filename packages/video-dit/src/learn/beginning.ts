// Films that begin with a given picture: the velocity is guided by how far the net's belief in the first frames is off.
import { eachOf, named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { gradient } from '@dit-by-hand/graph/gradient'
import type { Net } from '@dit-by-hand/graph/graph'
import { add, broadcast, fill, input, inv, mul, table, times } from '@dit-by-hand/graph/ops'
import type { Quantity } from '../checkpoint/info.ts'
import type { DitConfig } from '../config.ts'
import { scaled } from '../elementary.ts'
import { clipShape } from '../net.ts'
import { emptyFilm, type Film } from '../world/film.ts'
import type { Codec } from './codec.ts'
import { meaningOf } from './loss.ts'

/** How strongly the other frames are guided. With 25 and with 30, 88 or 89 of 100 films go on from their frame as they should;
 *  with 60, 84; with 10, 80; without guidance 43. */
const weight = 25

/**
 * Reconstruction guidance (Ho et al. 2022, arXiv 2204.03458, section 3.1). The first tokens in time go straight to the clip in
 * the further input `given`, C·T·H×W, of which nothing else counts. In all other frames the clip that the net believes in is
 * moved against the gradient, with respect to `x`, of half the squares by which its first frames differ from the given ones.
 * @param net with `x`, `time`, `output` and `velocity`, as {@link velocityNet} gives
 */
export function beginning(net: Net, { channels, video, patch }: DitConfig, predicts: Quantity): Net {
  const [x, time, output, velocity] = eachOf(['x', 'time', 'output', 'velocity'], name => named(net, name))
  const [frames, height] = video
  const isFirst = Array.from({ length: channels * frames * height }, (_, row) => [
    Math.floor(row / height) % frames < patch[0] ? 1 : 0,
  ])
  const [first, given] = [broadcast(table(isFirst), x.shape), input('given', x.shape)]
  const { clip } = meaningOf(predicts, output, x, time)
  const slope = gradient(clip, mul(first, subtract(clip, given)), { x }).x
  const rest = subtract(fill(1, time.shape), time)
  const pull = scaled(times(mul(rest, inv(time)), weight), subtract(slope, mul(first, slope)))
  const straight = scaled(inv(time), subtract(x, given))
  return { ...net, velocity: add(velocity, mul(first, subtract(straight, velocity))), pull }
}

/** The cells of a clip of so many frames, in all of which the last frame of a film stands, of the clip's height and width. */
export function standing({ pixels, ...film }: Film, frames: number, { encode, clip }: Codec): Float32Array {
  const frame = pixels.subarray(pixels.length - pixels.length / film.frames)
  const still = emptyFilm({ ...film, frames })
  for (let t = 0; t < frames; t++) still.pixels.set(frame, t * frame.length)
  const [rows, columns] = clipShape(clip)
  const cells = new Float32Array(rows * columns)
  encode(still, cells)
  return cells
}
