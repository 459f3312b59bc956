// Training: the gradients of a batch, and a step down them, worked out by one thread or several.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { countOf, type Parameter } from '@dit-by-hand/graph/scope'
import { bitsOf, power } from './bits.ts'
import { dataStart, memoryFor, openEngine } from './engine.ts'
import type { Build } from './kernels.ts'
import { type Bases, type Matrices, matricesOf } from './matrices.ts'
import type { OpenOptions } from './open.ts'
import { compile, type Learnable, type Plan } from './plan.ts'
import { bind, type Runner, workBytes } from './run.ts'
import { over, Signals, signalBytes } from './signal.ts'
import { Team } from './team.ts'
import { startThread, type Thread, whyAlone } from './thread.ts'
import { addPart, cut, orderNumbers, parts, piecesFor, type Share, scratchFor, updatePart } from './update.ts'
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
   * @throws {TrainError} where gradients are not finite; the state is that of the last whole step
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

/** A step that could not be taken. */
export class TrainError extends Error {
  override readonly name = 'TrainError'
}

const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64

/** What each number of the options may be; asked before anything is built. */
const allowed: readonly (readonly [keyof TrainOptions, (x: number) => boolean, string])[] = [
  ['workers', x => Number.isInteger(x) && x >= 1, 'a whole number from 1 on'],
  ['beta1', x => x >= 0 && x < 1, 'from 0 to below 1'],
  ['beta2', x => x >= 0 && x < 1, 'from 0 to below 1'],
  ['epsilon', x => x > 0 && x < Number.POSITIVE_INFINITY, 'more than 0, and finite'],
  ['decay', x => x >= 0 && x < Number.POSITIVE_INFINITY, '0 or more, and finite'],
  ['clip', x => x > 0, 'more than 0'],
  ['average', x => x >= 0 && x < 1, 'from 0 to below 1'],
  ['patience', x => x > 0, 'more than 0 milliseconds'],
]

function checkNumbers(options: TrainOptions): void {
  for (const [name, fits, needs] of allowed) {
    const found = options[name]
    if (typeof found === 'number' && !fits(found)) throw new RangeError(`${name} is ${found}; it must be ${needs}`)
  }
  const every = options.muon?.every ?? 1
  if (!(Number.isInteger(every) && every >= 1))
    throw new RangeError(`every of muon is ${every}; it must be a whole number from 1 on`)
}

/**
 * @throws {RangeError} where an option cannot be; it names the option, what it is and what would do
 * @throws {MemoryError} where more memory is needed than allowed; it says how much
 */
