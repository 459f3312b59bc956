// Step 10 in words: the error, its gradients, and one step of gradient descent.
import type { Name } from '@dit-by-hand/core/names'
import { alike, exact, difference as minus } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { type Exact, mul, ratio } from '@dit-by-hand/graph/exact'
import { countWhere, isAll, squaredErrors, tied } from '../notice.ts'
import { m, num, type Paragraph, p, term } from '../prose.ts'
import { published } from '../published.ts'
import { descent, difference, featureOf, product, root, sum, weighted } from '../say.ts'
import { firstSound, isAmended, isZero, spots } from '../spots.ts'
import type { Facts } from '../telling.ts'
import type { StageWords, Words } from '../words.ts'

/** Paragraphs of which some may have nothing to say. */
const told = (...paragraphs: readonly Paragraph[]): readonly Paragraph[] =>
  paragraphs.filter(({ length }) => length > 0)

/** Half the sum of so many is their mean. */
const halves = 2

export const error: StageWords = facts => [
  facts.size.latent * facts.size.patches === halves
    ? p`Gradients need one number that should fall. Usually that is the loss; here it is half the sum of the squared
        errors${halfSum(facts)}. Of ${num(halves)} errors that is the mean itself, so it is the loss.`
    : p`Gradients need one number that should fall. Usually that is the loss; here it is half the sum of the squared
        errors, not divided by their count${halfSum(facts)}. Both fall together. The mean would only put the factor
        ${num(factor(facts))} before every gradient, and a learning rate can make up for that.`,
]

export const layer: StageWords = facts =>
  told(
    p`A ${term('gradient')} is a slope for each number of a matrix: how steeply half the sum of the squared errors would
      rise if that number grew a little. The slope of half a square is the number itself, so the gradient at the
      ${m('predictedNoise')} is simply the ${m('lossGradient')}. From there gradients are passed back, step by step, to
      every parameter. This is ${term('backpropagation')}.`,
    p`One rule does most of it: in a product, each factor gets the gradient of the result times the other factor. So the
      weight gets the error times the ${m('pooled')}, and the ${m('pooled')} gets the weight times the error, each time
      with the other factor transposed (ᵀ). The bias was only added, so it gets the sum of each row of the error.`,
    example(facts),
  )

export const hardAttention: StageWords = facts => [
  p`Pooling multiplied the ${m('conditioned')} by the ${m('attention')}. On the way back, the gradient is multiplied by
      the ${m('attention')} transposed: a patch gets back the gradients of those it gave to, in the same shares. A patch
      that nobody attended to gets nothing.`,
  choice(facts),
]

export const softAttention: StageWords = facts =>
  told(
    p`Softmax is smooth: when a score grows a little, the shares change a little, so gradients pass through it. Take a
      share by itself first. It multiplied a column of the ${m('conditioned')}, so its gradient is that column times a
      column of the ${m('d_pooled')}, feature by feature and added up.`,
    facts.size.patches === 1
      ? p`But a column adds up to one, and here it has a single share, which is one whatever the score. So the mean of the
          column (the colsum in the formula) is the gradient itself, and where that is subtracted, nothing is left.`
      : p`But a share cannot grow alone, because each column adds up to one. What one share gains, the others lose, each
          in proportion to its size. So we subtract from every gradient the mean of its column, weighted by the shares
          (the colsum in the formula). What is left is multiplied by the share itself and divided by
          ${root(facts.size.key)}, as the scores were.`,
    throughSoftmax(facts),
    still(facts),
  )

export const queryKey: StageWords = facts => [
  p`A score is a query times a key, so each gets the gradient times the other. The ${m('keys')} times the
      ${m('d_scores')} make the ${m('d_queries')}. For the ${m('d_keys')}, the queries go along the rows of that table
      instead, because each row belongs to a key and each column to a query; hence the transposes in the formula.`,
  p`A weight made the queries from the ${m('conditioned')}, and another made the keys. Each weight gets its gradient times
      the ${m('conditioned')} transposed, just as the feed-forward weight did. ${
        isStill(facts)
          ? p`With the numbers of this lesson it is zero for both.`
          : p`A hard maximum never gives this: here the ${m('query')} and the ${m('key')} can learn whom to attend to.`
      }`,
]

export const latent: StageWords = facts =>
  told(
    p`The ${m('conditioned')} was used more than once: it was pooled, it made the queries, and it made the keys. So its
      gradient is a sum of products: one back through the ${m('attention')}, one through the ${m('query')}, and one
      through the ${m('key')}.`,
    partsOf(facts),
  )

