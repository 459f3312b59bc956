// The formula of every answered matrix, and what it reads: the laws compare an engine's matrix with its formula over the
// engine's own matrices before it, so that blame falls on the first that is wrong.
import { cellOf } from '../lesson/at.ts'
import type { Lesson } from '../lesson/format.ts'
import {
  type AnswerName,
  type AttentionKind,
  type GivenName,
  isAnswerName,
  type Name,
  namesFor,
} from '../lesson/names.ts'
import { type Arithmetic, compare, decimal, type Grid, type Value } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { bits, constant, map, map2, patchify, product, rowSums, total, transpose, unpatchify } from './grids.ts'
import { column, numbers } from './law.ts'

/** Looks up a matrix that a formula reads. */
export type At = (name: Name) => Grid

export interface Formula {
  /** The formula in words, for messages. */
  readonly says: string
  /** The matrices that it reads, for each kind of attention. */
  reads(kind: AttentionKind): readonly Name[]
  make(k: Arithmetic, at: At, lesson: Lesson): Grid
}

const formula = (says: string, reads: readonly Name[] | Formula['reads'], make: Formula['make']): Formula => ({
  says,
  reads: typeof reads === 'function' ? reads : () => reads,
  make,
})

const linear = (weight: GivenName, bias: GivenName, input: AnswerName): Formula =>
  formula(`${weight}·${input} + ${bias}`, [weight, bias, input], (k, at) =>
    map2(product(k, at(weight), at(input)), at(bias), k.add),
  )

const rectified = (input: AnswerName): Formula =>
  formula(`max(0, ${input})`, [input], (k, at) => map(at(input), k.max0))

const sum = (a: AnswerName, b: AnswerName): Formula =>
  formula(`${a} + ${b}`, [a, b], (k, at) => map2(at(a), at(b), k.add))

const difference = (a: AnswerName, b: AnswerName): Formula =>
  formula(`${a} − ${b}`, [a, b], (k, at) => map2(at(a), at(b), k.sub))

const times = (weight: GivenName, input: AnswerName): Formula =>
  formula(`${weight}·${input}`, [weight, input], (k, at) => product(k, at(weight), at(input)))

const stacked = (a: AnswerName, b: AnswerName): Formula =>
  formula(`${a} above ${b}`, [a, b], (_k, at) => [...at(a), ...at(b)])

const half = (which: 'first' | 'last'): Formula =>
  formula(`the ${which} half of scaleShift`, ['scaleShift'], (_k, at) => {
    const both = at('scaleShift')
    return which === 'first' ? both.slice(0, both.length / 2) : both.slice(both.length / 2)
  })

const descent = (weight: GivenName, gradient: AnswerName): Formula =>
  formula(`${weight} − learningRate × ${gradient}`, [weight, 'learningRate', gradient], (k, at) =>
    map2(at(weight), at(gradient), (w, s) => k.sub(w, k.mul(cellOf(at('learningRate'), 0, 0), s))),
  )

/** Gradient at queries, for softmax: keys·d_scores. */
const gradientAtQueries = (k: Arithmetic, at: At): Grid => product(k, at('keys'), at('d_scores'))
/** Gradient at keys, for softmax: queries·d_scoresᵀ. */
const gradientAtKeys = (k: Arithmetic, at: At): Grid => product(k, at('queries'), transpose(at('d_scores')))

/** A gradient that only softmax lets through; a hard maximum has gradient 0. */
const throughScores = (
  weight: 'query' | 'key',
  other: 'keys' | 'queries',
  gradient: (k: Arithmetic, at: At) => Grid,
): Formula =>
  formula(
    `(${other}·${weight === 'query' ? 'd_scores' : 'd_scoresᵀ'})·conditionedᵀ for softmax; 0 for a hard maximum`,
    kind => (kind === 'softmax' ? [other, 'd_scores', 'conditioned'] : []),
    (k, at, lesson) =>
      lesson.attention.kind === 'softmax'
        ? product(k, gradient(k, at), transpose(at('conditioned')))
        : constant(sizesOf(lesson).key, sizesOf(lesson).latent, 0),
  )

