// Why we say where a number comes from.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { isAnswerName, isGivenName } from '@dit-by-hand/spec/names'
import { printedAt, sourceOf } from '@dit-by-hand/spec/sources'

/** The reason as a sentence; '' for a number that no one printed. */
export function whyOf({ name, row, column }: CellRef): string {
  if (isGivenName(name)) return sourceOf(name).why
  return (isAnswerName(name) && printedAt(name, row + 1, column + 1)?.why) || ''
}
