// Random lessons of any size, as fast-check arbitraries: sizes are drawn first and the cells after them, so that a
// failing lesson shrinks to few patches and narrow matrices before its numbers shrink to 0.

import fc from 'fast-check'
import { at, cellOf } from '../lesson/at.ts'
import type { Cell, Lesson, Matrix, Misprint, Vector } from '../lesson/format.ts'
import type { AttentionKind } from '../lesson/names.ts'
import { asCell, exact, toCell } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'
import { derive } from './derive.ts'
import {
  largestTerm,
  learningRates,
  misprintable,
  type Numbers,
  type Plan,
  tamed,
  titleOf,
  vocabulary,
} from './plan.ts'

/** `handFriendly`: small whole numbers and few patches, as on paper. `wild`: any size, fractions, large numbers, ties. */
export type Flavour = 'handFriendly' | 'wild'

const whole = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most })
const upTo = (most: number): fc.Arbitrary<number> => whole(1, most)
const axes = (frames: number, rows: number, columns: number): fc.Arbitrary<Lesson['patch']> =>
  fc.record({ frames: upTo(frames), rows: upTo(rows), columns: upTo(columns) })
const kind = fc.constantFrom<AttentionKind>('given', 'hard', 'softmax')

const plans: { readonly [F in Flavour]: fc.Arbitrary<Plan> } = {
  handFriendly: fc.record({
    patch: axes(2, 2, 2),
    blocks: axes(3, 2, 2),
    latent: whole(2, 3),
    key: upTo(3),
    text: upTo(3),
    words: upTo(3),
    bits: upTo(3),
    kind,
    numbers: fc.constant<Numbers>('small'),
    ties: fc.constantFrom(false, false, false, true),
    sharpest: fc.constant(16),
  }),
  wild: fc
    .record({
      patch: axes(3, 3, 3),
      blocks: axes(4, 3, 3),
      latent: upTo(6),
      key: upTo(6),
      text: upTo(5),
      words: upTo(6),
      bits: upTo(10),
      kind,
      numbers: fc.constantFrom<Numbers>('small', 'fractions', 'large'),
      ties: fc.constantFrom(false, false, false, true),
      sharpest: fc.constantFrom(16, 1000),
    })
    .map(plan => (plan.numbers === 'fractions' ? narrowed(plan) : plan)),
}

/** A plan with fewer cells where they are fractions, which grow so quickly that the lesson would take longer than its check. */
const narrowed = (plan: Plan): Plan => {
  const two = (size: number): number => Math.min(size, 2)
  const small = ({ frames, rows, columns }: Lesson['patch']): Lesson['patch'] => {
    return { frames: two(frames), rows: two(rows), columns: two(columns) }
  }
  const [latent, key] = [Math.min(plan.latent, 3), Math.min(plan.key, 3)]
  return { ...plan, patch: small(plan.patch), blocks: small(plan.blocks), latent, key }
}

const fractional: fc.Arbitrary<Cell> = fc.tuple(whole(-9, 9), upTo(5)).map(([n, d]) => asCell(exact.div(n, d)))

/** The cells of a plan: weights, biases and noise; a softmax lesson keeps small ones, or a decimal could not hold it. */
function cellsOf({ numbers, kind }: Plan): fc.Arbitrary<Cell> {
  if (numbers === 'fractions')
    return fc.oneof({ weight: 3, arbitrary: whole(-2, 2) }, { weight: 1, arbitrary: fractional })
  if (numbers === 'small' || kind === 'softmax') return whole(-2, 2)
  return fc.oneof({ weight: 4, arbitrary: whole(-9, 9) }, { weight: 1, arbitrary: whole(-99_999, 99_999) })
}

const vector = (length: number, cell: fc.Arbitrary<Cell>): fc.Arbitrary<Vector> =>
  fc.array(cell, { minLength: length, maxLength: length })
const matrix = (rows: number, columns: number, cell: fc.Arbitrary<Cell>): fc.Arbitrary<Matrix> =>
  fc.array(vector(columns, cell), { minLength: rows, maxLength: rows })

