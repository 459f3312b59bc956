// The losses of rectified flow: what the net predicts, and in which quantity the error is measured.

import type { Learnable } from '@dit-by-hand/float32/plan'
import { meanSquare, subtract } from '@dit-by-hand/graph/composites'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { add, fill, inv, times } from '@dit-by-hand/graph/ops'
import { scope } from '@dit-by-hand/graph/scope'
import type { Quantity } from '../checkpoint/info.ts'
import type { DitConfig } from '../config.ts'
import { scaled } from '../elementary.ts'
import { clipShape, model } from '../net.ts'
import { gradientsOf, type Loss, straightPath } from '../train.ts'

/** The clip, the noise and the velocity noise − clip that follow from the net's output at x = (1 − time)·clip + time·noise. */
export function meaningOf(predicts: Quantity, output: Node, x: Node, time: Node): { readonly [Q in Quantity]: Node } {
  const rest = subtract(fill(1, [1, 1]), time)
  switch (predicts) {
    case 'clip': {
      const velocity = scaled(inv(time), subtract(x, output))
      return { clip: output, velocity, noise: add(output, velocity) }
    }
    case 'velocity':
      return { clip: subtract(x, scaled(time, output)), velocity: output, noise: add(x, scaled(rest, output)) }
    case 'noise': {
      const velocity = scaled(inv(rest), subtract(output, x))
      return { clip: subtract(output, velocity), velocity, noise: output }
    }
  }
}

/** The net for sampling: inputs `x`, `time` and `words`; its last matrix is the `velocity` there. */
export function velocityNet(config: DitConfig, predicts: Quantity): Net {
  const whole = scope()
  const [x, time] = [whole.input('x', clipShape(config)), whole.input('time', [1, 1])]
  const output = model(whole, config, x, whole.name('t', times(time, 1000)), whole.input('words', [config.words, 1]))
  whole.name('velocity', meaningOf(predicts, output, x, time).velocity)
  return whole.net
}

/** A loss with the gradient at every parameter. */
export interface LearnableLoss extends Loss, Learnable {}

/**
 * Rectified flow (Liu et al. 2023, arXiv 2209.03003) in any of nine forms (Li & He 2025, arXiv 2511.13720, table 1).
 * Inputs of a sample: `start` the clip and `noise`, C·T·H×W; `time` above 0 and below 1; `words`. The net's `t` is 1000·time.
 * @param predicts what the net predicts @param counted the quantity whose mean squared error is the loss
 */
export function rectifiedFlow(config: DitConfig, predicts: Quantity, counted: Quantity): LearnableLoss {
  const { whole, start, noise, time, x, output, perSample } = straightPath(config)
  const { name } = whole
  const found = name('found', meaningOf(predicts, output, x, time)[counted])
  const wanted = { clip: start, noise, velocity: subtract(noise, start) }[counted]
  const error = name('error', subtract(found, name('wanted', wanted)))
  name('loss', meanSquare(error)) //                                                                1×1
  const { net, parameters } = whole
  return { net, parameters, gradients: gradientsOf(net, parameters), perSample }
}
