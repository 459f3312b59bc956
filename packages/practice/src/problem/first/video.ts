// A video that can be encoded in two numbers a patch and decoded again, without loss: the idea of the walkthrough's own video,
// in which the sky is two pixels, a lamp burns where it is night, and the ground is dark.
import { at } from '@dit-by-hand/graph/at'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Dice } from '../random.ts'

/** How large, and how bright at most. */
export interface Plan {
  readonly blocks: { readonly frames: number; readonly rows: number; readonly columns: number }
  readonly patch: Lesson['patch']
  readonly brightest: number
  /** Two patches are alike. */
  readonly twins: boolean
}

/** What the autoencoder needs to know: the video, cut and whole, and layers that bring it back. */
export type Filmed = Pick<Lesson, 'video' | 'encoder' | 'decoder'>

/** One row of numbers, two latent numbers wide. */
type Two = readonly [first: number, second: number]

/** A row of the decoder. */
interface Row {
  readonly weight: Two
  readonly bias: number
}

/** What a pixel of a patch shows. The first two are what the latent keeps; the others follow from these. */
type Pixel = 'first' | 'second' | 'lamp' | 'dark' | 'fading' | 'copy'

/** What is known of a pixel. */
interface Kind {
  readonly shows: (signal: Signal, isLit: boolean) => number
  /** The decoder's row for it: relu(weight · latent + bias) is the pixel again. @param dark a row that is 0 for every latent */
  readonly back: (bias: Two, dark: () => Row) => Row
  /** What stands in its place in the second frame of a patch. */
  readonly later: Pixel
}

const copied: Kind = {
  shows: ({ second }) => second,
  back: ([, bias]) => ({ weight: [0, 1], bias: 0 - bias }),
  later: 'copy',
}
const pixels: { readonly [K in Pixel]: Kind } = {
  first: { shows: ({ first }) => first, back: ([bias]) => ({ weight: [1, 0], bias: 0 - bias }), later: 'fading' },
  second: copied,
  lamp: { shows: (_, isLit) => Number(isLit), back: () => ({ weight: [-1, 0], bias: 1 }), later: 'lamp' },
  dark: { shows: () => 0, back: (_, dark) => dark(), later: 'dark' },
  fading: {
    shows: ({ first }) => Math.max(0, first - 1),
    back: ([bias]) => ({ weight: [1, 0], bias: -bias - 1 }),
    later: 'fading',
  },
  copy: copied,
}

/**
 * Draws a video with its encoder and decoder. The latent is two wide: number 1 is the first pixel of a patch, or 0 where the
 * lamp burns, which the encoder's ReLU clips; number 2 is the second pixel and a bias. decode(encode(video)) = video.
 */
export function filmed(dice: Dice, { blocks, patch, brightest, twins }: Plan): Filmed {
  const patches = blocks.frames * blocks.rows * blocks.columns
  const kinds = layout(dice, patch.frames)
  const burns = dice.once(2) ? 'wherever it is night' : 'in some nights'
  const signals = drawnSignals(dice, patches, brightest, twins)
  const nights = signals.flatMap(({ first }, i) => (first === 0 ? [i] : []))
  const lit = burns === 'wherever it is night' ? nights : [dice.pick(nights)]
  const bias: Two = [burns === 'wherever it is night' ? 0 : 1, dice.int(0, 1)]
  const lampWeight = bias[0] === 0 ? dice.pick([-1, -1, -2]) : -2
  const columns = signals.map((signal, i) => kinds.map(kind => pixels[kind].shows(signal, lit.includes(i))))
  const kept = dice.pick(kinds.flatMap((kind, i) => (kind === 'second' || kind === 'copy' ? [i] : [])))
  const lamp = dice.pick(kinds.flatMap((kind, i) => (kind === 'lamp' ? [i] : [])))
  const rows: readonly (readonly number[])[] = [
    kinds.map((kind, i) =>
      kind === 'first' ? 1 : i === lamp ? lampWeight : kind === 'dark' ? dice.pick([0, 0, 1]) : 0,
    ),
    kinds.map((kind, i) => (i === kept ? 1 : kind === 'dark' ? dice.pick([0, 1, 1, -1]) : 0)),
  ]
  const deepest = brightest + Math.max(...bias)
  const dark = (): Row =>
    dice.pick<Row>([
      { weight: [0, 1], bias: -deepest },
      { weight: [1, 0], bias: -deepest },
      { weight: [0, -1], bias: 0 },
    ])
  const back = kinds.map(kind => pixels[kind].back(bias, dark))
  const order = dice.pick([
    [0, 1],
    [1, 0],
  ])
  const turned = <T>(two: readonly T[]): T[] => order.map(i => at(two, i))
  return {
    video: laid(columns, blocks, patch),
    encoder: { weight: turned(rows).map(row => [...row]), bias: turned(bias) },
    decoder: { weight: back.map(({ weight }) => turned(weight)), bias: back.map(({ bias: cell }) => cell) },
  }
}

/** What stands where in a patch: frames of four pixels, the second frame another one of the same things. */
function layout(dice: Dice, frames: number): readonly Pixel[] {
  const one: readonly Pixel[] = dice.shuffled(['first', 'second', 'lamp', 'dark'])
  return frames === 1 ? one : [...one, ...dice.shuffled(one).map(kind => pixels[kind].later)]
}

interface Signal {
  readonly first: number
  readonly second: number
}

/** Two numbers a patch: at least one night, at least one day, and no two patches alike but twins. */
function drawnSignals(dice: Dice, patches: number, brightest: number, twins: boolean): readonly Signal[] {
  const all: Signal[] = []
  for (let first = 0; first <= brightest; first++)
    for (let second = 0; second <= brightest; second++) all.push({ first, second })
  const nights = dice.shuffled(all.filter(({ first }) => first === 0))
  const days = dice.shuffled(all.filter(({ first }) => first > 0))
  const dark = dice.int(1, patches > 3 ? 2 : 1)
  const bright = days.slice(0, patches - dark)
  const drawn = [...nights.slice(0, dark), ...bright]
  const [day] = bright
  const final = twins && day ? [...drawn.slice(0, -1), day] : drawn
  return dice.shuffled(final)
}

/** Patches put together: blocks by frames, then rows, then columns; pixels inside a patch likewise. */
function laid(
  columns: readonly (readonly number[])[],
  blocks: Plan['blocks'],
  { frames: t, rows: h, columns: w }: Lesson['patch'],
): number[][][] {
  const list = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
  return list(blocks.frames * t).map(T =>
    list(blocks.rows * h).map(H =>
      list(blocks.columns * w).map(W => {
        const block = (Math.floor(T / t) * blocks.rows + Math.floor(H / h)) * blocks.columns + Math.floor(W / w)
        const pixel = ((T % t) * h + (H % h)) * w + (W % w)
        return at(at(columns, block, 'the patches'), pixel, 'the pixels of a patch')
      }),
    ),
  )
}
