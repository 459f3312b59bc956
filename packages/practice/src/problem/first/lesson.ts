// The first version of the generator: the film, the conditions, the attention and the prediction, drawn in that order. What a
// seed gives here must never change: a better generator is another version.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Lesson } from '@dit-by-hand/spec/format'
import { flaws, tooLarge, unfit } from '../nice.ts'
import type { Difficulty, Problem } from '../problem.ts'
import { type Dice, diceFrom } from '../random.ts'
import { attendingFrom, numbersOf } from '../worked.ts'
import { filmed, type Plan } from './video.ts'
import { prompts } from './words.ts'

/** A lesson, and how many were drawn and refused before it. */
export interface Drawn {
  readonly lesson: Lesson
  readonly refused: readonly string[]
}

/** More tries than any seed has been seen to need; past them the seed has no problem, and that is said. */
export const mostTries = 200

interface Sizes extends Omit<Plan, 'twins'> {
  readonly key: number
  /** Which scales are drawn. */
  readonly scales: readonly number[]
  /** How large noise and what attention compares may be. */
  readonly noise: readonly number[]
  readonly conditioned: number
}

const one = { frames: 1, rows: 2, columns: 2 } as const
const hard = { key: 2, brightest: 3, scales: [2, 2, -1, -1, -2, 3], noise: [-2, -1, 0, 0, 0, 1, 2], conditioned: 9 }
const sizes: { readonly [K in Difficulty]: Sizes } = {
  'three-frames': { ...hard, blocks: { frames: 3, rows: 1, columns: 1 }, patch: one },
  'hard-attention': { ...hard, blocks: { frames: 4, rows: 1, columns: 1 }, patch: one },
  'two-frame-patches': {
    ...hard,
    blocks: { frames: 2, rows: 1, columns: 2 },
    patch: { frames: 2, rows: 2, columns: 2 },
  },
  softmax: {
    blocks: { frames: 4, rows: 1, columns: 1 },
    patch: one,
    key: 4,
    brightest: 2,
    scales: [1, -1],
    noise: [-1, 0, 0, 1],
    conditioned: 3,
  },
}

/**
 * The lesson of a seed.
 * @throws {RangeError} where {@link mostTries} lessons were drawn and none is nice by hand
 */
export function firstLesson({ seed, difficulty, ties }: Omit<Problem, 'lesson' | 'version'>): Drawn {
  const dice = diceFrom(seed, `problem 1 ${difficulty} ${ties ? 'ties' : 'no ties'}`)
  const refused: string[] = []
  while (refused.length < mostTries) {
    const drawn = draw(dice, sizes[difficulty], { seed, difficulty, ties })
    const why = typeof drawn === 'string' ? drawn : flaws(drawn, ties)[0]
    if (typeof drawn !== 'string' && why === undefined) return { lesson: drawn, refused }
    refused.push(why ?? 'no reason')
  }
  throw new RangeError(`seed ${seed} gives no ${difficulty} lesson that is nice by hand; take another seed`)
}

const latent = 2

/** A lesson, or why none came of it. */
function draw(
  dice: Dice,
  { key, scales, noise, conditioned, ...plan }: Sizes,
  { seed, difficulty, ties }: Pick<Problem, 'seed' | 'difficulty' | 'ties'>,
): Lesson | string {
  const film = filmed(dice, { ...plan, twins: ties })
  const { blocks, patch } = plan
  const patches = blocks.frames * blocks.rows * blocks.columns
  const text = dice.pick(prompts)
  const rows = (height: number, width: number, from: readonly number[]): number[][] =>
    Array.from({ length: height }, () => Array.from({ length: width }, () => dice.pick(from)))
  const sampled = rows(latent, patches, noise)
  for (const row of sampled) if (!row.some(x => x !== 0)) row[dice.int(0, patches - 1)] = dice.pick<number>([-1, 1])
  const before: Lesson = {
    id: `practice-${difficulty}-${seed}${ties ? '-ties' : ''}`,
    title: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    video: film.video,
    patch,
    encoder: film.encoder,
    noise: sampled,
    prompt: { text, words: words(dice, text) },
    timestep: { t: dice.int(1, 3), bits: 2 },
    modulation: { weight: rows(2 * latent, 5, [0]), bias: [0, 0, 0, 0] },
    attention: {
      kind: difficulty === 'softmax' ? 'softmax' : 'hard',
      query: rows(key, latent, [0]),
      key: rows(key, latent, [0]),
    },
    feedForward: { weight: rows(latent, latent, [0]), bias: [0, 0] },
    decoder: film.decoder,
    learningRate: '1/10',
    errata: [],
  }
  const modulated = modulate(dice, before, scales, conditioned)
  return typeof modulated === 'string' ? modulated : attend(dice, modulated, ties)
}

/** Vectors of three for three words: small, none all zero, and their sum not all zero. */
function words(dice: Dice, text: string): { [word: string]: number[] } {
  const all = [-1, 0, 1].flatMap(a => [-1, 0, 1].flatMap(b => [-1, 0, 1].map(c => [a, b, c])))
  const some = all.filter(vector => vector.some(x => x !== 0) && vector.some(x => x === 0))
  return Object.fromEntries(text.split(' ').map(word => [word, [...dice.pick(some)]]))
}

const gridOf = (lesson: Lesson, name: 'noised' | 'condition' | 'conditioned'): Grid<number> =>
  named(numbersOf(lesson, [name]), name)

