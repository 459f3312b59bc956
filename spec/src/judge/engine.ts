// What an engine is: all that laws and cases know of the programs they judge, in any language.
import type { Lesson, Reading, Values } from '../lesson/format.ts'

/** What an engine may claim to do. What it does not claim is skipped, not failed. */
export const claims = ['forward', 'slopes', 'update', 'hard', 'softmax', 'printed'] as const
export type Claim = (typeof claims)[number]

/** Each claim as part of a sentence. */
export const claimed: { readonly [C in Claim]: string } = {
  forward: 'the forward steps',
  slopes: 'gradients',
  update: 'the updated parameters',
  hard: 'hard attention',
  softmax: 'softmax attention',
  printed: 'the printed reading',
}

/** The precisions that an engine may declare. */
export const precisions = ['single', 'double'] as const
export type PrecisionName = (typeof precisions)[number]

/**
 * An engine under judgement.
 * `answer` gives every named matrix of a lesson in a reading; it may be slow, remote or wrong. It throws
 * {@link Skipped} for what it does not do; anything else thrown is a crash.
 */
export interface Engine {
  readonly name: string
  /** Default: everything. */
  readonly claims?: readonly Claim[]
  /** The floating-point precision it works in. Default: none; it answers exactly, in decimals only where softmax makes them. */
  readonly precision?: PrecisionName
  answer(lesson: Lesson, reading: Reading): Values | Promise<Values>
}

/** Thrown by an engine that declines what it was asked: neither right nor wrong. */
export class Skipped extends Error {
  override readonly name = 'Skipped'
}

/** Thrown when an engine died, hung or broke the protocol, which is not a wrong answer. */
export class Crashed extends Error {
  override readonly name = 'Crashed'
  /** Whether it still runs, and can be asked at once. */
  readonly isReady: boolean
  constructor(message: string, { isReady = false, ...options }: ErrorOptions & { readonly isReady?: boolean } = {}) {
    super(message, options)
    this.isReady = isReady
  }
}
