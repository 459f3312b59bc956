// Numbers that a student's program printed or saved: arrays with a label each, before anyone knows what they are.
import type { AnswerCell } from '@dit-by-hand/spec/format'

/** An array of numbers. */
export interface Numbers {
  /** What stands before it, or what it was saved as; null where nothing does. */
  readonly label: string | null
  /** The length of each axis, the outermost first; empty for a single number. */
  readonly shape: readonly number[]
  /** The numbers, the last axis fastest. */
  readonly cells: readonly AnswerCell[]
  /** To how many places they were rounded when they were printed; null where they are exact, or whole. */
  readonly places: number | null
  /** How far each may be off, where each was rounded to places of its own. */
  readonly rooms?: readonly number[]
}

/** Half a unit of a place after the point. */
export const halfUnit = (places: number): number => 0.5001 * 10 ** -places

/** An array that cannot be read: bad where it is a matrix of the lesson, and left out where it is something else. */
export interface Unread {
  readonly label: string | null
  /** Why, a whole sentence. */
  readonly why: string
}

export type Found = Numbers | Unread

/** What a reader makes of one array, or why it makes none. */
export function readOrTold(label: string | null, read: () => Numbers): Found {
  try {
    return read()
  } catch (error) {
    if (error instanceof NumbersError) return { label, why: error.message }
    throw error
  }
}

/** Why numbers cannot be read, or cannot be judged: a whole sentence. */
export class NumbersError extends Error {
  override readonly name = 'NumbersError'
}

/** How an array is called in a message. */
export const called = (label: string | null): string =>
  label === null ? 'an array without a name' : label.length > 40 ? `“${label.slice(0, 39)}…”` : `“${label}”`

/** A list of lists and numbers, as it was read. */
export type Nested<Cell> = Cell | readonly Nested<Cell>[]

const isList = <Cell>(nested: Nested<Cell>): nested is readonly Nested<Cell>[] => Array.isArray(nested)

/**
 * The shape of nested lists, and their numbers one after the other.
 * @throws {NumbersError} where the lists at one depth differ in length, or lists and numbers stand side by side
 */
export function flattened<Cell>(
  nested: Nested<Cell>,
  label: string | null,
): { readonly shape: readonly number[]; readonly cells: readonly Cell[] } {
  if (!isList(nested)) return { shape: [], cells: [nested] }
  const parts = nested.map(part => flattened(part, label))
  const [first = { shape: [], cells: [] }] = parts
  const odd = parts.findIndex(({ shape }) => `${shape}` !== `${first.shape}`)
  if (odd >= 0) {
    const sizes = [first, parts[odd] ?? first].map(({ shape }) => (shape.length > 0 ? shape.join('×') : 'one number'))
    throw new NumbersError(
      `${called(label)} is no array: its part 1 is ${sizes[0]}, and its part ${odd + 1} is ${sizes[1]}.`,
    )
  }
  return { shape: [nested.length, ...first.shape], cells: parts.flatMap(({ cells }) => cells) }
}
