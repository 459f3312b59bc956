// Templates of every shape, to be matched to frames: the pixels it covers, and their colours.
import { at } from '@dit-by-hand/graph/at'
import { type Lay, painters, type Stand } from '../world/paint.ts'
import type { Prompt, Who } from '../world/words.ts'

/** The pixels that a shape covers, how much of each, and with what colour. */
export interface Template {
  readonly who: Who
  /** Its middle, in pixels from the template's top left. */
  readonly x: number
  readonly y: number
  /** The pixels that it covers: column and row in turn. */
  readonly pixels: Int16Array
  /** How much of each is covered, 0 to 1. */
  readonly cover: Float32Array
  /** Red, green and blue of each, 0 to 255, times the cover. */
  readonly colour: Float32Array
  /** The brightness of a star, or which way rain leans: −1 left, 1 right. */
  readonly state: number
}

/** Paints a shape on black; a fourth channel, white at first, shows how much of a pixel it leaves uncovered. */
function painted(
  prompt: Prompt,
  stand: Stand,
  t: number,
  side: number,
  by: Pick<Template, 'x' | 'y' | 'state'>,
): Template {
  const [pixels, cover, colour]: [number[], number[], number[]] = [[], [], []]
  const over = [0, 0, 0, 255]
  const lay: Lay = (tint, share) => {
    if (share <= 0) return
    for (let c = 0; c < 4; c++) over[c] = at(over, c) + ((c < 3 ? at(tint, c) : 0) - at(over, c)) * share
  }
  for (let i = 0; i < side * side; i++) {
    over.splice(0, 4, 0, 0, 0, 255)
    painters[prompt.who]((i % side) + 0.5, Math.floor(i / side) + 0.5, stand, lay, 1, prompt, t)
    const covered = 1 - at(over, 3) / 255
    if (covered === 0) continue
    pixels.push(i % side, Math.floor(i / side))
    cover.push(covered)
    colour.push(...over.slice(0, 3))
  }
  return {
    who: prompt.who,
    pixels: Int16Array.from(pixels),
    cover: Float32Array.from(cover),
    colour: Float32Array.from(colour),
    ...by,
  }
}

const side = 13

/** Every shape but rain, at every half pixel, in every state that is distinguished. */
function sprites(): readonly Template[] {
  const offsets = [0, 0.5].flatMap(x => [0, 0.5].map(y => [6 + x, 6 + y] as const))
  const of = (who: Who, deed: Prompt['deed'], t: number, glow: number, phase: number): readonly Template[] =>
    offsets.map(([x, y]) =>
      painted({ who, deed, when: 'night' }, { x, y, glow, phase }, t, side, { x, y, state: glow }),
    )
  const still = (who: Who): readonly Template[] => of(who, 'rises', 0, 1, 0)
  return [
    ...(['sun', 'moon', 'cloud'] as const).flatMap(still),
    ...[0.1, 0.3, 0.5, 0.75, 1].flatMap(glow => of('star', 'twinkles', 0, glow, 0)),
    ...[1, 2, 4].flatMap(t => of('star', 'falls', t, 1, 0)),
    ...[-0.25, -0.1, 0, 0.1, 0.25].flatMap(phase => of('bird', 'rises', 0, 1, phase)),
  ]
}

/** Rain of every lean at every half pixel, as whole frames; x and y are its phase, 0 to 8. */
function showers(): readonly Template[] {
  const halves = Array.from({ length: 16 }, (_, i) => i / 2)
  return (['drifts left', 'falls', 'drifts right'] as const).flatMap((deed, lean) =>
    halves.flatMap(x =>
      halves.map(y =>
        painted({ who: 'rain', deed, when: 'night' }, { x, y: 0, glow: 1, phase: y }, 0, 16, { x, y, state: lean - 1 }),
      ),
    ),
  )
}

export interface Templates {
  readonly sprites: readonly Template[]
  readonly showers: readonly Template[]
}

let made: Templates | undefined
/** The templates, made at the first call. */
export const templates = (): Templates => {
  made ??= { sprites: sprites(), showers: showers() }
  return made
}
