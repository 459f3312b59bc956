// The plan of a random lesson, drawn by fast-check or by the dice of the published vectors. The vectors are pinned: changes
// here must not change them.
import type { Cell, Lesson } from '../lesson/format.ts'
import { type AnswerName, type AttentionKind, namesFor } from '../lesson/names.ts'
import { asCell, compare, decimal, exact, exactly, magnitude, magnitudes } from '../lesson/number.ts'
import { derive } from './derive.ts'
import { blurred } from './formulas.ts'

export type Numbers = 'small' | 'fractions' | 'large'

/** Everything that is decided before the first cell is drawn. */
export interface Plan {
  readonly patch: Lesson['patch']
  readonly blocks: Lesson['patch']
  readonly latent: number
  readonly key: number
  readonly text: number
  readonly words: number
  readonly bits: number
  readonly kind: AttentionKind
  readonly numbers: Numbers
  readonly ties: boolean
  /** The largest score allowed with softmax. */
  readonly sharpest: number
}

export const vocabulary = ['sora', 'is', 'sky', 'over', 'wide', 'water'] as const
export const learningRates: readonly Cell[] = ['1/1000', '1/10', 1, 0, '3/7']

const kinds = { given: 'Given', hard: 'Hard', softmax: 'Softmax' } as const

export const titleOf = (kind: AttentionKind, patches: number): string =>
  `${kinds[kind]} attention over ${patches} ${patches === 1 ? 'patch' : 'patches'}`

/** The size of the largest term of which a cell of the lesson is made. */
export function largestTerm(lesson: Lesson): number {
  const at = derive(magnitudes, lesson)
  return Math.max(...namesFor(lesson.attention.kind).flatMap(name => at(name).flat().map(decimal)))
}

/** The lesson with its query weights halved until no difference of softmax scores is larger than `sharpest`. */
export function tamed(lesson: Lesson, sharpest: number): Lesson {
  const { attention } = lesson
  if (attention.kind !== 'softmax') return lesson
  const scores = derive(exact, lesson)('scores').flat().map(magnitude)
  const largest = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  let parts = 1
  while (compare(largest, sharpest * parts) > 0) parts *= 2
  const query = attention.query.map(row => row.map(cell => asCell(exact.div(exactly(cell), parts))))
  return { ...lesson, attention: { ...attention, query } }
}

/** The matrices that may have a misprint: after a softmax, no cell of a lesson could hold the correction. */
export const misprintable = (kind: AttentionKind): readonly AnswerName[] =>
  namesFor(kind).filter(name => !blurred(kind).has(name))
