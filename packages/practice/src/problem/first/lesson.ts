// The first version of the generator: the film, the conditions, the attention and the prediction, drawn in that order. What a
// seed gives here must never change: a better generator is another version.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Lesson } from '@dit-by-hand/spec/format'
import { flaws, unfit } from '../nice.ts'
import type { Difficulty, Problem } from '../problem.ts'
import { type Dice, diceFrom } from '../random.ts'
import { numbersOf } from '../worked.ts'
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
    const drawn = draw(dice, sizes[difficulty], ties, { seed, difficulty })
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
  ties: boolean,
  { seed, difficulty }: Pick<Problem, 'seed' | 'difficulty'>,
): Lesson | string {
  const film = filmed(dice, { ...plan, twins: ties })
  const { blocks, patch } = plan
  const patches = blocks.frames * blocks.rows * blocks.columns
  const text = dice.pick(prompts)
  const rows = (height: number, width: number, from: readonly number[]): number[][] =>
    Array.from({ length: height }, () => Array.from({ length: width }, () => dice.pick(from)))
  const sampled = rows(latent, patches, noise)
  const before: Lesson = {
    id: `practice-${difficulty}-${seed}`,
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
  if (typeof modulated === 'string') return modulated
  return typeof modulated === 'string' ? modulated : attend(dice, modulated, ties)
}

/** Vectors of three for three words: small, none all zero, and their sum not all zero. */
function words(dice: Dice, text: string): { [word: string]: number[] } {
  const all = [-1, 0, 1].flatMap(a => [-1, 0, 1].flatMap(b => [-1, 0, 1].map(c => [a, b, c])))
  const some = all.filter(vector => vector.some(x => x !== 0) && vector.some(x => x === 0))
  return Object.fromEntries(text.split(' ').map(word => [word, [...dice.pick(some)]]))
}

const gridOf = (lesson: Lesson, name: 'noised' | 'condition' | 'attention' | 'pooled'): Grid<number> =>
  named(numbersOf(lesson, [name]), name)

/** Draws the scale and the shift that are wanted, and rows of the modulation that give them with a small bias. */
function modulate(dice: Dice, lesson: Lesson, scales: readonly number[], most: number): Lesson | string {
  const noised = gridOf(lesson, 'noised')
  const condition = gridOf(lesson, 'condition').map(row => at(row, 0))
  const scale = noised.map(() => dice.pick(scales))
  const shift = noised.map((row, i) => {
    const scaled = row.map(x => x * at(scale, i))
    const fits = (s: number): boolean => Math.max(...scaled) + s <= most && Math.min(...scaled) + s >= -most
    const all = Array.from({ length: 11 }, (_, s) => s - 5).filter(fits)
    return all.length > 0 ? dice.pick(all) : 0
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
  return { ...lesson, modulation: { weight: found.map(({ weight }) => weight), bias: found.map(({ bias }) => bias) } }
}

const queryRows = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [1, 1],
  [1, -1],
]

/** Draws queries and keys until attention is not trivial and a small layer predicts the noise from it; a few times only. */
function attend(dice: Dice, lesson: Lesson, ties: boolean): Lesson | string {
  const { attention } = lesson
  if (attention.kind === 'given') throw new RangeError('a given attention is not drawn')
  const { kind } = attention
  const plain = kind === 'softmax' ? queryRows.slice(0, 4) : queryRows
  const row = (): number[] => [...dice.pick(plain)]
  let why = ''
  for (let tries = 0; tries < 12; tries++) {
    const drawn: Lesson = {
      ...lesson,
      attention: { kind, query: attention.query.map(row), key: attention.key.map(row) },
    }
    const numbers = numbersOf(drawn, ['attention', 'pooled'])
    const [found] = unfit(named(numbers, 'attention'), kind, ties)
    const predicting = found ?? predict(dice, drawn, named(numbers, 'pooled'))
    if (typeof predicting !== 'string') return predicting
    why = predicting
  }
  return why
}

const weights: readonly (readonly number[])[] = [-2, -1, 0, 1, 2]
  .flatMap(a => [-2, -1, 0, 1, 2].map(b => [a, b]))
  .filter(weight => weight.some(w => w !== 0))
const biases = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6]

/** Draws a feed-forward layer among those that predict the noise nearly, but not quite. */
function predict(dice: Dice, lesson: Lesson, pooled: Grid<number>): Lesson | string {
  const whole = pooled.map(row => row.map(Math.round))
  const layer = lesson.noise.map(row => {
    const candidates = weights.flatMap(weight =>
      biases.flatMap(bias => {
        const off = row.map((n, j) => weight.reduce((sum, w, i) => sum + w * at(at(whole, i), j), bias) - Number(n))
        const total = off.reduce((sum, e) => sum + Math.abs(e), 0)
        const near = off.every(e => Math.abs(e) <= 2) && total <= row.length / 2 + 1
        return near && total > 0 ? [{ weight, bias }] : []
      }),
    )
    return candidates.length > 0 ? dice.pick(candidates) : undefined
  })
  const found = layer.flatMap(row => row ?? [])
  if (found.length < layer.length) return 'no small layer predicts the noise nearly'
  return {
    ...lesson,
    feedForward: { weight: found.map(({ weight }) => [...weight]), bias: found.map(({ bias }) => bias) },
  }
}
