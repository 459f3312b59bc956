// The fast reading is the graph's own: values, gradients summed over a batch, on every build, within the bound that the
// graph gives for single precision.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ditNet, measured, small } from '../fixtures/dit-net.ts'
import { dataStart, type Engine, memoryFor, openEngine } from '../src/engine.ts'
import type { Term } from '../src/loop.ts'
import { open } from '../src/open.ts'
import { compile, type Plan } from '../src/plan.ts'
import { report } from '../src/report.ts'
import { basesFrom, bind, bytesOf, type Runner } from '../src/run.ts'
import { bestBuild } from '../src/wasm/load.ts'
import type { Bounded } from './bounded.ts'
import { type RandomNet, randomNet } from './random-nets.ts'
import {
  type Brought,
  boundedReading,
  bringAll,
  builds,
  gradientName,
  numbers,
  overBound,
  randomGrid,
  shakenReading,
  totalOf,
  withGradients,
} from './support.ts'

function inputsOf(
  { shapes, perSample, batch }: Pick<RandomNet, 'shapes' | 'perSample' | 'batch'>,
  seed: number,
): Brought {
  const next = numbers(seed)
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      Array.from({ length: perSample.includes(name) ? batch : 1 }, () => randomGrid(shape, next, 0.7)),
    ]),
  )
}

/** What a matrix should be of a sample, or of all together. */
type Wanted = (name: string, sample: number | 'total') => Grid<Bounded>

/** The graph's answers with a bound that no single-precision run can pass, however it adds. */
function wantedOf({ net, gradients, batch }: RandomNet, brought: Brought): Wanted {
  const all = withGradients(net, gradients)
  const answers = Array.from({ length: batch }, (_, sample) => boundedReading(all, brought, sample))
  return (name, sample) =>
    sample === 'total' ? totalOf(answers.map(answer => named(answer, name))) : named(at(answers, sample), name)
}

/** The worst cell of everything a plan says, as a multiple of its bound, and whether the bounds say something. */
function compared(runner: Runner, wanted: Wanted): { readonly worst: number; readonly telling: boolean } {
  const { outputs, gradients, batch } = runner.plan
  const found = [
    ...Object.entries(outputs).flatMap(([name, { varies }]) =>
      Array.from({ length: batch }, (_, i) => [runner.read(name, varies ? i : 0), wanted(name, i)] as const),
    ),
    ...Object.keys(gradients).map(name => [runner.gradient(name), wanted(gradientName(name), 'total')] as const),
  ]
  const cells = found.flatMap(([, grid]) => grid.flat())
  const size = Math.max(1e-3, ...cells.map(({ value }) => Math.abs(value)))
  return {
    worst: Math.max(...found.map(([grid, bounds]) => overBound(grid, bounds))),
    telling: cells.every(({ error }) => error < 0.01 * size),
  }
}

async function bound(plan: Plan, engine: Engine): Promise<Runner> {
  return bind(plan, engine, basesFrom(plan, dataStart()))
}

describe('random nets', () => {
  it.runIf(isTurn(4))('say what the graph says, on every build, batched, with their gradients', async () => {
    let [tried, telling, fast] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(randomNet, fc.nat(), async (random, seed) => {
        const { gradients, perSample, batch } = random
        const net = withGradients(random.net, gradients)
        // Only what something depends on can be learned.
        const { inputs } = compile(net, { batch, perSample, outputs: Object.keys(net) })
        const parameters = random.parameters.filter(({ name }) => inputs[name])
        const outputs = [...Object.keys(random.net), ...perSample.map(gradientName)]
        const plan = compile(net, { batch, perSample, outputs, learn: { parameters, gradients } })
        const brought = inputsOf(random, seed)
        const wanted = wantedOf(random, brought)
        for (const build of builds) {
          const memory = memoryFor(bytesOf(plan))
          new Float32Array(memory.buffer, dataStart()).fill(Number.NaN)
          const runner = await bound(plan, await openEngine(memory, 0, build))
          bringAll(runner, brought)
          runner.run()
          runner.run()
          const { worst, telling: says } = compared(runner, wanted)
          expect(worst, build).toBeLessThanOrEqual(1)
          if (build === 'typescript') telling += says ? 1 : 0
        }
        tried++
        fast += report(plan).fallbacks.length === 0 ? 1 : 0
      }),
      { numRuns: 60 },
    )
    expect(telling).toBeGreaterThan(tried / 2)
    expect(fast).toBe(tried)
  })
})

const batch = 3

