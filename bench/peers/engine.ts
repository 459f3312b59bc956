// What a candidate must bring to be compared: a product, a DiT's forward pass, a whole training step.
import type { Task } from './task.ts'

/** Something made ready. All that `run` starts is done when it returns, or when its promise is kept. */
export interface Ready {
  run(): void | Promise<void>
  /** So many runs by a clock of its own, in milliseconds, where ours is too far away. */
  timed?(times: number): Promise<number>
  /** What the last run worked out: the product row by row; predictions sample by sample, token by token; the loss. */
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

/** Who is not here, and why. */
export type Missing = { readonly [engine: string]: string }

/** The engines of a peer, or why there are none. */
export interface Brought {
  readonly engines: readonly Engine[]
  readonly missing: Missing
}
