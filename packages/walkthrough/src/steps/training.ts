// Step 10: the error, its gradients, and one step of gradient descent.
import { type LearnableName, updatedName } from '@dit-by-hand/spec/names'
import { cellRef, corner } from '../spots.ts'
import type { Facts, Layout, Stage, Telling } from '../telling.ts'

const error: Stage = {
  id: 'error',
  title: 'The error and the loss',
  formula: () => ['lossGradient', 'loss'],
  layout: () => [
    ['', '', 'pooled', '', '', '', '', '', ''],
    ['feedForwardWeight', 'feedForwardBias', 'predictedNoise', '−', 'noise', '=', 'lossGradient', '→', 'loss'],
  ],
  start: () => cellRef('lossGradient', corner),
}

const layer: Stage = {
  id: 'layer',
  title: 'Back through the feed-forward layer',
  formula: () => ['d_feedForwardWeight', 'd_feedForwardBias', 'd_pooled'],
  layout: () => [
    ['', '', 'pooledᵀ', ''],
    ['', 'lossGradient', 'd_feedForwardWeight', 'd_feedForwardBias'],
    ['feedForwardWeightᵀ', 'd_pooled', '', ''],
  ],
  start: () => cellRef('d_feedForwardWeight', corner),
}

const stillAttention: Layout = [[], ['d_query', 'd_key']]

const hardAttention: Stage = {
  id: 'attention',
  title: 'Back through attention',
  formula: ({ lesson }) =>
    lesson.attention.kind === 'given' ? ['d_conditioned'] : ['d_conditioned', 'd_query', 'd_key'],
  layout: ({ lesson }) => [
    ['', 'attentionᵀ'],
    ['d_pooled', 'd_conditioned'],
    ...(lesson.attention.kind === 'given' ? [] : stillAttention),
  ],
  start: () => cellRef('d_conditioned', corner),
}

const softAttention: Stage = {
  id: 'attention',
  title: 'Back into the softmax',
  formula: () => ['d_attention', 'd_scores'],
  layout: () => [
    ['', 'd_pooled', '', 'attention'],
    ['conditionedᵀ', 'd_attention', '→', 'd_scores'],
  ],
  start: () => cellRef('d_scores', corner),
}

const queryKey: Stage = {
  id: 'query-key',
  title: 'To the query and the key',
  formula: () => ['d_queries', 'd_keys', 'd_query', 'd_key'],
  layout: () => [
    ['', 'd_scores', 'conditionedᵀ'],
    ['keys', 'd_queries', 'd_query'],
    ['queries', 'd_keys', 'd_key'],
  ],
  start: () => cellRef('d_query', corner),
}

const latent: Stage = {
  id: 'latent',
  title: 'Back to the patches',
  formula: () => ['d_conditioned'],
  layout: () => [
    ['d_pooled', '·', 'attentionᵀ', '+', ''],
    ['queryᵀ', '·', 'd_queries', '+', ''],
    ['keyᵀ', '·', 'd_keys', '=', 'd_conditioned'],
  ],
  start: () => cellRef('d_conditioned', corner),
}

const steering: Stage = {
  id: 'steering',
  title: 'To scale, shift and modulation',
  formula: () => ['d_scale', 'd_shift', 'd_scaleShift', 'd_modulationWeight', 'd_modulationBias'],
  layout: () => [
    ['d_conditioned', '→', 'd_scale', '', '', 'conditionᵀ', ''],
    ['noised', '', 'd_shift', '→', 'd_scaleShift', 'd_modulationWeight', 'd_modulationBias'],
  ],
  start: () => cellRef('d_scale', corner),
}

/** In the order of the way back. */
const learnable: readonly LearnableName[] = [
  'feedForwardWeight',
  'feedForwardBias',
  'query',
  'key',
  'modulationWeight',
  'modulationBias',
]
const learned = ({ net }: Facts): readonly LearnableName[] => learnable.filter(name => net[name])

const update: Stage = {
  id: 'update',
  title: 'One step of gradient descent',
  formula: facts => learned(facts).map(name => updatedName(name)),
  layout: facts =>
    learned(facts).map((name, i): Layout[number] => {
      const rate = i === 0 ? 'learningRate' : '^'
      return [name, '−', rate, '·', `d_${name}`, '=', updatedName(name)]
    }),
  start: () => cellRef('feedForwardWeightAfter', corner),
}

const learning: Stage = {
  id: 'learning',
  title: 'Let it learn',
  formula: () => ['loss'],
  layout: () => [['learningRate', '', 'loss', '', 'generatedVideo']],
  start: () => cellRef('learningRate', corner),
}

const stagesOf = ({ lesson }: Facts): readonly Stage[] =>
  lesson.attention.kind === 'softmax'
    ? [error, layer, softAttention, queryKey, latent, steering, update, learning]
    : [error, layer, hardAttention, steering, update, learning]

export const slopes: Telling = {
  title: 'Measure the error and learn',
  formula: error.formula,
  layout: error.layout,
  start: error.start,
  stages: stagesOf,
}
