'use client'
// Why we say where a number comes from: loaded when the first number with a source is looked at.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { isAnswerName, isGivenName } from '@dit-by-hand/spec/names'
import { printedAt, sourceOf } from '@dit-by-hand/spec/sources'
import type { ReactNode } from 'react'

export function Why({ cell: { name, row, column } }: { readonly cell: CellRef }): ReactNode {
  if (isGivenName(name)) return `: ${sourceOf(name, row + 1, column + 1).why}`
  const printed = isAnswerName(name) ? printedAt(name, row + 1, column + 1) : undefined
  return printed && `: ${printed.why}`
}
