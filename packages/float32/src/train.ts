// Training: the gradients of a batch, and a step down them, worked out by one thread or several.
import { at } from '@dit-by-hand/graph/at'
import type { Net } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { countOf, type Parameter } from '@dit-by-hand/graph/scope'
import { bitsOf } from './bits.ts'
import { above0, atLeast0, below1, finite, outOf, wholeFrom1 } from './bounds.ts'
import { openEngine } from './engine.ts'
import type { Build } from './kernels.ts'
import { type Layout, layOut } from './layout.ts'
import { type Matrices, matricesOf } from './matrices.ts'
import type { OpenOptions } from './open.ts'
import { compile, type Learnable, type Plan } from './plan.ts'
import { bind, type Runner } from './run.ts'
import { over, Signals } from './signal.ts'
import { stepping } from './stepping.ts'
import { Team } from './team.ts'
import { startThread, type Thread, whyAlone } from './thread.ts'
import { orderNumbers } from './update.ts'
import { bestBuild } from './wasm/load.ts'

export interface TrainOptions extends OpenOptions {
  readonly learn: Learnable
  /** Threads that each take a part of the batch; this one is among them. Default 1. */
  readonly workers?: number
  /** AdamW (Loshchilov & Hutter 2019, algorithm 2). Defaults 0.9, 0.999, 1e-8, 0. */
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  /** Weight decay of the parameters that say so; the others have none. */
  readonly decay?: number
  /** The length to which longer gradients are shortened. Default: none is. */
  readonly clip?: number
  /** Parameters that take steps of Muon instead, in blocks: how many columns of a matrix go together, and its momentum's
   *  decay. Default: none does. */
  readonly muon?: {
    readonly momentum: number
    /** What the rate is multiplied by for them. */
    readonly faster: number
    /** Each matrix is stepped every so many steps, that many times as far; its momentum takes in every gradient. A whole number;
     *  default 1. */
    readonly every?: number
    blockOf(parameter: Parameter): number | undefined
  }
  /** What the rate is multiplied by for a parameter that takes steps of AdamW. Default: 1 for all. */
  readonly pace?: (parameter: Parameter) => number
  /** Decay of the exponential moving average of the parameters. Default: none is kept. */
  readonly average?: number
  /** Milliseconds to wait for a worker that does not answer before the step fails. Default: a minute, `patient` of team.ts. */
  readonly patience?: number
  /** Starts a thread. Default: a worker of this machine. */
  readonly start?: () => Thread
}

/** What a training run carries from step to step: views of the memory itself, in the order of the parameters. */
export interface TrainState {
  readonly parameters: Float32Array
  readonly momentum: Float32Array
  readonly variance: Float32Array
  /** The averaged parameters; empty where none are kept. Starts as a copy of the parameters at the first step. */
  readonly average: Float32Array
}

export interface Trainer extends Matrices {
  readonly workers: number
  readonly build: Build
  /** What its bits depend on beside the seed and what it is brought, and where they are the same; see {@link bitsOf}. */
  readonly bits: string
  /** What is not as it was asked for, and why. */
  readonly notes: readonly string[]
  readonly plans: readonly Plan[]
  /** @throws {TrainError} where a worker was lost in the middle of an update: what stands there then is no step's state */
  readonly state: TrainState
  /** One of the state's blocks, matrix by matrix: views, column by column. To save it, or to bring it to another plan. */
  byName(block: Float32Array): { readonly [name: string]: Float32Array }
  /** Steps taken. */
  readonly steps: number
  /** This thread's part, for a look at its time. */
  readonly own: Runner
  /**
   * One step: gradients of the mean over the batch, shortened to `clip`, and AdamW at this rate.
   * @returns the length of the gradients before they were shortened
   * @throws {DivergedError} where gradients are not finite; the state is that of the last whole step
   * @throws {WorkerError} where a worker dies or does not answer; so is it then, unless parameters were being stepped: then the
   *   state cannot be had any more
   */
  step(rate: number): Promise<number>
  /** Gradients without a step, summed over the batch: read them by `gradient(parameter)`. */
  gradients(): Promise<void>
  /** Goes on from a saved step count. @throws {RangeError} where it is no count */
  resume(steps: number): void
  close(): Promise<void>
}

/** Asked before anything is built. @throws {RangeError} naming what is out of its bounds, and them */
function checkNumbers(options: TrainOptions): void {
  const { muon, pace, learn } = options
  const wrong = outOf([
    ['workers', options.workers, wholeFrom1],
    ['beta1', options.beta1, below1],
    ['beta2', options.beta2, below1],
    ['epsilon', options.epsilon, finite(above0)],
    ['decay', options.decay, finite(atLeast0)],
    ['clip', options.clip, above0],
    ['average', options.average, below1],
    ['patience', options.patience, { says: 'more than 0 milliseconds', holds: above0.holds }],
    ['every of muon', muon?.every, wholeFrom1],
    ['momentum of muon', muon?.momentum, below1],
    ['faster of muon', muon?.faster, finite(above0)],
    ...learn.parameters.flatMap(parameter => [
      [`the block of muon for ${parameter.name}`, muon?.blockOf(parameter), wholeFrom1] as const,
      [`the pace of ${parameter.name}`, pace?.(parameter), finite(atLeast0)] as const,
    ]),
  ])
  if (wrong !== undefined) throw new RangeError(wrong)
}