/** Every answered matrix, over matrices named before it; gradients are those of ½·Σ lossGradient². */
export const formulas: { readonly [K in AnswerName]: Formula } = {
  patches: formula('the video cut into patches, one a column', ['video'], (_k, at, lesson) =>
    patchify(at('video'), lesson),
  ),
  encoderPre: linear('encoderWeight', 'encoderBias', 'patches'),
  latent: rectified('encoderPre'),
  noise: formula('the noise the lesson gives', [], (k, _at, lesson) => numbers(k, lesson.noise)),
  noised: sum('latent', 'noise'),
  textEmbedding: formula('the sum of the words’ vectors', ['words'], (k, at) => rowSums(k, at('words'))),
  timeEmbedding: formula('the bits of t, the largest first', ['t'], (k, _at, lesson) =>
    column(k, bits(lesson.timestep)),
  ),
  condition: stacked('textEmbedding', 'timeEmbedding'),
  scaleShift: linear('modulationWeight', 'modulationBias', 'condition'),
  scale: half('first'),
  shift: half('last'),
  scaled: formula('each row of noised × its scale', ['noised', 'scale'], (k, at) =>
    map2(at('noised'), at('scale'), k.mul),
  ),
  conditioned: formula('each row of scaled + its shift', ['scaled', 'shift'], (k, at) =>
    map2(at('scaled'), at('shift'), k.add),
  ),
  queries: times('query', 'conditioned'),
  keys: times('key', 'conditioned'),
  scores: formula('keysᵀ·queries (row = key’s patch, column = query’s patch)', ['keys', 'queries'], (k, at) =>
    product(k, transpose(at('keys')), at('queries')),
  ),
  attention: {
    says: 'what each column of scores gives to each patch',
    reads: kind => (kind === 'given' ? [] : ['scores']),
    make(k, at, { attention }) {
      if (attention.kind === 'given') return numbers(k, attention.matrix)
      const columns = transpose(at('scores'))
      if (k.kind === 'magnitude') return constant(columns.length, columns.length, 1)
      if (attention.kind === 'hard') return transpose(columns.map(scores => hardMaximum(k, scores)))
      return transpose(columns.map(scores => softmax(scores, attention.query.length)))
    },
  },
  pooled: formula('conditioned·attention', ['conditioned', 'attention'], (k, at) =>
    product(k, at('conditioned'), at('attention')),
  ),
  predictedNoise: linear('feedForwardWeight', 'feedForwardBias', 'pooled'),
  lossGradient: difference('predictedNoise', 'noise'),
  loss: formula('the mean of lossGradient’s squares', ['lossGradient'], (k, at) => {
    const squares = map(at('lossGradient'), a => k.mul(a, a))
    const all = squares.flat()
    return [[k.div(total(k, all), all.length)]]
  }),
  d_feedForwardWeight: formula('lossGradient·pooledᵀ', ['lossGradient', 'pooled'], (k, at) =>
    product(k, at('lossGradient'), transpose(at('pooled'))),
  ),
  d_feedForwardBias: formula('the row sums of lossGradient', ['lossGradient'], (k, at) =>
    rowSums(k, at('lossGradient')),
  ),
  d_pooled: formula('feedForwardWeightᵀ·lossGradient', ['feedForwardWeight', 'lossGradient'], (k, at) =>
    product(k, transpose(at('feedForwardWeight')), at('lossGradient')),
  ),
  d_scores: formula(
    'through softmax: attention × (conditionedᵀ·d_pooled − its mean weighted by attention) / √k',
    ['conditioned', 'd_pooled', 'attention'],
    (k, at, lesson) => {
      const [attention, atShares] = [at('attention'), product(k, transpose(at('conditioned')), at('d_pooled'))]
      const means = rowSums(k, transpose(map2(attention, atShares, k.mul)))
      const centred = map2(transpose(atShares), means, k.sub)
      const root = Math.sqrt(sizesOf(lesson).key)
      return map2(attention, transpose(centred), (a, s) => k.div(k.mul(a, s), root))
    },
  ),
  d_query: throughScores('query', 'keys', gradientAtQueries),
  d_key: throughScores('key', 'queries', gradientAtKeys),
  d_conditioned: formula(
    'd_pooled·attentionᵀ, and for softmax queryᵀ·(keys·d_scores) + keyᵀ·(queries·d_scoresᵀ)',
    kind =>
      kind === 'softmax'
        ? ['d_pooled', 'attention', 'query', 'key', 'keys', 'queries', 'd_scores']
        : ['d_pooled', 'attention'],
    (k, at, lesson) => {
      const pooled = product(k, at('d_pooled'), transpose(at('attention')))
      if (lesson.attention.kind !== 'softmax') return pooled
      const queries = product(k, transpose(at('query')), gradientAtQueries(k, at))
      const keys = product(k, transpose(at('key')), gradientAtKeys(k, at))
      return map2(map2(pooled, queries, k.add), keys, k.add)
    },
  ),
  d_scale: formula('the row sums of d_conditioned × noised', ['d_conditioned', 'noised'], (k, at) =>
    rowSums(k, map2(at('d_conditioned'), at('noised'), k.mul)),
  ),
  d_shift: formula('the row sums of d_conditioned', ['d_conditioned'], (k, at) => rowSums(k, at('d_conditioned'))),
  d_modulationWeight: formula('(d_scale above d_shift)·conditionᵀ', ['d_scale', 'd_shift', 'condition'], (k, at) =>
    product(k, [...at('d_scale'), ...at('d_shift')], transpose(at('condition'))),
  ),
  d_modulationBias: stacked('d_scale', 'd_shift'),
  feedForwardWeightAfter: descent('feedForwardWeight', 'd_feedForwardWeight'),
  feedForwardBiasAfter: descent('feedForwardBias', 'd_feedForwardBias'),
  modulationWeightAfter: descent('modulationWeight', 'd_modulationWeight'),
  modulationBiasAfter: descent('modulationBias', 'd_modulationBias'),
  queryAfter: descent('query', 'd_query'),
  keyAfter: descent('key', 'd_key'),
  denoised: difference('noised', 'predictedNoise'),
  decoderPre: linear('decoderWeight', 'decoderBias', 'denoised'),
  decoded: rectified('decoderPre'),
  generatedVideo: formula('decoded, each patch where it came from', ['decoded'], (_k, at, lesson) =>
    unpatchify(at('decoded'), lesson),
  ),
}