/** Draws the scale and the shift that are wanted, and rows of the modulation that give them with a small bias. */
function modulate(dice: Dice, lesson: Lesson, scales: readonly number[], most: number): Lesson | string {
  const noised = gridOf(lesson, 'noised')
  const condition = gridOf(lesson, 'condition').map(row => at(row, 0))
  const scale = noised.map(() => dice.pick(scales))
  const turning = dice.int(0, latent - 1)
  const shift = noised.map((row, i) => {
    const scaled = row.map(x => x * at(scale, i))
    const [least, largest] = [Math.min(...scaled), Math.max(...scaled)]
    const all = Array.from({ length: 11 }, (_, s) => s - 5).filter(s => largest + s <= most && least + s >= -most)
    // Numbers of both signs in one row: patches that ask for different things.
    const both = i === turning ? all.filter(s => least + s < 0 && largest + s > 0) : []
    return both.length > 0 ? dice.pick(both) : all.length > 0 ? dice.pick(all) : 0
  })
  const rows = [...scale, ...shift].map(wanted => {
    for (let tries = 0; tries < 30; tries++) {
      const weight = condition.map(() => dice.pick([-1, 0, 0, 1, 1]))
      const bias = wanted - weight.reduce((sum, w, i) => sum + w * at(condition, i), 0)
      if (Math.abs(bias) <= 2 && weight.some(w => w !== 0)) return { weight, bias }
    }
    return undefined
  })
  const found = rows.flatMap(row => row ?? [])
  if (found.length < rows.length) return 'a bias of the modulation is large'
  return { ...lesson, modulation: layerOf(found) }
}

const queryRows = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [1, 1],
  [1, -1],
]

/** Rows of a query or a key. The second is no multiple of the first: both features are seen. */
function seeing(dice: Dice, height: number, from: readonly (readonly number[])[]): number[][] {
  const first = dice.pick(from)
  const others = from.filter(row => at(row, 0) * at(first, 1) !== at(row, 1) * at(first, 0))
  const rest = Array.from({ length: height - 1 }, (_, i) => dice.pick(i === 0 ? others : from))
  return [first, ...rest].map(row => [...row])
}

/** Draws queries and keys until attention is not trivial and a small layer predicts the noise from it; a few times only. */
function attend(dice: Dice, lesson: Lesson, ties: boolean): Lesson | string {
  const { attention } = lesson
  if (attention.kind === 'given') throw new RangeError('a given attention is not drawn')
  const { kind } = attention
  const plain = kind === 'softmax' ? queryRows.slice(0, 4) : queryRows
  const conditioned = gridOf(lesson, 'conditioned')
  let why = ''
  for (let tries = 0; tries < 12; tries++) {
    const query = seeing(dice, attention.query.length, plain)
    const key = seeing(dice, attention.key.length, plain)
    const drawn: Lesson = { ...lesson, attention: { kind, query, key } }
    const found = attending(dice, drawn, conditioned, ties)
    if (typeof found !== 'string') return found
    why = found
  }
  return why
}

/** A lesson that predicts from what is pooled, where attention is not trivial and no number on the way is large. */
function attending(dice: Dice, lesson: Lesson, conditioned: Grid<number>, ties: boolean): Lesson | string {
  const numbers = attendingFrom(lesson, conditioned)
  const kind = lesson.attention.kind === 'softmax' ? 'softmax' : 'hard'
  const [trivial] = unfit(named(numbers, 'attention'), kind, ties)
  if (trivial !== undefined) return trivial
  return tooLarge(numbers)[0] ?? predict(dice, lesson, named(numbers, 'pooled'))
}

const weights: readonly (readonly number[])[] = [-2, -1, 0, 1, 2]
  .flatMap(a => [-2, -1, 0, 1, 2].map(b => [a, b]))
  .filter(weight => weight.some(w => w !== 0))
const largestBias = 6
/** How far the predicted noise may be from the sampled noise. */
const furthest = 2

interface Row {
  readonly weight: readonly number[]
  readonly bias: number
}

/** Rows as a layer of a lesson. */
const layerOf = (rows: readonly Row[]): Lesson['feedForward'] => ({
  weight: rows.map(({ weight }) => [...weight]),
  bias: rows.map(({ bias }) => bias),
})

/** The rows of a layer that come near to a row of noise, but not quite to it. */
function rowsFor(whole: Grid<number>, noise: readonly number[]): readonly Row[] {
  const [first, second] = [at(whole, 0), at(whole, 1)]
  const found: Row[] = []
  for (const weight of weights) {
    const [a, b] = [at(weight, 0), at(weight, 1)]
    const before = noise.map((n, j) => a * at(first, j) + b * at(second, j) - n)
    const least = Math.max(-largestBias, -furthest - Math.min(...before))
    const most = Math.min(largestBias, furthest - Math.max(...before))
    for (let bias = least; bias <= most; bias++) {
      let off = 0
      for (const e of before) off += Math.abs(e + bias)
      if (off > 0 && off <= noise.length / 2 + 1) found.push({ weight, bias })
    }
  }
  return found
}

/** Draws a feed-forward layer among those that predict the noise nearly, but not quite. */
function predict(dice: Dice, lesson: Lesson, pooled: Grid<number>): Lesson | string {
  const whole = pooled.map(row => row.map(Math.round))
  const layer = lesson.noise.map(row => {
    const candidates = rowsFor(whole, row.map(Number))
    return candidates.length > 0 ? dice.pick(candidates) : undefined
  })
  const found = layer.flatMap(row => row ?? [])
  if (found.length < layer.length) return 'no small layer predicts the noise nearly'
  if (pooled.some((_, i) => found.every(({ weight }) => weight[i] === 0))) return 'a pooled feature goes nowhere'
  return { ...lesson, feedForward: layerOf(found) }
}
