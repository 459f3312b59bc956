// Every named matrix of the by-hand model, in one table, and the thirteen steps that compute them.
import { at } from './at.ts'

/** The names of the thirteen steps in addresses, in order. */
export const stepSlugs = [
  'patchify',
  'encode',
  'noise',
  'conditions',
  'modulation',
  'modulate',
  'attention',
  'pooling',
  'feed-forward',
  'slopes',
  'denoise',
  'decode',
  'video',
] as const
export type StepSlug = (typeof stepSlugs)[number]

export const stepNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const
export type Step = (typeof stepNumbers)[number]

export const isStep = (number: number): number is Step => stepNumbers.some(step => step === number)
export const slugOf = (step: Step): StepSlug => at(stepSlugs, step - 1, 'the slugs of the steps')
export const stepOfSlug = (slug: string): Step | undefined => stepNumbers.find(step => slugOf(step) === slug)

export type AttentionKind = 'given' | 'hard' | 'softmax'

/** The kinds of attention that have queries and keys. */
const queried = ['hard', 'softmax'] as const

interface Row<Matrix = string, Parameter = string> {
  /** The step that computes it; for a given matrix, the step that first uses it. */
  readonly step: Step
  /** Whether a lesson gives it: it is chosen, not computed. */
  readonly given?: true
  /** Whether it is given, but answered again for completeness. */
  readonly answered?: true
  /** The matrix that it is the gradient at. */
  readonly gradient?: Matrix
  /** The parameter of which it is the value after one step of gradient descent. */
  readonly updated?: Parameter
  /** The kinds of attention that have it. Default: all of them. */
  readonly kinds?: readonly AttentionKind[]
}

/** Every matrix, in the order in which the walkthrough meets them. */
export const matrices = {
  video: { step: 1, given: true },
  patches: { step: 1 },
  encoderWeight: { step: 2, given: true },
  encoderBias: { step: 2, given: true },
  encoderPre: { step: 2 },
  latent: { step: 2 },
  noise: { step: 3, given: true, answered: true },
  noised: { step: 3 },
  words: { step: 4, given: true },
  textEmbedding: { step: 4 },
  t: { step: 4, given: true },
  timeEmbedding: { step: 4 },
  condition: { step: 4 },
  modulationWeight: { step: 5, given: true },
  modulationBias: { step: 5, given: true },
  scaleShift: { step: 5 },
  scale: { step: 5 },
  shift: { step: 5 },
  scaled: { step: 6 },
  conditioned: { step: 6 },
  query: { step: 7, given: true, kinds: queried },
  key: { step: 7, given: true, kinds: queried },
  queries: { step: 7, kinds: queried },
  keys: { step: 7, kinds: queried },
  scores: { step: 7, kinds: queried },
  attention: { step: 7 },
  pooled: { step: 8 },
  feedForwardWeight: { step: 9, given: true },
  feedForwardBias: { step: 9, given: true },
  predictedNoise: { step: 9 },
  lossGradient: { step: 10 },
  loss: { step: 10 },
  d_feedForwardWeight: { step: 10, gradient: 'feedForwardWeight' },
  d_feedForwardBias: { step: 10, gradient: 'feedForwardBias' },
  d_pooled: { step: 10, gradient: 'pooled' },
  d_scores: { step: 10, gradient: 'scores', kinds: ['softmax'] },
  d_query: { step: 10, gradient: 'query', kinds: queried },
  d_key: { step: 10, gradient: 'key', kinds: queried },
  d_conditioned: { step: 10, gradient: 'conditioned' },
  d_scale: { step: 10, gradient: 'scale' },
  d_shift: { step: 10, gradient: 'shift' },
  d_modulationWeight: { step: 10, gradient: 'modulationWeight' },
  d_modulationBias: { step: 10, gradient: 'modulationBias' },
  learningRate: { step: 10, given: true },
  feedForwardWeightAfter: { step: 10, updated: 'feedForwardWeight' },
  feedForwardBiasAfter: { step: 10, updated: 'feedForwardBias' },
  modulationWeightAfter: { step: 10, updated: 'modulationWeight' },
  modulationBiasAfter: { step: 10, updated: 'modulationBias' },
  queryAfter: { step: 10, updated: 'query', kinds: queried },
  keyAfter: { step: 10, updated: 'key', kinds: queried },
  denoised: { step: 11 },
  decoderWeight: { step: 12, given: true },
  decoderBias: { step: 12, given: true },
  decoderPre: { step: 12 },
  decoded: { step: 12 },
  generatedVideo: { step: 13 },
} as const satisfies { readonly [name: string]: Row }

