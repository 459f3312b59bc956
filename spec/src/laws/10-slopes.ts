// Step 10, loss and gradients: how wrong the prediction is, and which changes reduce that.

import { cellOf } from '../lesson/at.ts'
import type { Lesson } from '../lesson/format.ts'
import {
  type AnswerName,
  type GradedName,
  gradientName,
  learnableNames,
  type Meaning,
  meaningOf,
  type Name,
  namesFor,
  updatedName,
} from '../lesson/names.ts'
import {
  decimal,
  exact,
  exactly,
  type Grid,
  magnitude,
  magnitudes,
  show,
  sign,
  toCell,
  type Value,
} from '../lesson/number.ts'
import { shapeIn, sizesOf } from '../lesson/sizes.ts'
import { derive } from './derive.ts'
import { descent } from './descent.ts'
import { clean, learnableIn, replaced, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { difference } from './finite-difference.ts'
import { constant, inner, map, map2, product, rowSums, total, transpose } from './grids.ts'
import { agree, differ, type Fault, type Law, type Seen, see, unlike } from './law.ts'

/** The lesson with noise that the feed-forward layer predicts exactly: its weights are 0, and its bias is every patch’s noise. */
function foreseen(lesson: Lesson): Lesson {
  const { latent: d, patches: n } = sizesOf(lesson)
  const { bias } = lesson.feedForward
  return {
    ...replaced(lesson, 'feedForward', zeros(d, d), bias),
    noise: bias.map(cell => Array.from({ length: n }, () => cell)),
  }
}

const isZero = (seen: Seen, names: readonly AnswerName[], why: string): readonly Fault[] =>
  names.flatMap(name => seen.faults(name, constant(...shapeIn(seen.lesson, name), 0), why))

/** A matrix and its gradient. */
type Pair = readonly [of: Name, gradient: AnswerName]

/** A fault where Σ matrix × gradient over what something is made of is not that over the thing itself.
 *  @param made the gradient there, or the size of its terms, against which rounding is measured */
function balance(
  seen: Seen,
  parts: readonly [Pair, ...Pair[]],
  whole: Pair,
  made: Grid = derive(magnitudes, seen.lesson)(whole[1]),
): readonly Fault[] {
  const k = seen.arithmetic
  const sum = ([of, gradient]: Pair): Value => inner(k, seen.at(of), seen.at(gradient))
  const [a, b] = [total(k, parts.map(sum)), sum(whole)]
  const size = decimal(inner(magnitudes, derive(magnitudes, seen.lesson)(whole[0]), map(made, magnitude)))
  if (agree(k, a, b, size)) return []
  const told = (pairs: readonly Pair[]): string => pairs.map(pair => `Σ ${pair.join(' × ')}`).join(' + ')
  const [expected, found, matrix] = [show(b), show(a), parts[0][1]]
  const message = `${matrix}: ${told(parts)} = ${told([whole])}; that is ${found}, and should be ${expected}`
  return [{ matrix, expected, found, message }]
}

const pairOf = (name: GradedName): Pair => [name, gradientName(name)]
const rated = (lesson: Lesson, learningRate: Lesson['learningRate']): Lesson => ({ ...clean(lesson), learningRate })
const namesOf = ({ attention }: Lesson, kind: Meaning['kind']): readonly AnswerName[] =>
  namesFor(attention.kind).filter(name => meaningOf(name).kind === kind)

export const slopesLaws: readonly Law[] = lawsOf(10, [
  {
    id: 'slopes/loss-sign',
    statement: 'The loss is never negative, and 0 only where lossGradient is 0 everywhere.',
    finds(seen) {
      const loss = cellOf(seen.at('loss'), 0, 0)
      const none = seen
        .at('lossGradient')
        .flat()
        .every(cell => sign(cell) === 0)
      if (sign(loss) === (none ? 0 : 1)) return []
      const expected = none ? '0' : 'more than 0'
      const message = `loss is ${show(loss)}; it should be ${expected}: lossGradient is ${none ? '0 everywhere' : 'not 0 everywhere'}`
      return [{ matrix: 'loss', row: 1, column: 1, expected, found: show(loss), message }]
    },
  },
  {
    id: 'slopes/perfect-prediction',
    statement: 'A perfect prediction has no loss, and denoising it leaves the latent.',
    async check(lesson, ask) {
      const seen = await see(ask, foreseen(lesson))
      const why = 'the noise was predicted exactly'
      return [...isZero(seen, ['lossGradient', 'loss'], why), ...seen.faults('denoised', seen.at('latent'), why)]
    },
  },
  {
    id: 'slopes/perfect-is-flat',
    statement: 'A perfect prediction has gradients of 0: there is nothing to learn.',
    needs: ['slopes'],
    async check(lesson, ask) {
      return isZero(await see(ask, foreseen(lesson)), namesOf(lesson, 'gradient'), 'the noise was predicted exactly')
    },
  },
  {
    id: 'slopes/hard-is-flat',
    statement: 'A hard maximum has gradient 0: nothing flows back to query and key.',
    needs: ['slopes'],
    applies: lesson => lesson.attention.kind === 'hard',
    finds: seen => isZero(seen, ['d_query', 'd_key'], 'a hard maximum has gradient 0'),
  },
  ...learnableNames.map(difference),
  {
    id: 'slopes/balance-feed-forward',
    statement:
      'Σ feedForwardWeight × its gradient + Σ feedForwardBias × its gradient = Σ predictedNoise × lossGradient.',
    needs: ['forward', 'slopes'],
    finds(seen) {
      const parts = [pairOf('feedForwardWeight'), pairOf('feedForwardBias')] as const
      return balance(seen, parts, ['predictedNoise', 'lossGradient'], seen.at('lossGradient'))
    },
  },
  {
    id: 'slopes/balance-modulation',
    statement: 'Σ scale × d_scale + Σ shift × d_shift = Σ conditioned × d_conditioned.',
    needs: ['forward', 'slopes'],
    finds: seen => balance(seen, [pairOf('scale'), pairOf('shift')], pairOf('conditioned')),
  },
  {
    id: 'slopes/balance-scores',
    statement: 'Σ query × d_query = Σ key × d_key = Σ scores × d_scores: scores grow in proportion to either.',
    needs: ['forward', 'slopes'],
    applies: lesson => lesson.attention.kind === 'softmax',
    finds: seen => (['query', 'key'] as const).flatMap(name => balance(seen, [pairOf(name)], pairOf('scores'))),
  },
  {
    id: 'slopes/scores-in-balance',
    statement: 'Each column of d_scores sums to 0: a number added to all its scores does not change a softmax.',
    needs: ['slopes'],
    applies: lesson => lesson.attention.kind === 'softmax',
    finds(seen) {
      const { lesson } = seen
      const k = seen.arithmetic
      const sums = rowSums(k, transpose(seen.at('d_scores')))
      const sizes = rowSums(magnitudes, transpose(derive(magnitudes, lesson)('d_scores')))
      const found = differ(k, 'd_scores', constant(sums.length, 1, 0), sums, 'a column of d_scores sums to 0', sizes)
      return found.map(({ row, column: _, ...one }) => ({
        ...one,
        ...(row === undefined ? {} : { column: row }),
        message: `d_scores column ${row} sums to ${one.found}; it should sum to 0: a number added to all its scores does not change a softmax`,
      }))
    },
  },
  descent,
  {
    id: 'slopes/rate-zero',
    statement: 'A learning rate of 0 moves nothing.',
    needs: ['update'],
    async check(lesson, ask) {
      const still = await see(ask, rated(lesson, 0))
      return learnableIn(lesson).flatMap(name =>
        still.faults(updatedName(name), still.at(name), 'the learning rate is 0'),
      )
    },
  },
  {
    id: 'slopes/rate-in-proportion',
    statement: 'Twice the learning rate goes twice as far.',
    needs: ['update'],
    async check(lesson, ask) {
      const double = toCell(exact.mul(2, exactly(lesson.learningRate)))
      if (double === undefined) return []
      const [once, twice] = [await see(ask, lesson), await see(ask, rated(lesson, double))]
      const k = once.arithmetic
      return learnableIn(lesson).flatMap(name => {
        const after = updatedName(name)
        const expected = map2(once.at(after), once.at(name), (a, before) => k.sub(k.add(a, a), before))
        return twice.faults(after, expected, `the learning rate is ${double}, twice as large`)
      })
    },
  },
  {
    id: 'slopes/rate-changes-only-what-is-learnt',
    statement: 'Another learning rate changes no matrix except those after the step.',
    async check(lesson, ask) {
      const before = await see(ask, lesson)
      const faster = toCell(exact.add(exactly(lesson.learningRate), 1))
      if (faster === undefined) return []
      const after = await see(ask, rated(lesson, faster))
      const rest = namesFor(lesson.attention.kind).filter(name => !namesOf(lesson, 'updated').includes(name))
      return unlike(before, after, `only the learning rate has changed, to ${faster}`, rest)
    },
  },
  {
    id: 'slopes/frozen-weights-stay',
    statement:
      'Encoder and decoder are frozen: whatever the learning rate, latent and decoderPre come from the weights that the lesson gives.',
    async check(lesson, ask) {
      const seen = await see(ask, rated(lesson, 7))
      const k = seen.arithmetic
      const weighed = product(k, seen.at('decoderWeight'), seen.at('denoised'))
      const decoderPre = map2(weighed, seen.at('decoderBias'), k.add)
      const why = 'the weights that the lesson gives make it, though the learning rate is 7'
      return [
        ...seen.faults('encoderPre', derive(k, lesson)('encoderPre'), why),
        ...seen.faults('decoderPre', decoderPre, why),
        ...frozen.flatMap(name => stays(seen, name)),
      ]
    },
  },
])

const frozen = ['encoderWeight', 'encoderBias', 'decoderWeight', 'decoderBias'] as const

/** An engine need not answer a frozen weight after the step; where it does, the weight must be unchanged. */
function stays(seen: Seen, name: (typeof frozen)[number]): readonly Fault[] {
  const k = seen.arithmetic
  const after: unknown = Object.entries(seen.values).find(([other]) => other === `${name}After`)?.[1]
  if (!Array.isArray(after)) return []
  const rows = after.map((row: unknown) => (Array.isArray(row) ? row.map((cell: unknown) => k.of(cell)) : []))
  return differ(k, name, seen.at(name), rows, `${name} is frozen and stays as it is`)
}