export const steering: StageWords = facts =>
  told(
    p`One scale serves a whole row of patches, and so does one shift, so the gradients of a row are added up. The shift
      was only added: its gradient is the sum of a row of the ${m('d_conditioned')} (rowsum). The scale multiplied the
      ${m('noised')}: each gradient is first multiplied by the number that stood there, cell by cell (⊙), and then they
      are added up.`,
    rowOfScale(facts),
    p`Stacked, they make the gradient of scale and shift together; in the formula, each is padded with zeros where the
      other goes, and then they are added. The bias gets exactly that. The weight gets it times the ${m('condition')}
      transposed${silent(facts)}.`,
  )

export const update: StageWords = facts => [
  p`A gradient points uphill. One step of ${term('gradient descent')} goes the other way: it subtracts from each parameter
      its gradient times the ${m('learningRate')}, which is the same for all. The rate is ours to choose: with a small one,
      learning is slow; with one too large, the step overshoots. ${moved(facts)}`,
  p`Encoder and decoder are frozen, so they take no step. The new weights are set aside: the steps that follow generate
      with the weights that were given, so that all the numbers on the sheet belong together.`,
]

export const learning: StageWords = facts => [
  p`One step is small. Training takes it again and again, each time with new gradients, computed from the weights of the
      step before. Let it run and watch the ${m('loss')}, and the video that the weights of each step would generate.
      Stop when you like; go back to the start, change the ${m('learningRate')}, and run it again.`,
  p`It learns one video under one noise by heart, so the ${m('loss')} can fall as low as these weights
      allow. ${frozenChoice(facts)} A real model sees different videos, noise and timesteps at every step, so it has to
      learn what holds for all of them.`,
]

export const slopes: Words = {
  prose: facts => [
    p`We added the noise ourselves, so we can check the guess. The ${m('lossGradient')} is the ${m('predictedNoise')}
      minus the ${m('noise')}${errorOf(facts)}. The mean of its squares is the ${m('loss')}${loss(facts)}. Squares count a
      miss in either direction, and large misses most.`,
    p`From here we go backwards, as the map shows: from the error to whatever made the guess, matrix by matrix, until every
      parameter knows which way to move. Then all of them move a little. Learning is doing this again and again.`,
  ],
  leftOut: () => [
    p`DiT’s loss keeps the mean, and with it the factor ${num(published.formulas.factor)} before every gradient; one more term
      teaches the model the variance that it predicts (${num(published.sections.preliminaries)}).`,
    p`It is trained with AdamW, which adapts the size of each step to the gradients that came before. The learning rate
      is ${num(published.learningRate)}, and each step sees a batch of ${num(published.batch)} images, each with fresh noise
      and a timestep of its own (${num(published.sections.experiments)}). We take one step, on one video, with one noise.`,
    p`It generates with an ${term('exponential moving average')} of its weights, not with those after the last step: at
      each step ${num(published.meanDecay)} of the average stays, and the rest comes from the current weights
      (${num(published.sections.experiments)}). This evens out the jolts of single batches.`,
  ],
}

function errorOf(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'lossGradient')
  if (!spot) return []
  const of = (name: 'predictedNoise' | 'noise' | 'lossGradient') => facts.cell(name, spot.row, spot.column)
  return p`; for ${featureOf(spot)}, ${difference(of('predictedNoise'), of('noise'), of('lossGradient'))}`
}

const loss = (facts: Facts): Paragraph => (firstSound(facts, 'loss') ? p`: ${num(facts.cell('loss', 1, 1))}` : [])

/** Half the sum of the squared errors, as they stand on the sheet. */
function halfSum(facts: Facts): Paragraph {
  const squares = squaredErrors(facts)
  return p`: ${product(ratio(1n, 2n), squares, mul(ratio(1n, 2n), squares))}`
}

/** 2/N: what the mean of N squares puts before every gradient. */
const factor = ({ size }: Facts): string => published.formulas.factor.replace('N', String(size.latent * size.patches))

/** As many products as a reader follows on one line. */
const mostProducts = 6

/** A row of one matrix times a row of another, cell by cell and added up, as far as it fits a line. */
const rowsTogether = (left: readonly Exact[], right: readonly Exact[], result: Exact): Paragraph =>
  left.length > mostProducts ? [] : p`${weighted(left, right, result)}`

const rowOf = ({ values }: Facts, name: Name, row: number) => at(named(values, name, 'the lesson'), row - 1, name)

const columnIn = ({ values }: Facts, name: Name, column: number) =>
  named(values, name, 'the lesson').map(cells => at(cells, column - 1, name))

const dot = (a: readonly Exact[], b: readonly Exact[]): Exact =>
  exact.sum(a.map((each, i) => mul(each, at(b, i, 'a row'))))

function example(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'd_feedForwardWeight')
  if (!spot) return []
  const line = rowsTogether(
    rowOf(facts, 'lossGradient', spot.row),
    rowOf(facts, 'pooled', spot.column),
    facts.cell('d_feedForwardWeight', spot.row, spot.column),
  )
  return line.length === 0
    ? p`Pick a cell of a gradient, and its line of arithmetic appears below.`
    : p`In row ${num(spot.row)}, column ${num(spot.column)} of the ${m('d_feedForwardWeight')}, each error is multiplied
        by what the weight was multiplied by, patch by patch: ${line}.`
}

