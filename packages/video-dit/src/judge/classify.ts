// Classifies a film of the small world without learning: the time of day by the colours of the sky, the thing by templates
// matched to every frame, what it does by its places.
import { at } from '@dit-by-hand/graph/at'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { worldSize } from '../world/clips.ts'
import type { Film } from '../world/film.ts'
import { rainCloud } from '../world/paint.ts'
import { hillHeight, lights, skyAt } from '../world/sky.ts'
import { type Deed, type Prompt, type When, type Who, whens } from '../world/words.ts'
import { middle } from './measures.ts'
import { type Template, templates } from './templates.ts'

/** Where a shape is in one frame. */
export interface Place {
  readonly frame: number
  readonly x: number
  readonly y: number
  readonly state: number
}

/** What a film shows; a part that is not recognised is undefined. */
export interface Seen {
  readonly when: When | undefined
  readonly who: Who | undefined
  readonly deed: Deed | undefined
  /** The share of the difference from the empty sky that the shape explains: 1 is all, 0 nothing. */
  readonly explained: number
  readonly places: readonly Place[]
  /** How far the shape is off a steady movement, in pixels: root mean square. */
  readonly shake: number
}

/** Whether a film shows its prompt. */
export const shows = (seen: Seen, prompt: Prompt): boolean =>
  seen.who === prompt.who && seen.deed === prompt.deed && seen.when === prompt.when

/** The side of the frames that can be judged, in pixels. */
const side = 16
/** The rows that are sky in every column, even in rain: from the first, up to but without the second. */
const [firstRow, skyRows] = [3, 12]
/** How far a pixel may be from the sky's colour, of 255, root mean square. */
const nearSky = 24
/** The least share of pixels that must be so near for the time of day to be recognised. */
const leastSky = 0.35
/** The least share of the difference from the sky that a shape must explain to be recognised. */
const leastExplained = 0.5
/** The least sum of squares that a shape must explain for a frame to count. */
const leastShape = 6000

interface Sky {
  readonly colours: Float32Array
  /** 1 above the hill, 0 where it is. */
  readonly open: Float32Array
}

const skyOf = memoByKey((when: When): Sky => {
  const [colours, open] = [new Float32Array(3 * side * side), new Float32Array(side * side)]
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [(i % side) + 0.5, Math.floor(i / side) + 0.5]
    colours.set(skyAt(lights[when], Math.min(1, y / 13)), 3 * i)
    open[i] = y + 0.5 < side - hillHeight(x) ? 1 : 0
  }
  return { colours, open }
}, String)

/** Classifies a film. @throws {RangeError} where its frames are not 16×16 pixels */
export function classify(film: Film): Seen {
  if (film.height !== side || film.width !== side)
    throw new RangeError(
      `its frames are ${film.height}×${film.width} pixels; they must be ${side}×${side} to be judged`,
    )
  const when = timeOf(film)
  const nothing = { when, who: undefined, deed: undefined, explained: 0, places: [], shake: 0 }
  if (when === undefined) return nothing
  const sky = skyOf(when)
  const found = bestShape(film, sky)
  if (!found || found.explained < leastExplained) return { ...nothing, explained: found?.explained ?? 0 }
  const { who, explained, places } = found
  const { deed, shake } = who === 'rain' ? rainMove(places, film.frames) : move(who, places, film.frames)
  return { when, who, deed, explained, places, shake }
}

/** The time of day whose sky most pixels match, between clouds and hill. */
function timeOf({ frames, pixels }: Film): When | undefined {
  const shareOf = (when: When): number => {
    const { colours } = skyOf(when)
    let alike = 0
    for (let t = 0; t < frames; t++)
      for (let i = firstRow * side; i < skyRows * side; i++) {
        let far = 0
        for (let c = 0; c < 3; c++) far += (pixels[3 * (t * side * side + i) + c]! - colours[3 * i + c]!) ** 2
        if (far < 3 * nearSky * nearSky) alike++
      }
    return alike / (frames * (skyRows - firstRow) * side)
  }
  const [best] = whens.map(when => ({ when, share: shareOf(when) })).toSorted((a, b) => b.share - a.share)
  return best && best.share >= leastSky ? best.when : undefined
}

