// The task for all candidates: a DiT's sizes, weights and batch, the same numbers for each.

import { type DitNet, ditNet, measured, type Sizes } from '@dit-by-hand/float32/fixtures/dit-net'
import { normalAt } from '@dit-by-hand/float32/rng'

/** A tensor, the last axis contiguous. A weight is inputs×outputs, a bias 1×outputs. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array<ArrayBuffer>
}

export type Brings = { readonly [name in 'x' | 'target' | 'time' | 'label']: Tensor }

export interface Task {
  readonly sizes: Sizes
  readonly batch: number
  readonly dit: DitNet
  /** The inputs: batch×tokens×patch; a vector is batch×1×width. */
  readonly brings: Brings
  readonly positions: Tensor
  readonly weights: ReadonlyMap<string, Tensor>
  /** Adam's rate. */
  readonly rate: number
}

export const batch = 16
export const seed = 7
/** The training steps of a process whose memory is measured. */
export const peakSteps = 20

export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/** The spread of a weight. Gates are not zero, as they are at the start of training, so that every part counts in the result. */
const spreadOf = (name: string, inputs: number): number =>
  name.endsWith('.bias')
    ? 0.02
    : name.endsWith('.modulation.weight')
      ? 0.05
      : name === 'classTable'
        ? 0.5
        : 1 / Math.sqrt(inputs)

/** The task from a seed. Our matrices, column by column, are the others' transposes, row by row, byte for byte. */
export function taskOf(batch: number, seed: number, sizes: Sizes = measured): Task {
  const dit = ditNet(sizes)
  let stream = 0
  const normal = (shape: readonly number[], spread: number): Tensor => {
    stream++
    const count = shape.reduce((a, b) => a * b, 1)
    return { shape, data: Float32Array.from({ length: count }, (_, i) => spread * normalAt(seed, stream, i)) }
  }
  const { patch, tokens, width, waves, classes } = sizes
  const weights = new Map(
    dit.parameters.map(({ name, shape: [outputs, inputs] }) => [
      name,
      normal([inputs, outputs], spreadOf(name, inputs)),
    ]),
  )
  const label = new Float32Array(batch * classes)
  for (let i = 0; i < batch; i++) label[i * classes + (i % classes)] = 1
  return {
    sizes,
    batch,
    dit,
    brings: {
      x: normal([batch, tokens, patch], 1),
      target: normal([batch, tokens, patch], 1),
      time: normal([batch, 1, waves], 0.7),
      label: { shape: [batch, 1, classes], data: label },
    },
    positions: normal([tokens, width], 0.5),
    weights,
    rate: 1e-3,
  }
}
