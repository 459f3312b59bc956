// What an engine must answer, in any language: all that the laws and cases know of the thing they judge.
import type { Lesson, Reading, Values } from '../lesson/format.ts'

/** What an engine may say it does. What it does not claim is skipped, not failed. */
export const claims = ['forward', 'slopes', 'update', 'hard', 'softmax', 'printed'] as const
export type Claim = (typeof claims)[number]

/** What a sentence calls each claim. */
export const claimed: { readonly [C in Claim]: string } = {
  forward: 'the forward steps',
  slopes: 'gradients',
  update: 'the updated parameters',
  hard: 'hard attention',
  softmax: 'softmax attention',
  printed: 'the printed reading',
}

/** The precisions in which an engine may say that it works. */
export const precisions = ['single', 'double'] as const
export type PrecisionName = (typeof precisions)[number]

/** Whether a text names a precision. */
export const isPrecision = (text: string): text is PrecisionName => precisions.some(name => name === text)

/**
 * An engine under judgement.
 * `answer` gives every named matrix of a lesson in a reading; it may be slow, remote or wrong. It throws
 * {@link Skipped} for what it does not do; anything else thrown is a crash.
 */
export interface Engine {
  readonly name: string
  /** Default: everything. */
  readonly claims?: readonly Claim[]
  /** The floating point that it works in. Default: none, it answers exactly (in decimals only where softmax makes them). */
  readonly precision?: PrecisionName
  answer(lesson: Lesson, reading: Reading): Values | Promise<Values>
}

/** Thrown by an engine that does not do what it was asked, and says so: neither right nor wrong. */
export class Skipped extends Error {
  override readonly name = 'Skipped'
}

/** Thrown when an engine died, hung or broke the protocol: that is no wrong answer. */
export class Crashed extends Error {
  override readonly name = 'Crashed'
}