function choice(facts: Facts): Paragraph {
  if (facts.lesson.attention.kind === 'given')
    return p`In this lesson the ${m('attention')} is given, so there is nothing in it to learn.`
  const exception =
    tied(facts).length > 0
      ? p`A tie is the exception: the smallest nudge breaks it and the error jumps, which no gradient can describe. We keep
        zero there too.`
      : []
  return p`A small enough nudge does not change which score is largest. So the gradient through a hard maximum is zero, and
    the ${m('query')} and the ${m('key')} learn nothing. ${exception}`
}

/** The gradient at one score, followed by hand. */
function throughSoftmax(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'd_scores', at => !isAmended(facts, 'd_attention', at))
  if (!spot || facts.size.patches > mostProducts || facts.size.patches === 1) return []
  const [gradients, shares] = [columnIn(facts, 'd_attention', spot.column), columnIn(facts, 'attention', spot.column)]
  const mean = dot(gradients, shares)
  const own = at(gradients, spot.row - 1, 'the column')
  const less = minus(own, mean)
  return p`In column ${num(spot.column)} the mean is ${weighted(gradients, shares, mean)}. The gradient in row
    ${num(spot.row)} differs from it by ${difference(own, mean, less)}; times its share
    ${num(at(shares, spot.row - 1, 'the shares'))}, divided by ${root(facts.size.key)}, that is
    ${num(facts.cell('d_scores', spot.row, spot.column))}.`
}

/** Whether nothing reaches the query and the key. */
const isStill = (facts: Facts): boolean => isAll(facts, 'd_query', isZero) && isAll(facts, 'd_key', isZero)

function still(facts: Facts): Paragraph {
  if (isStill(facts))
    return p`In this lesson the gradients that reach the ${m('query')} and the ${m('key')} are all zero.`
  // Of shares or gradients that were changed or misprinted this need not be so.
  if ((['attention', 'd_scores'] as const).some(name => spots(facts, name).some(at => isAmended(facts, name, at))))
    return []
  const all = facts.size.patches ** 2
  return countWhere(facts, 'd_scores', isZero) === 0
    ? p`Here every score has a gradient: all ${num(all)} differ from zero, and each column adds up to zero, because
        what one share gains the others lose.`
    : p`Each column of the ${m('d_scores')} adds up to zero, because what one share gains the others lose.`
}

function partsOf(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'd_conditioned')
  if (!spot) return []
  const pooled = dot(rowOf(facts, 'd_pooled', spot.row), rowOf(facts, 'attention', spot.column))
  const asked = dot(columnIn(facts, 'query', spot.row), columnIn(facts, 'd_queries', spot.column))
  const met = dot(columnIn(facts, 'key', spot.row), columnIn(facts, 'd_keys', spot.column))
  return p`For ${featureOf(spot)} they add up to
    ${sum([pooled, asked, met], facts.cell('d_conditioned', spot.row, spot.column))}.`
}

function rowOfScale(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'd_scale')
  if (!spot) return []
  const line = rowsTogether(
    rowOf(facts, 'd_conditioned', spot.row),
    rowOf(facts, 'noised', spot.row),
    facts.cell('d_scale', spot.row, 1),
  )
  return line.length === 0 ? [] : p`For the scale of row ${num(spot.row)}: ${line}.`
}

function silent(facts: Facts): Paragraph {
  const zeros = countWhere(facts, 'condition', isZero)
  return zeros === 0 ? [] : p`, so a column that a zero in the condition silenced learns nothing`
}

const frozenChoice = ({ lesson }: Facts): Paragraph =>
  lesson.attention.kind === 'hard'
    ? p`Whom a patch attends to changes only when a step happens to make another score the largest.`
    : []

function moved(facts: Facts): Paragraph {
  const rate = facts.cell('learningRate', 1, 1)
  if (isZero(rate)) return p`The rate is ${num(rate)} here, so nothing moves.`
  const spot = firstSound(facts, 'feedForwardBiasAfter')
  if (!spot) return []
  const of = (name: 'feedForwardBias' | 'd_feedForwardBias' | 'feedForwardBiasAfter') => facts.cell(name, spot.row, 1)
  const line = descent(of('feedForwardBias'), rate, of('d_feedForwardBias'), of('feedForwardBiasAfter'))
  const same = alike(of('feedForwardBias'), of('feedForwardBiasAfter'))
  return p`In row ${num(spot.row)} of the ${m('feedForwardBias')}: ${line}${same ? p`, because its gradient is zero` : []}.`
}
