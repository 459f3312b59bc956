// The fast reading is core's reading: values, slopes summed over a batch, on every build, within the bound that core's own
// graph gives for single precision.
import type { Grid } from '@dit-by-hand/graph/evaluate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataStart, type Engine, memoryFor, openEngine } from '../src/engine.ts'
import type { Term } from '../src/loop.ts'
import { open } from '../src/open.ts'
import { compile, type Plan } from '../src/plan.ts'
import { report } from '../src/report.ts'
import { bind, type Runner, workBytes } from '../src/run.ts'
import { bestBuild } from '../src/wasm/load.ts'
import type { Bounded } from './bounded.ts'
import { type DitNet, ditNet, measured, small } from '../fixtures/dit-net.ts'
import { type RandomNet, randomNet } from './random-nets.ts'
import { type Brought, bringAll, builds, core, coreShaken, numbers, overBound, randomGrid, totalOf } from './support.ts'

type Tried = Pick<RandomNet, 'net' | 'shapes' | 'perSample' | 'learn' | 'batch'>

function inputsOf({ shapes, perSample, batch }: Omit<Tried, 'net'>, seed: number): Brought {
  const next = numbers(seed)
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      Array.from({ length: perSample.includes(name) ? batch : 1 }, () => randomGrid(shape, next, 0.7)),
    ]),
  )
}

type Wanted = (name: string, sample: number) => Grid<Bounded>

/** Core's answers with a bound that no single-precision run can pass, however it adds. */
function wantedOf({ net, learn, batch }: Tried, brought: Brought): Wanted {
  const answers = Array.from({ length: batch }, (_, sample) => core(net, brought, sample))
  return (name, sample) =>
    learn.some(weight => name === `d_${weight}`)
      ? totalOf(answers.map(answer => answer[name] ?? []))
      : (answers[sample]?.[name] ?? [])
}

/** The worst cell of everything a net says, as a multiple of its bound, and whether the bounds say something. */
function compared({ learn, batch }: Tried, runner: Runner, wanted: Wanted): { worst: number; telling: boolean } {
  const found = Object.entries(runner.plan.outputs).flatMap(([name, { varies }]) => {
    const once = learn.some(weight => name === `d_${weight}`)
    return Array.from({ length: once ? 1 : batch }, (_, sample) => {
      const grid = wanted(name, sample)
      return { over: overBound(runner.read(name, varies ? sample : 0), grid), grid }
    })
  })
  const cells = found.flatMap(({ grid }) => grid.flat())
  const size = Math.max(1e-3, ...cells.map(({ value }) => Math.abs(value)))
  return {
    worst: Math.max(...found.map(({ over }) => over)),
    telling: cells.every(({ error }) => error < 0.01 * size),
  }
}

const outputsOf = ({ net, learn }: Tried): string[] =>
  Object.keys(net).filter(name => !learn.some(weight => name === `d_${weight}`))
/** Only what something depends on can be learned: a slope that is 0 because nothing flows has nothing to lie beside. */
const used = (tried: Tried, plan: Plan): readonly string[] => tried.learn.filter(name => plan.inputs[name])

async function bound(plan: Plan, engine: Engine): Promise<Runner> {
  const start = dataStart()
  const { shared, slopes } = plan.bytes
  return bind(plan, engine, { shared: start, slopes: start + shared, work: start + shared + slopes })
}

describe('random nets', () => {
  it('say what core says, on every build, batched, with their slopes', async () => {
    let [tried, telling, fast] = [0, 0, 0]
    await fc.assert(
      fc.asyncProperty(randomNet, fc.nat(), async (random, seed) => {
        const { net, perSample, batch } = random
        const whole = compile(net, { batch, perSample, outputs: Object.keys(net) })
        const learn = used(random, whole)
        const plan = compile(net, { batch, perSample, outputs: outputsOf(random), learn })
        const brought = inputsOf(random, seed)
        const wanted = wantedOf({ ...random, learn }, brought)
        for (const build of builds) {
          const memory = memoryFor(plan.bytes.shared + plan.bytes.slopes + workBytes(plan))
          new Float32Array(memory.buffer, dataStart()).fill(Number.NaN)
          const runner = await bound(plan, await openEngine(memory, 0, build))
          bringAll(runner, brought)
          runner.run()
          runner.run()
          const { worst, telling: says } = compared({ ...random, learn }, runner, wanted)
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
const asked = (dit: DitNet): Tried => ({ ...dit, batch })

describe('a small grown-up DiT', () => {
  const dit = ditNet(small)
  const options = { batch, perSample: dit.perSample, outputs: ['prediction', 'loss'], learn: dit.learn }
  const brought = inputsOf(asked(dit), 7)
  const wanted = coreShaken(dit.net, brought, batch, new Set(dit.learn.map(name => `d_${name}`)))

  it.each(builds)('says what core says: %s', async build => {
    const runner = await open(dit.net, { ...options, build })
    bringAll(runner, brought)
    runner.run()
    const { worst, telling } = compared(asked(dit), runner, wanted)
    expect(worst).toBeLessThanOrEqual(1)
    expect(telling).toBe(true)
  })

  it('says of a batch what it says of its samples one by one', async () => {
    const together = await open(dit.net, options)
    const alone = await open(dit.net, { ...options, batch: 1 })
    bringAll(together, brought)
    together.run()
    for (let sample = 0; sample < batch; sample++) {
      for (const [name, grids] of Object.entries(brought)) alone.bring(name, grids[grids.length > 1 ? sample : 0] ?? [])
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
    const memory = memoryFor(plan.bytes.shared + plan.bytes.slopes + workBytes(plan))
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
    expect(compared(asked(dit), runner, wanted).worst).toBeGreaterThan(1)
  })
})

it('the DiT that is measured has no fallbacks and uses its memory again', () => {
  const dit = ditNet(measured)
  const plan = compile(dit.net, { batch: 16, perSample: dit.perSample, outputs: ['loss'], learn: dit.learn })
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
