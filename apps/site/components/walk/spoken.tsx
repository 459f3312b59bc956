'use client'
// The line of arithmetic as a sentence, for a screen reader: loaded when the first cell is picked.
import { lineSpoken } from '@dit-by-hand/walkthrough/line-spoken'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'
import { hiddenText } from '../../lib/hidden.ts'

/** What is hidden on the page is hidden here, too. */
export function Spoken({ scene: { line, facts } }: { readonly scene: Scene }): ReactNode {
  if (!line) return null
  if (line.result === hiddenText) return `${line.title} is hidden.`
  return line.values.some(({ text }) => text === hiddenText)
    ? `${line.title} is ${line.result.replace('−', 'minus ')}.`
    : lineSpoken(line.cell, facts)
}
