// `node bench/kernels.ts`: matrix products of both builds beside plain TypeScript and the limit of 128-bit vectors, and the
// other kernels in nanoseconds per cell. `--every-float`: the largest error of e^x and tanh x over all floats.
import { dataStart, openEngine } from '@dit-by-hand/float32/engine'
import type { Kernels } from '@dit-by-hand/float32/kernels'
import type { Loop } from '@dit-by-hand/float32/loop'
import type { WasmBuild } from '@dit-by-hand/float32/wasm/load'
import { at, held } from '@dit-by-hand/graph/at'
import { limit } from './limit.ts'
import { interleaved } from './peers/rounds.ts'

const builds: readonly WasmBuild[] = ['relaxed-simd', 'simd']
const memory = new WebAssembly.Memory({ initial: 1024, maximum: 1024, shared: true })
const floats = new Float32Array(memory.buffer)
const [a, b, c, d] = [2, 14, 26, 38].map(mebi => mebi * 2 ** 20) as [number, number, number, number]
if (a < dataStart()) throw new Error('the first matrix lies in scratch')
for (let i = a / 4; i < floats.length; i++) floats[i] = Math.sin(i)

/** tanh is not a kernel: loops contain it. */
const tanhLoop = (rows: number): Loop => ({
  rows,
  columns: 1,
  operands: [0, 1].map(() => ({ rowStep: 1, columnStep: 0, sampleStep: 0 })),
  terms: [
    { op: 'read', operand: 0, byRow: true, level: 0 },
    { op: 'tanh', a: 0, byRow: true, level: 0 },
  ],
  sinks: [{ term: 1, operand: 1, gather: false }],
})
/** Cells in one call: of the other kernels, and where every float is tried. */
const [count, many] = [16_384, 2 ** 20]

type Tried = Kernels & {
  /** Of one sample, as a loop is told last. */
  readonly tanh: (x: number, y: number, samples: 1) => void
  readonly tanhOfMany: (x: number, y: number, samples: 1) => void
}
const kernels = new Map<WasmBuild, Tried>()
for (const build of builds) {
  const engine = await openEngine(memory, 0, build)
  const [tanh, tanhOfMany] = engine.loops([count, many].map(tanhLoop))
  if (!tanh || !tanhOfMany) throw new Error('two loops were asked for')
  kernels.set(build, { ...engine.kernels, tanh, tanhOfMany })
}

interface Candidate {
  readonly name: string
  readonly run: () => void
  /** Floating-point operations, or cells. */
  readonly amount: number
}

/** The highest rate of each candidate, as amount per millisecond; the candidates run in turn, long enough for the clock. */
async function best(candidates: readonly Candidate[], rounds: number): Promise<readonly number[]> {
  const all = candidates.map(({ name, run }) => ({ name, ready: { run } }))
  const measured = await interleaved(all, { rounds, warm: 2, slice: 0.5 })
  return candidates.map(({ amount }, i) => amount / Math.min(...at(measured, i).rounds))
}

async function products(): Promise<void> {
  const { kernels: plain } = await openEngine(memory, 0, 'typescript')
  const limits = [await limit(true), await limit(false)]
  const [fused = 0, apart = 0] = await best(
    limits.map(({ run, operations }, i) => ({ name: `limit ${i}`, run, amount: operations })),
    60,
  )
  console.log(
    `limit of 128-bit vectors, GFLOP/s: ${(fused / 1e6).toFixed(1)} fused, ${(apart / 1e6).toFixed(1)} apart\n`,
  )
  const columns = ['relaxed-simd', 'simd', 'TypeScript', '× TypeScript', 'simd ×', 'of limit', 'simd of']
  console.log(`GFLOP/s, best of 40 ${columns.map(column => column.padStart(15)).join('')}`)
  const shapes: readonly (readonly [number, number, number])[] = [
    [64, 64, 64],
    [256, 256, 256],
    [1024, 96, 384],
    [1024, 128, 512],
    [1024, 384, 96],
    [96, 1024, 384],
    [64, 24, 64],
  ]
  for (const [m, k, n] of shapes) {
    const amount = 2 * m * n * k
    const candidates = [...kernels.values(), plain].map(({ build, matmul }) => ({
      name: build,
      amount,
      run: () => matmul(m, n, k, a, k, 0, b, n, 0, c, n, 0, 0),
    }))
    const [relaxed = 0, simd = 0, typescript = 0] = (await best(candidates, 40)).map(rate => rate / 1e6)
    const rates = [relaxed, simd, typescript, relaxed / typescript, simd / typescript]
    const parts = [relaxed / (fused / 1e6), simd / (apart / 1e6)]
    console.log(
      `${`${m}×${k}×${n}`.padEnd(20)}${rates.map(rate => rate.toFixed(1).padStart(15)).join('')}${parts.map(part => part.toFixed(2).padStart(15)).join('')}`,
    )
  }
}

