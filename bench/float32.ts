// The grown-up DiT (64 tokens, width 96, depth 4, 4 heads, batch 16) in single precision: forward, a whole training step on
// one and on two workers, compiling. `node bench/float32.ts` prints where the time goes, kernel by kernel.
import { pathToFileURL } from 'node:url'
import type { Matrices } from '../packages/float32/src/matrices.ts'
import { open } from '../packages/float32/src/open.ts'
import { compile } from '../packages/float32/src/plan.ts'
import { report, reportText } from '../packages/float32/src/report.ts'
import { openTrainer, type Trainer } from '../packages/float32/src/train.ts'
import { type DitNet, ditNet, measured } from '../packages/float32/tests/dit-net.ts'
import { limit } from './limit.ts'
import { type Bench, figuresOf, times } from './measure.ts'

const batch = 16
const often = { warmUps: 12, runs: 30 } as const

/** Small numbers everywhere, so that nothing overflows and nothing is denormal. */
function fillWithNumbers({ shapes, perSample }: DitNet, matrices: Matrices): void {
  for (const name of Object.keys(shapes))
    for (let sample = 0; sample < (perSample.includes(name) ? batch : 1); sample++) {
      const cells = matrices.cells(name, sample)
      for (let i = 0; i < cells.length; i++) cells[i] = 0.1 * Math.sin(1 + i * 0.7 + sample)
    }
}

const planned = (dit: DitNet) => ({ batch, perSample: dit.perSample, outputs: ['prediction', 'loss'] })

async function training(workers: number): Promise<Trainer> {
  const dit = ditNet(measured)
  const trainer = await openTrainer(dit.net, { ...planned(dit), learn: dit.learn, workers, clip: 1, average: 0.999 })
  fillWithNumbers(dit, trainer)
  return trainer
}

async function stepping(workers: number): Promise<readonly number[]> {
  const trainer = await training(workers)
  try {
    return await times(() => trainer.step(1e-4), often)
  } finally {
    await trainer.close()
  }
}

export const float32Benches: readonly Bench[] = [
  {
    name: 'dit-compile',
    what: 'the DiT and its slopes compiled to a plan',
    goal: 50,
    held: 'median',
    measure: async () => {
      const dit = ditNet(measured)
      return times(() => compile(dit.net, { ...planned(dit), learn: dit.learn }), { warmUps: 1, runs: 10 })
    },
  },
  {
    name: 'dit-forward',
    what: 'forward, batch 16, one thread',
    goal: 28,
    held: 'median',
    measure: async () => {
      const dit = ditNet(measured)
      const runner = await open(dit.net, planned(dit))
      fillWithNumbers(dit, runner)
      return times(() => runner.run(), often)
    },
  },
  {
    name: 'dit-step',
    what: 'a training step with AdamW, clipping and averaging, batch 16, one worker',
    goal: 90,
    held: 'median',
    measure: () => stepping(1),
  },
  {
    name: 'dit-step-2',
    what: 'the same on two workers',
    goal: 53,
    held: 'median',
    measure: () => stepping(2),
  },
]

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [one, two] = [await training(1), await training(2)]
  await times(() => one.step(1e-4), often)
  const { run: atLimit, operations } = await limit(one.build === 'relaxed-simd')
  const timed = (run: () => unknown): number => {
    const since = performance.now()
    run()
    return performance.now() - since
  }
  const [profiles, limits]: [(readonly number[])[], number[]] = [[], []]
  for (let round = 0; round < 15; round++) {
    profiles.push(one.own.profile())
    limits.push(timed(atLimit))
  }
  const [plan] = one.plans
  if (plan) {
    // The quickest of each step: the others were disturbed.
    const told = report(
      plan,
      plan.steps.map((_, i) => Math.min(...profiles.map(profile => profile[i] ?? Number.POSITIVE_INFINITY))),
    )
    console.log(reportText(told))
    const most = operations / Math.min(...limits) / 1e6
    for (const [kind, work] of Object.entries(Object.groupBy(told.work, ({ kind }) => kind))) {
      const time = work.reduce((total, { milliseconds = 0 }) => total + milliseconds, 0)
      const speed = work.reduce((total, { flops }) => total + flops, 0) / time / 1e6
      console.log(
        `${kind.padEnd(8)} ${time.toFixed(1).padStart(6)} ms ${speed.toFixed(1).padStart(6)} GFLOP/s, ${(speed / most).toFixed(2)} of the limit of 128-bit vectors, ${most.toFixed(0)}`,
      )
    }
  }
  const ratios: number[] = []
  for (let round = 0; round < 7; round++) {
    const [alone, together] = [
      figuresOf(await times(() => one.step(1e-4), { warmUps: 1, runs: 5 })).median,
      figuresOf(await times(() => two.step(1e-4), { warmUps: 1, runs: 5 })).median,
    ]
    ratios.push(alone / together)
    console.log(`a step: ${alone.toFixed(1)} ms on one worker, ${together.toFixed(1)} ms on ${two.workers}`)
  }
  console.log(`two workers are ${figuresOf(ratios).median.toFixed(2)} times as fast as one`)
  await Promise.all([one.close(), two.close()])
}