/** 1 at the largest score, shared equally where several tie. */
function hardMaximum(k: Arithmetic, scores: readonly Value[]): readonly Value[] {
  const largest = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  const share = k.div(1, scores.filter(score => compare(score, largest) === 0).length)
  return scores.map(score => (compare(score, largest) === 0 ? share : 0))
}

/** Softmax of scores/√(key width), shifted by the largest so that nothing overflows. */
function softmax(scores: readonly Value[], width: number): readonly Value[] {
  const found = scores.map(score => decimal(score))
  const largest = Math.max(...found)
  const powers = found.map(score => Math.exp((score - largest) / Math.sqrt(width)))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / total)
}

/** The matrices that are decimals because of softmax. */
export const blurred = (kind: AttentionKind): ReadonlySet<AnswerName> =>
  kind === 'softmax' ? downstream('scores', kind) : new Set()

/** Every matrix that may change when `name` does: those that read it, directly or through others. */
export function downstream(name: Name, kind: AttentionKind): ReadonlySet<AnswerName> {
  const reached = new Set<AnswerName>()
  for (const answer of namesFor(kind)) {
    const touched = formulas[answer]
      .reads(kind)
      .some(read => read === name || (isAnswerName(read) && reached.has(read)))
    if (touched) reached.add(answer)
  }
  return reached
}
