// Step 11, denoise: the predicted noise is subtracted.

import { lawsOf } from './equations.ts'
import { map2 } from './grids.ts'
import type { Law } from './law.ts'

export const denoiseLaws: readonly Law[] = lawsOf(11, [
  {
    id: 'denoise/off-by-the-error',
    statement: 'denoised = latent − lossGradient: what is left of the noise is the error of its prediction.',
    finds(seen) {
      const k = seen.arithmetic
      const expected = map2(seen.at('latent'), seen.at('lossGradient'), k.sub)
      return seen.faults('denoised', expected, 'it is latent − lossGradient')
    },
  },
])
