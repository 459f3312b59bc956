// Step 3, add noise.

import { shapeIn } from '../lesson/sizes.ts'
import { clean, zeros } from './edits.ts'
import { equations } from './equations.ts'
import { map2 } from './grids.ts'
import { differ, type Law, law, see } from './law.ts'

export const addNoiseLaws: readonly Law[] = [
  ...equations(3),
  law({
    id: 'add-noise/taken-away',
    step: 3,
    statement: 'noised − noise = latent.',
    async check(lesson, ask) {
      const seen = await see(ask, lesson)
      const k = seen.arithmetic
      const left = map2(seen.at('noised'), seen.at('noise'), k.sub)
      return differ(k, 'noised', seen.at('latent'), left, 'the noise was taken away again, which leaves the latent')
    },
  }),
  law({
    id: 'add-noise/none',
    step: 3,
    statement: 'Without noise, noised is the latent.',
    asksMore: true,
    async check(lesson, ask) {
      const quiet = await see(ask, { ...clean(lesson), noise: zeros(...shapeIn(lesson, 'noise')) })
      return differ(quiet.arithmetic, 'noised', quiet.at('latent'), quiet.at('noised'), 'the noise is 0 everywhere')
    },
  }),
]
