// Noise schedules: the published one, others, and respacing to fewer timesteps.
import { at } from '@dit-by-hand/graph/at'

/** A noise schedule: its constants at every timestep from 0 to T − 1 (Ho et al. 2020, section 2 and eqs. 4, 7). */
export interface Schedule {
  /** The timestep that the net is given at each: the same, unless respaced. */
  readonly timesteps: readonly number[]
  readonly betas: readonly number[]
  readonly alphasCumprod: readonly number[]
  readonly alphasCumprodPrevious: readonly number[]
  readonly alphasCumprodNext: readonly number[]
  readonly posteriorVariance: readonly number[]
  /** Its logarithm; entry 0, where the variance is 0, repeats entry 1. */
  readonly posteriorLogVariance: readonly number[]
  readonly posteriorMeanFromStart: readonly number[]
  readonly posteriorMeanFromX: readonly number[]
}

/** β from 10⁻⁴ to 0.02 in equal steps, times 1000/T where T is another number (Ho et al. 2020, section 4). */
export function linearBetas(count: number): readonly number[] {
  const scale = 1000 / count
  const [first, last] = [0.0001 * scale, 0.02 * scale]
  const step = (last - first) / (count - 1)
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : first + i * step))
}

/** β of the squared-cosine schedule (Nichol & Dhariwal 2021, eq. 17), at most 0.999. */
export function cosineBetas(count: number): readonly number[] {
  const kept = (share: number): number => Math.cos(((share + 0.008) / 1.008) * (Math.PI / 2)) ** 2
  return Array.from({ length: count }, (_, i) => Math.min(1 - kept((i + 1) / count) / kept(i / count), 0.999))
}

/** The schedule with these β. @throws {RangeError} where a β is not above 0 and at most 1 */
export function schedule(betas: readonly number[], timesteps: readonly number[] = [...betas.keys()]): Schedule {
  const wrong = betas.findIndex(beta => !(beta > 0 && beta <= 1))
  if (wrong !== -1) throw new RangeError(`beta ${wrong} is ${betas[wrong]}; it must be above 0 and at most 1`)
  let product = 1
  const alphasCumprod = betas.map(beta => (product *= 1 - beta))
  const before = (i: number): number => (i === 0 ? 1 : at(alphasCumprod, i - 1))
  const each = (make: (beta: number, kept: number, previous: number, i: number) => number): readonly number[] =>
    betas.map((beta, i) => make(beta, at(alphasCumprod, i), before(i), i))
  const posteriorVariance = each((beta, kept, previous) => (beta * (1 - previous)) / (1 - kept))
  return {
    timesteps,
    betas,
    alphasCumprod,
    alphasCumprodPrevious: each((_beta, _kept, previous) => previous),
    alphasCumprodNext: [...alphasCumprod.slice(1), 0],
    posteriorVariance,
    posteriorLogVariance: posteriorVariance.map((variance, i) =>
      Math.log(i === 0 && posteriorVariance.length > 1 ? at(posteriorVariance, 1) : variance),
    ),
    posteriorMeanFromStart: each((beta, kept, previous) => (beta * Math.sqrt(previous)) / (1 - kept)),
    posteriorMeanFromX: each((beta, kept, previous) => ((1 - previous) * Math.sqrt(1 - beta)) / (1 - kept)),
  }
}

/**
 * The timesteps that a respacing keeps. `10` keeps ten, evenly from first to last; `10,15,20` does so in three equal sections;
 * `ddim10` keeps ten with one stride from 0 (Nichol & Dhariwal 2021, section 4; Song et al. 2021, appendix D.2).
 * @throws {RangeError} where `by` is of another form, or asks for more timesteps than there are
 */
export function respaced(count: number, by: string): readonly number[] {
  const stride = /^ddim(\d+)$/.exec(by)
  if (stride) {
    const wanted = Number(stride[1])
    for (let step = 1; step < count; step++)
      if (Math.ceil(count / step) === wanted) return Array.from({ length: wanted }, (_, i) => i * step)
    throw new RangeError(`no whole stride gives ${wanted} of ${count} timesteps`)
  }
  const sections = by.split(',').map(Number)
  if (sections.some(wanted => !(Number.isSafeInteger(wanted) && wanted > 0)))
    throw new RangeError(`“${by}” is not a respacing; write one such as 250, 10,15,20 or ddim50`)
  const [size, longer] = [Math.floor(count / sections.length), count % sections.length]
  let start = 0
  return sections.flatMap((wanted, section) => {
    const length = size + (section < longer ? 1 : 0)
    if (wanted > length) throw new RangeError(`a section of ${length} timesteps cannot keep ${wanted}`)
    const step = wanted === 1 ? 1 : (length - 1) / (wanted - 1)
    let place = 0
    const kept = Array.from({ length: wanted }, () => {
      const here = start + halfToEven(place)
      place += step
      return here
    })
    start += length
    return kept
  })
}

/** The nearest whole number, ties to even. */
export function halfToEven(x: number): number {
  const below = Math.floor(x)
  const over = x - below
  return over > 0.5 || (over === 0.5 && below % 2 === 1) ? below + 1 : below
}

/** The schedule of the kept timesteps, with the same cumulative products there. */
function respacedSchedule(of: Schedule, kept: readonly number[]): Schedule {
  let previous = 1
  const betas = kept.map(t => {
    const here = at(of.alphasCumprod, t, 'the schedule')
    const beta = 1 - here / previous
    previous = here
    return beta
  })
  return schedule(betas, kept)
}

/** The published schedule: T = 1000, linear. @param by how it is respaced, as for `respaced`. Default: not at all */
export function publishedSchedule(by?: string): Schedule {
  const whole = schedule(linearBetas(1000))
  return by === undefined ? whole : respacedSchedule(whole, respaced(1000, by))
}
