// Step 11, denoise: the predicted noise taken away.

import { equations } from './equations.ts'
import { map2 } from './grids.ts'
import { differ, type Law, law, see } from './law.ts'

export const denoiseLaws: readonly Law[] = [
  ...equations(11),
  law({
    id: 'denoise/off-by-the-error',
    step: 11,
    statement: 'denoised = latent − lossGradient: what is left of the noise is the error of its prediction.',
    async check(lesson, ask) {
      const seen = await see(ask, lesson)
      const k = seen.arithmetic
      const expected = map2(seen.at('latent'), seen.at('lossGradient'), k.sub)
      return differ(k, 'denoised', expected, seen.at('denoised'), 'it is latent − lossGradient')
    },
  }),
]
