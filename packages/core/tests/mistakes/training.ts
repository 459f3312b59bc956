// Step 10: the loss, its slopes, and one step of descent.
import { constant, map, map2, product, rowSums, transpose } from '@dit-by-hand/spec/laws/grids'
import type { AnswerName, GivenName } from '@dit-by-hand/spec/names'
import { decimal, magnitude, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { both, each, floor, just, negated, right, seeing, sums, times, turned, where } from './kit.ts'
import { type Make, type Makes, type Mistake, mistaken } from './mistake.ts'

const twoOverN: Parameters<typeof times>[1] = lesson => [2, sizesOf(lesson).latent * sizesOf(lesson).patches]

const updates = {
  feedForwardWeightAfter: ['feedForwardWeight', 'd_feedForwardWeight'],
  feedForwardBiasAfter: ['feedForwardBias', 'd_feedForwardBias'],
  modulationWeightAfter: ['modulationWeight', 'd_modulationWeight'],
  modulationBiasAfter: ['modulationBias', 'd_modulationBias'],
  queryAfter: ['query', 'd_query'],
  keyAfter: ['key', 'd_key'],
} as const satisfies { readonly [name: string]: readonly [weight: GivenName, slope: AnswerName] }

const isUpdate = (name: string): name is keyof typeof updates => Object.hasOwn(updates, name)

/** Every parameter updated otherwise. */
const updated = (of: (weight: Make, slope: Make) => Make): Makes =>
  Object.fromEntries(
    Object.keys(updates)
      .filter(isUpdate)
      .map(name => [name, of(just(updates[name][0]), just(updates[name][1]))]),
  )

const moved = (
  weight: Make,
  slope: Make,
  rate: (r: Value, mul: (a: Value, b: Value) => Value) => Value,
  how: 'add' | 'sub' = 'sub',
): Make =>
  both(
    weight,
    each(slope, (x, k, lesson) => k.mul(rate(k.of(lesson.learningRate), k.mul), x)),
    how,
  )

const atQueries: Make = (k, at) => product(k, at('keys'), at('d_scores'))

/** d_conditioned through fewer paths than there are. */
const throughPooling: Make = (k, at) => product(k, at('d_pooled'), transpose(at('attention')))

/** What a one-hot maximum would pass on, were it treated as the identity. */
const straightThrough = (weight: 'd_query' | 'd_key'): Make =>
  where(
    'hard',
    (k, at) => {
      const slope = product(k, transpose(at('conditioned')), at('d_pooled'))
      const other = weight === 'd_query' ? product(k, at('keys'), slope) : product(k, at('queries'), transpose(slope))
      return product(k, other, transpose(at('conditioned')))
    },
    weight,
  )

export const trainingMistakes: readonly Mistake[] = [
  mistaken('loss/sampled-minus-predicted', 'lossGradient', 'lossGradient has its sign flipped: sampled − predicted', {
    lossGradient: negated(right('lossGradient')),
  }),
  mistaken('loss/two-over-n-kept', 'lossGradient', 'lossGradient keeps the 2/N of the mean', {
    lossGradient: times(right('lossGradient'), twoOverN),
  }),
  mistaken('loss/two-kept', 'lossGradient', 'lossGradient keeps the 2 of the square', {
    lossGradient: times(right('lossGradient'), () => [2, 1]),
  }),
  mistaken('loss/squared', 'lossGradient', 'lossGradient holds squared errors', {
    lossGradient: each(right('lossGradient'), (x, k) => k.mul(x, x)),
  }),
  mistaken('loss/of-denoised', 'lossGradient', 'lossGradient compares with the latent instead of the noise', {
    lossGradient: both(just('predictedNoise'), just('latent'), 'sub'),
  }),
  mistaken('loss/sum', 'loss', 'loss is the sum of the squares instead of their mean', {
    loss: times(right('loss'), lesson => [sizesOf(lesson).latent * sizesOf(lesson).patches, 1]),
  }),
  mistaken('loss/halved', 'loss', 'loss is halved', {
    loss: times(right('loss'), () => [1, 2]),
  }),
  mistaken('loss/per-patch', 'loss', 'loss is divided by the number of patches, not of cells', {
    loss: times(right('loss'), lesson => [sizesOf(lesson).latent, 1]),
  }),
  mistaken('loss/absolute', 'loss', 'loss is the mean of the errors’ sizes instead of their squares', {
    loss: (k, at) => {
      const errors = map(at('lossGradient'), magnitude)
      const [[total = 0] = []] = rowSums(k, [errors.flat()])
      return [[k.div(total, errors.flat().length)]]
    },
  }),
  mistaken('loss/root', 'loss', 'loss is the root of the mean square', {
    loss: each(right('loss'), (x, k) => k.of(Math.sqrt(decimal(x)))),
  }),
  mistaken('loss/integer-division', 'loss', 'loss is rounded down by an integer division', {
    loss: each(right('loss'), (x, k) => (k.kind === 'exact' ? floor(x) : x)),
  }),
  mistaken(
    'slopes/mean-kept',
    'd_feedForwardWeight',
    'd_feedForwardWeight and the slopes after it keep the 2/N of the mean',
    {
      d_feedForwardWeight: times(right('d_feedForwardWeight'), twoOverN),
      d_feedForwardBias: times(right('d_feedForwardBias'), twoOverN),
      d_pooled: times(right('d_pooled'), twoOverN),
    },
  ),
  mistaken(
    'slopes/batch-mean',
    'd_feedForwardWeight',
    'd_feedForwardWeight and d_feedForwardBias are divided by the number of patches',
    {
      d_feedForwardWeight: times(right('d_feedForwardWeight'), lesson => [1, sizesOf(lesson).patches]),
      d_feedForwardBias: times(right('d_feedForwardBias'), lesson => [1, sizesOf(lesson).patches]),
    },
  ),
  mistaken('slopes/weight-transposed', 'd_feedForwardWeight', 'd_feedForwardWeight looks transposed', {
    d_feedForwardWeight: turned(right('d_feedForwardWeight')),
  }),
  mistaken(
    'slopes/weight-of-conditioned',
    'd_feedForwardWeight',
    'd_feedForwardWeight is taken with conditioned instead of pooled',
    { d_feedForwardWeight: seeing('d_feedForwardWeight', { pooled: just('conditioned') }) },
  ),
  mistaken('slopes/bias-mean', 'd_feedForwardBias', 'd_feedForwardBias is the mean of its row instead of the sum', {
    d_feedForwardBias: sums(just('lossGradient'), true),
  }),
  mistaken('slopes/pooled-untransposed', 'd_pooled', 'd_pooled goes back through the weight untransposed', {
    d_pooled: seeing('d_pooled', { feedForwardWeight: turned(just('feedForwardWeight')) }),
  }),
  mistaken('slopes/scores-no-root', 'd_scores', 'd_scores forgets the √k that the scores were divided by', {
    d_scores: times(right('d_scores'), lesson => [Math.sqrt(sizesOf(lesson).key), 1]),
  }),
  mistaken('slopes/scores-no-mean', 'd_scores', 'd_scores forgets that the shares of a column add up to 1', {
    d_scores: (k, at, lesson) => {
      const slope = product(k, transpose(at('conditioned')), at('d_pooled'))
      const root = Math.sqrt(sizesOf(lesson).key)
      return map2(at('attention'), slope, (a, s) => k.div(k.mul(a, s), root))
    },
  }),
  mistaken(
    'slopes/scores-mean-over-rows',
    'd_scores',
    'd_scores takes its weighted mean along rows instead of down columns',
    {
      d_scores: (k, at, lesson) => {
        const slope = product(k, transpose(at('conditioned')), at('d_pooled'))
        const means = rowSums(k, map2(at('attention'), slope, k.mul))
        const centred = map2(slope, means, k.sub)
        const root = Math.sqrt(sizesOf(lesson).key)
        return map2(at('attention'), centred, (a, s) => k.div(k.mul(a, s), root))
      },
    },
  ),
  mistaken('slopes/hard-lets-through', 'd_query', 'd_query and d_key let a slope through a hard maximum', {
    d_query: straightThrough('d_query'),
    d_key: straightThrough('d_key'),
  }),
  mistaken('slopes/scores-transposed-at-queries', 'd_query', 'd_query uses d_scores transposed', {
    d_query: where(
      'softmax',
      (k, at) => product(k, product(k, at('keys'), transpose(at('d_scores'))), transpose(at('conditioned'))),
      'd_query',
    ),
  }),
  mistaken('slopes/query-and-key-swapped', 'd_query', 'd_query and d_key are swapped', {
    d_query: right('d_key'),
    d_key: right('d_query'),
  }),
  mistaken('slopes/key-is-query', 'd_key', 'd_key is the slope of the query', { d_key: right('d_query') }),
  mistaken('slopes/key-untransposed', 'd_key', 'd_key uses d_scores untransposed', {
    d_key: where(
      'softmax',
      (k, at) => product(k, product(k, at('queries'), at('d_scores')), transpose(at('conditioned'))),
      'd_key',
    ),
  }),
  mistaken('slopes/attention-untransposed', 'd_conditioned', 'd_conditioned goes back through attention untransposed', {
    d_conditioned: seeing('d_conditioned', { attention: turned(just('attention')) }),
  }),
  mistaken('slopes/stops-at-pooling', 'd_conditioned', 'd_conditioned does not go back through queries and keys', {
    d_conditioned: throughPooling,
  }),
  mistaken('slopes/no-keys', 'd_conditioned', 'd_conditioned goes back through the queries and not through the keys', {
    d_conditioned: where(
      'softmax',
      (k, at, lesson) =>
        map2(throughPooling(k, at, lesson), product(k, transpose(at('query')), atQueries(k, at, lesson)), k.add),
      'd_conditioned',
    ),
  }),
  mistaken(
    'slopes/no-pooling',
    'd_conditioned',
    'd_conditioned is d_pooled itself: it does not go back through attention',
    { d_conditioned: just('d_pooled') },
  ),
  mistaken('slopes/scale-of-scaled', 'd_scale', 'd_scale is taken with scaled instead of noised', {
    d_scale: seeing('d_scale', { noised: just('scaled') }),
  }),
  mistaken('slopes/scale-of-conditioned', 'd_scale', 'd_scale is taken with conditioned instead of noised', {
    d_scale: seeing('d_scale', { noised: just('conditioned') }),
  }),
  mistaken('slopes/scale-of-latent', 'd_scale', 'd_scale is taken with the latent instead of noised', {
    d_scale: seeing('d_scale', { noised: just('latent') }),
  }),
  mistaken('slopes/scale-like-shift', 'd_scale', 'd_scale is the slope of the shift: noised is left out', {
    d_scale: right('d_shift'),
  }),
  mistaken('slopes/shift-mean', 'd_shift', 'd_shift is the mean of its row instead of the sum', {
    d_shift: sums(just('d_conditioned'), true),
  }),
  mistaken(
    'slopes/shift-above-scale',
    'd_modulationWeight',
    'd_modulationWeight has the slopes of shift above those of scale',
    {
      d_modulationWeight: seeing('d_modulationWeight', { d_scale: just('d_shift'), d_shift: just('d_scale') }),
      d_modulationBias: (_k, at) => [...at('d_shift'), ...at('d_scale')],
    },
  ),
  mistaken(
    'slopes/modulation-of-text',
    'd_modulationWeight',
    'd_modulationWeight forgets the time part of the condition',
    {
      d_modulationWeight: seeing('d_modulationWeight', {
        condition: (_k, at) => [...at('textEmbedding'), ...constant(at('timeEmbedding').length, 1, 0)],
      }),
    },
  ),
  mistaken('slopes/modulation-bias-swapped', 'd_modulationBias', 'd_modulationBias has shift above scale', {
    d_modulationBias: (_k, at) => [...at('d_shift'), ...at('d_scale')],
  }),
  mistaken(
    'update/wrong-sign',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates go up the slope instead of down',
    updated((weight, slope) => moved(weight, slope, rate => rate, 'add')),
  ),
  mistaken(
    'update/rate-squared',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates apply the learning rate twice',
    updated((weight, slope) => moved(weight, slope, (rate, mul) => mul(rate, rate))),
  ),
  mistaken(
    'update/no-rate',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates forget the learning rate',
    updated((weight, slope) => moved(weight, slope, () => 1)),
  ),
  mistaken(
    'update/only-the-change',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates hold the change instead of the new weight',
    updated((weight, slope) => moved(both(weight, weight, 'sub'), slope, rate => rate)),
  ),
  mistaken(
    'update/none',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates are the weights of before',
    updated(weight => weight),
  ),
  mistaken(
    'update/bias-forgotten',
    'feedForwardBiasAfter',
    'feedForwardBiasAfter has not moved: the biases are left out of the update',
    { feedForwardBiasAfter: just('feedForwardBias'), modulationBiasAfter: just('modulationBias') },
  ),
  mistaken(
    'update/mean-slope',
    'feedForwardWeightAfter',
    'feedForwardWeightAfter and the other updates divide the slopes by the number of patches',
    updated((weight, slope) =>
      moved(
        weight,
        times(slope, lesson => [1, sizesOf(lesson).patches]),
        rate => rate,
      ),
    ),
  ),
  mistaken('update/query-and-key-swapped', 'queryAfter', 'queryAfter and keyAfter learn from each other’s slopes', {
    queryAfter: moved(just('query'), just('d_key'), rate => rate),
    keyAfter: moved(just('key'), just('d_query'), rate => rate),
  }),
]