function lessonFrom(plan: Plan): fc.Arbitrary<Lesson> {
  const { patch, blocks, latent: d, key: k, text } = plan
  const p = patch.frames * patch.rows * patch.columns
  const n = blocks.frames * blocks.rows * blocks.columns
  const cell = cellsOf(plan)
  const words = vocabulary.slice(0, plan.words)
  const linear = (rows: number, columns: number): fc.Arbitrary<Lesson['encoder']> =>
    fc.record({ weight: matrix(rows, columns, cell), bias: vector(rows, cell) })
  const keyCell = plan.ties ? fc.constant<Cell>(0) : cell
  const attention: { readonly [K in AttentionKind]: fc.Arbitrary<Lesson['attention']> } = {
    given: fc.record({
      kind: fc.constant('given'),
      matrix: matrix(n, n, plan.numbers === 'small' ? whole(0, 1) : cell),
    }),
    hard: fc.record({ kind: fc.constant('hard'), query: matrix(k, d, cell), key: matrix(k, d, keyCell) }),
    softmax: fc.record({ kind: fc.constant('softmax'), query: matrix(k, d, cell), key: matrix(k, d, keyCell) }),
  }
  const frame = matrix(blocks.rows * patch.rows, blocks.columns * patch.columns, whole(0, 3))
  const frames = blocks.frames * patch.frames
  return fc
    .record({
      video: fc.array(frame, { minLength: frames, maxLength: frames }),
      encoder: linear(d, p),
      noise: matrix(d, n, cell),
      vectors: fc.array(vector(text, cell), { minLength: words.length, maxLength: words.length }),
      t: whole(0, 2 ** plan.bits - 1),
      modulation: linear(2 * d, text + plan.bits),
      attention: attention[plan.kind],
      feedForward: linear(d, d),
      decoder: linear(p, d),
      learningRate: fc.constantFrom(...learningRates),
      slips: fc.oneof(
        { withCrossShrink: true },
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(slip(cell), { minLength: 1, maxLength: 2 }) },
      ),
    })
    .map(({ vectors, t, slips, ...drawn }) => {
      const lesson: Lesson = {
        id: 'random-lesson',
        title: titleOf(plan.kind, n),
        ...drawn,
        patch,
        prompt: {
          text: words.join(' '),
          words: Object.fromEntries(words.map((word, i) => [word, at(vectors, i, 'the vectors')])),
        },
        timestep: { t, bits: plan.bits },
        errata: [],
      }
      return misprinted(tamed(lesson, plan.sharpest), slips)
    })
}

/** A random misprint, before it is known whether its place exists. */
interface Slip {
  readonly matrix: number
  readonly row: number
  readonly column: number
  readonly printed: Cell | null
}

const slip = (cell: fc.Arbitrary<Cell>): fc.Arbitrary<Slip> =>
  fc.record({ matrix: fc.nat(100), row: fc.nat(30), column: fc.nat(30), printed: fc.option(cell, { freq: 4 }) })

/** The lesson with misprints in matrices that it has, with corrections by the formulas. No two share a cell. */
function misprinted(lesson: Lesson, slips: readonly Slip[]): Lesson {
  if (slips.length === 0) return lesson
  const names = misprintable(lesson.attention.kind)
  const worked = derive(exact, lesson)
  const errata = slips.flatMap((found, i): Misprint[] => {
    const name = at(names, found.matrix % names.length, 'the names')
    const [rows, columns] = shapeIn(lesson, name)
    const [r, c] = [found.row % rows, found.column % columns]
    const correct = toCell(cellOf(worked(name), r, c))
    return correct === undefined
      ? []
      : [{ id: `slip-${i + 1}`, matrix: name, row: r + 1, column: c + 1, printed: found.printed, correct }]
  })
  const place = ({ matrix, row, column }: Misprint): string => `${matrix} ${row} ${column}`
  return { ...lesson, errata: errata.filter((one, i) => errata.findIndex(other => place(other) === place(one)) === i) }
}

/** Lessons that an engine in single precision, which ends at 3e38, can work: laws ask about larger numbers, too. */
const wild = plans.wild
  .chain(plan => lessonFrom(plan).map(lesson => ({ plan, lesson })))
  .filter(({ plan, lesson }) => plan.numbers !== 'large' || largestTerm(lesson) <= 1e30)
  .map(({ lesson }) => lesson)

/** Random lessons, every one of which `parseLesson` accepts. */
export const lessonOf: { readonly [F in Flavour]: fc.Arbitrary<Lesson> } = {
  handFriendly: plans.handFriendly.chain(lessonFrom),
  wild,
}

interface Draw {
  readonly seed: number
  readonly runs: number
  readonly flavour: Flavour
}

/** The first `runs` lessons of a seed: always the same ones. */
export const lessons = ({ seed, runs, flavour }: Draw): readonly Lesson[] =>
  // Asked for 0 samples, fast-check draws a hundred.
  runs === 0 ? [] : fc.sample(lessonOf[flavour], { seed, numRuns: runs })
