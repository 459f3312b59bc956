// Checks of sampling from the file's noise: every step of its samplers, one posterior, and rectified flow.
import { at, named } from '@dit-by-hand/graph/at'
import type { Given, Grid } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { asGiven, type Coefficients, implicit, posterior } from '../coefficients.ts'
import { ddimStep, ddpmStep, eulerStep, heunStep } from '../sample.ts'
import { publishedSchedule } from '../schedule.ts'
import { type Check, type Convention, ifRecorded } from './check.ts'
import { netConventions } from './conventions.ts'
import { guided, outputs, type Subject } from './forward.ts'
import { checkCount, clipsOf, item, wordsOf } from './golden.ts'

/** How a trajectory was sampled, read from its name: `sample.ddim10.ddim_eta1.cfg4.clip1.x`. */
interface Way {
  readonly spacing: string
  readonly method: 'ddim' | 'ddpm'
  readonly eta: number
  /** Guidance scale, where the batch is conditional and unconditional halves. */
  readonly scale: number | undefined
  readonly clip: boolean
}

const wayPattern =
  /^sample\.([\w,]+)\.(ddim|ddpm)(?:_eta(\d+(?:\.\d+)?))?(?:\.cfg(\d+(?:\.\d+)?))?\.clip([01])\.(x|pred_xstart)$/

function wayOf(tensor: string): { readonly way: Way; readonly told: 'next' | 'predictedStart' } | undefined {
  const [, spacing, method, eta, scale, clip, what] = wayPattern.exec(tensor) ?? []
  if (spacing === undefined || (method !== 'ddim' && method !== 'ddpm')) return undefined
  const way: Way = {
    spacing,
    method,
    eta: Number(eta ?? 0),
    scale: scale === undefined ? undefined : Number(scale),
    clip: clip === '1',
  }
  return { way, told: what === 'x' ? 'next' : 'predictedStart' }
}

/** Clips and the clean clips that each step predicts, in the order of sampling, samples one after the other. */
interface Trajectory {
  readonly next: readonly number[]
  readonly predictedStart: readonly number[]
}

async function walk(subject: Subject, way: Way, using: readonly Convention[]): Promise<Trajectory> {
  const { of, config, reading } = subject
  const times = publishedSchedule(way.spacing)
  const z = clipsOf(of, config, 'sample.z')
  const labels = of.numbers(way.scale === undefined ? 'sample.y' : 'sample.cfg_y')
  const words = Array.from(labels, label => wordsOf(label, config.words))
  let x = words.map((_, i) => at(z, i % z.length))
  const step = way.method === 'ddim' ? ddimStep(config, way) : ddpmStep(config, way)
  const [next, predictedStart]: [number[], number[]] = [[], []]
  for (let taken = 0; taken < times.timesteps.length; taken++) {
    const i = times.timesteps.length - 1 - taken
    const t = at(times.timesteps, i)
    // With guidance both halves see the clips of the first half.
    const half = x.length / 2
    const asked = words.map((word, k) => ({
      x: at(x, way.scale === undefined ? k : k % half),
      t: [[t]],
      words: word,
    }))
    const raw = await outputs(subject, asked, using)
    const said = way.scale === undefined ? raw : await guided(subject, raw, way.scale, 3, using)
    const numbers: Coefficients = way.method === 'ddim' ? implicit(times, i, way.eta) : posterior(times, i)
    const noises = of.has('sample.noises') ? item(of, 'sample.noises', taken) : undefined
    const given = x.map(
      (clip, k): Given<number> => ({
        x: clip,
        output: at(said, k),
        noise: noiseOf(noises, k % z.length, clip),
        ...asGiven(numbers),
      }),
    )
    const read = await reading.read(step, given)
    x = read.map(grids => named(grids, 'next'))
    next.push(...x.flat(2))
    predictedStart.push(...read.flatMap(grids => named(grids, 'predictedStart').flat()))
  }
  return { next, predictedStart }
}

/** The noise of a sample at a step, or none. */
function noiseOf(noises: ArrayLike<number> | undefined, sample: number, like: Grid<number>): Grid<number> {
  const columns = at(like, 0).length
  const from = sample * like.length * columns
  return like.map((row, r) => row.map((_, c) => (noises ? at(noises, from + r * columns + c) : 0)))
}

