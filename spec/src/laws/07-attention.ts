// Step 7, self-attention: which patch attends to which.

import { at } from '../lesson/at.ts'
import type { Lesson, Matrix } from '../lesson/format.ts'
import {
  asCell,
  compare,
  decimal,
  exact,
  exactly,
  type Grid,
  magnitude,
  show,
  sign,
  type Value,
} from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { attending, clean, toCells, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { constant, map, total, transpose } from './grids.ts'
import { agree, type Fault, fault, firstWrong, type Law, numbers, see } from './law.ts'

type WithQueries = Extract<Lesson['attention'], { readonly query: unknown }>

const isQueried = (lesson: Lesson): boolean => lesson.attention.kind !== 'given'
const isHard = (lesson: Lesson): boolean => lesson.attention.kind === 'hard'
const isSoftmax = (lesson: Lesson): boolean => lesson.attention.kind === 'softmax'

/** The lesson’s query and key. @throws {RangeError} where its attention is given */
function queriesOf({ attention }: Lesson): WithQueries {
  if (attention.kind === 'given') throw new RangeError('a given attention has no queries')
  return attention
}

/** The lesson with another query, key or kind of attention. */
const queried = (lesson: Lesson, other: Partial<WithQueries>): Lesson => ({
  ...clean(lesson),
  attention: { ...queriesOf(lesson), ...other },
})

const times = (a: Matrix, factor: Value): Matrix | undefined =>
  toCells(a.map(row => row.map(cell => exact.mul(exactly(cell), factor))))

/** 2^power as an exact number. */
const powerOfTwo = (power: number): Value => (power < 0 ? exact.div(1, 2 ** -power) : 2 ** power)

/** A power of two to multiply queries by, so that every score below its column’s largest gets a softmax of 0; where doubles
 *  allow, so large that a softmax which does not first subtract the largest score overflows. `undefined` where not even the
 *  former fits a double. */
function sharpening(scores: Grid, width: number): Value | undefined {
  let gap = Number.POSITIVE_INFINITY
  for (const cells of transpose(scores)) {
    const largest = cells.reduce((a, b) => (compare(a, b) < 0 ? b : a))
    for (const cell of cells) if (compare(cell, largest) < 0) gap = Math.min(gap, decimal(exact.sub(largest, cell)))
  }
  const most = Math.max(...scores.flat().map(score => decimal(magnitude(score))))
  const powers = [1000, 32].map(apart =>
    Number.isFinite(gap) ? Math.ceil(Math.log2((apart * Math.sqrt(width)) / gap)) : 0,
  )
  const power = powers.find(one => Math.abs(one) <= 40 && most * 2 ** one <= 1e6)
  return power === undefined ? undefined : powerOfTwo(power)
}

const veryMany = exactly(`1${'0'.repeat(30)}`)

/** A lesson with hard attention whose `conditioned` has this first row and 0 below it, so that every score is the product of two
 *  of its numbers. */
function placed(lesson: Lesson, row: readonly Value[]): Lesson {
  const { latent: d, patches: n, pixels, condition } = sizesOf(lesson)
  const none = (length: number): number[] => Array.from({ length }, () => 0)
  const first: Matrix = [none(d).map((_, i) => (i === 0 ? 1 : 0)), none(d)]
  return {
    ...clean(lesson),
    encoder: { weight: zeros(d, pixels), bias: none(d) },
    noise: none(d).map((_, r) => (r === 0 ? row.map(asCell) : none(n))),
    modulation: { weight: zeros(2 * d, condition), bias: none(2 * d).map((_, i) => (i < d ? 1 : 0)) },
    attention: { kind: 'hard', query: first, key: first },
  }
}

export const attentionLaws: readonly Law[] = lawsOf(7, [
  {
    id: 'attention/distributions',
    statement:
      'With a hard maximum or softmax, each column of attention is a distribution: no number is negative, and they sum to 1.',
    applies: isQueried,
    finds(seen) {
      const k = seen.arithmetic
      const negative = firstWrong('attention', seen.at('attention'), '0 or more', value =>
        sign(value) < 0 ? 'it is a share' : undefined,
      )
      if (negative.length > 0) return negative
      const sums = transpose(seen.at('attention')).map(cells => total(k, cells))
      const wrong = sums.findIndex(sum => !agree(k, sum, 1))
      if (wrong < 0) return []
      const found = show(at(sums, wrong, 'the sums'))
      const message = `attention column ${wrong + 1} sums to ${found}; it should sum to 1: its cells are the shares of one query`
      return [{ matrix: 'attention', column: wrong + 1, expected: '1', found, message }]
    },
  },
  {
    id: 'attention/hard-at-the-largest',
    statement: 'A hard maximum attends only to the largest score of its column, and to tied scores equally.',
    applies: isHard,
    finds(seen) {
      const columns = transpose(seen.at('scores'))
      return firstWrong(
        'attention',
        seen.at('attention'),
        'a share at the largest scores and 0 elsewhere',
        (value, r, c) => {
          const scores = at(columns, c, 'scores')
          const own = at(scores, r, 'scores')
          const larger = scores.some(score => compare(score, own) > 0)
          const ties = scores.filter(score => compare(score, own) === 0).length
          if (larger) return sign(value) === 0 ? undefined : `its score ${show(own)} is not the largest of its column`
          return compare(value, exact.div(1, ties)) === 0
            ? undefined
            : `its score ${show(own)} is the largest of its column, ${ties === 1 ? 'alone' : `with ${ties - 1} more`}`
        },
      )
    },
  },
  {
    id: 'attention/hard-by-however-little',
    statement:
      'A hard maximum goes to the largest score, however small its lead: scores that differ by 10⁻³⁰ are not a tie.',
    needs: ['forward', 'hard'],
    async check(lesson, ask) {
      const { patches: n } = sizesOf(lesson)
      const close = Array.from({ length: n }, (_, c) => exact.add(1, exact.div(c, veryMany)))
      const seen = await see(ask, placed(lesson, close))
      const expected = constant(n, n, 0).map((row, r) => row.map(() => (r === n - 1 ? 1 : 0)))
      return seen.faults('attention', expected, 'the score of the last patch is the largest')
    },
  },
  {
    id: 'attention/hard-of-fractions',
    statement: 'A hard maximum compares fractions as numbers: 1/2 is more than 1/3, and one 1/2 ties with another.',
    needs: ['forward', 'hard'],
    async check(lesson, ask, dice) {
      const { patches: n } = sizesOf(lesson)
      // Two patches of 1/2, two of 1/3, two of 1/4 …, in some order.
      const parts = dice.shuffle(n).map(at => 2 + Math.floor(at / 2))
      const fractions = parts.map(part => exact.div(1, part))
      const seen = await see(ask, placed(lesson, fractions))
      const most = parts.filter(part => part === 2).length
      const expected = parts.map(part => parts.map(() => (part === 2 ? exact.div(1, most) : 0)))
      return seen.faults(
        'attention',
        expected,
        `patches are ${fractions.map(show).join(', ')}, and scores their products`,
      )
    },
  },
  {
    id: 'attention/softmax-keeps-order',
    statement: 'In a column of softmax a larger score never has a smaller share, and equal scores have equal shares.',
    applies: isSoftmax,
    finds(seen) {
      const scores = transpose(seen.at('scores'))
      return transpose(seen.at('attention'))
        .flatMap((shares, c): Fault[] => {
          const order = at(scores, c, 'scores')
            .map((score, r) => ({ r, score: decimal(score), share: decimal(at(shares, r, 'the shares')) }))
            .sort((a, b) => a.score - b.score)
          const index = order.findIndex((one, i) => i > 0 && one.share < at(order, i - 1, 'the shares').share - 1e-9)
          const [one, before] = [order[index], order[index - 1]]
          if (!one || !before) return []
          const why = `its score ${one.score} is not below ${before.score}`
          return [fault('attention', one.r, c, `at least ${before.share}`, String(one.share), why)]
        })
        .slice(0, 1)
    },
  },
  {
    id: 'attention/hard-is-the-limit',
    statement: 'A hard maximum is the limit of softmax as its queries grow.',
    needs: ['forward', 'hard', 'softmax'],
    applies: isQueried,
    async check(lesson, ask) {
      const given = queriesOf(lesson).query
      const hard = await see(ask, queried(lesson, { kind: 'hard' }))
      const factor = sharpening(hard.at('scores'), given.length)
      const query = factor === undefined ? undefined : times(given, factor)
      if (factor === undefined || !query) return []
      const sharp = await see(ask, queried(lesson, { kind: 'softmax', query }))
      const why = `the hard maximum gives that, and query was multiplied by ${show(factor)}`
      return sharp.faults('attention', map(hard.at('attention'), decimal), why)
    },
  },
  {
    id: 'attention/query-and-key-swapped',
    statement: 'Swapping the query and key weights swaps queries and keys, and transposes scores.',
    applies: isQueried,
    async check(lesson, ask) {
      const { query, key } = queriesOf(lesson)
      const seen = await see(ask, lesson)
      const swapped = await see(ask, queried(lesson, { query: key, key: query }))
      const why = 'query and key weights have changed places'
      return [
        ...swapped.faults('queries', seen.at('keys'), why),
        ...swapped.faults('keys', seen.at('queries'), why),
        ...swapped.faults('scores', transpose(seen.at('scores')), why),
      ]
    },
  },
  {
    id: 'attention/equal-keys',
    statement: 'If every key is 0, all scores are 0, and each query attends to all patches equally.',
    applies: isQueried,
    async check(lesson, ask) {
      const { patches: n, key, latent } = sizesOf(lesson)
      const seen = await see(ask, queried(lesson, { key: zeros(key, latent) }))
      const k = seen.arithmetic
      return [
        ...seen.faults('scores', constant(n, n, 0), 'every key is 0'),
        ...seen.faults('attention', constant(n, n, k.div(1, n)), `there are ${n} patches and nothing tells them apart`),
      ]
    },
  },
  {
    id: 'attention/key-width',
    statement:
      'Softmax divides by the root of the key width: keys padded with zeros to four times their width are worth half the query.',
    applies: lesson => isSoftmax(lesson) && sizesOf(lesson).key <= 16,
    async check(lesson, ask) {
      const { query, key } = queriesOf(lesson)
      const half = times(query, exact.div(1, 2))
      if (!half) return []
      const { key: width, latent } = sizesOf(lesson)
      const wider = (matrix: Matrix): Matrix => [...matrix, ...zeros(3 * width, latent)]
      const wide = await see(ask, queried(lesson, { query: wider(query), key: wider(key) }))
      const halved = await see(ask, queried(lesson, { query: half }))
      const why = `keys are ${4 * width} wide, and half the query at ${width} gives that`
      return wide.faults('attention', halved.at('attention'), why)
    },
  },
  {
    id: 'attention/given',
    statement: 'A given attention matrix is used as it is given, row for row and column for column.',
    async check(lesson, ask) {
      const { patches: n } = sizesOf(lesson)
      const matrix: Matrix = Array.from({ length: n }, (_, r) => Array.from({ length: n }, (_, c) => r * n + c))
      const seen = await see(ask, attending(lesson, matrix))
      return seen.faults('attention', numbers(seen.arithmetic, matrix), 'the lesson gives it')
    },
  },
])
