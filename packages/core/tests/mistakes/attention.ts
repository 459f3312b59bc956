// Steps 7 to 9: queries, keys, scores, attention, pooling, feed-forward.
import { map, map2, product, rowSums, transpose } from '@dit-by-hand/spec/laws/grids'
import { compare, decimal, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
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
  mistaken('attention/queries-of-noised', 'queries', 'queries are made of noised instead of conditioned', {
    queries: seeing('queries', { conditioned: just('noised') }),
    keys: seeing('keys', { conditioned: just('noised') }),
  }),
  mistaken('attention/keys-of-noised', 'keys', 'keys are made of noised instead of conditioned', {
    keys: seeing('keys', { conditioned: just('noised') }),
  }),
  mistaken('attention/weights-swapped', 'queries', 'queries and keys have each other’s weights', {
    queries: right('keys'),
    keys: right('queries'),
  }),
  mistaken('attention/keys-are-queries', 'keys', 'keys are made with the query weight', { keys: right('queries') }),
  mistaken('attention/scores-transposed', 'scores', 'scores look transposed', { scores: turned(right('scores')) }),
  mistaken('attention/scores-divided', 'scores', 'scores are divided by √k already', { scores: root }),
  mistaken(
    'attention/scores-of-conditioned',
    'scores',
    'scores compare the conditioned latents themselves: queries and keys are not used',
    { scores: (k, at) => product(k, transpose(at('conditioned')), at('conditioned')) },
  ),
  mistaken('attention/transposed', 'attention', 'attention looks transposed', {
    attention: turned(right('attention')),
  }),
  mistaken('attention/over-rows', 'attention', 'attention is taken along rows instead of columns', {
    attention: alongRows,
  }),
  mistaken('attention/over-all', 'attention', 'attention is one softmax over the whole matrix', {
    attention: (k, at, lesson) => {
      if (lesson.attention.kind !== 'softmax') return right('attention')(k, at, lesson)
      const scores = at('scores')
      const shares = softmax(scores.flat(), Math.sqrt(sizesOf(lesson).key))
      return table(scores.length, scores.length, (r, c) => shares[r * scores.length + c] ?? 0)
    },
  }),
  mistaken('attention/first-tie', 'attention', 'attention gives a tie to the first of the largest scores', {
    attention: winner('first'),
  }),
  mistaken('attention/last-tie', 'attention', 'attention gives a tie to the last of the largest scores', {
    attention: winner('last'),
  }),
  mistaken('attention/ties-not-shared', 'attention', 'attention gives each of several largest scores a whole 1', {
    attention: weighing((scores, _k, { attention }, rest) =>
      attention.kind === 'hard' ? scores.map(score => (places(scores).isBest(score) ? 1 : 0)) : rest(),
    ),
  }),
  mistaken(
    'attention/integer-division',
    'attention',
    'attention shares a tie by integer division, and gives everyone 0',
    {
      attention: weighing((scores, _k, { attention }, rest) => {
        if (attention.kind !== 'hard') return rest()
        const { isBest } = places(scores)
        const tied = scores.filter(isBest).length
        return scores.map(score => (isBest(score) && tied === 1 ? 1 : 0))
      }),
    },
  ),
  mistaken('attention/smallest', 'attention', 'attention goes to the smallest score', {
    attention: (k, at, lesson) =>
      seeing('attention', { scores: (_k, from) => map(from('scores'), x => k.sub(0, x)) })(k, at, lesson),
  }),
  mistaken(
    'attention/root-of-latent',
    'attention',
    'attention divides the scores by √d of the latent instead of √k of the keys',
    { attention: rooted(({ latent }) => Math.sqrt(latent)) },
  ),
  mistaken('attention/no-root', 'attention', 'attention does not divide the scores by √k', {
    attention: rooted(() => 1),
  }),
  mistaken('attention/divided-by-k', 'attention', 'attention divides the scores by k instead of √k', {
    attention: rooted(({ key }) => key),
  }),
  mistaken('attention/times-root', 'attention', 'attention multiplies the scores by √k instead of dividing', {
    attention: rooted(({ key }) => 1 / Math.sqrt(key)),
  }),
  mistaken('attention/overflow', 'attention', 'attention overflows: e to a large power is no number any more', {
    attention: weighing((scores, _k, lesson, rest) =>
      lesson.attention.kind === 'softmax' ? softmax(scores, Math.sqrt(sizesOf(lesson).key), false) : rest(),
    ),
  }),
  mistaken(
    'attention/hard-for-softmax',
    'attention',
    'attention is a hard maximum where the lesson asks for a softmax',
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
    {
      attention: weighing((scores, _k, lesson, rest) => {
        if (lesson.attention.kind !== 'softmax') return rest()
        const largest = Math.max(...scores.map(decimal))
        return scores.map(score => Math.exp((decimal(score) - largest) / Math.sqrt(sizesOf(lesson).key)))
      }),
    },
  ),
  mistaken('attention/given-normalised', 'attention', 'attention that was given has been normalised', {
    attention: where(
      'given',
      (k, at, lesson) => {
        const attention = right('attention')(k, at, lesson)
        const totals = rowSums(k, transpose(attention))
        const shares = map2(transpose(attention), totals, (x, total) => (compare(total, 0) === 0 ? x : k.div(x, total)))
        return transpose(shares)
      },
      'attention',
    ),
  }),
  mistaken('attention/looks-back-only', 'attention', 'attention is masked: patches do not see those after them', {
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
  }),
  mistaken('pooling/transposed', 'pooled', 'pooled uses attention transposed', {
    pooled: seeing('pooled', { attention: turned(just('attention')) }),
  }),
  mistaken('pooling/of-noised', 'pooled', 'pooled mixes noised instead of conditioned', {
    pooled: seeing('pooled', { conditioned: just('noised') }),
  }),
  mistaken('pooling/residual', 'pooled', 'pooled adds conditioned once more, as a residual connection does', {
    pooled: both(right('pooled'), just('conditioned'), 'add'),
  }),
  mistaken('pooling/none', 'pooled', 'pooled is conditioned itself: attention is not used', {
    pooled: just('conditioned'),
  }),
  mistaken('feed-forward/no-bias', 'predictedNoise', 'predictedNoise has lost the feed-forward bias', {
    predictedNoise: unbiased('predictedNoise', 'feedForwardBias'),
  }),
  mistaken('feed-forward/bias-twice', 'predictedNoise', 'predictedNoise has the feed-forward bias twice', {
    predictedNoise: biasedTwice('predictedNoise', 'feedForwardBias'),
  }),
  mistaken(
    'feed-forward/weight-transposed',
    'predictedNoise',
    'predictedNoise is made with the feed-forward weight transposed',
    { predictedNoise: seeing('predictedNoise', { feedForwardWeight: turned(just('feedForwardWeight')) }) },
  ),
  mistaken('feed-forward/relu', 'predictedNoise', 'predictedNoise is clipped at 0, and has no ReLU', {
    predictedNoise: clipped(right('predictedNoise')),
  }),
  mistaken('feed-forward/of-conditioned', 'predictedNoise', 'predictedNoise is made of conditioned instead of pooled', {
    predictedNoise: seeing('predictedNoise', { pooled: just('conditioned') }),
  }),
  mistaken(
    'feed-forward/residual',
    'predictedNoise',
    'predictedNoise has pooled added to it, as a residual connection does',
    { predictedNoise: both(right('predictedNoise'), just('pooled'), 'add') },
  ),
]
