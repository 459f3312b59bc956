// A step: everyone's gradients, their sum, the update; one at a time, and never half of one without saying so.
import { at } from '@dit-by-hand/graph/at'
import { power } from './bits.ts'
import type { Kernels } from './kernels.ts'
import { addPart, parts, type Share, updatePart } from './update.ts'

/** A step that could not be taken. */
export class TrainError extends Error {
  override readonly name: string = 'TrainError'
}

/** A step whose gradients are not finite: learning went astray. */
export class DivergedError extends TrainError {
  override readonly name = 'DivergedError'
}

/** What steps need of a trainer. */
interface Stepped {
  readonly memory: WebAssembly.Memory
  readonly kernels: Kernels
  /** The share of this thread. */
  readonly share: Share
  /** The numbers that all threads are told of a step. */
  readonly orders: Float64Array
  readonly batch: number
  readonly learned: number
  readonly clip: number | undefined
  /** This thread's gradients. */
  gradients(): void
  /** Everyone's part of what the orders say, this thread's as it is told. */
  together(own: () => void): Promise<void>
}

/** What a trainer does, and how far it is. */
export interface Stepping {
  readonly steps: number
  step(rate: number): Promise<number>
  gradients(): Promise<void>
  resume(steps: number): void
  /** @throws {TrainError} where some parameters are those of one step, some of the next */
  whole(): void
  close(): void
}

export function stepping(of: Stepped): Stepping {
  const { memory, kernels, share, orders, batch, learned, clip } = of
  let steps = 0
  /** Whether an update was begun and not ended. */
  let torn = false
  let mode: 'idle' | 'busy' | 'closed' = 'idle'

  const whole = (): void => {
    if (torn)
      throw new TrainError(
        `a worker was lost in the middle of step ${steps + 1}, so that a part of the parameters may have been stepped and a part not; go on from what was saved before`,
      )
  }
  /** Buffers are shared, and a second step would walk into the first. */
  const byItself = async <T>(work: () => Promise<T>): Promise<T> => {
    if (mode === 'closed') throw new TrainError('the trainer has been closed; open another')
    if (mode === 'busy') throw new TrainError('a step is under way; wait for it before the next')
    mode = 'busy'
    try {
      return await work()
    } finally {
      if (mode === 'busy') mode = 'idle'
    }
  }
  const together = (part: (typeof parts)[keyof typeof parts], own: () => void): Promise<void> => {
    orders[0] = part
    return of.together(own)
  }
  const gradients = async (): Promise<void> => {
    await together(parts.gradients, of.gradients)
    if (share.gradients.length > 1) await together(parts.add, () => addPart(kernels, share))
  }
  const update = async (rate: number, length: number): Promise<void> => {
    const { parameters, average, beta1, beta2 } = share
    if (average && steps === 0) kernels.copy(1, learned, parameters, 0, average.offset, 0)
    const now = steps + 1
    const shorter = clip !== undefined && length > clip ? clip / length : 1
    orders.set([rate, 1 - power(beta1, now), 1 - power(beta2, now), shorter / batch, now], 1)
    torn = true
    await together(parts.update, () => updatePart(kernels, memory, share))
    torn = false
    steps = now
  }
  const step = async (rate: number): Promise<number> => {
    if (!Number.isFinite(rate)) throw new RangeError(`the rate is ${rate}; it must be a finite number`)
    whole()
    await gradients()
    const length =
      Math.sqrt(kernels.squaredNorm(learned, at(share.gradients, 0, 'the gradients of the threads'))) / batch
    if (!Number.isFinite(length))
      throw new DivergedError(
        `the gradients of step ${steps + 1} are not finite; the parameters are those of step ${steps}`,
      )
    await update(rate, length)
    return length
  }

  return {
    get steps() {
      return steps
    },
    step: rate => byItself(() => step(rate)),
    gradients: () => byItself(gradients),
    resume(from) {
      if (!Number.isInteger(from) || from < 0)
        throw new RangeError(`${from} steps cannot have been taken; it must be a whole number from 0 on`)
      steps = from
    },
    whole,
    close() {
      mode = 'closed'
    },
  }
}
