// Steps 4 to 6: the prompt and the timestep become numbers, and those scale and shift the latent.
import { cellRef, corner } from '../spots.ts'
import type { Telling } from '../telling.ts'

export const conditions: Telling = {
  title: 'Encode the prompt and the timestep',
  formula: () => ['textEmbedding', 'timeEmbedding', 'condition'],
  layout: () => [
    ['words', '→', 'textEmbedding', '→', 'condition'],
    ['t', '→', 'timeEmbedding', '', '^'],
  ],
  start: () => cellRef('textEmbedding', corner),
}

export const modulation: Telling = {
  title: 'Estimate scale and shift',
  formula: () => ['scaleShift', 'scale', 'shift'],
  layout: () => [
    ['', '', 'condition', '', ''],
    ['modulationWeight', 'modulationBias', 'scaleShift', '→', 'scale'],
    ['^', '^', '^', '→', 'shift'],
  ],
  start: () => cellRef('scaleShift', corner),
}

export const modulate: Telling = {
  title: 'Apply scale and shift',
  formula: () => ['scaled', 'conditioned'],
  layout: () => [
    ['scale', '⊙', 'noised', '=', 'scaled'],
    ['', '+', 'shift', '=', 'conditioned'],
  ],
  start: () => cellRef('conditioned', corner),
}
