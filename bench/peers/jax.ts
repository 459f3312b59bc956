// jax-js on its WebAssembly device, forward pass and training step jitted. Without shared memory, or in Node, it has one thread.
import { defaultDevice, init, type Array as Jax, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax'
import { type Ops, prediction } from './dit.ts'
import type { Engine } from './engine.ts'
import { adam, type Task, type Tensor } from './task.ts'

// An array is freed when it is passed on; `.ref` keeps it for another use. While tracing, neither matters.
const ops: Ops<Jax> = {
  linear: (x, weight, bias) => np.matmul(x.ref, weight.ref).add(bias.ref),
  product: (x, weight) => np.matmul(x.ref, weight.ref),
  add: (a, b) => a.ref.add(b.ref),
  modulate: (x, shift, scale) => x.ref.mul(scale.ref.add(1)).add(shift.ref),
  gated: (x, gate, branch) => x.ref.add(branch.ref.mul(gate.ref)),
  layerNorm: x => nn.standardize(x.ref, -1, { epsilon: 1e-6 }),
  gelu: x => nn.gelu(x.ref, { approximate: true }),
  silu: x => nn.silu(x.ref),
  parts: (x, count) => np.split(x.ref, count, -1),
  attention: (queries, keys, values, heads) => {
    const [samples = 0, tokens = 0, width = 0] = queries.shape
    const apart = (x: Jax): Jax => x.ref.reshape([samples, tokens, heads, width / heads])
    return nn.dotProductAttention(apart(queries), apart(keys), apart(values)).reshape([samples, tokens, width])
  },
}

type Named = { [name: string]: Jax }

const tensor = ({ shape, data }: Tensor): Jax => np.array(data, { shape: [...shape] })
const named = (tensors: Iterable<readonly [string, Tensor]>): Named =>
  Object.fromEntries([...tensors].map(([name, each]) => [name, tensor(each)]))
const kept = (all: Named): Named => Object.fromEntries(Object.entries(all).map(([name, each]) => [name, each.ref]))
const drop = (all: Named): void => Object.values(all).forEach(each => each.dispose())
const get = (all: Named, name: string): Jax => {
  const found = all[name]
  if (!found) throw new RangeError(`there is no ${name}`)
  return found
}

const predicted = ({ sizes }: Task, weights: Named, inputs: Named): Jax =>
  prediction(ops, sizes, name => get(weights, name), {
    x: get(inputs, 'x'),
    time: get(inputs, 'time'),
    label: get(inputs, 'label'),
    positions: get(inputs, 'positions'),
  })

const inputsOf = ({ brings, positions }: Task): Named => named([...Object.entries(brings), ['positions', positions]])
const read = async (x: Jax): Promise<Float32Array> => Float32Array.from(await x.ref.data())

const engine: Engine = {
  name: 'jax-js',
  async product({ m, k, n, a, b }) {
    const [x, y] = [np.array(a.slice(), { shape: [m, k] }), np.array(b.slice(), { shape: [k, n] })]
    const multiply = jit((left: Jax, right: Jax) => np.matmul(left, right))
    let z = multiply(x.ref, y.ref)
    return {
      run: async () => {
        z.dispose()
        z = multiply(x.ref, y.ref)
        await z.blockUntilReady()
      },
      result: () => read(z),
      close: () => [x, y, z].forEach(each => each.dispose()),
    }
  },
  async forward(task) {
    const [weights, inputs] = [named(task.weights), inputsOf(task)]
    const compute = jit((w: Named, given: Named) => predicted(task, w, given))
    let out = compute(kept(weights), kept(inputs))
    return {
      run: async () => {
        out.dispose()
        out = compute(kept(weights), kept(inputs))
        await out.blockUntilReady()
      },
      result: () => read(out),
      close: () => {
        drop({ ...weights, ...inputs, out })
        compute.dispose()
      },
    }
  },
  async step(task) {
    const { beta1, beta2, epsilon } = adam
    const zeros = (): Named =>
      named([...task.weights].map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]))
    const inputs = inputsOf(task)
    const lossOf = (w: Named, given: Named): Jax =>
      np.square(predicted(task, w, given).sub(get(given, 'target').ref)).mean()
    const update = jit((w: Named, first: Named, second: Named, given: Named, corrections: Jax) => {
      const [loss, gradients] = valueAndGrad(lossOf)(kept(w), kept(given))
      const [one, two] = np.split(corrections, 2)
      if (!one || !two) throw new Error('two corrections were not split in two')
      const after: { w: Named; first: Named; second: Named } = { w: {}, first: {}, second: {} }
      for (const name of Object.keys(w)) {
        const gradient = get(gradients, name)
        const m = get(first, name)
          .mul(beta1)
          .add(gradient.ref.mul(1 - beta1))
        const v = get(second, name)
          .mul(beta2)
          .add(np.square(gradient).mul(1 - beta2))
        const down = m.ref.mul(one.ref).div(np.sqrt(v.ref.mul(two.ref)).add(epsilon))
        after.w[name] = get(w, name).sub(down.mul(task.rate))
        after.first[name] = m
        after.second[name] = v
      }
      return { ...after, loss }
    })
    let state: { w: Named; first: Named; second: Named } = { w: named(task.weights), first: zeros(), second: zeros() }
    let steps = 0
    let loss = Number.NaN
    return {
      run: async () => {
        steps++
        const corrections = np.array(Float32Array.of(1 / (1 - beta1 ** steps), 1 / (1 - beta2 ** steps)))
        const after = update(state.w, state.first, state.second, kept(inputs), corrections)
        state = after
        loss = (await after.loss.data())[0] ?? Number.NaN
      },
      result: () => Float32Array.of(loss),
      close: () => {
        ;[state.w, state.first, state.second, inputs].forEach(drop)
        update.dispose()
      },
    }
  },
}

/** Loads jax-js with its WebAssembly device. */
export async function jax(): Promise<Engine> {
  if (!(await init('wasm')).includes('wasm')) throw new Error('jax-js has no wasm device here')
  defaultDevice('wasm')
  return engine
}
