// Draws a random lesson: by fast-check for the laws, by dice of their own for the published vectors. The vectors are pinned:
// changes here must not change them.
import { at, cellOf } from '../lesson/at.ts'
import type { Cell, Lesson, Matrix, Misprint, Vector } from '../lesson/format.ts'
import { type AttentionKind, namesFor } from '../lesson/names.ts'
import { asCell, compare, decimal, exact, exactly, magnitude, magnitudes, toCell } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'
import { derive } from './derive.ts'
import { blurred } from './formulas.ts'
import type { Dice } from './law.ts'

/** `handFriendly`: small whole numbers and few patches, as on paper. `wild`: any size, fractions, large numbers, ties. */
export type Flavour = 'handFriendly' | 'wild'

/** What a lesson is drawn for. */
interface Wish {
  readonly flavour: Flavour
  /** Kinds of attention and of numbers take turns with it, so that there are equally many of each. */
  readonly number: number
  /** The largest score that a wild lesson with softmax may have. */
  readonly sharpest: number
}

const attentions: readonly AttentionKind[] = ['given', 'hard', 'softmax']
const titles = { given: 'Given', hard: 'Hard', softmax: 'Softmax' } as const
const numberings = ['small', 'fractions', 'large'] as const
const vocabulary = ['sora', 'is', 'sky', 'over', 'wide', 'water'] as const
const learningRates: readonly Cell[] = ['1/1000', '1/10', 1, 0, '3/7']
const denominators = [1, 2, 3, 4, 5] as const

const axes = (dice: Dice, frames: number, rows: number, columns: number): Lesson['patch'] => ({
  frames: dice.int(1, frames),
  rows: dice.int(1, rows),
  columns: dice.int(1, columns),
})

export type Plan = ReturnType<typeof planOf>

/** Everything that is decided before the first cell is drawn. */
export function planOf(dice: Dice, { flavour, number, sharpest }: Wish) {
  const kind = at(attentions, number % 3, 'the kinds of attention')
  const ties = dice.oneIn(4)
  if (flavour === 'handFriendly')
    return {
      patch: axes(dice, 2, 2, 2),
      blocks: axes(dice, 3, 2, 2),
      latent: dice.int(2, 3),
      key: dice.int(1, 3),
      text: dice.int(1, 3),
      words: dice.int(1, 3),
      bits: dice.int(1, 3),
      kind,
      numbers: 'small' as const,
      ties,
      sharpest: 16,
    }
  const numbers = at(numberings, Math.floor(number / 3) % 3, 'the kinds of numbers')
  // Fractions grow so quickly that such a lesson would take longer than its check: it has fewer cells.
  const few = numbers === 'fractions'
  return {
    patch: few ? axes(dice, 2, 2, 2) : axes(dice, 3, 3, 3),
    blocks: few ? axes(dice, 2, 2, 2) : axes(dice, 4, 3, 3),
    latent: dice.int(1, few ? 3 : 6),
    key: dice.int(1, few ? 3 : 6),
    text: dice.int(1, 5),
    words: dice.int(1, 6),
    bits: dice.int(1, 10),
    kind,
    numbers,
    ties,
    sharpest: dice.pick([16, sharpest]),
  }
}

/** Draws one cell; small ones for a softmax lesson, or its results would be too large for decimals. */
function drawCell(dice: Dice, { numbers, kind }: Plan): Cell {
  if (numbers === 'fractions')
    return dice.oneIn(4) ? asCell(exact.div(dice.int(-9, 9), dice.pick(denominators))) : dice.int(-2, 2)
  if (numbers === 'small' || kind === 'softmax') return dice.int(-2, 2)
  return dice.oneIn(5) ? dice.int(-99_999, 99_999) : dice.int(-9, 9)
}

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

