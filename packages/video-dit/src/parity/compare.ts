// One tensor held against its reference: how far it is off, where, and how far it may be.
import { at } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import type { Floors } from './floors.ts'
import type { Golden, Numbers } from './golden.ts'

/** Which reading made the numbers. */
export type Precision = 'double' | 'single'

export interface Comparison {
  readonly tensor: string
  /** The part of the model it belongs to: a row of the table. */
  readonly block: string
  readonly precision: Precision
  /** The largest difference from the reference. */
  readonly error: number
  /** Where it is largest: an index of the flat tensor. */
  readonly where: number
  /** Which column it was held against: double where the file has it. */
  readonly against: 'F64' | 'F32'
  /** What single precision costs here. */
  readonly floor: number
  /** Who says so: the manifest, the two columns of the file, our own two readings, or an estimate from others of its kind. */
  readonly from: 'manifest' | 'columns' | 'readings' | 'estimate'
  readonly tolerance: number
  /** Cells that rounding moves further than this, which are held to their own bound and not counted in the error. */
  readonly undetermined: number
  readonly fits: boolean
}

/** As many times the floor as an error may be, and no more. */
export const mostFloors = 10

const largest = (numbers: ArrayLike<number>): number => {
  let most = 0
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(at(numbers, i)))
  return most
}

/** The largest |a − b| and where; infinite where one is no number, or they are not as many. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): { readonly error: number; readonly where: number } {
  if (a.length !== b.length) return { error: Number.POSITIVE_INFINITY, where: Math.min(a.length, b.length) }
  let [error, where] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(at(a, i) - at(b, i))
    if (Number.isNaN(difference)) return { error: Number.POSITIVE_INFINITY, where: i }
    if (difference > error) [error, where] = [difference, i]
  }
  return { error, where }
}

/** Tensors of a kind are alike in precision: `grad_loss.…` and `grad_in.…`, all of `sample.…`. */
const kindOf = (tensor: string): string => tensor.split(/[._]/)[0] ?? tensor

/** Unit roundings of single precision that a tensor is given where nothing at all is known of its kind. */
const unknownRoundings = 4
/** What sums and quotients of doubles lose, of the largest number. */
const doubleRounding = 1e-13
/** How much of the floor double precision may be off the double column: it has no single rounding to excuse. */
const ofDouble = 0.1

/** Compares tensors of one file. */
export interface Judge {
  /**
   * Holds `found` against the reference of this name.
   * @param estimate of the floor, where neither the manifest nor the file's columns tell it
   * @param slack how much further each cell may be off, where what follows magnifies rounding
   */
  judge(
    tensor: string,
    block: string,
    found: ArrayLike<number>,
    estimate?: number,
    slack?: ArrayLike<number>,
  ): Comparison
  /** What single precision costs a tensor of the file; 0 where the file has none of this name. */
  floorOf(tensor: string): number
}

/**
 * @param floors as the manifest gives them
 * @param own floors of our own two readings, where nobody has measured the file
 */
export function judgeOf(of: Golden, floors: Floors, precision: Precision, own: Floors = {}): Judge {
  const columns = (tensor: string): { readonly reference: Numbers; readonly against: 'F64' | 'F32' } => {
    const double = `f64.${tensor}`
    const name = of.has(double) ? double : tensor
    return { reference: of.numbers(name), against: of.dtypeOf(name) === 'F64' ? 'F64' : 'F32' }
  }
  /** How far a tensor's two columns are apart: what its tolerance is made of must be worth it. */
  const between = (tensor: string): number => {
    const double = of.numbers(`f64.${tensor}`)
    const { error, where } = apart(of.numbers(tensor), double)
    // A variance bound loses a good part of itself; nothing loses more than all.
    if (error > largest(double))
      throw new CheckpointError(
        `number ${where + 1} of ${tensor} and of f64.${tensor} are ${error} apart, which is more than single precision loses: one of them is of something else`,
      )
    return error
  }
  // Told by others of its kind, else by the output that it is made of.
  const relative = (tensor: string): number => {
    const told = Object.entries(floors).filter(([name]) => of.has(name))
    const alike = told.filter(([name]) => kindOf(name) === kindOf(tensor))
    const known = (alike.length > 0 ? alike : told.filter(([name]) => name === 'act.output')).map(
      ([name, floor]) => floor / (largest(of.numbers(name)) || 1),
    )
    return Math.max(unknownRoundings * 2 ** -24, ...known)
  }
  const floorOf = (tensor: string, reference: Numbers, estimate?: number): Pick<Comparison, 'floor' | 'from'> => {
    const measured = floors[tensor]
    // A floor of 0 says that the numbers were only moved; moved again they may still be rounded once.
    const rounding = largest(reference) * 2 ** -24
    if (measured !== undefined) return { floor: Math.max(measured, rounding), from: 'manifest' }
    if (of.has(`f64.${tensor}`) && of.has(tensor))
      return { floor: Math.max(between(tensor), rounding), from: 'columns' }
    const exact = of.has(tensor) && ['I32', 'I64'].includes(of.dtypeOf(tensor))
    if (exact) return { floor: 0, from: 'estimate' }
    if (precision === 'double' && of.dtypeOf(tensor) === 'F64')
      return { floor: doubleRounding * largest(reference), from: 'estimate' }
    const estimated = estimate ?? relative(tensor) * largest(reference)
    const read = own[tensor]
    return read !== undefined && read > estimated
      ? { floor: read, from: 'readings' }
      : { floor: estimated, from: 'estimate' }
  }
  return {
    floorOf: tensor =>
      of.has(tensor) || of.has(`f64.${tensor}`) ? floorOf(tensor, columns(tensor).reference).floor : 0,
    judge(tensor, block, found, estimate, slack) {
      const { reference, against } = columns(tensor)
      const { floor, from } = floorOf(tensor, reference, estimate)
      const measured = from === 'manifest' || from === 'columns'
      const tight = precision === 'double' && against === 'F64' && measured
      const tolerance = floor * (tight ? ofDouble : mostFloors)
      const { held, undetermined, within } = determined(found, reference, slack, tolerance)
      const { error, where } = apart(held, reference)
      const fits = within && error <= tolerance
      return { tensor, block, precision, error, where, against, floor, from, tolerance, undetermined, fits }
    },
  }
}

/** Puts the reference in place of cells with more slack than half the tolerance, after holding them to tolerance and
 *  slack: with less, slack and the rounding of the cell itself stay within the tolerance. */
function determined(
  found: ArrayLike<number>,
  reference: Numbers,
  slack: ArrayLike<number> | undefined,
  tolerance: number,
): { readonly held: ArrayLike<number>; readonly undetermined: number; readonly within: boolean } {
  if (!slack || found.length !== reference.length) return { held: found, undetermined: 0, within: true }
  let [undetermined, within] = [0, true]
  const held = Array.from(found, (cell, i) => {
    const allowed = at(slack, i)
    if (allowed <= tolerance / 2) return cell
    undetermined++
    if (!(Math.abs(cell - at(reference, i)) <= tolerance + allowed)) within = false
    return at(reference, i)
  })
  return { held, undetermined, within }
}