export async function openTrainer(net: Net, options: TrainOptions): Promise<Trainer> {
  const { batch, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0, clip, average, most } = options
  checkNumbers(options)
  const build = options.build ?? bestBuild()
  const asked = Math.min(options.workers ?? 1, Math.max(1, batch))
  const alone = asked > 1 ? whyAlone() : undefined
  const workers = alone === undefined ? asked : 1
  const notes = [
    ...(alone === undefined ? [] : [alone]),
    ...(build === 'typescript' ? ['there is no WebAssembly SIMD here: plain TypeScript trains, slowly'] : []),
  ]

  const sizes = Array.from(
    { length: workers },
    (_, i) => Math.floor(((i + 1) * batch) / workers) - Math.floor((i * batch) / workers),
  )
  const plans = sizes.map(memoByKey((size: number) => compile(net, { ...options, batch: size }), String))
  const plan = at(plans, 0, 'the plans of a trainer')

  // shared parameters · momentum · variance · average · signals · each worker's gradients and buffers
  const moments = aligned(4 * plan.learned)
  const fixed = aligned(plan.bytes.shared) + moments * (average === undefined ? 2 : 3) + aligned(signalBytes(workers))
  const pieces = piecesFor(
    plan.parameters,
    {
      decay,
      blockOf: parameter => options.muon?.blockOf(parameter),
      paceOf: parameter => options.pace?.(parameter) ?? 1,
      turns: options.muon?.every ?? 1,
    },
    workers,
  )
  const scratches = pieces.map(own => aligned(scratchFor(own)))
  const needs =
    aligned(8 * orderNumbers) +
    scratches.reduce((total, bytes) => total + bytes, 0) +
    plans.reduce((total, part) => total + aligned(part.bytes.gradients) + aligned(workBytes(part)), 0)
  const memory = memoryFor(fixed + needs, workers, most)
  const shared = dataStart(workers)
  const momentumAt = shared + aligned(plan.bytes.shared)
  const [varianceAt, averageAt] = [momentumAt + moments, momentumAt + 2 * moments]
  const signalsAt = shared + fixed - aligned(signalBytes(workers))
  let free = shared + fixed
  const bases = plans.map((part): Bases => {
    const [gradients, work] = [free, free + aligned(part.bytes.gradients)]
    free = work + aligned(workBytes(part))
    return { shared, gradients, work }
  })
  const ownBases = at(bases, 0)
  const ordersAt = free
  free += aligned(8 * orderNumbers)
  const shares = pieces.map((own, i): Share => {
    const scratch = free
    free += at(scratches, i)
    const { from, to } = cut(plan.learned, workers, i)
    return {
      ...own,
      parameters: shared,
      momentum: momentumAt,
      variance: varianceAt,
      ...(average !== undefined && { average: { offset: averageAt, decay: average } }),
      gradients: bases.map(({ gradients }) => gradients),
      adds: { offset: 4 * from, count: to - from },
      ...{ beta1, beta2, epsilon },
      ...(options.muon && { muonOf: { momentum: options.muon.momentum, faster: options.muon.faster } }),
      scratch,
      orders: ordersAt,
    }
  })
  const ownShare = at(shares, 0)
  const orders = new Float64Array(memory.buffer, ordersAt, orderNumbers)

  const engine = await openEngine(memory, 0, build)
  const own = bind(plan, engine, ownBases)
  const signals = new Signals(memory.buffer, signalsAt, workers)
  const team = await Team.gather(
    plans.slice(1).map((part, i) => ({
      plan: part,
      memory,
      bases: at(bases, i + 1),
      build,
      instance: i + 1,
      signals: { offset: signalsAt, count: workers },
      share: at(shares, i + 1),
    })),
    signals,
    options.start ?? startThread,
    options.patience,
  )

  const matrices = plans.map((part, i) => matricesOf(part, memory, at(bases, i)))
  /** Who has a sample, and as which. */
  const whose = (name: string, sample: number): readonly [Matrices, number] => {
    const varies = (plan.outputs[name] ?? plan.inputs[name])?.varies
    let local = sample
    for (const [i, size] of sizes.entries()) {
      const its = matrices[i]
      if (its && (!varies || local < size)) return [its, local]
      local -= size
    }
    throw new RangeError(`${name} has ${batch} samples, and no sample ${sample}`)
  }

  const { kernels } = engine
  const view = (from: number): Float32Array => new Float32Array(memory.buffer, from, plan.learned)
  const state: TrainState = {
    parameters: view(shared),
    momentum: view(momentumAt),
    variance: view(varianceAt),
    average: average === undefined ? new Float32Array(0) : view(averageAt),
  }
  let steps = 0
  /** Whether an update was begun and not ended: some parameters are those of one step, some of the next. */
  let torn = false
  const whole = (): void => {
    if (torn)
      throw new TrainError(
        `a worker was lost in the middle of step ${steps + 1}, so that a part of the parameters may have been stepped and a part not; go on from what was saved before`,
      )
  }
  let mode: 'idle' | 'busy' | 'closed' = 'idle'

  /** One thing at a time: buffers are shared, and a second step would walk into the first. */
  const byItself = async <T>(work: () => Promise<T>): Promise<T> => {
    if (mode === 'closed') throw new TrainError('the trainer has been closed; open another')
    if (mode === 'busy') throw new TrainError('a step is under way; wait for it before the next')
    mode = 'busy'
    try {
      return await work()
    } finally {
      if (mode === 'busy') mode = 'idle'
    }
  }
  /** Everyone's part of what the orders say, this thread's among them. */
  const together = async (part: (typeof parts)[keyof typeof parts], own: () => void): Promise<void> => {
    orders[0] = part
    await team.run(own)
  }
  const gradients = async (): Promise<void> => {
    await together(parts.gradients, () => own.run())
    if (workers > 1) await together(parts.add, () => addPart(kernels, ownShare))
  }
  const step = async (rate: number): Promise<number> => {
    if (!Number.isFinite(rate)) throw new RangeError(`the rate is ${rate}; it must be a finite number`)
    whole()
    await gradients()
    const length = Math.sqrt(kernels.squaredNorm(plan.learned, ownBases.gradients)) / batch
    if (!Number.isFinite(length))
      throw new TrainError(
        `the gradients of step ${steps + 1} are not finite; the parameters are those of step ${steps}`,
      )
    if (average !== undefined && steps === 0) kernels.copy(1, plan.learned, shared, 0, averageAt, 0)
    const now = steps + 1
    const shorter = clip !== undefined && length > clip ? clip / length : 1
    orders.set([rate, 1 - power(beta1, now), 1 - power(beta2, now), shorter / batch, now], 1)
    torn = true
    await together(parts.update, () => updatePart(kernels, memory, ownShare))
    torn = false
    steps = now
    return length
  }

  return {
    workers,
    build,
    bits: bitsOf({ build, workers, batch }),
    notes,
    plans,
    get state() {
      whole()
      return state
    },
    own,
    byName(block) {
      let from = 0
      return Object.fromEntries(
        plan.parameters.map(parameter => {
          const cells = block.subarray(from, from + countOf([parameter]))
          from += cells.length
          return [parameter.name, cells]
        }),
      )
    },
    get steps() {
      return steps
    },
    cells: (name: string, sample = 0) => {
      const [its, local] = whose(name, sample)
      return its.cells(name, local)
    },
    bring: (name: string, grid: Grid<number>, sample = 0) => {
      const [its, local] = whose(name, sample)
      its.bring(name, grid, local)
    },
    read: (name: string, sample = 0) => {
      const [its, local] = whose(name, sample)
      return its.read(name, local)
    },
    gradient: parameter => at(matrices, 0).gradient(parameter),
    gradients: () => byItself(gradients),
    step: rate => byItself(() => step(rate)),
    resume(from) {
      if (!Number.isInteger(from) || from < 0)
        throw new RangeError(`${from} steps cannot have been taken; it must be a whole number from 0 on`)
      steps = from
    },
    async close() {
      mode = 'closed'
      signals.send(0, over)
      await team.close()
    },
  }
}
