// Steps 7 to 9: queries, keys, scores, attention, pooling, feed-forward.
import { map, map2, product, rowSums, transpose } from '../laws/grids.ts'
import { compare, decimal, type Value } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import {
  biasedTwice,
  both,
  clipped,
  just,
  right,
  seeing,
  table,
  times,
  turned,
  unbiased,
  weighing,
  where,
} from './kit.ts'
import { type Make, type Mistake, mistaken } from './mistake.ts'

/** Softmax of scores/root; not shifted where `steady` is false, so that it overflows. */
function softmax(scores: readonly Value[], root: number, steady = true): readonly number[] {
  const found = scores.map(decimal)
  const largest = steady ? Math.max(...found) : 0
  const powers = found.map(score => Math.exp((score - largest) / root))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / total)
}

/** Softmax with another root. */
const rooted = (root: (size: ReturnType<typeof sizesOf>) => number): Make =>
  weighing((scores, _k, lesson, rest) =>
    lesson.attention.kind === 'softmax' ? softmax(scores, root(sizesOf(lesson))) : rest(),
  )

const places = (scores: readonly Value[]): { readonly best: Value; isBest(score: Value): boolean } => {
  const best = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  return { best, isBest: score => compare(score, best) === 0 }
}

/** 1 for one of the largest scores. */
const winner = (which: 'first' | 'last'): Make =>
  weighing((scores, _k, { attention }, rest) => {
    if (attention.kind !== 'hard') return rest()
    const { isBest } = places(scores)
    const at = which === 'first' ? scores.findIndex(isBest) : scores.findLastIndex(isBest)
    return scores.map((_, i) => (i === at ? 1 : 0))
  })

const root: Make = times(right('scores'), lesson =>
  lesson.attention.kind === 'softmax' ? [1, Math.sqrt(sizesOf(lesson).key)] : [1, 1],
)

/** Weights worked out along rows: the formula of the transposed scores, transposed back. */
const alongRows: Make = (k, at, lesson) =>
  lesson.attention.kind === 'given'
    ? right('attention')(k, at, lesson)
    : transpose(seeing('attention', { scores: turned(just('scores')) })(k, at, lesson))

