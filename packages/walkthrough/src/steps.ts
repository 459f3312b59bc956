// The steps of the walkthrough, from the first page to the last.
import { conditions, modulate, modulation } from './steps/conditions.ts'
import { closing, decode, denoise, video } from './steps/generation.ts'
import { encode, noise, opening, patchify } from './steps/latent.ts'
import { attention, feedForward, pooling } from './steps/prediction.ts'
import { slopes } from './steps/training.ts'
import type { Place, Telling } from './telling.ts'

const byPlace: { readonly [K in Place]: Telling } = {
  opening,
  // from a video to a noised latent
  patchify,
  encode,
  noise,
  // what steers
  conditions,
  modulation,
  modulate,
  // the guess
  attention,
  pooling,
  'feed-forward': feedForward,
  // learning
  slopes,
  // back to a video
  denoise,
  decode,
  video,
  closing,
}

/** The step at a place. */
export const tellingOf = (place: Place): Telling => byPlace[place]
