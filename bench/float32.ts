// The published DiT (64 tokens, width 96, depth 4, 4 heads, batch 16) in single precision: compiling, the forward pass, and a
// training step on one and two workers, in Node and in Chromium. `node bench/float32.ts` prints where the time goes.
import { ditNet, measured } from '@dit-by-hand/float32/fixtures/dit-net'
import { fillWithNumbers, type InTurn, inTurn, planned, training } from '@dit-by-hand/float32/fixtures/run-measured'
import { open } from '@dit-by-hand/float32/open'
import { report, reportText } from '@dit-by-hand/float32/report'
import type { Trainer } from '@dit-by-hand/float32/train'
import { at } from '@dit-by-hand/graph/at'
import { chromiumPath } from '@dit-by-hand/tools/chromium'
import { compileBenches } from './compiling.ts'
import { limit } from './limit.ts'
import { type Bench, figuresOf, quantile, times } from './measure.ts'
import { inTurnOnPage } from './page.ts'

const often = { warmUps: 12, runs: 30 } as const

async function stepping(workers: number): Promise<readonly number[]> {
  const trainer = await training(workers)
  try {
    return await times(() => trainer.step(1e-4), often)
  } finally {
    await trainer.close()
  }
}

let page: Promise<InTurn> | undefined
const onPage: readonly Bench[] = (['one', 'two'] as const).map((workers, i) => ({
  name: i === 0 ? 'dit-page' : 'dit-page-2',
  what: `the training step in Chromium on ${workers} worker${i === 0 ? '' : 's'}, the page isolated; one and two in turn`,
  goal: i === 0 ? 90 : 53,
  held: 'median',
  measure: async () => {
    page ??= inTurnOnPage(often.warmUps, often.runs)
    return (await page)[workers]
  },
}))

export const float32Benches: readonly Bench[] = [
  ...compileBenches,
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
  ...(chromiumPath === undefined ? [] : onPage),
]

if (import.meta.main) {
  const one = await training(1)
  await times(() => one.step(1e-4), often)
  await profiled(one)
  await one.close()
  told('Node', await inTurn(6, 40))
  if (chromiumPath !== undefined) told('Chromium', await inTurnOnPage(8, 40))
}

/** Prints where the time of a step goes, kernel by kernel, and how near that is to the machine's limit. */
async function profiled(one: Trainer): Promise<void> {
  const { run: atLimit, operations } = await limit(one.build === 'relaxed-simd')
  const [profiles, limits]: [(readonly number[])[], number[]] = [[], []]
  for (let round = 0; round < 15; round++) {
    profiles.push(one.own.profile())
    limits.push(...(await times(atLimit, { warmUps: 0, runs: 1 })))
  }
  const [plan] = one.plans
  if (!plan) return
  // The fastest run of each step: the others were disturbed.
  const found = report(
    plan,
    plan.steps.map((_, i) => Math.min(...profiles.map(profile => profile[i] ?? Number.POSITIVE_INFINITY))),
  )
  console.log(reportText(found))
  const most = operations / Math.min(...limits) / 1e6
  for (const [kind, work] of Object.entries(Object.groupBy(found.work, each => each.kind))) {
    const time = work.reduce((total, { milliseconds = 0 }) => total + milliseconds, 0)
    const speed = work.reduce((total, { flops }) => total + flops, 0) / time / 1e6
    console.log(
      `${kind.padEnd(8)} ${time.toFixed(1).padStart(6)} ms ${speed.toFixed(1).padStart(6)} GFLOP/s, ${(speed / most).toFixed(2)} of the limit of 128-bit vectors, ${most.toFixed(0)}`,
    )
  }
}

function told(where: string, { one, two }: InTurn): void {
  const [alone, together] = [figuresOf(one), figuresOf(two)]
  const ratios = one.map((time, i) => time / at(two, i))
  const ratio = (part: number): string => quantile(ratios, part).toFixed(2)
  console.log(
    `${where}: a step takes ${alone.median.toFixed(1)} ms on one worker (best ${Math.min(...one).toFixed(1)}), ${together.median.toFixed(1)} ms on two (best ${Math.min(...two).toFixed(1)}): ${ratio(0.5)} times as fast (${ratio(0.1)} to ${ratio(0.9)}; best against best ${(Math.min(...one) / Math.min(...two)).toFixed(2)})`,
  )
}
