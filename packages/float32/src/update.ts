// The update of a step, in shares for the threads: AdamW, Muon and the moving average.
import { at, eachOf } from '@dit-by-hand/graph/at'
import { countOf, type Parameter } from '@dit-by-hand/graph/scope'
import type { Kernels } from './kernels.ts'
import { type Block, muonBytes, sharedOut, muon as stepOfMuon } from './muon.ts'
import type { TrainOptions } from './train.ts'

/** Contiguous cells that AdamW updates with the same settings. */
export interface Piece {
  /** Bytes from the first parameter. */
  readonly offset: number
  readonly count: number
  readonly decay: number
  /** A factor for the rate. */
  readonly pace: number
}

/** A matrix, or a block of its columns, that Muon updates. */
export interface MuonBlock extends Block {
  readonly offset: number
  readonly decay: number
}

/** What a thread updates. */
export interface Pieces {
  readonly adam: readonly Piece[]
  /** In turns: each step updates those of one turn. */
  readonly muon: readonly (readonly MuonBlock[])[]
}

/** A thread's share of every update. Plain data, sent to it once; offsets are bytes into the memory. */
export interface Share extends Pieces {
  readonly parameters: number
  readonly momentum: number
  readonly variance: number
  /** The offset of the average, and its decay. */
  readonly average?: { readonly offset: number; readonly decay: number }
  /** The offsets of all threads' gradients, which are added to the first. */
  readonly gradients: readonly number[]
  /** The cells whose gradients this thread adds. */
  readonly adds: { readonly offset: number; readonly count: number }
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** The decay of Muon's momentum and its factor for the rate, where any matrix uses Muon. */
  readonly muonOf?: { readonly momentum: number; readonly faster: number }
  readonly scratch: number
  /** The offset of the numbers of a step: {@link orderNumbers} doubles. */
  readonly orders: number
}

/** The parts of a step: the first of its numbers says which. */
export const parts = { gradients: 0, add: 1, update: 2 } as const

/** The count of numbers that tell a thread what to do: the part of a step, the rate, AdamW's two corrections, the factor for
 *  gradients, and the step. */
export const orderNumbers = 6

const together = 16
/** Cells that AdamW updates before they are averaged: few enough to stay in the nearest cache. */
const atOnce = 2048

/** A thread's share of some cells, `from` up to `to`, cut at cache lines. */
export function cut(count: number, threads: number, thread: number): { readonly from: number; readonly to: number } {
  const line = (i: number): number =>
    i === threads ? count : together * Math.floor((i * count) / (threads * together))
  return { from: line(thread), to: line(thread + 1) }
}

/** Distributes the parameters among threads. */
export function piecesFor(
  parameters: readonly Parameter[],
  { decay = 0, muon, pace: paceOf = () => 1 }: Pick<TrainOptions, 'decay' | 'muon' | 'pace'>,
  threads: number,
): readonly Pieces[] {
  const alike: { offset: number; count: number; decay: number; pace: number }[] = []
  const blocks: MuonBlock[] = []
  let offset = 0
  for (const parameter of parameters) {
    const [count, own, before] = [countOf([parameter]), parameter.decay ? decay : 0, alike.at(-1)]
    const [block, pace] = [muon?.blockOf(parameter), paceOf(parameter)]
    if (block !== undefined) {
      const [rows, columns] = parameter.shape
      for (let from = 0; from < columns; from += block)
        blocks.push({
          rows: Math.min(block, columns - from),
          columns: rows,
          offset: offset + 4 * from * rows,
          decay: own,
        })
    } else if (before && before.decay === own && before.pace === pace && before.offset + 4 * before.count === offset)
      before.count += count
    else alike.push({ offset, count, decay: own, pace })
    offset += 4 * count
  }
  const byTurn = sharedOut(blocks, muon?.every ?? 1).map(turn => sharedOut(turn, threads))
  return Array.from({ length: threads }, (_, thread) => ({
    adam: alike.flatMap(({ offset, count, ...how }) => {
      const { from, to } = cut(count, threads, thread)
      return to > from ? [{ offset: offset + 4 * from, count: to - from, ...how }] : []
    }),
    muon: byTurn.map(shares => at(shares, thread)),
  }))
}

/** Bytes of scratch that a thread's pieces need. */
export const scratchFor = ({ muon: turns }: Pieces): number => Math.max(0, ...turns.flat().map(muonBytes))

/** Adds the gradients of all threads, cell by cell in a fixed order, so that the bits do not depend on which thread does it. */
export function addPart(kernels: Kernels, { gradients, adds: { offset, count } }: Share): void {
  const [first = 0, ...others] = gradients
  for (const other of others) kernels.axpy(count, 1, other + offset, first + offset)
}

/** Does one thread's share of an update. */
export function updatePart(kernels: Kernels, memory: WebAssembly.Memory, share: Share): void {
  const { parameters, momentum, variance, average, gradients, beta1, beta2, epsilon, muonOf, scratch } = share
  const orders = new Float64Array(memory.buffer, share.orders, orderNumbers)
  const [rate, correction1, correction2, gradientScale, step] = eachOf([1, 2, 3, 4, 5], i => at(orders, i))
  const slopes = at(gradients, 0)
  const averaged = (offset: number, count: number): void => {
    if (average) kernels.ema(count, parameters + offset, average.offset + offset, average.decay)
  }
  for (const { offset, count, decay, pace } of share.adam)
    for (let from = 0; from < count; from += atOnce) {
      const [some, place] = [Math.min(atOnce, count - from), offset + 4 * from]
      kernels.adam(
        ...([some, parameters + place, slopes + place, momentum + place, variance + place, rate * pace] as const),
        ...([beta1, beta2, epsilon, decay, correction1, correction2, gradientScale] as const),
      )
      averaged(place, some)
    }
  const turns = share.muon.length
  for (const [turn, blocks] of share.muon.entries()) {
    const due = step % turns === turn
    for (const { rows, columns, offset, decay } of blocks) {
      if (!muonOf) throw new RangeError('matrices are to be updated by Muon, but muonOf is missing')
      const [w, g, m] = [parameters + offset, slopes + offset, momentum + offset]
      if (due)
        stepOfMuon(kernels, { rows, columns }, [w, g, m, scratch], {
          ...{ rate: rate * muonOf.faster * turns, momentum: muonOf.momentum },
          ...{ decay, gradientScale },
        })
      else kernels.momentum(rows * columns, m, g, 0, 1 - muonOf.momentum, gradientScale)
      averaged(offset, rows * columns)
    }
  }
}
