// Step 12, decode: the same linear layer and ReLU for every patch.

import { at } from '../lesson/at.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { replaced, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { constant, identity, map, map2 } from './grids.ts'
import { column, type Law, see } from './law.ts'
import { clips, neverNegative } from './relu.ts'

export const decodeLaws: readonly Law[] = lawsOf(12, [
  neverNegative('decode', 'decoded'),
  clips('decode', 'decoderPre', 'decoded'),
  {
    id: 'decode/bias-alone',
    statement: 'With weights of 0, every patch decodes to the bias, clipped at 0.',
    async check(lesson, ask) {
      const { pixels, latent, patches } = sizesOf(lesson)
      const { bias } = lesson.decoder
      const seen = await see(ask, replaced(lesson, 'decoder', zeros(pixels, latent), bias))
      const k = seen.arithmetic
      const expected = map2(constant(pixels, patches, 0), column(k, bias), (_, b) => k.max0(b))
      return seen.faults('decoded', expected, 'the weights are 0, so the bias is all there is')
    },
  },
  {
    id: 'decode/copies',
    statement:
      'Weights that copy the latent’s rows, with a bias of 0, decode each patch to its denoised column, clipped at 0.',
    async check(lesson, ask) {
      const { pixels, latent } = sizesOf(lesson)
      const rows = Array.from({ length: pixels }, (_, r) => r % latent)
      const weight = rows.map(r => at(identity(latent), r, 'the identity'))
      const seen = await see(ask, replaced(lesson, 'decoder', weight))
      const expected = rows.map(r => at(seen.at('denoised'), r, 'denoised'))
      return seen.faults(
        'decoded',
        map(expected, seen.arithmetic.max0),
        'every row of the decoder copies a row of denoised',
      )
    },
  },
])