async function cells(): Promise<void> {
  const tried: readonly (readonly [string, (k: Tried) => void])[] = [
    ['exp', k => k.exp(count, a, b)],
    ['tanh', k => k.tanh(a, b, 1)],
    ['softmax of 64', k => k.softmax(count / 64, 64, a, 64, b, 64, 0.2)],
    ['softmax of 8', k => k.softmax(count / 8, 8, a, 8, b, 8, 0.2)],
    ['adam', k => k.adam(count, a, b, c, d, 1e-9, 0.9, 0.999, 1e-8, 0, 0.1, 0.001, 1)],
    ['ema', k => k.ema(count, a, b, 0.998)],
    ['axpy', k => k.axpy(count, 1e-9, a, b)],
    ['squaredNorm', k => void k.squaredNorm(count, a)],
  ]
  console.log(`\nns a cell, best of 60${builds.map(name => name.padStart(15)).join('')}`)
  for (const [name, run] of tried) {
    // Second moments are never negative.
    floats.subarray(d / 4, d / 4 + count).fill(1)
    const rates = await best(
      [...kernels].map(([build, each]) => ({ name: build, amount: count, run: () => run(each) })),
      60,
    )
    console.log(`${name.padEnd(21)}${rates.map(rate => (1e6 / rate).toFixed(2).padStart(15)).join('')}`)
  }
}

/** One unit in the last place of a float near x, which is positive. */
function ulp(x: number): number {
  let unit = 2 ** -149
  while (x >= unit * 2 ** 24) unit *= 2
  return unit
}

/** The largest error over all floats of both signs between two sizes, in units in the last place. */
function everyFloat(name: string, run: (k: Tried) => void, of: (x: number) => number, from: number, to: number): void {
  const bitsOf = (x: number): number => at(new Uint32Array(Float32Array.of(x).buffer), 0)
  const words = new Uint32Array(memory.buffer)
  const worst = builds.map(() => ({ ulps: 0, x: 0 }))
  let count = 0
  for (const sign of [0, 2 ** 31])
    for (let low = bitsOf(from); low <= bitsOf(to); low += many) {
      for (let i = 0; i < many; i++) words[a / 4 + i] = sign + low + i
      const right = Array.from(floats.subarray(a / 4, a / 4 + many), of)
      const units = right.map(value => ulp(Math.abs(value)))
      count += many
      builds.forEach((build, which) => {
        run(held(kernels, build, `kernels of the build ${build}`))
        const most = at(worst, which)
        for (let i = 0; i < many; i++) {
          const value = right[i]!
          if (value > 3.4028235677973366e38) continue
          const ulps = Math.abs(floats[b / 4 + i]! - value) / units[i]!
          if (!(ulps <= most.ulps)) [most.ulps, most.x] = [ulps, floats[a / 4 + i]!]
        }
      })
    }
  builds.forEach((build, which) => {
    const { ulps, x } = at(worst, which)
    console.log(`${name}, ${build}: at most ${ulps.toFixed(4)} units in the last place, at ${x}, over ${count} floats`)
  })
}

if (process.argv.includes('--every-float')) {
  // Nearer to 0 the answers are 1 and x themselves; beyond, they are 0, ∞ and ±1.
  everyFloat('exp', k => k.exp(many, a, b), Math.exp, 2 ** -26, 128)
  everyFloat('tanh', k => k.tanhOfMany(a, b, 1), Math.tanh, 2 ** -14, 16)
} else {
  await products()
  await cells()
}
