// Bounds for numbers from outside, to be checked before they are used.

export interface Bound {
  /** Ends the sentence "it must be …". */
  readonly says: string
  readonly holds: (value: number) => boolean
}

/** A number, its name and its bound; undefined is always within. */
export type Bounded = readonly [name: string, value: number | undefined, bound: Bound]

export const share: Bound = { says: 'from 0 to 1', holds: value => value >= 0 && value <= 1 }
export const below1: Bound = { says: 'from 0 to below 1', holds: value => value >= 0 && value < 1 }
export const above0: Bound = { says: 'more than 0', holds: value => value > 0 }
export const atLeast0: Bound = { says: '0 or more', holds: value => value >= 0 }
export const wholeFrom1: Bound = {
  says: 'a whole number, 1 or more',
  holds: value => Number.isInteger(value) && value >= 1,
}

/** Whole numbers from `least` to `most`. */
export const whole = (least: number, most: number): Bound => ({
  says: `a whole number from ${least} to ${most}`,
  holds: value => Number.isInteger(value) && value >= least && value <= most,
})

/** The same bound, and finite. */
export const finite = ({ says, holds }: Bound): Bound => ({
  says: `${says}, and finite`,
  holds: value => holds(value) && value < Number.POSITIVE_INFINITY,
})

/** Says in one sentence which number is the first out of its bound, and what it must be; undefined where none is. */
export function firstOutOfBounds(numbers: readonly Bounded[]): string | undefined {
  for (const [name, value, { says, holds }] of numbers)
    if (value !== undefined && !holds(value)) return `${name} is ${value}; it must be ${says}`
  return undefined
}