describe('a small grown-up DiT', () => {
  const dit = ditNet(small)
  const options = { batch, perSample: dit.perSample, outputs: ['prediction', 'loss'], learn: dit }
  const brought = inputsOf({ ...dit, batch }, 7)
  const wanted = shakenReading(withGradients(dit.net, dit.gradients), brought, batch)

  it.each(builds)('says what the graph says: %s', async build => {
    const runner = await open(dit.net, { ...options, build })
    bringAll(runner, brought)
    runner.run()
    const { worst, telling } = compared(runner, wanted)
    expect(worst).toBeLessThanOrEqual(1)
    expect(telling).toBe(true)
  })

  it('says of a batch what it says of its samples one by one', async () => {
    const together = await open(dit.net, options)
    const alone = await open(dit.net, { ...options, batch: 1 })
    bringAll(together, brought)
    together.run()
    for (let sample = 0; sample < batch; sample++) {
      for (const [name, grids] of Object.entries(brought)) alone.bring(name, at(grids, grids.length > 1 ? sample : 0))
      alone.run()
      const answer = wanted('prediction', sample)
      const each = together.read('prediction', sample)
      const own = alone
        .read('prediction')
        .map((row, r) => row.map((value, c) => ({ value, error: answer[r]?.[c]?.error ?? 0 })))
      expect(overBound(each, own)).toBeLessThanOrEqual(1)
    }
  })

  it('runs fast kernels only, on the best build, and counts them', async () => {
    const runner = await open(dit.net, options)
    expect(report(runner.plan).fallbacks).toEqual([])
    bringAll(runner, brought)
    runner.run()
    runner.run()
    const kinds = Object.groupBy(runner.plan.steps, ({ kind }) => kind)
    expect(runner.build).toBe(bestBuild())
    expect(runner.ran).toEqual({
      product: 2 * (kinds.product?.length ?? 0),
      softmax: 2 * (kinds.softmax?.length ?? 0),
      loop: 2 * (kinds.loop?.length ?? 0),
      move: 0,
      general: 0,
    })
    expect(runner.ran.product).toBeGreaterThan(50)
  })

  it('allocates nothing as it runs', async () => {
    const runner = await open(dit.net, options)
    bringAll(runner, brought)
    const grown = (): number => {
      const before = process.memoryUsage().heapUsed
      for (let i = 0; i < 300; i++) runner.run()
      return (process.memoryUsage().heapUsed - before) / 300
    }
    // Until everything is compiled; code that is not yet makes a few objects of its own.
    for (let i = 0; i < 3000; i++) runner.run()
    const bytes = Array.from({ length: 9 }, grown).filter(size => size >= 0)
    expect(Math.min(...bytes), 'less than a byte a step').toBeLessThan(runner.plan.steps.length)
  })

  it.each(['matmul', 'softmax', 'loop'] as const)('would show a wrong %s', async wrong => {
    const plan = compile(dit.net, options)
    const memory = memoryFor(bytesOf(plan))
    const engine = await openEngine(memory)
    const { matmul, softmax } = engine.kernels
    const slipped = (term: Term): Term => (term.op === 'literal' ? { ...term, value: term.value * 1.01 } : term)
    const planted: Engine = {
      ...engine,
      // A product that forgets its last term; a softmax and a loop whose numbers are one part in a hundred off.
      loops: loops =>
        engine.loops(wrong === 'loop' ? loops.map(loop => ({ ...loop, terms: loop.terms.map(slipped) })) : loops),
      kernels: {
        ...engine.kernels,
        ...(wrong === 'matmul' && { matmul: (m, n, k, ...rest) => matmul(m, n, k > 2 ? k - 1 : k, ...rest) }),
        ...(wrong === 'softmax' && {
          softmax: (rows, columns, x, ldx, y, ldy, scale) => softmax(rows, columns, x, ldx, y, ldy, scale * 1.01),
        }),
      },
    }
    const runner = await bound(plan, planted)
    bringAll(runner, brought)
    runner.run()
    expect(compared(runner, wanted).worst).toBeGreaterThan(1)
  })
})

it('the DiT that is measured has no fallbacks and uses its memory again', () => {
  const dit = ditNet(measured)
  const plan = compile(dit.net, { batch: 16, perSample: dit.perSample, outputs: ['loss'], learn: dit })
  const { fallbacks, bytes, unshared, flops } = report(plan)
  expect(fallbacks).toEqual([])
  expect(bytes).toBeLessThan(0.7 * unshared)
  // A block is 13 products forward and twice as many back; 4 softmaxes; and no more than 16 walks over cells, both ways.
  const kinds = Object.groupBy(plan.steps, ({ kind }) => kind)
  expect(kinds.product?.length).toBeLessThanOrEqual(measured.depth * 3 * 14 + 12)
  expect(kinds.softmax?.length).toBe(measured.depth * measured.heads)
  expect(kinds.loop?.length).toBeLessThanOrEqual(measured.depth * 16)
  expect(kinds.move).toBeUndefined()
  // Three times the products of the forward pass, and not much else.
  expect(flops).toBeGreaterThan(2.5e9)
  expect(flops).toBeLessThan(4e9)
})
