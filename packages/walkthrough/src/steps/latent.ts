// The opening and steps 1 to 3: from a video to a latent with noise on it.
import { cellRef, corner, firstSound, isNegative, type Spot } from '../spots.ts'
import type { Facts, Telling } from '../telling.ts'

export const opening: Telling = {
  title: 'What is given',
  formula: () => ({ from: ['video', 'words', 't', 'noise'], to: 'generatedVideo' }),
  layout: ({ lesson }) => [
    ['video', 'noise', 'words', 't'],
    [],
    ['encoderWeight', 'encoderBias', 'decoderWeight', 'decoderBias'],
    [],
    ['modulationWeight', 'modulationBias', 'feedForwardWeight', 'feedForwardBias'],
    [],
    lesson.attention.kind === 'given' ? ['attention', 'learningRate'] : ['query', 'key', 'learningRate'],
  ],
  start: () => cellRef('video', corner),
}

export const patchify: Telling = {
  title: 'Cut the video into patches',
  formula: () => ['patches'],
  layout: () => [['video', '→', 'patches']],
  start: () => cellRef('patches', corner),
}

export const encode: Telling = {
  title: 'Encode the patches',
  formula: () => ['latent'],
  layout: () => [
    ['', '', 'patches'],
    ['encoderWeight', 'encoderBias', 'encoderPre'],
    ['', '', 'latent'],
  ],
  start: facts => cellRef('latent', firstClipped(facts) ?? corner),
}

export const firstClipped = (facts: Facts): Spot | undefined =>
  firstSound(facts, 'latent', ({ row, column }) => isNegative(facts.cell('encoderPre', row, column)))

export const noise: Telling = {
  title: 'Add noise',
  formula: () => ['noised'],
  layout: () => [['latent', '+', 'noise', '=', 'noised']],
  start: () => cellRef('noised', corner),
}
