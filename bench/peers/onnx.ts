// ONNX Runtime, one thread: matrix product and the DiT's forward pass. It runs models and does not train them.

import type { Sizes } from '@dit-by-hand/float32/fixtures/dit-net'
import type { InferenceSession, Tensor as OrtTensor, Runtime } from 'onnxruntime-web'
import { type Ops, prediction } from './dit.ts'
import type { Engine, Ready } from './engine.ts'
import { OnnxGraph } from './onnx-file.ts'
import type { Task, Tensor } from './task.ts'

/** Layers as nodes. The weights are constants, so that the runtime may pack them once. */
function opsOf(graph: OnnxGraph, batch: number, { tokens, width }: Sizes, fused: boolean): Ops<string> {
  const ones = graph.weight({ shape: [width], data: new Float32Array(width).fill(1) })
  const one = graph.number(1)
  const mul = (a: string, b: string): string => graph.node('Mul', [a, b])
  const add = (a: string, b: string): string => graph.node('Add', [a, b])
  const product = (x: string, weight: string): string => graph.node('MatMul', [x, weight])
  return {
    linear: (x, weight, bias) => add(product(x, weight), bias),
    product,
    add,
    modulate: (x, shift, scale) => add(mul(x, add(scale, one)), shift),
    gated: (x, gate, branch) => add(x, mul(branch, gate)),
    layerNorm: x => graph.node('LayerNormalization', [x, ones], { axis: 2, epsilon: { float: 1e-6 } }),
    gelu: x => graph.node('Gelu', [x], { approximate: 'tanh' }),
    silu: x => mul(x, graph.node('Sigmoid', [x])),
    parts: (x, count) => graph.nodes('Split', [x], count, { axis: 2, num_outputs: count }),
    attention: (queries, keys, values, heads) => {
      if (fused) return graph.node('MultiHeadAttention', [queries, keys, values], { num_heads: heads }, 'com.microsoft')
      const [apart, together] = [
        [batch, tokens, heads, width / heads],
        [batch, tokens, width],
      ].map(sizes => graph.shape(sizes))
      const turned = (x: string, perm: readonly number[]): string => graph.node('Transpose', [x], { perm })
      const headsOf = (x: string, perm: readonly number[]): string =>
        turned(graph.node('Reshape', [x, apart ?? '']), perm)
      const scores = product(headsOf(queries, [0, 2, 1, 3]), headsOf(keys, [0, 2, 3, 1]))
      const scaled = mul(scores, graph.number(1 / Math.sqrt(width / heads)))
      const pooled = product(graph.node('Softmax', [scaled], { axis: 3 }), headsOf(values, [0, 2, 1, 3]))
      return graph.node('Reshape', [turned(pooled, [0, 2, 1, 3]), together ?? ''])
    },
  }
}

function ditFile({ sizes, batch, brings, positions, weights }: Task, fused: boolean): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph()
  const [x, time, label] = (['x', 'time', 'label'] as const).map(name => graph.input(name, brings[name].shape))
  const named = new Map([...weights].map(([name, tensor]) => [name, graph.weight(tensor)]))
  const of = (name: string): string => {
    const found = named.get(name)
    if (found === undefined) throw new RangeError(`there is no weight ${name}`)
    return found
  }
  const inputs = { x: x ?? '', time: time ?? '', label: label ?? '', positions: graph.weight(positions) }
  return graph.model(prediction(opsOf(graph, batch, sizes, fused), sizes, of, inputs), [
    batch,
    sizes.tokens,
    sizes.patch,
  ])
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

/** Each runs attention in the form in which it is faster: native, its own node; WebAssembly, products and softmax. */
export function onnx(name: string, { InferenceSession, Tensor, env }: Runtime, provider: 'cpu' | 'wasm'): Engine {
  if (provider === 'wasm') env.wasm.numThreads = 1
  const options = { ...oneThread, executionProviders: [provider] }
  const tensor = ({ shape, data }: Tensor): OrtTensor => new Tensor('float32', data, shape)
  return {
    name,
    async product({ m, k, n, a, b }) {
      const graph = new OnnxGraph()
      const [left, right] = [graph.input('a', [m, k]), graph.input('b', [k, n])]
      const session = await InferenceSession.create(graph.model(graph.node('MatMul', [left, right]), [m, n]), options)
      return ready(session, { a: new Tensor('float32', a, [m, k]), b: new Tensor('float32', b, [k, n]) })
    },
    async forward(task) {
      const session = await InferenceSession.create(ditFile(task, provider === 'cpu'), options)
      const { x, time, label } = task.brings
      return ready(session, { x: tensor(x), time: tensor(time), label: tensor(label) })
    },
  }
}