type Matrices = typeof matrices
type Where<Told> = { [K in Name]: Matrices[K] extends Told ? K : never }[Name]

/** Any named matrix: given or answered. */
export type Name = keyof Matrices
/** What a lesson gives. */
export type GivenName = Where<{ given: true }>
/** A matrix that an engine answers. */
export type AnswerName = Exclude<Name, GivenName> | Where<{ answered: true }>
/** A gradient. */
export type GradientName = Where<{ gradient: string }>
/** A parameter after one step of gradient descent. */
export type UpdatedName = Where<{ updated: string }>
/** A parameter that learns: a given matrix that has an updated counterpart. */
export type LearnableName = Matrices[UpdatedName]['updated']
/** A matrix at which the gradient is answered. */
export type GradedName = Matrices[GradientName]['gradient']
/** A matrix that is neither a gradient nor an updated parameter. */
export type ValueName = Exclude<Name, GradientName | UpdatedName>

// A gradient of nothing does not compile here.
const rows: { readonly [K in Name]: Row<ValueName, LearnableName> } = matrices
const names = Object.keys(matrices) as readonly Name[]

/** The numbers that are chosen, in the order in which the walkthrough meets them. */
export const givenNames: readonly GivenName[] = names.filter((name): name is GivenName => rows[name].given === true)
export const isGivenName = (name: string): name is GivenName => givenNames.some(given => given === name)

/** The names an engine answers, in pipeline order. */
export const answerNames: readonly AnswerName[] = names.filter(
  (name): name is AnswerName => !rows[name].given || rows[name].answered === true,
)

/** The matrices an engine answers, each with the step that computes it. */
export const steps = Object.fromEntries(answerNames.map(name => [name, rows[name].step])) as {
  readonly [K in AnswerName]: Matrices[K]['step']
}

export const isAnswerName = (name: string): name is AnswerName => Object.hasOwn(steps, name)

/** The meaning of a name. Names are looked up, and never parsed. */
export type Meaning =
  | { readonly kind: 'value' }
  | { readonly kind: 'gradient'; readonly of: ValueName }
  | { readonly kind: 'updated'; readonly of: LearnableName }

export function meaningOf(name: Name): Meaning {
  const { gradient, updated } = rows[name]
  if (gradient) return { kind: 'gradient', of: gradient }
  return updated ? { kind: 'updated', of: updated } : { kind: 'value' }
}

/** The matrix that a name is about: the one it is the gradient at, the parameter that was updated, or itself. */
export const valueName = (name: Name): ValueName => rows[name].gradient ?? rows[name].updated ?? (name as ValueName)

/** The name of the gradient at a matrix; `undefined` where none is answered. */
export function gradientName(of: GradedName): GradientName
export function gradientName(of: Name): GradientName | undefined
export function gradientName(of: Name): AnswerName | undefined {
  return answerNames.find(name => rows[name].gradient === of)
}

/** The name of a parameter after one step of gradient descent; `undefined` for what does not learn. */
export function updatedName(of: LearnableName): UpdatedName
export function updatedName(of: Name): UpdatedName | undefined
export function updatedName(of: Name): AnswerName | undefined {
  return answerNames.find(name => rows[name].updated === of)
}

/** The parameters that learn, in the order in which they are updated. */
export const learnableNames: readonly LearnableName[] = answerNames.flatMap(name => rows[name].updated ?? [])

/** Whether lessons with this kind of attention have the matrix: a given attention has no queries and keys, and only softmax
 *  has a gradient at its scores. */
export const hasName = (kind: AttentionKind, name: Name): boolean => rows[name].kinds?.includes(kind) ?? true

const namesOf = (kind: AttentionKind): readonly AnswerName[] => answerNames.filter(name => hasName(kind, name))
const namesByKind = { given: namesOf('given'), hard: namesOf('hard'), softmax: namesOf('softmax') }

/** The names of the answered matrices of a lesson with this kind of attention. */
export const namesFor = (kind: AttentionKind): readonly AnswerName[] => namesByKind[kind]
