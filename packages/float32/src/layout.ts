// The memory layout of a trainer, and each thread's share of an update.
import { at } from '@dit-by-hand/graph/at'
import { dataStart, memoryFor } from './engine.ts'
import { aligned } from './kernels.ts'
import type { Bases } from './matrices.ts'
import type { Plan } from './plan.ts'
import { workBytes } from './run.ts'
import { signalBytes } from './signal.ts'
import type { TrainOptions } from './train.ts'
import { cut, orderNumbers, type Pieces, piecesFor, type Share, scratchFor } from './update.ts'

/** Byte offsets into the memory. */
export interface Layout {
  readonly memory: WebAssembly.Memory
  /** What all threads read: parameters first. */
  readonly shared: number
  readonly momentum: number
  readonly variance: number
  readonly average?: number
  readonly signals: number
  /** Each thread's regions. */
  readonly bases: readonly Bases[]
  readonly orders: number
  /** Each thread's share of an update. */
  readonly shares: readonly Share[]
}

/**
 * Lays out the memory of a trainer: what is shared, then each thread's gradients and buffers.
 * @param plans one for each thread
 * @throws {MemoryError} where more memory is needed than allowed
 */
export function layOut(plans: readonly Plan[], options: TrainOptions): Layout {
  const plan = at(plans, 0, 'the plans of a trainer')
  const pieces = piecesFor(plan.parameters, options, plans.length)
  const start = dataStart(plans.length)
  let free = start
  const take = (bytes: number): number => {
    const from = free
    // No two threads write to the same cache line.
    free += aligned(bytes)
    return from
  }
  const moment = 4 * plan.learned
  const shared = take(plan.bytes.shared)
  const places = {
    shared,
    momentum: take(moment),
    variance: take(moment),
    ...(options.average !== undefined && { average: take(moment) }),
    signals: take(signalBytes(plans.length)),
    bases: plans.map((part): Bases => ({ shared, gradients: take(part.bytes.gradients), work: take(workBytes(part)) })),
    orders: take(8 * orderNumbers),
  }
  const scratches = pieces.map(own => take(scratchFor(own)))
  const memory = memoryFor(free - start, plans.length, options.most)
  const shares = pieces.map((own, i) => shareOf(own, i, at(scratches, i), plan.learned, places, options))
  return { memory, ...places, shares }
}

function shareOf(
  own: Pieces,
  thread: number,
  scratch: number,
  learned: number,
  { shared, momentum, variance, average, bases, orders }: Omit<Layout, 'memory' | 'shares'>,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, average: decay, muon }: TrainOptions,
): Share {
  const { from, to } = cut(learned, bases.length, thread)
  return {
    ...own,
    parameters: shared,
    momentum,
    variance,
    ...(average !== undefined && decay !== undefined && { average: { offset: average, decay } }),
    gradients: bases.map(({ gradients }) => gradients),
    adds: { offset: 4 * from, count: to - from },
    ...{ beta1, beta2, epsilon },
    ...(muon && { muonOf: { momentum: muon.momentum, faster: muon.faster } }),
    scratch,
    orders,
  }
}