export const attentionMistakes: readonly Mistake[] = [
  mistaken(
    'attention/queries-of-noised',
    'queries',
    'queries are made of noised instead of conditioned',
    'Attention looks at the latent after its scale and shift.',
    {
      queries: seeing('queries', { conditioned: just('noised') }),
      keys: seeing('keys', { conditioned: just('noised') }),
    },
  ),
  mistaken(
    'attention/keys-of-noised',
    'keys',
    'keys are made of noised instead of conditioned',
    'Queries and keys both look at the latent after its scale and shift.',
    { keys: seeing('keys', { conditioned: just('noised') }) },
  ),
  mistaken(
    'attention/weights-swapped',
    'queries',
    'queries and keys have each other’s weights',
    'queries = query weight · conditioned, keys = key weight · conditioned.',
    { queries: right('keys'), keys: right('queries') },
  ),
  mistaken(
    'attention/keys-are-queries',
    'keys',
    'keys are made with the query weight',
    'keys = key weight · conditioned.',
    { keys: right('queries') },
  ),
  mistaken(
    'attention/scores-transposed',
    'scores',
    'scores look transposed',
    'scores = keysᵀ·queries: a row for each key’s patch, a column for each query’s. queriesᵀ·keys is the other way round.',
    { scores: turned(right('scores')) },
  ),
  mistaken(
    'attention/scores-divided',
    'scores',
    'scores are divided by √k already',
    'The scores are plain products; softmax divides by √k inside, when it makes attention of them.',
    { scores: root },
  ),
  mistaken(
    'attention/scores-of-conditioned',
    'scores',
    'scores compare the conditioned latents themselves: queries and keys are not used',
    'scores = keysᵀ·queries.',
    { scores: (k, at) => product(k, transpose(at('conditioned')), at('conditioned')) },
  ),
  mistaken(
    'attention/transposed',
    'attention',
    'attention looks transposed',
    'A column belongs to the patch that asks, a row to the patch that is asked; each column of a softmax adds up to 1.',
    { attention: turned(right('attention')) },
  ),
  mistaken(
    'attention/over-rows',
    'attention',
    'attention is taken along rows instead of columns',
    'Each patch that asks is a column: the maximum or the softmax goes down the column (axis 0), so that columns, not rows, add up to 1.',
    { attention: alongRows },
  ),
  mistaken(
    'attention/over-all',
    'attention',
    'attention is one softmax over the whole matrix',
    'Each column is a softmax of its own and adds up to 1: name the axis along which to sum.',
    {
      attention: (k, at, lesson) => {
        if (lesson.attention.kind !== 'softmax') return right('attention')(k, at, lesson)
        const scores = at('scores')
        const shares = softmax(scores.flat(), Math.sqrt(sizesOf(lesson).key))
        return table(scores.length, scores.length, (r, c) => shares[r * scores.length + c] ?? 0)
      },
    },
  ),
  mistaken(
    'attention/first-tie',
    'attention',
    'attention gives a tie to the first of the largest scores',
    'Where several scores of a column are largest they share the 1 equally. argmax knows only the first.',
    { attention: winner('first') },
  ),
  mistaken(
    'attention/last-tie',
    'attention',
    'attention gives a tie to the last of the largest scores',
    'Where several scores of a column are largest they share the 1 equally: comparing with ≥ keeps the last.',
    { attention: winner('last') },
  ),
  mistaken(
    'attention/ties-not-shared',
    'attention',
    'attention gives each of several largest scores a whole 1',
    'Where m scores tie, each gets 1/m, so that the column still adds up to 1.',
    {
      attention: weighing((scores, _k, { attention }, rest) =>
        attention.kind === 'hard' ? scores.map(score => (places(scores).isBest(score) ? 1 : 0)) : rest(),
      ),
    },
  ),
  mistaken(
    'attention/integer-division',
    'attention',
    'attention shares a tie by integer division, and gives everyone 0',
    '1/2 is a fraction. In languages where 1/2 is 0, keep fractions or answer "1/2".',
    {
      attention: weighing((scores, _k, { attention }, rest) => {
        if (attention.kind !== 'hard') return rest()
        const { isBest } = places(scores)
        const tied = scores.filter(isBest).length
        return scores.map(score => (isBest(score) && tied === 1 ? 1 : 0))
      }),
    },
  ),
  mistaken('attention/smallest', 'attention', 'attention goes to the smallest score', 'The largest score wins.', {
    attention: (k, at, lesson) =>
      seeing('attention', { scores: (_k, from) => map(from('scores'), x => k.sub(0, x)) })(k, at, lesson),
  }),
  mistaken(
    'attention/root-of-latent',
    'attention',
    'attention divides the scores by √d of the latent instead of √k of the keys',
    'k is the number of rows of the query and key weights, which need not be that of the latent.',
    { attention: rooted(({ latent }) => Math.sqrt(latent)) },
  ),
  mistaken(
    'attention/no-root',
    'attention',
    'attention does not divide the scores by √k',
    'softmax(scores/√k): divide before taking e to the power.',
    { attention: rooted(() => 1) },
  ),
  mistaken(
    'attention/divided-by-k',
    'attention',
    'attention divides the scores by k instead of √k',
    'It is the square root of the number of rows of queries and keys.',
    { attention: rooted(({ key }) => key) },
  ),
  mistaken(
    'attention/times-root',
    'attention',
    'attention multiplies the scores by √k instead of dividing',
    'softmax(scores/√k).',
    { attention: rooted(({ key }) => 1 / Math.sqrt(key)) },
  ),
  mistaken(
    'attention/overflow',
    'attention',
    'attention overflows: e to a large power is no number any more',
    'Take the largest score of each column away from all of them first: that changes no share, and no power is larger than 1.',
    {
      attention: weighing((scores, _k, lesson, rest) =>
        lesson.attention.kind === 'softmax' ? softmax(scores, Math.sqrt(sizesOf(lesson).key), false) : rest(),
      ),
    },
  ),
  mistaken(
    'attention/hard-for-softmax',
    'attention',
    'attention is a hard maximum where the lesson asks for a softmax',
    'The lesson says which: attention.kind is "given", "hard" or "softmax".',
    {
      attention: weighing((scores, k, { attention }, rest) => {
        if (attention.kind !== 'softmax') return rest()
        const { isBest } = places(scores)
        const tied = scores.filter(isBest).length
        return scores.map(score => (isBest(score) ? k.div(1, tied) : 0))
      }),
    },
  ),
  mistaken(
    'attention/softmax-for-hard',
    'attention',
    'attention is a softmax where the lesson asks for a hard maximum',
    'The lesson says which: attention.kind is "given", "hard" or "softmax".',
    {
      attention: weighing((scores, k, lesson, rest) =>
        lesson.attention.kind === 'hard' ? softmax(scores, Math.sqrt(sizesOf(lesson).key)).map(k.of) : rest(),
      ),
    },
  ),
  mistaken(
    'attention/powers-not-shares',
    'attention',
    'attention holds e to the power of the scores, not divided by their sum',
    'Divide each power by the sum of its column.',
    {
      attention: weighing((scores, _k, lesson, rest) => {
        if (lesson.attention.kind !== 'softmax') return rest()
        const largest = Math.max(...scores.map(decimal))
        return scores.map(score => Math.exp((decimal(score) - largest) / Math.sqrt(sizesOf(lesson).key)))
      }),
    },
  ),
  mistaken(
    'attention/given-normalised',
    'attention',
    'attention that was given has been normalised',
    'A given matrix is used as it stands, also where a column does not add up to 1.',
    {
      attention: where(
        'given',
        (k, at, lesson) => {
          const attention = right('attention')(k, at, lesson)
          const totals = rowSums(k, transpose(attention))
          const shares = map2(transpose(attention), totals, (x, total) =>
            compare(total, 0) === 0 ? x : k.div(x, total),
          )
          return transpose(shares)
        },
        'attention',
      ),
    },
  ),
  mistaken(
    'attention/looks-back-only',
    'attention',
    'attention is masked: patches do not see those after them',
    'A diffusion transformer makes all patches at once: every patch may attend to every other.',
    {
      attention: weighing((scores, k, lesson, rest, column) => {
        const { kind } = lesson.attention
        const seen = scores.slice(0, column + 1)
        const { isBest } = places(seen)
        const shares =
          kind === 'softmax'
            ? softmax(seen, Math.sqrt(sizesOf(lesson).key))
            : seen.map(score => (isBest(score) ? k.div(1, seen.filter(isBest).length) : 0))
        return rest().map((_, i) => shares[i] ?? 0)
      }),
    },
  ),
  mistaken(
    'pooling/transposed',
    'pooled',
    'pooled uses attention transposed',
    'pooled = conditioned·attention: column c of attention says how much patch c takes of each patch.',
    { pooled: seeing('pooled', { attention: turned(just('attention')) }) },
  ),
  mistaken(
    'pooling/of-noised',
    'pooled',
    'pooled mixes noised instead of conditioned',
    'What is mixed is the latent after its scale and shift.',
    { pooled: seeing('pooled', { conditioned: just('noised') }) },
  ),
  mistaken(
    'pooling/residual',
    'pooled',
    'pooled adds conditioned once more, as a residual connection does',
    'Transformers have one there; this exercise leaves it out: pooled = conditioned·attention.',
    { pooled: both(right('pooled'), just('conditioned'), 'add') },
  ),
  mistaken(
    'pooling/none',
    'pooled',
    'pooled is conditioned itself: attention is not used',
    'pooled = conditioned·attention.',
    { pooled: just('conditioned') },
  ),
  mistaken(
    'feed-forward/no-bias',
    'predictedNoise',
    'predictedNoise has lost the feed-forward bias',
    'predictedNoise = weight·pooled + bias.',
    { predictedNoise: unbiased('predictedNoise', 'feedForwardBias') },
  ),
  mistaken(
    'feed-forward/bias-twice',
    'predictedNoise',
    'predictedNoise has the feed-forward bias twice',
    'The bias is added once.',
    { predictedNoise: biasedTwice('predictedNoise', 'feedForwardBias') },
  ),
  mistaken(
    'feed-forward/weight-transposed',
    'predictedNoise',
    'predictedNoise is made with the feed-forward weight transposed',
    'The weight stands on the left as it is: row r of the weight makes row r of the prediction. A d×d matrix fits either way, so no shape warns you.',
    { predictedNoise: seeing('predictedNoise', { feedForwardWeight: turned(just('feedForwardWeight')) }) },
  ),
  mistaken(
    'feed-forward/relu',
    'predictedNoise',
    'predictedNoise is clipped at 0, and has no ReLU',
    'Noise is as often negative as positive: this layer ends without a ReLU.',
    { predictedNoise: clipped(right('predictedNoise')) },
  ),
  mistaken(
    'feed-forward/of-conditioned',
    'predictedNoise',
    'predictedNoise is made of conditioned instead of pooled',
    'The feed-forward layer reads what attention has pooled.',
    { predictedNoise: seeing('predictedNoise', { pooled: just('conditioned') }) },
  ),
  mistaken(
    'feed-forward/residual',
    'predictedNoise',
    'predictedNoise has pooled added to it, as a residual connection does',
    'This exercise leaves the residual connection out: weight·pooled + bias is all.',
    { predictedNoise: both(right('predictedNoise'), just('pooled'), 'add') },
  ),
]
