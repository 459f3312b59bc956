// Training: the gradients of a batch and a step of the optimiser, on one thread or several.
import { at } from '@dit-by-hand/graph/at'
import type { Net } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { countOf, type Parameter } from '@dit-by-hand/graph/scope'
import { bitsOf } from './bits.ts'
import { above0, atLeast0, below1, finite, firstOutOfBounds, wholeFrom1 } from './bounds.ts'
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
  /** The number of threads that share the batch, this one included. Default 1. */
  readonly workers?: number
  /** AdamW (Loshchilov & Hutter 2019, algorithm 2). Defaults 0.9, 0.999, 1e-8, 0. */
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  /** Weight decay, for the parameters with `decay`. */
  readonly decay?: number
  /** Gradient clipping: the greatest norm of the gradient. Default: no clipping. */
  readonly clip?: number
  /** Muon, for the parameters for which `blockOf` gives a number of columns: matrices are cut into blocks of as many. Default:
   *  AdamW for all. */
  readonly muon?: {
    readonly momentum: number
    /** A factor for the rate. */
    readonly faster: number
    /** Each matrix is updated once in so many steps, by as many times the step; its momentum takes every gradient. A whole
     *  number; default 1. */
    readonly every?: number
    blockOf(parameter: Parameter): number | undefined
  }
  /** A factor for the rate of a parameter that AdamW trains. Default: 1 for all. */
  readonly pace?: (parameter: Parameter) => number
  /** Decay of the exponential moving average of the parameters. Default: none is kept. */
  readonly average?: number
  /** Milliseconds after which a step fails where a worker does not answer. Default: a minute (`longestWait` in team.ts). */
  readonly patience?: number
  /** Starts a thread. Default: a worker of this machine. */
  readonly start?: () => Thread
}

/** The state of a training run: views of its memory, in the order of the parameters. */
export interface TrainState {
  readonly parameters: Float32Array
  readonly momentum: Float32Array
  readonly variance: Float32Array
  /** The averaged parameters; empty where none are kept. At the first step they become a copy of the parameters. */
  readonly average: Float32Array
}

export interface Trainer extends Matrices {
  readonly workers: number
  readonly build: Build
  /** What its bits depend on besides seed and inputs, and where they are the same; see {@link bitsOf}. */
  readonly bits: string
  /** What differs from the options, and why. */
  readonly notes: readonly string[]
  readonly plans: readonly Plan[]
  /** The state now. @throws {TrainError} where a worker was lost in the middle of an update, which leaves it half done */
  readonly state: TrainState
  /** A block of the state as views of its matrices, column by column, to save them or to bring them to another plan. */
  byName(block: Float32Array): { readonly [name: string]: Float32Array }
  /** Steps taken. */
  readonly steps: number
  /** This thread's part, to profile it. */
  readonly own: Runner
  /**
   * Takes one step: the gradient of the mean over the batch, clipped to `clip`, and an update at this rate.
   * @returns the norm of the gradient before it was clipped
   * @throws {DivergedError} where gradients are not finite; the state is that of the last complete step
   * @throws {WorkerError} where a worker dies or does not answer; the state is then that of the last complete step, or lost
   *   where parameters were being updated
   */
  step(rate: number): Promise<number>
  /** Computes gradients without a step, summed over the batch: read them with `gradient(parameter)`. */
  gradients(): Promise<void>
  /** Sets the number of steps taken, to resume a saved run. @throws {RangeError} where it is not a whole number, 0 or more */
  resume(steps: number): void
  /** Ends the other threads, after the step under way. */
  close(): Promise<void>
}

/** Checks the options before anything is built. @throws {RangeError} naming the option, its value and its bounds */
function checkNumbers(options: TrainOptions): void {
  const { muon, pace, learn } = options
  const wrong = firstOutOfBounds([
    ['the batch', options.batch, wholeFrom1],
    ['workers', options.workers, wholeFrom1],
    ['beta1', options.beta1, below1],
    ['beta2', options.beta2, below1],
    ['epsilon', options.epsilon, finite(above0)],
    ['decay', options.decay, finite(atLeast0)],
    ['clip', options.clip, above0],
    ['average', options.average, below1],
    ['patience', options.patience, { says: 'more than 0 milliseconds', holds: above0.holds }],
    ['muon.every', muon?.every, wholeFrom1],
    ['muon.momentum', muon?.momentum, below1],
    ['muon.faster', muon?.faster, finite(above0)],
    ...learn.parameters.flatMap(parameter => [
      [`muon.blockOf(${parameter.name})`, muon?.blockOf(parameter), wholeFrom1] as const,
      [`pace(${parameter.name})`, pace?.(parameter), finite(atLeast0)] as const,
    ]),
  ])
  if (wrong !== undefined) throw new RangeError(wrong)
}

/** The number of threads, and what differs from the options. */
function crewOf({ batch, workers = 1 }: TrainOptions, build: Build): Pick<Trainer, 'workers' | 'notes'> {
  const asked = Math.min(workers, batch)
  const alone = asked > 1 ? whyAlone() : undefined
  return {
    workers: alone === undefined ? asked : 1,
    notes: [
      ...(alone === undefined ? [] : [alone]),
      ...(build === 'typescript' ? ['there is no WebAssembly SIMD here: plain TypeScript trains, slowly'] : []),
    ],
  }
}

/** The number of samples of each worker, as even as possible. */
const sizesOf = (batch: number, workers: number): readonly number[] =>
  Array.from({ length: workers }, (_, i) => Math.floor(((i + 1) * batch) / workers) - Math.floor((i * batch) / workers))

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

/** A block of the state as views of its matrices. */
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
 * Opens a trainer.
 * @throws {RangeError} naming an option that is out of its bounds, its value and its bounds
 * @throws {MemoryError} where more memory is needed than allowed, saying how much
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
  const matrices = matricesOf(
    plans.map((part, i) => ({ plan: part, bases: at(bases, i) })),
    memory,
  )
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
    ...matrices,
    workers,
    build,
    bits: bitsOf(build, workers, batch),
    notes,
    plans,
    get state() {
      steps.whole()
      for (const { name } of plan.parameters) matrices.cells(name)
      return state
    },
    own,
    byName: block => cutUp(plan, block),
    get steps() {
      return steps.steps
    },
    async step(rate) {
      matrices.checkBrought()
      return steps.step(rate)
    },
    async gradients() {
      matrices.checkBrought()
      await steps.gradients()
    },
    resume: steps.resume,
    async close() {
      await steps.close()
      signals.send(0, over)
      await team.close()
    },
  }
}