interface Shape {
  readonly who: Who
  readonly explained: number
  readonly places: readonly Place[]
}

/** The shape that explains most of the difference from the sky, over all frames. */
function bestShape(film: Film, sky: Sky): Shape | undefined {
  const totals = new Map<Who, { gained: number; readonly places: Place[] }>()
  let all = 0
  for (let frame = 0; frame < film.frames; frame++) {
    const residual = residualOf(film, frame, sky)
    all += residual.squares
    for (const [who, { gain, place }] of fits(residual, sky, frame)) {
      const total = totals.get(who) ?? { gained: 0, places: [] }
      totals.set(who, total)
      total.gained += gain
      if (gain > leastShape) total.places.push(place)
    }
  }
  const [best] = [...totals].toSorted(([, a], [, b]) => b.gained - a.gained)
  if (!best || all === 0) return undefined
  const [who, { gained, places }] = best
  return { who, explained: gained / all, places }
}

interface Residual {
  /** Pixels minus the sky; 0 where the hill is. */
  readonly cells: Float32Array
  readonly squares: number
  /** The centre of the difference. */
  readonly x: number
  readonly y: number
}

function residualOf({ pixels }: Film, frame: number, { colours, open }: Sky): Residual {
  const cells = new Float32Array(3 * side * side)
  let [squares, x, y] = [0, 0, 0]
  for (let i = 0; i < side * side; i++) {
    if (open[i] === 0) continue
    let own = 0
    for (let c = 0; c < 3; c++) {
      const off = pixels[3 * (frame * side * side + i) + c]! - colours[3 * i + c]!
      cells[3 * i + c] = off
      own += off * off
    }
    squares += own
    x += own * ((i % side) + 0.5)
    y += own * (Math.floor(i / side) + 0.5)
  }
  return { cells, squares, x: x / squares, y: y / squares }
}

/** How far from the centre of the difference a shape is searched, in pixels. */
const around = 3

/** Whether the top row of a frame is nearer to the colour of the rain cloud than to the sky. */
function isCovered({ cells }: Residual, { colours }: Sky): boolean {
  let far = 0
  for (let i = 0; i < 3 * side; i++) {
    const cloud = at(rainCloud, i % 3) - colours[i]!
    far += (cells[i]! - cloud) ** 2 - cells[i]! ** 2
  }
  return far < 0
}

/** For each shape, the place where it explains most, and how much. */
function fits(residual: Residual, sky: Sky, frame: number): ReadonlyMap<Who, { gain: number; place: Place }> {
  const best = new Map<Who, { gain: number; place: Place }>()
  const keep = (template: Template, dx: number, dy: number): void => {
    const gain = gainOf(template, dx, dy, residual, sky)
    const known = best.get(template.who)
    if (known && known.gain >= gain) return
    best.set(template.who, { gain, place: { frame, x: template.x + dx, y: template.y + dy, state: template.state } })
  }
  if (residual.squares === 0) return best
  const { sprites, showers } = templates()
  for (const template of sprites) {
    const [dx, dy] = [Math.round(residual.x - template.x), Math.round(residual.y - template.y)]
    for (let row = dy - around; row <= dy + around; row++)
      for (let column = dx - around; column <= dx + around; column++) keep(template, column, row)
  }
  if (isCovered(residual, sky)) for (const template of showers) keep(template, 0, 0)
  return best
}

/** By how much a template, moved by dx and dy, reduces the sum of squares. */
function gainOf({ pixels, cover, colour }: Template, dx: number, dy: number, { cells }: Residual, sky: Sky): number {
  let gain = 0
  for (let k = 0; k < cover.length; k++) {
    const [x, y] = [pixels[2 * k]! + dx, pixels[2 * k + 1]! + dy]
    if (x < 0 || y < 0 || x >= side || y >= side) continue
    const i = y * side + x
    if (sky.open[i] === 0) continue
    const covered = cover[k]!
    for (let c = 0; c < 3; c++) {
      const off = cells[3 * i + c]!
      // The template minus the sky that it hides.
      const wanted = colour[3 * k + c]! - covered * sky.colours[3 * i + c]!
      gain += wanted * (2 * off - wanted)
    }
  }
  return gain
}

