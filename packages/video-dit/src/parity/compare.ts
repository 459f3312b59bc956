// Compares a tensor with its reference: the largest difference, where it is, and how large it may be.
import { at } from '@dit-by-hand/graph/at'
import { CheckpointError, type Dtype, roundingOf } from '../checkpoint/dtype.ts'
import type { Floors } from './floors.ts'
import type { Golden, Numbers } from './golden.ts'

/** The precision in which our numbers were computed. */
export type Precision = 'double' | 'single'

export interface Comparison {
  readonly tensor: string
  /** The part of the model it belongs to: a row of the table. */
  readonly block: string
  readonly precision: Precision
  /** The largest difference from the reference. */
  readonly error: number
  /** The index of the largest difference in the flat tensor. */
  readonly where: number
  /** Which of the file's columns it was compared with: double where there is one, unless only the other is off. */
  readonly against: Dtype
  /** The error of single precision here. */
  readonly floor: number
  /** Where the floor comes from: the manifest, the file's two columns, our own two readings, what a format of fewer bits than
   *  single precision rounds off, or an estimate. */
  readonly from: 'manifest' | 'columns' | 'readings' | 'format' | 'estimate'
  readonly tolerance: number
  /** Cells that rounding may move further than this: they have bounds of their own and do not count in the error. */
  readonly undetermined: number
  readonly fits: boolean
}

/** How many times the floor an error may be at most. */
const mostFloors = 10

const largest = (numbers: ArrayLike<number>): number => {
  let most = 0
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(at(numbers, i)))
  return most
}

/** The largest |a − b| and where it is; infinite where one is NaN, or the lengths differ. */
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

/** How much single precision can lose of a tensor: less than what zeros would be off by, at the tolerance that follows. A
 *  variance bound may lose all of its digits, and its gradient one digit. */
const mostLost = (tensor: string, reference: Numbers): number =>
  largest(reference) / (tensor === 'train.vb' ? 1 : tensor.startsWith('grad_loss.') ? 2 : mostFloors)

/** The kind of a tensor: those of one kind, such as `grad_loss.…` and `grad_in.…`, lose about as much precision. */
const kindOf = (tensor: string): string => tensor.split(/[._]/)[0] ?? tensor

/** The floor, in unit roundings of single precision, of a tensor of whose kind nothing is known. */
const unknownRoundings = 4
/** The relative error allowed for sums and quotients in double precision. */
const doubleRounding = 1e-13
/** The share of the floor that double precision may differ from the double column, since neither is rounded to single. */
const ofDouble = 0.1

/** Whether a file has a tensor in single precision and in double. */
export const isInBoth = (of: Golden, tensor: string): boolean => of.has(tensor) && of.has(`f64.${tensor}`)

type Floor = Pick<Comparison, 'floor' | 'from'>

/** How far off numbers may be. */
export interface Allowed {
  /** An estimate of the floor, for where neither the manifest nor the file's columns give it. */
  readonly estimate?: number | undefined
  /** The additional error of each cell. */
  readonly slack?: ArrayLike<number> | undefined
  /** The precision to whose digits the reference is right. Default: that of our numbers. */
  readonly as?: Precision
}

/** Compares tensors of one file. */
export interface Judge {
  /** Compares `found` with the reference of this name, the better of its columns, or the other where only that is off.
   *  @throws {CheckpointError} where the manifest excuses anything */
  judge(of: Pick<Comparison, 'tensor' | 'block'>, found: ArrayLike<number>, allowed?: Allowed): Comparison
  /** The floor of a tensor of the file; 0 where the file does not have it. */
  floorOf(tensor: string): number
}

/**
 * A judge for a file.
 * @param floors those of the manifest
 * @param own those of our own two readings, for a file whose manifest does not have them all
 */