/** Every trajectory of the file: `sample.*`. */
function sampleChecks(subject: Subject): readonly Check[] {
  const { of } = subject
  if (!of.has('sample.z')) return []
  const walked = memoByKey(
    (way: Way, using: readonly Convention[]) => walk(subject, way, using),
    (way, using) => JSON.stringify([way, using.map(({ says }) => says)]),
    Number.POSITIVE_INFINITY,
  )
  return of.tensors.flatMap((tensor): readonly Check[] => {
    const [, spacing] = /^sample\.([\w,]+)\.timestep_map$/.exec(tensor) ?? []
    if (spacing !== undefined)
      return [{ tensor, block: 'schedule', conventions: [], found: async () => publishedSchedule(spacing).timesteps }]
    const told = wayOf(tensor)
    if (!told) return []
    const { way } = told
    return [
      {
        tensor,
        block: `sampling: ${way.method.toUpperCase()}${way.eta === 0 ? '' : `, η ${way.eta}`}${way.scale === undefined ? '' : ', guided'}`,
        conventions: [],
        magnified: true,
        // The clean clip has the output's error, times the first step's coefficient.
        floor: floorOf => {
          const { startFromNoise = 1 } = posterior(
            publishedSchedule(way.spacing),
            publishedSchedule(way.spacing).timesteps.length - 1,
          )
          return told.told === 'predictedStart' ? floorOf('act.output') * startFromNoise : undefined
        },
        found: async using => (await walked(way, using))[told.told],
      },
    ]
  })
}

const posteriorTensors = {
  mean: 'pmv.mean',
  variance: 'pmv.variance',
  logVariance: 'pmv.log_variance',
  predictedStart: 'pmv.pred_xstart',
}

/** The checks of the mean and variance of one step, at index 5 of ten: `pmv.*`. */
function posteriorChecks(subject: Subject): readonly Check[] {
  const { of, config, reading } = subject
  const [place, times] = [5, publishedSchedule('10')]
  if (!of.has('sample.z')) return []
  return Object.entries(posteriorTensors).flatMap(([name, tensor]) =>
    ifRecorded(of, {
      tensor,
      block: 'posterior',
      conventions: netConventions,
      async found(using) {
        const x = clipsOf(of, config, 'sample.z')
        const asked = x.map((clip, i) => ({
          x: clip,
          t: [[at(times.timesteps, place)]],
          words: wordsOf(at(of.numbers('sample.y'), i), config.words),
        }))
        const said = await outputs(subject, asked, using)
        const read = await reading.read(
          ddpmStep(config),
          x.map((clip, i) => ({
            x: clip,
            output: at(said, i),
            noise: noiseOf(undefined, 0, clip),
            ...asGiven(posterior(times, place)),
          })),
        )
        return read.flatMap(grids => named(grids, name).flat())
      },
    }),
  )
}

/** Rectified flow from noise at time 1 to the clip at 0: `rf.sample.euler8.x`, `rf.sample.heun8.x`. */
function flowChecks(subject: Subject): readonly Check[] {
  const { of, config, reading } = subject
  if (!of.has('rf.sample.z')) return []
  const labels = of.numbers(of.has('rf.sample.y') ? 'rf.sample.y' : 'in.y')
  const next = async (net: Net, given: readonly Given<number>[]): Promise<readonly Grid<number>[]> =>
    (await reading.read(net, given)).map(grids => named(grids, 'next'))
  async function walked(steps: number, isHeun: boolean, using: readonly Convention[]): Promise<readonly number[]> {
    const velocity = (x: readonly Grid<number>[], time: number): Promise<readonly Grid<number>[]> => {
      const given = x.map((clip, i) => ({ x: clip, t: [[1000 * time]], words: wordsOf(at(labels, i), config.words) }))
      return outputs(subject, given, using)
    }
    let x = clipsOf(of, config, 'rf.sample.z')
    const all: number[] = []
    for (let i = 0; i < steps; i++) {
      const [time, later] = [1 - i / steps, 1 - (i + 1) / steps]
      const here = await velocity(x, time)
      const given = x.map((clip, k) => ({ x: clip, velocity: at(here, k), step: [[later - time]] }))
      x = await next(eulerStep(config), given)
      if (isHeun) {
        const there = await velocity(x, later)
        const both = given.map((each, k) => ({ ...each, velocityThere: at(there, k) }))
        x = await next(heunStep(config), both)
      }
      all.push(...x.flat(2))
    }
    return all
  }
  return of.tensors.flatMap((tensor): readonly Check[] => {
    const [, method, count] = /^rf\.sample\.(euler|heun)(\d+)\.x$/.exec(tensor) ?? []
    if (count === undefined) return []
    const steps = Number(count)
    return [
      {
        tensor,
        block: `sampling: ${method === 'heun' ? 'Heun' : 'Euler'}`,
        conventions: [],
        magnified: true,
        async found(using) {
          checkCount(of, tensor, steps * of.numbers('rf.sample.z').length)
          return walked(steps, method === 'heun', using)
        },
      },
    ]
  })
}

export const trajectoryChecks = (subject: Subject): readonly Check[] => [
  ...posteriorChecks(subject),
  ...sampleChecks(subject),
  ...flowChecks(subject),
]
