// The same DiT on a library's operations: each library provides its own fastest form of every layer.
import type { Sizes } from '@dit-by-hand/float32/fixtures/dit-net'

/** Operations on batched tensors, tokens×features; a sample's vector is 1×features. */
export interface Ops<T> {
  /** x·weight + bias. */
  linear(x: T, weight: T, bias: T): T
  product(x: T, weight: T): T
  add(a: T, b: T): T
  /** x·(1 + scale) + shift. */
  modulate(x: T, shift: T, scale: T): T
  /** x + gate·branch. */
  gated(x: T, gate: T, branch: T): T
  /** Layer norm without parameters, epsilon 10⁻⁶. */
  layerNorm(x: T): T
  /** GELU in its tanh form. */
  gelu(x: T): T
  silu(x: T): T
  /** Equal parts along the features. */
  parts(x: T, count: number): readonly T[]
  /** Softmax over keys of queries·keys/√(width of a head), times values, head by head. */
  attention(queries: T, keys: T, values: T, heads: number): T
}

export interface Inputs<T> {
  readonly x: T
  readonly time: T
  readonly label: T
  readonly positions: T
}

/** The forward pass (Peebles & Xie 2023, section 3.2), with the names of weights as in our own net. */
export function prediction<T>(
  ops: Ops<T>,
  { depth, heads }: Sizes,
  weight: (name: string) => T,
  { x, time, label, positions }: Inputs<T>,
): T {
  const layer = (name: string, input: T): T => ops.linear(input, weight(`${name}.weight`), weight(`${name}.bias`))
  const take = (input: T, count: number): ((i: number) => T) => {
    const parts = ops.parts(input, count)
    return i => {
      const part = parts[i]
      if (part === undefined) throw new RangeError(`${count} parts have no part ${i}`)
      return part
    }
  }
  const clock = layer('clock.out', ops.silu(layer('clock.in', time)))
  const condition = ops.silu(ops.add(clock, ops.product(label, weight('classTable'))))
  let tokens = ops.add(layer('embed', x), positions)
  for (let i = 0; i < depth; i++) {
    const asked = take(layer(`block${i}.modulation`, condition), 6)
    const qkv = take(layer(`block${i}.attention.qkv`, ops.modulate(ops.layerNorm(tokens), asked(0), asked(1))), 3)
    const attended = layer(`block${i}.attention.out`, ops.attention(qkv(0), qkv(1), qkv(2), heads))
    tokens = ops.gated(tokens, asked(2), attended)
    const hidden = ops.gelu(layer(`block${i}.mlp.up`, ops.modulate(ops.layerNorm(tokens), asked(3), asked(4))))
    tokens = ops.gated(tokens, asked(5), layer(`block${i}.mlp.down`, hidden))
  }
  const asked = take(layer('last.modulation', condition), 2)
  return layer('prediction', ops.modulate(ops.layerNorm(tokens), asked(0), asked(1)))
}
