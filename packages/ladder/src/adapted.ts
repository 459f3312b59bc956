// The rung of training: one step of AdamW in place of gradient descent, and the average of the weights that makes clips.
import { named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import * as q from '@dit-by-hand/graph/exact'
import { gradient } from '@dit-by-hand/graph/gradient'
import type { Net } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import { add, fill, inv, mul, sqrt, times } from '@dit-by-hand/graph/ops'
import { renamed } from './pieces.ts'
import type { Tower } from './tower.ts'

/** DiT's learning rate, without decay (Peebles & Xie 2023, section 4). */
const rate = q.ratio(1n, 10_000n)
/** What AdamW's running means take in at each step: 1 − β₁ and 1 − β₂ (Loshchilov & Hutter 2019, algorithm 2). */
const [taken, takenOfSquares] = [q.ratio(1n, 10n), q.ratio(1n, 1000n)] as const
/** Keeps a division from being one by 0. */
const epsilon = 1e-8
/** What the average keeps of itself at each step (Peebles & Xie 2023, section 4). */
const keptOfWeights = q.ratio(9999n, 10_000n)

/** The first step, of the last weight before the prediction. Both running means begin at 0, which a division by the part that
 *  they have taken in so far makes up for. */
export function adapted({ net }: Tower): Net {
  const weight = inputsOf(net).get('last.weight') ?? named(net, 'feedForwardWeight')
  const { weightGradient } = gradient(named(net, 'unguided'), named(net, 'outputGradient'), { weightGradient: weight })
  const runningMean = times(weightGradient, taken)
  const runningSquare = times(mul(weightGradient, weightGradient), takenOfSquares)
  const [mean, square] = [times(runningMean, q.inv(taken)), times(runningSquare, q.inv(takenOfSquares))]
  const direction = mul(mean, inv(add(sqrt(square), fill(epsilon, square.shape))))
  const adapted = subtract(weight, times(direction, rate))
  const averaged = add(times(weight, keptOfWeights), times(adapted, q.add(1, q.mul(keptOfWeights, -1))))
  return renamed(net, { weightGradient, runningMean, runningSquare, direction, adapted, averaged })
}
