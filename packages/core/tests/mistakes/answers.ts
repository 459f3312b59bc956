// Mistakes of whole answers: readings, number formats, shapes, and what is kept from one answer to the next.
import type { Lesson, Values } from '@dit-by-hand/spec/format'
import { type AnswerName, namesFor } from '@dit-by-hand/spec/names'
import { decimal, exactly, toAnswer, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { floor } from './kit.ts'
import { type Answering, type Mistake, spoilt } from './mistake.ts'

/** An answer with every cell changed. */
function cellwise(values: Values, change: (cell: number | string) => number | string): Values {
  const inside = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(inside)
      : typeof value === 'number' || typeof value === 'string'
        ? change(value)
        : value
  return Object.fromEntries(Object.entries(values).map(([name, matrix]) => [name, inside(matrix)]))
}

const isFraction = (cell: number | string): cell is string => typeof cell === 'string' && cell.includes('/')
const fractions = (values: Values, change: (x: Value) => Value): Values =>
  cellwise(values, cell => (isFraction(cell) ? toAnswer(change(exactly(cell))) : cell))

type Rows = readonly (readonly (number | string)[])[]

/** An answer with every matrix but the video changed. */
const matrixwise = (lesson: Lesson, values: Values, change: (name: AnswerName, rows: Rows) => unknown): Values =>
  Object.fromEntries(
    namesFor(lesson.attention.kind).map(name => [
      name,
      name === 'generatedVideo' ? values.generatedVideo : change(name, values[name] ?? []),
    ]),
  )

const byPatch: readonly AnswerName[] = [
  'patches',
  'encoderPre',
  'latent',
  'noise',
  'noised',
  'scaled',
  'conditioned',
  'queries',
  'keys',
  'pooled',
  'predictedNoise',
  'lossGradient',
  'd_pooled',
  'd_conditioned',
  'denoised',
  'decoderPre',
  'decoded',
]

const vectors: readonly AnswerName[] = [
  'textEmbedding',
  'timeEmbedding',
  'condition',
  'scaleShift',
  'scale',
  'shift',
  'd_feedForwardBias',
  'd_scale',
  'd_shift',
  'd_modulationBias',
  'feedForwardBiasAfter',
  'modulationBiasAfter',
]

const columnsOf = (rows: Rows): Rows => (rows[0] ?? []).map((_, c) => rows.map(row => row[c] ?? 0))

/** What was printed where it was misprinted, and all else as if nothing had been. */
function shownOnly({ lesson, reading, right }: Answering): Values {
  const printed = right(reading)
  const slips: readonly AnswerName[] = lesson.errata.map(({ matrix }) => matrix)
  return Object.fromEntries(
    namesFor(lesson.attention.kind).map(name => [name, (slips.includes(name) ? printed : right('corrected'))[name]]),
  )
}

export const answerMistakes: readonly Mistake[] = [
  spoilt('readings/printed-for-corrected', null, 'the corrected reading is answered with what was printed', {
    kind: 'answer',
    answer: ({ right }) => right('printed'),
  }),
  spoilt('readings/corrected-for-printed', null, 'the printed reading is answered as if nothing had been misprinted', {
    kind: 'answer',
    answer: ({ right }) => right('corrected'),
  }),
  spoilt('readings/not-carried-on', null, 'the printed reading shows the misprint, and does not carry on from it', {
    kind: 'answer',
    answer: shownOnly,
  }),
  spoilt('numbers/doubles', null, 'fractions are answered as decimals, which cannot hold them', {
    kind: 'answer',
    answer: ({ right, reading }) => fractions(right(reading), decimal),
  }),
  spoilt('numbers/rounded', null, 'fractions are rounded', {
    kind: 'answer',
    answer: ({ right, reading }) => fractions(right(reading), x => Math.round(1000 * decimal(x)) / 1000),
  }),
  spoilt('numbers/whole', null, 'fractions are rounded down to whole numbers', {
    kind: 'answer',
    answer: ({ right, reading }) => fractions(right(reading), floor),
  }),
  spoilt('shapes/all-transposed', 'patches', 'every matrix lies on its side: patches are rows instead of columns', {
    kind: 'answer',
    answer: ({ lesson, reading, right }) => matrixwise(lesson, right(reading), (_name, rows) => columnsOf(rows)),
  }),
  spoilt(
    'shapes/vectors-flat',
    'textEmbedding',
    'textEmbedding and the other vectors are flat lists instead of columns',
    {
      kind: 'answer',
      answer: ({ lesson, reading, right }) =>
        matrixwise(lesson, right(reading), (name, rows) =>
          vectors.includes(name) ? rows.map(([cell]) => cell) : rows,
        ),
    },
  ),
  spoilt('shapes/last-patch-dropped', 'patches', 'patches and all that has a column for each patch lack the last one', {
    kind: 'answer',
    answer: ({ lesson, reading, right }) => {
      const { patches } = sizesOf(lesson)
      const last = (name: AnswerName, rows: Rows): Rows =>
        patches > 1 && byPatch.includes(name) ? rows.map(row => row.slice(0, -1)) : rows
      return matrixwise(lesson, right(reading), last)
    },
  }),
  spoilt('shapes/video-stacked', 'generatedVideo', 'generatedVideo is one matrix instead of a list of frames', {
    kind: 'answer',
    answer: ({ right, reading }) => {
      const values = right(reading)
      return { ...values, ...Object.fromEntries([['generatedVideo', values.generatedVideo?.flat()]]) }
    },
  }),
  spoilt('memory/lesson-changed', null, 'the lesson itself is changed while it is worked out', {
    kind: 'memory',
    start:
      () =>
      ({ lesson, reading, right }) => {
        const values = right(reading)
        const [first] = lesson.noise
        if (first) first[0] = 7
        return values
      },
  }),
  spoilt('memory/by-id', null, 'an answer is remembered by the lesson’s id, though its numbers have changed', {
    kind: 'memory',
    start: () => {
      const kept = new Map<string, Values>()
      return ({ lesson, reading, right }) => {
        const key = `${lesson.id} ${reading}`
        const values = kept.get(key) ?? right(reading)
        kept.set(key, values)
        return values
      }
    },
  }),
  spoilt('memory/written-over', null, 'an answer is written over by the next one', {
    kind: 'memory',
    start: () => {
      const shared: { values: Values } = { values: {} }
      return ({ reading, right }) => {
        shared.values = Object.assign(shared.values, right(reading))
        return shared.values
      }
    },
  }),
  spoilt('memory/unsteady', null, 'the same lesson is answered differently from one time to the next', {
    kind: 'memory',
    start: () => {
      let asked = 0
      return ({ reading, right }) => {
        asked += 1
        return cellwise(right(reading), cell => (asked % 3 === 0 && typeof cell === 'number' ? cell + 1 : cell))
      }
    },
  }),
]