/** The steady movement through some places, per frame: the median slope of all pairs (Theil 1950; Sen 1968). */
function slope(places: readonly Place[], of: (place: Place) => number): number {
  const slopes = places.flatMap((a, i) => places.slice(i + 1).map(b => (of(b) - of(a)) / (b.frame - a.frame)))
  return middle(slopes)
}

/** The root mean square length of some vectors. */
const lengthOf = (vectors: readonly (readonly [number, number])[]): number =>
  Math.sqrt(vectors.reduce((sum, [x, y]) => sum + (x ** 2 + y ** 2), 0) / vectors.length)

/** The speed from which a thing moves, in pixels per frame; below it stands still. The slowest of the world has 0.75. */
const moves = 0.45
/** A speed per frame as it is in the world's own frames: a film shows the same movement in more or fewer. */
const inWorld = (speed: number, frames: number): number => (speed * (frames - 1)) / (worldSize.frames - 1)

function move(who: Who, places: readonly Place[], frames: number): Pick<Seen, 'deed' | 'shake'> {
  if (places.length < 2) return { deed: undefined, shake: 0 }
  const [dx, dy] = [slope(places, ({ x }) => x), slope(places, ({ y }) => y)]
  const [x0, y0] = [middle(places.map(p => p.x - dx * p.frame)), middle(places.map(p => p.y - dy * p.frame))]
  const shake = lengthOf(places.map(p => [p.x - x0 - dx * p.frame, p.y - y0 - dy * p.frame]))
  const [vx, vy] = [inWorld(dx, frames), inWorld(dy, frames)]
  const [across, down] = [Math.abs(vx), Math.abs(vy)]
  const glows = places.map(({ state }) => state)
  const dimmest = places.length < frames ? 0 : Math.min(...glows)
  const deed = ((): Deed | undefined => {
    if (down < moves && vx >= moves) return 'drifts right'
    if (down < moves && vx <= -moves) return 'drifts left'
    if (across < moves && vy <= -moves) return 'rises'
    if (across < moves && vy >= moves) return 'sets'
    if (who === 'star' && vx <= -moves && vy >= moves) return 'falls'
    if (who === 'star' && across < moves && down < moves && Math.max(...glows) - dimmest >= 0.4) return 'twinkles'
    return undefined
  })()
  return { deed, shake }
}

/** What rain does: it moves the way it leans, and falls two rows per frame. Its places are known to half a pixel, so that they
 *  are compared over about a frame of the world, however many a film has for it. */
function rainMove(places: readonly Place[], frames: number): Pick<Seen, 'deed' | 'shake'> {
  const apart = Math.max(1, Math.round(inWorld(1, frames)))
  const steps = places.flatMap((place): readonly (readonly [number, number])[] => {
    const before = places.find(({ frame }) => frame === place.frame - apart)
    if (!before) return []
    const [dx, dy] = [wrapped(place.x - before.x), wrapped(place.y - before.y)]
    // Every second column is half a turn later: four columns on is four rows down.
    return [Math.abs(dx) > 2 ? [wrapped(dx - 4), wrapped(dy - 4)] : [dx, dy]]
  })
  if (steps.length < 3) return { deed: undefined, shake: 0 }
  const [dx, dy] = [middle(steps.map(([x]) => x)), middle(steps.map(([, y]) => y))]
  const lean = middle(places.map(({ state }) => state))
  const shake = lengthOf(steps.map(([x, y]) => [x - dx, y - dy]))
  const [vx, vy] = [inWorld(dx / apart, frames), inWorld(dy / apart, frames)]
  const deed = ((): Deed | undefined => {
    if (vy < 1 || vy > 3) return undefined
    if (lean === 0 && Math.abs(vx) < moves + 0.1) return 'falls'
    if (lean === -1 && vx <= -0.5) return 'drifts left'
    if (lean === 1 && vx >= 0.5) return 'drifts right'
    return undefined
  })()
  return { deed, shake }
}

/** A difference of places in a pattern that repeats every 8 pixels: from −4 to 4. */
const wrapped = (difference: number): number => difference - 8 * Math.round(difference / 8)
