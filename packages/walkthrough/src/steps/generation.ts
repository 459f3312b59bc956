// Steps 11 to 13 and the closing: the noise is taken away, and what is left becomes a video.
import { cellRef, changedPixels, corner, firstSound, isNegative, type Spot } from '../spots.ts'
import type { Facts, Telling } from '../telling.ts'

export const denoise: Telling = {
  title: 'Take the noise away',
  formula: () => ['denoised'],
  layout: () => [['noised', '−', 'predictedNoise', '=', 'denoised']],
  start: () => cellRef('denoised', corner),
}

export const decode: Telling = {
  title: 'Decode the latent',
  formula: () => ['decoded'],
  layout: () => [
    ['', '', 'denoised'],
    ['decoderWeight', 'decoderBias', 'decoderPre'],
    ['', '', 'decoded'],
  ],
  start: facts => cellRef('decoded', firstDark(facts) ?? corner),
}

export const firstDark = (facts: Facts): Spot | undefined =>
  firstSound(facts, 'decoded', ({ row, column }) => isNegative(facts.cell('decoderPre', row, column)))

export const video: Telling = {
  title: 'Put the video together',
  formula: () => ['generatedVideo'],
  layout: () => [['decoded', '→', 'generatedVideo', '', 'video']],
  start: facts => cellRef('generatedVideo', changedPixels(facts)[0] ?? corner),
}

export const closing: Telling = {
  title: 'What we did',
  formula: () => ['denoised', 'decoded', 'generatedVideo'],
  layout: () => [['noised', '−', 'predictedNoise', '=', 'denoised'], [], ['video', '→', 'generatedVideo', '', 'loss']],
  start: () => cellRef('loss', corner),
}
