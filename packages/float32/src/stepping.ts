// Training steps: the threads' gradients, their sum, the update. One step at a time; one that was left half done is an error.
import { at } from '@dit-by-hand/graph/at'
import { power } from './bits.ts'
import type { Kernels } from './kernels.ts'
import { addPart, parts, type Share, updatePart } from './update.ts'

/** A step that could not be taken. */
export class TrainError extends Error {
  override readonly name: string = 'TrainError'
}

/** A step whose gradients are not finite: training has diverged. */
export class DivergedError extends TrainError {
  override readonly name = 'DivergedError'
}

/** What a step needs of a trainer. */
interface Stepped {
  readonly memory: WebAssembly.Memory
  readonly kernels: Kernels
  /** The share of this thread. */
  readonly share: Share
  /** The numbers of a step that all threads read. */
  readonly orders: Float64Array
  readonly batch: number
  readonly learned: number
  readonly clip: number | undefined
  /** Computes this thread's gradients. */
  gradients(): void
  /** Makes all threads do their part of what the orders say. @param own does this thread's */
  together(own: () => void): Promise<void>
}

/** The steps of a trainer, and how many it has taken. */
export interface Stepping {
  readonly steps: number
  step(rate: number): Promise<number>
  gradients(): Promise<void>
  resume(steps: number): void
  /** Checks the parameters. @throws {TrainError} where an update was left half done */
  whole(): void
  /** Refuses further steps, and waits for the one under way. */
  close(): Promise<void>
}

export function stepping(of: Stepped): Stepping {
  const { memory, kernels, share, orders, batch, learned, clip } = of
  let steps = 0
  /** Whether an update began and did not end. */
  let torn = false
  let closed = false
  let underWay: Promise<unknown> | undefined

  const whole = (): void => {
    if (torn)
      throw new TrainError(
        `a worker was lost in the middle of step ${steps + 1}: some parameters may be updated and others not; resume from what was saved before`,
      )
  }
  /** Refuses a second step while one is under way, since they would share buffers. */
  const byItself = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new TrainError('the trainer has been closed; open another')
    if (underWay) throw new TrainError('a step is under way; wait for it before the next')
    const taken = work()
    underWay = taken
    try {
      return await taken
    } finally {
      underWay = undefined
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
        throw new RangeError(`${from} steps cannot have been taken; it must be a whole number, 0 or more`)
      steps = from
    },
    whole,
    async close() {
      closed = true
      // Whether it succeeds is for whoever asked for it.
      await Promise.allSettled([underWay])
    },
  }
}
