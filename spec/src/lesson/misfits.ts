// Finds what is no cell, row or frame in nested lists, one after the other, so that a flood of mistakes costs no time.
import type { z } from 'zod'
import type { Problem } from './size-problems.ts'

/** Lists in lists: how one is read, and what each of its parts is; a cell has none. */
export interface Nesting {
  readonly reads: z.ZodType
  readonly of?: Nesting
  /** Whether a part is right at a glance, so that no schema need look at it. */
  readonly isFine?: (part: unknown) => boolean
}

/** What in a value is not what it must be, from first to last: the innermost list or cell, with its own first problem. */
export function* misfitsIn(value: unknown, { reads, of }: Nesting, path: Problem['path']): Generator<Problem> {
  if (of && Array.isArray(value) && value.length > 0) {
    for (const [i, part] of value.entries()) if (!of.isFine?.(part)) yield* misfitsIn(part, of, [...path, i])
    return
  }
  const [issue] = reads.safeParse(value).error?.issues ?? []
  if (issue) yield { path, message: issue.message }
}
