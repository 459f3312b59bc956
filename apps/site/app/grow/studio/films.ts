// Films on their way from noise: every stage as pixels, and the clips themselves kept for looks inside.
import { at } from '@dit-by-hand/graph/at'
import { standing } from '@dit-by-hand/video-dit/learn/beginning'
import { type Seen, usualSampling } from '@dit-by-hand/video-dit/learn/generate'
import { emptyFilm } from '@dit-by-hand/video-dit/world/film'
import type { Generators, Net } from './nets.ts'
import type { FilmOrder } from './said.ts'

/** A film and all that it was made by. */
export type Made = Awaited<ReturnType<typeof make>>
/** What the page is told of it. */
export type Filmed = Made['filmed']

/** A film on its way. */
interface Stage {
  /** From 1, noise, to 0. */
  readonly time: number
  /** Its pixels: frame by frame, row by row, red, green, blue. */
  readonly now: Uint8Array
  /** The film that the net believes it to become; at the end, the film. */
  readonly believed: Uint8Array
}

/** The film that a net believes a clip to become, followed straight on to the end. */
const believedAt = ({ clip, velocity, time }: Seen): Float32Array =>
  velocity ? clip.map((cell, i) => cell - time * at(velocity, i)) : clip

/** A clip in which a frame of these pixels stands still. @throws {RangeError} where a frame of the net has another size */
function begun(first: readonly number[], { size: { frames, height, width }, codec }: Net): Float32Array {
  const film = emptyFilm({ frames: 1, height, width })
  if (first.length !== film.pixels.length)
    throw new RangeError(
      `the frame to begin with has ${first.length} values; those of the network have ${film.pixels.length}`,
    )
  film.pixels.set(first)
  return standing(film, frames, codec)
}

/** Makes a film. @param without parts of the net that are left out
 *  @throws {RangeError} where the order has other words than the net, or it has no such part */
export async function make(order: FilmOrder, net: Net, generators: Generators, without: readonly string[] = []) {
  if (order.words.length !== net.vocabulary.length)
    throw new RangeError(`the prompt counts ${order.words.length} words; the network knows ${net.vocabulary.length}`)
  const generator = await generators(net, order.seed, 1, without, order.first ? begun(order.first, net) : undefined)
  const since = performance.now()
  /** The clip at each stage, cells column by column. */
  const clips: Float32Array[] = []
  const stages: Stage[] = []
  const sampling = { ...usualSampling, steps: order.steps, guidance: order.guidance }
  generator.clips([order.words], [0], sampling, seen => {
    clips.push(seen.clip.slice())
    stages.push({
      time: seen.time,
      now: net.codec.decode(seen.clip).pixels,
      believed: net.codec.decode(believedAt(seen)).pixels,
    })
  })
  const milliseconds = performance.now() - since
  return { net, clips, filmed: { order, size: net.size, stages, milliseconds, learned: net.learned } }
}

/** A film of each prompt, its last stage alone. */
export async function sampled(
  net: Net,
  prompts: readonly (readonly number[])[],
  generators: Generators,
): Promise<readonly Uint8Array[]> {
  const generator = await generators(net, 1, prompts.length)
  return generator
    .clips(
      prompts,
      prompts.map((_, i) => i),
      usualSampling,
    )
    .map(clip => net.codec.decode(clip).pixels)
}
