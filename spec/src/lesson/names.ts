// Every named matrix of the by-hand model, in the order in which the walkthrough meets it.

/** What a lesson gives: the numbers that are chosen, not computed. */
export const givenNames = [
  'video',
  'encoderWeight',
  'encoderBias',
  'noise',
  'words',
  't',
  'modulationWeight',
  'modulationBias',
  'query',
  'key',
  'feedForwardWeight',
  'feedForwardBias',
  'learningRate',
  'decoderWeight',
  'decoderBias',
] as const

/** What an engine answers, with the step (1–13) that makes it. `noise` is given, and answered again for completeness. */
export const steps = {
  patches: 1,
  encoderPre: 2,
  latent: 2,
  noise: 3,
  noised: 3,
  textEmbedding: 4,
  timeEmbedding: 4,
  condition: 4,
  scaleShift: 5,
  scale: 5,
  shift: 5,
  scaled: 6,
  conditioned: 6,
  queries: 7,
  keys: 7,
  scores: 7,
  attention: 7,
  pooled: 8,
  predictedNoise: 9,
  lossGradient: 10,
  loss: 10,
  d_feedForwardWeight: 10,
  d_feedForwardBias: 10,
  d_pooled: 10,
  d_scores: 10,
  d_query: 10,
  d_key: 10,
  d_conditioned: 10,
  d_scale: 10,
  d_shift: 10,
  d_modulationWeight: 10,
  d_modulationBias: 10,
  feedForwardWeightAfter: 10,
  feedForwardBiasAfter: 10,
  modulationWeightAfter: 10,
  modulationBiasAfter: 10,
  queryAfter: 10,
  keyAfter: 10,
  denoised: 11,
  decoderPre: 12,
  decoded: 12,
  generatedVideo: 13,
} as const

export type GivenName = (typeof givenNames)[number]
/** A matrix that an engine answers. */
export type AnswerName = keyof typeof steps
/** Any named matrix: given or answered. */
export type Name = GivenName | AnswerName
export type Step = (typeof steps)[AnswerName]

/** The names an engine answers, in pipeline order. */
export const answerNames = Object.keys(steps) as readonly AnswerName[]

export function isAnswerName(name: string): name is AnswerName {
  return Object.hasOwn(steps, name)
}

export type AttentionKind = 'given' | 'hard' | 'softmax'

const needsQueries: readonly AnswerName[] = ['queries', 'keys', 'scores', 'd_query', 'd_key', 'queryAfter', 'keyAfter']

/** The names that a lesson with this kind of attention has an answer for: a given matrix has no queries and keys,
 *  and only softmax has a slope at its scores. */
export function namesFor(kind: AttentionKind): readonly AnswerName[] {
  if (kind === 'softmax') return answerNames
  const without: readonly AnswerName[] = kind === 'hard' ? ['d_scores'] : ['d_scores', ...needsQueries]
  return answerNames.filter(name => !without.includes(name))
}