/** How many threads there are, and what is not as it was asked. */
function crewOf({ batch, workers = 1 }: TrainOptions, build: Build): Pick<Trainer, 'workers' | 'notes'> {
  const asked = Math.min(workers, Math.max(1, batch))
  const alone = asked > 1 ? whyAlone() : undefined
  return {
    workers: alone === undefined ? asked : 1,
    notes: [
      ...(alone === undefined ? [] : [alone]),
      ...(build === 'typescript' ? ['there is no WebAssembly SIMD here: plain TypeScript trains, slowly'] : []),
    ],
  }
}

/** How many samples each worker has: as evenly as may be. */
const sizesOf = (batch: number, workers: number): readonly number[] =>
  Array.from({ length: workers }, (_, i) => Math.floor(((i + 1) * batch) / workers) - Math.floor((i * batch) / workers))

/** The matrices of a batch whose samples several workers have: who asks need not know which. */
function sharedOut(plans: readonly Plan[], matrices: readonly Matrices[], batch: number): Matrices {
  const { inputs, outputs } = at(plans, 0)
  const whose = (name: string, sample: number): readonly [Matrices, number] => {
    const varies = (outputs[name] ?? inputs[name])?.varies
    let local = sample
    for (const [i, part] of plans.entries()) {
      if (!varies || local < part.batch) return [at(matrices, i), local]
      local -= part.batch
    }
    throw new RangeError(`${name} has ${batch} samples, and no sample ${sample}`)
  }
  return {
    cells: (name, sample = 0) => {
      const [its, local] = whose(name, sample)
      return its.cells(name, local)
    },
    bring: (name, grid, sample = 0) => {
      const [its, local] = whose(name, sample)
      its.bring(name, grid, local)
    },
    read: (name, sample = 0) => {
      const [its, local] = whose(name, sample)
      return its.read(name, local)
    },
    // Added to the first worker's.
    gradient: parameter => at(matrices, 0).gradient(parameter),
  }
}

/** The blocks of the state, as views of the memory. */
function stateOf({ learned }: Plan, { memory, shared, momentum, variance, average }: Layout): TrainState {
  const view = (from: number): Float32Array => new Float32Array(memory.buffer, from, learned)
  return {
    parameters: view(shared),
    momentum: view(momentum),
    variance: view(variance),
    average: average === undefined ? new Float32Array(0) : view(average),
  }
}

/** A block of the state, matrix by matrix. */
function cutUp({ parameters }: Plan, block: Float32Array): ReturnType<Trainer['byName']> {
  let from = 0
  return Object.fromEntries(
    parameters.map(parameter => {
      const cells = block.subarray(from, from + countOf([parameter]))
      from += cells.length
      return [parameter.name, cells]
    }),
  )
}

/** Starts the other threads, each with its plan. */
function gathered(
  plans: readonly Plan[],
  layout: Layout,
  build: Build,
  signals: Signals,
  options: TrainOptions,
): Promise<Team> {
  const { memory, bases, shares } = layout
  const setups = plans.slice(1).map((plan, i) => ({
    plan,
    memory,
    bases: at(bases, i + 1),
    build,
    instance: i + 1,
    signals: { offset: layout.signals, count: plans.length },
    share: at(shares, i + 1),
  }))
  return Team.gather(setups, signals, options.start ?? startThread, options.patience)
}

/**
 * @throws {RangeError} where an option cannot be; it names the option, what it is and what would do
 * @throws {MemoryError} where more memory is needed than allowed; it says how much
 */
export async function openTrainer(net: Net, options: TrainOptions): Promise<Trainer> {
  checkNumbers(options)
  const { batch, clip, build = bestBuild() } = options
  const { workers, notes } = crewOf(options, build)
  const compiled = memoByKey((size: number) => compile(net, { ...options, batch: size }), String)
  const plans = sizesOf(batch, workers).map(compiled)
  const plan = at(plans, 0, 'the plans of a trainer')
  const layout = layOut(plans, options)
  const { memory, bases, shares } = layout
  const engine = await openEngine(memory, 0, build)
  const own = bind(plan, engine, at(bases, 0))
  const signals = new Signals(memory.buffer, layout.signals, workers)
  const team = await gathered(plans, layout, build, signals, options)
  const matrices = plans.map((part, i) => matricesOf(part, memory, at(bases, i)))
  const state = stateOf(plan, layout)
  const steps = stepping({
    memory,
    kernels: engine.kernels,
    share: at(shares, 0),
    orders: new Float64Array(memory.buffer, layout.orders, orderNumbers),
    batch,
    learned: plan.learned,
    clip,
    gradients: () => own.run(),
    together: part => team.run(part),
  })
  return {
    ...sharedOut(plans, matrices, batch),
    workers,
    build,
    bits: bitsOf({ build, workers, batch }),
    notes,
    plans,
    get state() {
      steps.whole()
      return state
    },
    own,
    byName: block => cutUp(plan, block),
    get steps() {
      return steps.steps
    },
    step: steps.step,
    gradients: steps.gradients,
    resume: steps.resume,
    async close() {
      steps.close()
      signals.send(0, over)
      await team.close()
    },
  }
}
