// TensorFlow.js on its WebAssembly backend, with one thread.

import { held } from '@dit-by-hand/graph/at'
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { type Inputs, type Ops, prediction } from './dit.ts'
import type { Engine } from './engine.ts'
import { adam, type Task, type Tensor } from './task.ts'

const shapeOf = (x: tf.Tensor): readonly [number, number, number] => [x.shape[0] ?? 0, x.shape[1] ?? 0, x.shape[2] ?? 0]

/** A linear layer on the stacked samples, since tfjs has a kernel with a bias for products of two matrices. */
function linear(x: tf.Tensor, weight: tf.Tensor, bias?: tf.Tensor): tf.Tensor {
  const [samples, rows, columns] = shapeOf(x)
  const stacked = tf.reshape(x, [samples * rows, columns])
  const out = bias ? tf.fused.matMul({ a: stacked, b: weight, bias }) : tf.matMul(stacked, weight)
  return tf.reshape(out, [samples, rows, weight.shape[1] ?? 0])
}

function gelu(x: tf.Tensor): tf.Tensor {
  const bent = tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715))
  return tf.mul(tf.mul(x, tf.add(tf.tanh(tf.mul(bent, Math.sqrt(2 / Math.PI))), 1)), 0.5)
}

const ops: Ops<tf.Tensor> = {
  linear,
  product: linear,
  add: tf.add,
  modulate: (x, shift, scale) => tf.add(tf.mul(x, tf.add(scale, 1)), shift),
  gated: (x, gate, branch) => tf.add(x, tf.mul(branch, gate)),
  layerNorm: x => {
    const { mean, variance } = tf.moments(x, -1, true)
    return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-6)))
  },
  gelu,
  silu: x => tf.mul(x, tf.sigmoid(x)),
  parts: (x, count) => tf.split(x, count, -1),
  attention: (queries, keys, values, heads) => {
    const [samples, tokens, width] = shapeOf(queries)
    const apart = (x: tf.Tensor): tf.Tensor =>
      tf.transpose(tf.reshape(x, [samples, tokens, heads, width / heads]), [0, 2, 1, 3])
    const scores = tf.mul(tf.matMul(apart(queries), apart(keys), false, true), 1 / Math.sqrt(width / heads))
    const pooled = tf.matMul(tf.softmax(scores), apart(values))
    return tf.reshape(tf.transpose(pooled, [0, 2, 1, 3]), [samples, tokens, width])
  },
}

const tensor = ({ shape, data }: Tensor): tf.Tensor => tf.tensor(data, shape)

function inputsOf({ brings, positions }: Task): Inputs<tf.Tensor> {
  const { x, time, label } = brings
  return { x: tensor(x), time: tensor(time), label: tensor(label), positions: tensor(positions) }
}

function weightsOf({ weights }: Task): { readonly of: (name: string) => tf.Variable; readonly all: tf.Variable[] } {
  const variables = new Map(
    [...weights].map(([name, { shape, data }]) => {
      const flat = name.endsWith('.bias') ? shape.slice(1) : shape
      return [name, tf.variable(tf.tensor(data, flat))] as const
    }),
  )
  const of = (name: string): tf.Variable => held(variables, name, `weight ${name}`)
  return { of, all: [...variables.values()] }
}

const read = (x: tf.Tensor): Float32Array => Float32Array.from(x.dataSync())

const engine: Engine = {
  name: 'tfjs-wasm',
  async product({ m, k, n, a, b }) {
    const [x, y] = [tf.tensor(a, [m, k]), tf.tensor(b, [k, n])]
    let z = tf.matMul(x, y)
    return {
      run: () => {
        z.dispose()
        z = tf.matMul(x, y)
      },
      result: () => read(z),
      close: () => tf.dispose([x, y, z]),
    }
  },
  async forward(task) {
    const [weights, inputs] = [weightsOf(task), inputsOf(task)]
    const compute = (): tf.Tensor => tf.tidy(() => prediction(ops, task.sizes, weights.of, inputs))
    let out = compute()
    return {
      run: () => {
        out.dispose()
        out = compute()
      },
      result: () => read(out),
      close: () => tf.dispose([...weights.all, ...Object.values(inputs), out]),
    }
  },
  async step(task) {
    const [weights, inputs, target] = [weightsOf(task), inputsOf(task), tensor(task.brings.target)]
    const optimizer = tf.train.adam(task.rate, adam.beta1, adam.beta2, adam.epsilon)
    const compute = (): tf.Tensor =>
      tf.mean(tf.squaredDifference(prediction(ops, task.sizes, weights.of, inputs), target))
    let loss = Number.NaN
    return {
      run: () => {
        const found = optimizer.minimize(compute, true, weights.all)
        loss = found?.dataSync()[0] ?? Number.NaN
        found?.dispose()
      },
      result: () => Float32Array.of(loss),
      close: () => {
        tf.dispose([...weights.all, ...Object.values(inputs), target])
        optimizer.dispose()
      },
    }
  },
}

/** Loads tfjs. @param wasm the address of the backend's .wasm files for a page; Node finds them by itself */
export async function tfjs(wasm?: string): Promise<Engine> {
  if (wasm !== undefined) setWasmPaths(wasm)
  setThreadsCount(1)
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no wasm backend here')
  await tf.ready()
  return engine
}
