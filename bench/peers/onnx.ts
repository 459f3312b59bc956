// ONNX Runtime on one thread: the matrix product and the DiT's forward pass. It does not train.

import type { Sizes } from '@dit-by-hand/float32/fixtures/dit-net'
import { at, named } from '@dit-by-hand/graph/at'
import { joined, OnnxModel } from '@dit-by-hand/video-dit/export/onnx/model'
import type { InferenceSession, Tensor as OrtTensor, Runtime } from 'onnxruntime-web'
import { type Ops, prediction } from './dit.ts'
import type { Engine, Ready } from './engine.ts'
import type { Task, Tensor } from './task.ts'

const microsoft = 'com.microsoft'
const opened = (): OnnxModel => new OnnxModel({ '': 20, [microsoft]: 1 })
const inputOf = (to: OnnxModel, name: string, shape: readonly number[]): string =>
  to.input({ name, type: 'float', shape })

/** The bytes of a model whose output is called `y`. */
function fileOf(to: OnnxModel, result: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  to.output({ name: to.call(result, 'y'), type: 'float', shape })
  return joined(to.files('').model)
}

/** Layers as nodes. The weights are constants, so that the runtime may pack them once. */
function opsOf(to: OnnxModel, { tokens, width }: Sizes, fused: boolean): Ops<string> {
  const ones = to.floats([width], new Float32Array(width).fill(1))
  const one = to.floats([], [1])
  const mul = (a: string, b: string): string => to.node('Mul', [a, b])
  const add = (a: string, b: string): string => to.node('Add', [a, b])
  const product = (x: string, weight: string): string => to.node('MatMul', [x, weight])
  return {
    linear: (x, weight, bias) => add(product(x, weight), bias),
    product,
    add,
    modulate: (x, shift, scale) => add(mul(x, add(scale, one)), shift),
    gated: (x, gate, branch) => add(x, mul(branch, gate)),
    layerNorm: x => to.node('LayerNormalization', [x, ones], { axis: 2, epsilon: { float: 1e-6 } }),
    gelu: x => to.node('Gelu', [x], { approximate: 'tanh' }),
    silu: x => mul(x, to.node('Sigmoid', [x])),
    parts: (x, count) => to.nodes('Split', [x], count, { axis: 2, num_outputs: count }),
    attention: (queries, keys, values, heads) => {
      if (fused)
        return at(to.nodes('MultiHeadAttention', [queries, keys, values], 1, { num_heads: heads }, microsoft), 0)
      const turned = (x: string, perm: readonly number[]): string => to.node('Transpose', [x], { perm })
      // A size of 0 in a Reshape keeps that axis as it is: the batch.
      const apart = to.ints(0, tokens, heads, width / heads)
      const headsOf = (x: string, perm: readonly number[]): string => turned(to.node('Reshape', [x, apart]), perm)
      const scores = product(headsOf(queries, [0, 2, 1, 3]), headsOf(keys, [0, 2, 3, 1]))
      const scaled = mul(scores, to.floats([], [1 / Math.sqrt(width / heads)]))
      const pooled = product(to.node('Softmax', [scaled], { axis: 3 }), headsOf(values, [0, 2, 1, 3]))
      return to.node('Reshape', [turned(pooled, [0, 2, 1, 3]), to.ints(0, tokens, width)])
    },
  }
}

function ditFile({ sizes, batch, brings, positions, weights }: Task, fused: boolean): Uint8Array<ArrayBuffer> {
  const to = opened()
  const constant = ({ shape, data }: Tensor): string => to.floats(shape, data)
  const brought = (name: 'x' | 'time' | 'label'): string => inputOf(to, name, brings[name].shape)
  const stored = Object.fromEntries([...weights].map(([name, tensor]) => [name, constant(tensor)]))
  const inputs = { x: brought('x'), time: brought('time'), label: brought('label'), positions: constant(positions) }
  const result = prediction(opsOf(to, sizes, fused), sizes, name => named(stored, name, 'the weights'), inputs)
  return fileOf(to, result, [batch, sizes.tokens, sizes.patch])
}

const oneThread = {
  executionProviders: [] as string[],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
} as const

async function ready(session: InferenceSession, feeds: { readonly [name: string]: OrtTensor }): Promise<Ready> {
  let out: OrtTensor | undefined
  return {
    run: async () => {
      out?.dispose()
      out = (await session.run(feeds)).y
    },
    result: () => Float32Array.from(out?.data ?? []),
    close: () => session.release(),
  }
}

/** The engine on a runtime. Each runs attention in its faster form: native as one node, WebAssembly as products and softmax. */
export function onnx(name: string, { InferenceSession, Tensor, env }: Runtime, provider: 'cpu' | 'wasm'): Engine {
  if (provider === 'wasm') env.wasm.numThreads = 1
  const options = { ...oneThread, executionProviders: [provider] }
  const tensor = ({ shape, data }: Tensor): OrtTensor => new Tensor('float32', data, shape)
  return {
    name,
    async product({ m, k, n, a, b }) {
      const to = opened()
      const made = to.node('MatMul', [inputOf(to, 'a', [m, k]), inputOf(to, 'b', [k, n])])
      const session = await InferenceSession.create(fileOf(to, made, [m, n]), options)
      return ready(session, { a: new Tensor('float32', a, [m, k]), b: new Tensor('float32', b, [k, n]) })
    },
    async forward(task) {
      const session = await InferenceSession.create(ditFile(task, provider === 'cpu'), options)
      const { x, time, label } = task.brings
      return ready(session, { x: tensor(x), time: tensor(time), label: tensor(label) })
    },
  }
}
