// What a candidate provides for the comparison: a matrix product, a DiT's forward pass, a training step.
import type { Task } from './task.ts'

/** A task made ready to run. All that `run` starts has ended when it returns, or when its promise resolves. */
export interface Ready {
  run(): void | Promise<void>
  /** The milliseconds of some runs by its own clock, for an engine in another process. */
  timed?(times: number): Promise<number>
  /** The result of the last run: the product row by row; predictions sample by sample, token by token; the loss. */
  result(): Float32Array | Promise<Float32Array>
  close(): void | Promise<void>
}

/** m×k times k×n. */
export interface Product {
  readonly m: number
  readonly k: number
  readonly n: number
  /** Row by row. */
  readonly a: Float32Array
  readonly b: Float32Array
}

export interface Engine {
  readonly name: string
  product?(product: Product): Promise<Ready>
  forward?(task: Task): Promise<Ready>
  /** Forward, gradients, Adam. Its result is the mean loss before the last step. */
  step?(task: Task): Promise<Ready>
}

/** The engines that are not available, and why. */
export type Missing = { readonly [engine: string]: string }

/** The engines of a peer, or why there are none. */
export interface Brought {
  readonly engines: readonly Engine[]
  readonly missing: Missing
}
