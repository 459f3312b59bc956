// The random lessons of the published vectors, drawn by dice of their own, so that nothing else can change them.
import { derive } from '../laws/derive.ts'
import { type Dice, diceFrom } from '../laws/law.ts'
import {
  largestTerm,
  learningRates,
  misprintable,
  type Numbers,
  type Plan,
  tamed,
  titleOf,
  vocabulary,
} from '../laws/plan.ts'
import { at, cellOf } from '../lesson/at.ts'
import type { Cell, Lesson, Matrix, Misprint, Vector } from '../lesson/format.ts'
import type { AttentionKind } from '../lesson/names.ts'
import { asCell, exact, toCell } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'

/** `hand-friendly`: small whole numbers and few patches, as on paper. `wild`: any size, fractions, large numbers, ties. */
export const vectorFlavours = ['hand-friendly', 'wild'] as const
export type VectorFlavour = (typeof vectorFlavours)[number]

/** What a random lesson is drawn from. The same place always gives the same lesson, whatever the others. */
export interface Place {
  /** The major version of the vectors. */
  readonly major: number
  readonly seed: number
  readonly flavour: VectorFlavour
  /** Counts from 1. */
  readonly number: number
}

/** The id of a lesson, such as "v1-s7-wild-017": never given to another one. */
export const vectorId = ({ major, seed, flavour, number }: Place): string =>
  `v${major}-s${seed}-${flavour}-${String(number).padStart(3, '0')}`

type Axes = Lesson['patch']

const attentions: readonly AttentionKind[] = ['given', 'hard', 'softmax']
const numberings: readonly Numbers[] = ['small', 'fractions', 'large']
const denominators = [1, 2, 3, 4, 5] as const

const axes = (dice: Dice, frames: number, rows: number, columns: number): Axes => ({
  frames: dice.int(1, frames),
  rows: dice.int(1, rows),
  columns: dice.int(1, columns),
})

/** The plan of a lesson; kinds of attention and of numbers take turns, so that there are equally many of each. */
function planOf(dice: Dice, { flavour, number }: Place): Plan {
  const kind = at(attentions, number % 3, 'the kinds of attention')
  const ties = dice.int(1, 4) === 1
  if (flavour === 'hand-friendly')
    return {
      patch: axes(dice, 2, 2, 2),
      blocks: axes(dice, 3, 2, 2),
      latent: dice.int(2, 3),
      key: dice.int(1, 3),
      text: dice.int(1, 3),
      words: dice.int(1, 3),
      bits: dice.int(1, 3),
      kind,
      numbers: 'small',
      ties,
      sharpest: 16,
    }
  const numbers = at(numberings, Math.floor(number / 3) % 3, 'the kinds of numbers')
  // Fractions grow quickly, so such lessons have fewer cells.
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
    sharpest: dice.pick([16, 100]),
  }
}

const fractional = (dice: Dice): Cell => asCell(exact.div(dice.int(-9, 9), dice.pick(denominators)))

/** Draws one cell; small ones for a softmax lesson, or its results would be too large for decimals. */
function drawCell(dice: Dice, { numbers, kind }: Plan): Cell {
  if (numbers === 'fractions') return dice.int(1, 4) === 1 ? fractional(dice) : dice.int(-2, 2)
  if (numbers === 'small' || kind === 'softmax') return dice.int(-2, 2)
  return dice.int(1, 5) === 1 ? dice.int(-99_999, 99_999) : dice.int(-9, 9)
}

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

/** The lesson of a place, which `parseLesson` always accepts. */
export function vectorLesson(place: Place): Lesson {
  const dice = diceFrom(vectorId(place))
  for (;;) {
    const lesson = drawn(dice, place)
    if (heldByDoubles(lesson)) return lesson
  }
}

/** Whether double precision reaches a tolerance of 1e-9: large terms that cancel leave their rounding errors. */
const heldByDoubles = (lesson: Lesson): boolean => lesson.attention.kind !== 'softmax' || largestTerm(lesson) <= 1e13

function drawn(dice: Dice, place: Place): Lesson {
  const plan = planOf(dice, place)
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
    id: vectorId(place),
    title: titleOf(kind, n),
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
  return { ...tame, errata: dice.int(1, 4) === 1 ? misprints(tame, dice, cell) : [] }
}

/** One or two misprints, with corrections by the formulas. No two share a cell. */
function misprints(lesson: Lesson, dice: Dice, cell: () => Cell): Misprint[] {
  const names = misprintable(lesson.attention.kind)
  const worked = derive(exact, lesson)
  const found = new Map<string, Misprint>()
  const most = dice.int(1, 2)
  for (let i = 1; i <= most; i++) {
    const matrix = dice.pick(names)
    const [rows, columns] = shapeIn(lesson, matrix)
    const [row, column] = [dice.int(1, rows), dice.int(1, columns)]
    const printed = dice.int(1, 5) === 1 ? null : cell()
    const correct = toCell(cellOf(worked(matrix), row - 1, column - 1))
    const place = `${matrix} ${row} ${column}`
    if (correct !== undefined && !found.has(place))
      found.set(place, { id: `slip-${i}`, matrix, row, column, printed, correct })
  }
  return [...found.values()]
}
