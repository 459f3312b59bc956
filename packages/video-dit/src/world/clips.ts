// Clips of the small world: draws the film of a prompt and a seed, the same on every machine.

import { uniformAt } from '@dit-by-hand/float32/rng'
import { at } from '@dit-by-hand/graph/at'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { emptyFilm, type Film, type Size } from './film.ts'
import { cover, type Lay, painters, reaches, type Stand } from './paint.ts'
import { hillHeight, lights, skyAt } from './sky.ts'
import { type Prompt, prompts, promptText, type When } from './words.ts'

/** The size that the world was drawn for. */
export const worldSize: Size = { frames: 8, height: 16, width: 16 }

/** Random choice k of a clip: one of some values, all equally likely. */
type Draw = <T>(k: number, among: readonly T[]) => T

/** Where a thing may rise or set, and how high it may drift, each with a speed in pixels per frame. Both speeds pass over the
 *  same places. */
const [slow, quick] = [0.75, 1.5] as const
const columns = [
  { x: 4, speed: quick },
  { x: 8, speed: slow },
  { x: 12, speed: quick },
] as const
const heights = [
  { y: 4, speed: slow },
  { y: 6, speed: quick },
  { y: 8, speed: slow },
] as const
/** Where a star may begin to fall, and where it may twinkle. */
const beginnings = [
  { x: 9.5, speed: quick },
  { x: 11, speed: 1.125 },
  { x: 12.5, speed: quick },
] as const
const fixed = [
  { x: 4, y: 4 },
  { x: 8, y: 8 },
  { x: 12, y: 6 },
] as const
/** Where rises begin and settings end: behind the hill. */
const horizon = 13.5

const moves: { readonly [D in Prompt['deed']]: (draw: Draw) => (t: number) => Pick<Stand, 'x' | 'y'> } = {
  rises: draw => {
    const { x, speed } = draw(0, columns)
    return t => ({ x, y: horizon - speed * t })
  },
  sets: draw => {
    const { x, speed } = draw(0, columns)
    return t => ({ x, y: horizon - speed * (7 - t) })
  },
  'drifts left': draw => {
    const { y, speed } = draw(0, heights)
    return t => ({ x: 8 - speed * (t - 4), y })
  },
  'drifts right': draw => {
    const { y, speed } = draw(0, heights)
    return t => ({ x: 8 + speed * (t - 4), y })
  },
  falls: draw => {
    const { x, speed } = draw(0, beginnings)
    return t => ({ x: x - slow * t, y: 1.5 + speed * t })
  },
  twinkles: draw => {
    const place = draw(0, fixed)
    return () => place
  },
}

/** Rain is everywhere: only where its columns begin differs. */
const shower = (draw: Draw): ((t: number) => Pick<Stand, 'x' | 'y'>) => {
  const x = draw(0, [0, 2])
  return () => ({ x, y: 0 })
}

/** The phase, in turns, of twinkling, wings and rain when a clip begins. */
const halves = [0, 0.5] as const
/** Turns per frame. */
const pace = 0.25

/** Rows that rain falls per frame. */
const rainFall = 2

/** Draws a clip of a prompt: seed and index choose its place, speed and phase. A clip of another number of frames than 8 shows
 *  the same movement in more or fewer frames. @throws {RangeError} where the prompt is not of the small world */
export function clipOf(prompt: Prompt, seed: number, index: number, size: Size = worldSize): Film {
  const film = emptyFilm(size)
  const stream = prompts.findIndex(each => promptText(each) === promptText(prompt))
  if (stream === -1) throw new RangeError(`“${promptText(prompt)}” is not a prompt of the small world`)
  const draw: Draw = (k, among) =>
    at(among, Math.floor(among.length * uniformAt(seed, stream, 8 * index + k)), 'the choices of a clip')
  const move = prompt.who === 'rain' ? shower(draw) : moves[prompt.deed](draw)
  const turn = prompt.who === 'star' ? draw(2, halves) : 0
  for (let frame = 0; frame < size.frames; frame++) {
    const t = size.frames === 1 ? 3.5 : (frame * 7) / (size.frames - 1)
    const glow = prompt.deed === 'twinkles' ? 0.5 + 0.5 * Math.cos(2 * Math.PI * (pace * t + turn)) : 1
    const fallen = prompt.who === 'rain' ? rainFall * t + 8 * turn : pace * t + turn
    drawFrame(film, frame, prompt, { ...move(t), glow, phase: fallen }, t)
  }
  return film
}

/** The background of every frame at a time of day: the sky, sky and hill as pixels, and the hill's share of each pixel. */
interface Backdrop {
  readonly sky: Float32Array
  readonly pixels: Uint8Array
  readonly hill: Float32Array
}

const backdropFor = memoByKey(
  (when: When, height: number, width: number): Backdrop => {
    const { unit, left, above } = viewOf(height, width)
    const light = lights[when]
    const [sky, hill] = [new Float32Array(height * width * 3), new Float32Array(height * width)]
    const pixels = new Uint8Array(height * width * 3)
    for (let i = 0; i < height * width; i++) {
      const [x, y] = [((i % width) + 0.5) / unit - left, (Math.floor(i / width) + 0.5) / unit - above]
      const colour = skyAt(light, Math.min(1, Math.max(0, (y + above) / (13 + above))))
      const ground = cover((16 - hillHeight(x) - y) * unit)
      sky.set(colour, 3 * i)
      hill[i] = ground
      for (const [c, value] of colour.entries())
        pixels[3 * i + c] = Math.round(value + (at(light.hill, c) - value) * ground)
    }
    return { sky, pixels, hill }
  },
  (when, height, width) => `${when} ${height}×${width}`,
)

/** The part of the world that a frame shows: one that is wider shows more on both sides, a taller one more above. */
function viewOf(
  height: number,
  width: number,
): { readonly unit: number; readonly left: number; readonly above: number } {
  const unit = Math.min(height, width) / 16
  return { unit, left: (width / unit - 16) / 2, above: height / unit - 16 }
}

function drawFrame({ height, width, pixels }: Film, frame: number, prompt: Prompt, stand: Stand, t: number): void {
  const { unit, left, above } = viewOf(height, width)
  const { sky, pixels: still, hill } = backdropFor(prompt.when, height, width)
  pixels.set(still, frame * still.length)
  const ground = lights[prompt.when].hill
  const paint = painters[prompt.who]
  const reach = reaches[prompt.who]
  const colour = new Float32Array(3)
  const lay: Lay = (over, share) => {
    if (share <= 0) return
    colour[0] = colour[0]! + (over[0] - colour[0]!) * share
    colour[1] = colour[1]! + (over[1] - colour[1]!) * share
    colour[2] = colour[2]! + (over[2] - colour[2]!) * share
  }
  const first = (middle: number, before: number): number => Math.max(0, Math.floor((middle - reach + before) * unit))
  const end = (middle: number, before: number, most: number): number =>
    Math.min(most, Math.ceil((middle + reach + before) * unit))
  for (let row = first(stand.y, above); row < end(stand.y, above, height); row++)
    for (let column = first(stand.x, left); column < end(stand.x, left, width); column++) {
      const i = row * width + column
      for (let c = 0; c < 3; c++) colour[c] = sky[3 * i + c]!
      paint((column + 0.5) / unit - left, (row + 0.5) / unit - above, stand, lay, unit, prompt, t)
      lay(ground, hill[i]!)
      for (let c = 0; c < 3; c++) pixels[frame * still.length + 3 * i + c] = Math.round(colour[c]!)
    }
}
