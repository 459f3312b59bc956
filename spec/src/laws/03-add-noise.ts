// Step 3, add noise.

import { shapeIn } from '../lesson/sizes.ts'
import { clean, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { map2 } from './grids.ts'
import { differ, type Law, see } from './law.ts'

export const addNoiseLaws: readonly Law[] = lawsOf(3, [
  {
    id: 'add-noise/taken-away',
    statement: 'noised − noise = latent.',
    finds(seen) {
      const k = seen.arithmetic
      const left = map2(seen.at('noised'), seen.at('noise'), k.sub)
      return differ(k, 'noised', seen.at('latent'), left, 'the noise was taken away again, which leaves the latent')
    },
  },
  {
    id: 'add-noise/none',
    statement: 'Without noise, noised is the latent.',
    async check(lesson, ask) {
      const quiet = await see(ask, { ...clean(lesson), noise: zeros(...shapeIn(lesson, 'noise')) })
      return quiet.faults('noised', quiet.at('latent'), 'the noise is 0 everywhere')
    },
  },
])
