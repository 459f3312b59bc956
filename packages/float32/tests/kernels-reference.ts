// What each kernel should give: worked in double precision from the definitions, with a bound of the error that single
// precision may make, from how many roundings lie on the way (Higham, "Accuracy and stability", ch. 3).
import { mostUlps } from '../src/kernels.ts'
import type { Expected, Matrix } from './kernels-harness.ts'

/** One rounding: half a unit in the last of 24 digits. */
const u = 2 ** -24
/** The least distance of two floats; below the normal range errors are absolute. */
const least = 2 ** -149

/** One unit in the last place of a float near x. */
export function ulp(x: number): number {
  const size = Math.abs(x)
  if (!(size >= 2 ** -126)) return least
  let exponent = Math.floor(Math.log2(size))
  if (2 ** exponent > size) exponent--
  return 2 ** (Math.min(exponent, 127) - 23)
}

const at = ({ columns, cells }: Matrix, i: number, j: number): number => cells[i * columns + j] ?? Number.NaN

function grid(rows: number, columns: number, cell: (i: number, j: number) => Expected): readonly Expected[] {
  return Array.from({ length: rows * columns }, (_, i) => cell(Math.floor(i / columns), i % columns))
}

/** A float that double precision says is beyond all floats is infinite. */
const inRange = (value: number): number =>
  Math.abs(value) >= 2 ** 128 * (1 - u / 2) ? Math.sign(value) * Number.POSITIVE_INFINITY : value

export const exact = (cells: Float32Array): readonly Expected[] => Array.from(cells, value => ({ value, bound: 0 }))

export function product(
  [m, n, k]: readonly [number, number, number],
  a: Matrix,
  transA: 0 | 1,
  b: Matrix,
  transB: 0 | 1,
  before: Matrix,
  accumulate: 0 | 1,
  bias: Matrix | null,
): readonly Expected[] {
  return grid(m, n, (i, j) => {
    let value = accumulate ? at(before, i, j) : 0
    if (bias) value += at(bias, 0, j)
    let size = Math.abs(value)
    if (accumulate && bias) size = Math.abs(at(before, i, j)) + Math.abs(at(bias, 0, j))
    for (let l = 0; l < k; l++) {
      const term = (transA ? at(a, l, i) : at(a, i, l)) * (transB ? at(b, j, l) : at(b, l, j))
      value += term
      size += Math.abs(term)
    }
    const roundings = k + 3
    return { value, bound: ((roundings * u) / (1 - roundings * u)) * size + roundings * least }
  })
}

export function softmaxOf(x: Matrix, scale: number): readonly Expected[] {
  return Array.from({ length: x.rows }, (_, i) => {
    const scaled = Array.from({ length: x.columns }, (_, j) => scale * at(x, i, j))
    const most = scaled.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const powers = scaled.map(cell => Math.exp(cell - most))
    const total = powers.reduce((a, b) => a + b, 0)
    // Scale·x and the largest are rounded once each, their difference once more: what e^ makes of it is relative.
    const exponent = scaled.reduce(
      (worst, cell) =>
        Number.isFinite(cell) ? Math.max(worst, u * (Math.abs(cell) + 2 * Math.abs(most - cell))) : worst,
      u * Math.abs(most),
    )
    const relative = 2 * (2 * exponent + 2 * mostUlps.exp * u) + (x.columns + 4) * u
    return powers.map(power => ({ value: power / total, bound: (relative * power) / total + 4 * least }))
  }).flat()
}

export const expOf = (x: Matrix): readonly Expected[] =>
  Array.from(x.cells, cell => {
    const value = inRange(Math.exp(cell))
    return { value, bound: mostUlps.exp * ulp(value) }
  })

export const axpyOf = (factor: number, x: Matrix, y: Matrix): readonly Expected[] =>
  Array.from(y.cells, (cell, i) => {
    const term = factor * (x.cells[i] ?? 0)
    return { value: inRange(cell + term), bound: 2 * u * (Math.abs(cell) + 2 * Math.abs(term)) + 2 * least }
  })

