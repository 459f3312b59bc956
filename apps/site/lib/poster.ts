// How the thirteen steps stand on one sheet: training runs down, generation back up, conditions come in from the side.
import type { Name } from '@dit-by-hand/spec/names'
import type { Place } from '@dit-by-hand/walkthrough/telling'

/** A step on the sheet, and the matrices that it shows there, from left to right. */
export interface Station {
  readonly place: Place
  readonly shows: readonly Name[]
  /** Which way the numbers go on from here. */
  readonly onward: '↓' | '→' | '↑' | ''
}

/** Five parts in the order of the steps: in with the video, the conditions from the side, through the model, learning
 *  below, and back up and out with the generated video. */
export const parts: readonly { readonly name: string; readonly stations: readonly Station[] }[] = [
  {
    name: 'in',
    stations: [
      { place: 'patchify', shows: ['video', 'patches'], onward: '↓' },
      { place: 'encode', shows: ['encoderWeight', 'encoderBias', 'latent'], onward: '↓' },
      { place: 'noise', shows: ['noise', 'noised'], onward: '→' },
    ],
  },
  {
    name: 'side',
    stations: [
      { place: 'conditions', shows: ['words', 't', 'textEmbedding', 'timeEmbedding', 'condition'], onward: '→' },
      { place: 'modulation', shows: ['modulationWeight', 'modulationBias', 'scaleShift'], onward: '↓' },
      { place: 'modulate', shows: ['scale', 'scaled', 'shift', 'conditioned'], onward: '↓' },
    ],
  },
  {
    name: 'through',
    stations: [
      { place: 'attention', shows: ['query', 'key', 'queries', 'keys', 'scores', 'attention'], onward: '→' },
      { place: 'pooling', shows: ['pooled'], onward: '→' },
      { place: 'feed-forward', shows: ['feedForwardWeight', 'feedForwardBias', 'predictedNoise'], onward: '↓' },
    ],
  },
  {
    name: 'learn',
    stations: [
      {
        place: 'slopes',
        shows: [
          'lossGradient',
          'loss',
          'd_feedForwardWeight',
          'd_feedForwardBias',
          'd_conditioned',
          'd_scale',
          'd_shift',
          'd_modulationWeight',
          'd_modulationBias',
        ],
        onward: '→',
      },
    ],
  },
  {
    name: 'out',
    stations: [
      { place: 'denoise', shows: ['denoised'], onward: '↑' },
      { place: 'decode', shows: ['decoderWeight', 'decoderBias', 'decoded'], onward: '↑' },
      { place: 'video', shows: ['generatedVideo'], onward: '' },
    ],
  },
]
