// Steps 11 to 13 and the closing: the noise is taken away, and what is left becomes a video.
import { cellRef, corner, equalsAt, firstSound, isNegative, type Spot, spots } from '../notice.ts'
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
  start: facts => cellRef('generatedVideo', firstChanged(facts) ?? corner),
}

export const firstChanged = (facts: Facts): Spot | undefined =>
  spots(facts, 'generatedVideo').find(
    spot => !equalsAt(facts, 'video')(facts.cell('generatedVideo', spot.row, spot.column), spot),
  )

export const closing: Telling = {
  title: 'What we did',
  formula: () => ['denoised', 'decoded', 'generatedVideo'],
  layout: () => [['noised', '−', 'predictedNoise', '=', 'denoised'], [], ['video', '→', 'generatedVideo', '', 'loss']],
  start: () => cellRef('loss', corner),
}