/** The lesson of a plan, which `parseLesson` always accepts. */
export function lessonFrom(dice: Dice, plan: Plan, id: string): Lesson {
  const { patch, blocks, latent: d, key: k, text, kind } = plan
  const p = patch.frames * patch.rows * patch.columns
  const n = blocks.frames * blocks.rows * blocks.columns
  const words = vocabulary.slice(0, plan.words)
  const cell = (): Cell => drawCell(dice, plan)
  const vector = (length: number, draw = cell): Vector => times(length, draw)
  const matrix = (rows: number, columns: number, draw = cell): Matrix => times(rows, () => vector(columns, draw))
  const linear = (rows: number, columns: number): Lesson['encoder'] => ({
    weight: matrix(rows, columns),
    bias: vector(rows),
  })
  const attention = (): Lesson['attention'] => {
    if (kind !== 'given') return { kind, query: matrix(k, d), key: matrix(k, d, plan.ties ? () => 0 : cell) }
    return { kind, matrix: matrix(n, n, plan.numbers === 'small' ? () => dice.int(0, 1) : cell) }
  }
  const lesson: Lesson = {
    id,
    title: `${titles[kind]} attention over ${n} ${n === 1 ? 'patch' : 'patches'}`,
    video: times(blocks.frames * patch.frames, () =>
      matrix(blocks.rows * patch.rows, blocks.columns * patch.columns, () => dice.int(0, 3)),
    ),
    patch,
    encoder: linear(d, p),
    noise: matrix(d, n),
    prompt: { text: words.join(' '), words: Object.fromEntries(words.map(word => [word, vector(text)])) },
    timestep: { t: dice.int(0, 2 ** plan.bits - 1), bits: plan.bits },
    modulation: linear(2 * d, text + plan.bits),
    attention: attention(),
    feedForward: linear(d, d),
    decoder: linear(p, d),
    learningRate: dice.pick(learningRates),
    errata: [],
  }
  const tame = tamed(lesson, plan.sharpest)
  return { ...tame, errata: dice.oneIn(4) ? misprints(tame, dice, cell) : [] }
}

/** The size of the largest term of which a cell of the lesson is made. */
export function largestTerm(lesson: Lesson): number {
  const at = derive(magnitudes, lesson)
  return Math.max(...namesFor(lesson.attention.kind).flatMap(name => at(name).flat().map(decimal)))
}

/** The lesson with its query weights halved until no difference of softmax scores is larger than `sharpest`. */
function tamed(lesson: Lesson, sharpest: number): Lesson {
  const { attention } = lesson
  if (attention.kind !== 'softmax') return lesson
  const scores = derive(exact, lesson)('scores').flat().map(magnitude)
  const largest = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  let parts = 1
  while (compare(largest, sharpest * parts) > 0) parts *= 2
  const query = attention.query.map(row => row.map(cell => asCell(exact.div(exactly(cell), parts))))
  return { ...lesson, attention: { ...attention, query } }
}

/** One or two misprints, with corrections by the formulas. No two share a cell, and none is after a softmax, where no cell of a
 *  lesson could hold the correction. */
function misprints(lesson: Lesson, dice: Dice, cell: () => Cell): Misprint[] {
  const { kind } = lesson.attention
  const names = namesFor(kind).filter(name => !blurred(kind).has(name))
  const worked = derive(exact, lesson)
  const found = new Map<string, Misprint>()
  const most = dice.int(1, 2)
  for (let i = 1; i <= most; i++) {
    const matrix = dice.pick(names)
    const [rows, columns] = shapeIn(lesson, matrix)
    const [row, column] = [dice.int(1, rows), dice.int(1, columns)]
    const printed = dice.oneIn(5) ? null : cell()
    const correct = toCell(cellOf(worked(matrix), row - 1, column - 1))
    const place = `${matrix} ${row} ${column}`
    if (correct !== undefined && !found.has(place))
      found.set(place, { id: `slip-${i}`, matrix, row, column, printed, correct })
  }
  return [...found.values()]
}
