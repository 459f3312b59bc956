'use client'
// What is said of a cell besides its line of arithmetic: loaded when the first one is picked.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { curveOf, curveWords } from '@dit-by-hand/walkthrough/error-curve'
import { lineSpoken } from '@dit-by-hand/walkthrough/line-spoken'
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'
import { hiddenText } from '../../lib/hidden.ts'
import { whyOf } from '../../lib/why.ts'
import { Curve } from './error-curve.tsx'

/** The line as a sentence, for a screen reader. What is hidden on the page is hidden here, too. */
export function Spoken({ scene: { line, facts } }: { readonly scene: Scene }): ReactNode {
  if (!line) return null
  if (line.result === hiddenText) return `${line.title} is hidden.`
  return line.values.some(({ text }) => text === hiddenText)
    ? `${line.title} is ${line.result.replace('−', 'minus ')}.`
    : lineSpoken(line.cell, facts)
}

/** Why we say where a number comes from. */
export function Why({ cell }: { readonly cell: CellRef }): ReactNode {
  const why = whyOf(cell)
  return why && `: ${why}`
}

/** The proof of a gradient, and the error as a curve, whose slope it is. */
export function Proof({ scene }: { readonly scene: Scene }): ReactNode {
  const proof = proofOf(scene)
  const curve = curveOf(scene)
  return (
    <div className="proved">
      {proof && <p>{proof.text}</p>}
      {curve && <p>{curveWords(curve)}</p>}
      {curve && <Curve of={curve} />}
    </div>
  )
}
