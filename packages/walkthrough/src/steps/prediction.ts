// Steps 7 to 9: the patches look at each other, take what they need, and the noise is guessed.
import { attendedBy, cellRef, corner } from '../spots.ts'
import type { Telling } from '../telling.ts'

export const attention: Telling = {
  title: 'Let the patches attend to each other',
  formula: ({ lesson }) =>
    lesson.attention.kind === 'given' ? ['attention'] : ['attention', 'scores', 'queries', 'keys'],
  layout: () => [['conditioned', '→', 'attention']],
  opened: ({ lesson }) =>
    lesson.attention.kind === 'given'
      ? [['conditioned', '→', 'attention']]
      : [
          ['', 'conditioned', '', ''],
          ['key', 'keys', '', ''],
          ['query', 'queries', '', ''],
          ['', 'scores', '→', 'attention'],
        ],
  start: facts => cellRef('attention', { row: attendedBy(facts, 1)[0] ?? 1, column: 1 }),
}

export const pooling: Telling = {
  title: 'Pool what was attended to',
  formula: () => ['pooled'],
  layout: () => [
    ['', 'attention'],
    ['conditioned', 'pooled'],
  ],
  start: () => cellRef('pooled', corner),
}

export const feedForward: Telling = {
  title: 'Predict the noise',
  formula: () => ['predictedNoise'],
  layout: () => [
    ['', '', 'pooled'],
    ['feedForwardWeight', 'feedForwardBias', 'predictedNoise'],
  ],
  start: () => cellRef('predictedNoise', corner),
}