export function judgeOf(of: Golden, floors: Floors, precision: Precision, own: Floors): Judge {
  // From other tensors of its kind, else from the model's output.
  const relative = (tensor: string): number => {
    const told = Object.entries(floors).filter(([name]) => of.has(name))
    const alike = told.filter(([name]) => kindOf(name) === kindOf(tensor))
    const known = (alike.length > 0 ? alike : told.filter(([name]) => name === 'act.output')).map(
      ([name, floor]) => floor / (largest(of.numbers(name)) || 1),
    )
    return Math.max(unknownRoundings * 2 ** -24, ...known)
  }
  /** What rounding to its format takes off a column's numbers at most; at least what single precision does.
   *  @throws {CheckpointError} where that is too much to compare */
  const rounding = (column: string): number => {
    const share = roundingOf(of.dtypeOf(column))
    if (share > 1 / mostFloors ** 2)
      throw new CheckpointError(`${column} is in ${of.dtypeOf(column)}, which has too few digits to compare`)
    return largest(of.numbers(column)) * Math.max(2 ** -24, share)
  }
  /** As told or measured, whatever the file's columns are; undefined where it is neither. */
  const known = (tensor: string, column: string): Floor | undefined => {
    const [measured, read] = [floors[tensor], own[tensor]]
    // A floor of 0 means that the numbers were only copied; ours may still be rounded once.
    if (measured !== undefined) return { floor: Math.max(measured, rounding(column)), from: 'manifest' }
    const unknown = largest(of.numbers(column)) * unknownRoundings * 2 ** -24
    return read === undefined ? undefined : { floor: Math.max(read, unknown, rounding(column)), from: 'readings' }
  }
  const floorOf = (tensor: string, as: Precision, estimate?: number): Floor => {
    const column = of.columnOf(tensor)
    const [numbers, dtype] = [of.numbers(column), of.dtypeOf(column)]
    const [told, read] = [known(tensor, column), own[tensor]]
    if (told?.from === 'manifest') return told
    if (told && read !== undefined && isInBoth(of, tensor)) {
      // Single precision loses about as much in other programs as in ours. Columns that differ by more do not excuse
      // themselves; two that are rounded alike differ by less than it loses.
      const columned = Math.max(apart(of.numbers(tensor), numbers).error, rounding(column))
      const floor = Math.min(Math.max(columned, as === 'single' ? read : 0), mostFloors * told.floor)
      return { floor, from: floor === columned ? 'columns' : 'readings' }
    }
    if (dtype === 'I32' || dtype === 'I64') return { floor: 0, from: 'estimate' }
    if (as === 'double' && dtype === 'F64') return { floor: doubleRounding * largest(numbers), from: 'estimate' }
    const estimated = estimate ?? relative(tensor) * largest(numbers)
    const floor = Math.max(estimated, read ?? 0)
    if (roundingOf(dtype) > 0 && rounding(column) > floor) return { floor: rounding(column), from: 'format' }
    return { floor, from: floor === estimated ? 'estimate' : 'readings' }
  }
  return {
    floorOf: tensor => (of.has(of.columnOf(tensor)) ? floorOf(tensor, precision).floor : 0),
    judge({ tensor, block }, found, { estimate, slack, as = precision } = {}) {
      const compared = (column: string, { floor, from }: Floor, most: number): Comparison => {
        const numbers = of.numbers(column)
        const tolerance = floor * most
        const { held, undetermined, within } = determined(found, numbers, slack, tolerance)
        const { error, where } = apart(held, numbers)
        const fits = within && error <= tolerance && Number.isFinite(error)
        const against = of.dtypeOf(column)
        return { tensor, block, precision, error, where, against, floor, from, tolerance, undetermined, fits }
      }
      const [best, inBoth, floor] = [of.columnOf(tensor), isInBoth(of, tensor), floorOf(tensor, as, estimate)]
      const tight = as === 'double' && of.dtypeOf(best) === 'F64' && (floor.from === 'manifest' || inBoth)
      const comparison = compared(best, floor, tight ? ofDouble : mostFloors)
      const [numbers, { fits, error }] = [of.numbers(best), comparison]
      if (fits && error > 0 && floor.from === 'manifest' && floor.floor > mostLost(tensor, numbers))
        throw new CheckpointError(
          `the manifest says that single precision loses ${floor.floor} of ${tensor}, where no number is larger than ${largest(numbers)}; such a floor would excuse anything`,
        )
      // A double column that fits says nothing of the single one beside it.
      const told = fits && inBoth && known(tensor, tensor)
      const beside = told ? compared(tensor, told, mostFloors) : comparison
      return beside.fits ? comparison : beside
    },
  }
}

/** Compares cells whose slack is more than half the tolerance with tolerance + slack, and then replaces them by the reference.
 *  Less slack than that is covered by the tolerance. */
function determined(
  found: ArrayLike<number>,
  wanted: Numbers,
  slack: ArrayLike<number> | undefined,
  tolerance: number,
): { readonly held: ArrayLike<number>; readonly undetermined: number; readonly within: boolean } {
  if (!slack || found.length !== wanted.length) return { held: found, undetermined: 0, within: true }
  let [undetermined, within] = [0, true]
  const held = Array.from(found, (cell, i) => {
    const allowed = at(slack, i)
    if (allowed <= tolerance / 2) return cell
    undetermined++
    if (!(Math.abs(cell - at(wanted, i)) <= tolerance + allowed)) within = false
    return at(wanted, i)
  })
  return { held, undetermined, within }
}
