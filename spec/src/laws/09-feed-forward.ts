// Step 9, feed-forward: the same linear layer for every patch predicts its noise.

import { sizesOf } from '../lesson/sizes.ts'
import { attending, replaced, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { constant, identity, map2, reorder } from './grids.ts'
import { column, type Law, see } from './law.ts'

export const feedForwardLaws: readonly Law[] = lawsOf(9, [
  {
    id: 'feed-forward/bias-alone',
    statement: 'With weights of 0, every patch’s predicted noise is the bias.',
    async check(lesson, ask) {
      const { latent: d, patches: n } = sizesOf(lesson)
      const { bias } = lesson.feedForward
      const seen = await see(ask, replaced(lesson, 'feedForward', zeros(d, d), bias))
      const expected = map2(constant(d, n, 0), column(seen.arithmetic, bias), (_, b) => b)
      return seen.faults('predictedNoise', expected, 'the weights are 0, so the bias is all there is')
    },
  },
  {
    id: 'feed-forward/identity',
    statement: 'With the identity for its weight and a bias of 0, the predicted noise is pooled.',
    async check(lesson, ask) {
      const seen = await see(ask, replaced(lesson, 'feedForward', identity(sizesOf(lesson).latent)))
      return seen.faults('predictedNoise', seen.at('pooled'), 'the layer is the identity')
    },
  },
  {
    id: 'feed-forward/same-for-every-patch',
    statement:
      'The layer is the same for every patch: changing the order of the patches in pooled only changes the order of its predictions.',
    async check(lesson, ask, dice) {
      const { patches: n } = sizesOf(lesson)
      const order = dice.shuffle(n)
      const straight = await see(ask, attending(lesson, identity(n)))
      const turned = await see(ask, attending(lesson, reorder(identity(n), order)))
      const expected = reorder(straight.at('predictedNoise'), order)
      return turned.faults('predictedNoise', expected, 'pooled has the same columns in another order')
    },
  },
])
