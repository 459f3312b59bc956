'use client'
// Why we say where a number comes from: loaded when the first number with a source is looked at.
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { ReactNode } from 'react'
import { whyOf } from '../../lib/why.ts'

export function Why({ cell }: { readonly cell: CellRef }): ReactNode {
  const why = whyOf(cell)
  return why === '' ? null : `: ${why}`
}