export const emaOf = (x: Matrix, mean: Matrix, decay: number): readonly Expected[] =>
  Array.from(mean.cells, (cell, i) => {
    const [kept, taken] = [decay * cell, (1 - decay) * (x.cells[i] ?? 0)]
    return { value: kept + taken, bound: 4 * u * (Math.abs(kept) + Math.abs(taken)) + 3 * least }
  })

/** Momentum after a gradient, and where it looks ahead. */
export function momentumOf(
  m: Matrix,
  g: Matrix,
  fade: number,
  scale: number,
): { readonly m: readonly Expected[]; readonly x: readonly Expected[] } {
  const onward = (before: Expected, i: number): Expected => {
    const [less, taken] = [fade * before.value, scale * (g.cells[i] ?? 0)]
    const rounding = 4 * u * (Math.abs(before.value) + Math.abs(less) + Math.abs(taken)) + 3 * least
    return { value: inRange(before.value - less + taken), bound: before.bound + rounding }
  }
  const after = Array.from(m.cells, (value, i) => onward({ value, bound: 0 }, i))
  return { m: after, x: after.map(onward) }
}

/** Σ x²: squares of floats are exact in double precision, sums err by 2⁻⁵³ each. */
export function squaredNormOf(x: Matrix): Expected {
  const value = x.cells.reduce((sum, cell) => sum + cell * cell, 0)
  return { value, bound: x.cells.length * 2 ** -52 * value }
}

export interface AdamArguments {
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly decay: number
  readonly correction1: number
  readonly correction2: number
  readonly gradientScale: number
}

/** Parameters, first and second moments after one step. */
export function adamOf(
  w: Matrix,
  g: Matrix,
  m: Matrix,
  v: Matrix,
  by: AdamArguments,
): { readonly w: readonly Expected[]; readonly m: readonly Expected[]; readonly v: readonly Expected[] } {
  const [parameters, first, second]: [Expected[], Expected[], Expected[]] = [[], [], []]
  w.cells.forEach((parameter, i) => {
    const gradient = by.gradientScale * (g.cells[i] ?? 0)
    const [oldM, oldV] = [by.beta1 * (m.cells[i] ?? 0), by.beta2 * (v.cells[i] ?? 0)]
    const [newM, newV] = [(1 - by.beta1) * gradient, (1 - by.beta2) * gradient * gradient]
    const mean = { value: oldM + newM, bound: 5 * u * (Math.abs(oldM) + Math.abs(newM)) + 4 * least }
    const spread = { value: oldV + newV, bound: 7 * u * (oldV + newV) + 5 * least }
    const size = Math.sqrt(spread.value / by.correction2) + by.epsilon
    // Divided by correction2 the spread errs twice more; its root is least certain where it is smallest.
    const reach = spread.bound / by.correction2 + 2 * u * (spread.value / by.correction2) + least
    const lowest = Math.sqrt(Math.max(0, spread.value / by.correction2 - reach))
    const highest = Math.sqrt(spread.value / by.correction2 + reach)
    const unsure = highest - lowest + 3 * u * size
    const numerator = mean.value / by.correction1
    const unsureTop = mean.bound / by.correction1 + 2 * u * Math.abs(numerator) + least
    const surely = Math.max(size - unsure, by.epsilon * (1 - 2 * u))
    const quotient = numerator / size
    // An infinite spread stops the parameter, exactly.
    const stopped = Number.isFinite(numerator) && size === Number.POSITIVE_INFINITY
    const unsureQuotient = stopped
      ? 0
      : unsureTop / surely + (Math.abs(numerator) * unsure) / (size * surely) + 2 * u * Math.abs(quotient)
    const step = quotient + by.decay * parameter
    const unsureStep = unsureQuotient + 3 * u * (Math.abs(quotient) + Math.abs(by.decay * parameter))
    parameters.push({
      value: parameter - by.rate * step,
      bound: by.rate * unsureStep + 3 * u * (Math.abs(parameter) + Math.abs(by.rate * step)) + 3 * least,
    })
    first.push(mean)
    second.push(spread)
  })
  return { w: parameters, m: first, v: second }
}
