// The line of arithmetic as a sentence, for a screen reader.
import { cellValue } from '@dit-by-hand/core/lesson'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { spoken } from '@dit-by-hand/graph/spoken'
import { lineOf, tokens } from '@dit-by-hand/graph/text'
import { leafOf } from './leaf.ts'
import { arithmeticOf, isGiven } from './line.ts'
import { cellTitle } from './matrices.ts'
import type { Facts } from './telling.ts'

/** "latent, feature 1, patch 3 is …, which makes 3." @throws {RangeError} where the lesson has no such cell */
export function lineSpoken(cell: CellRef, facts: Facts): string {
  return `${cellTitle(cell, facts)} is ${said(cell, facts)}.`
}

function said(cell: CellRef, facts: Facts): string {
  const arithmetic = arithmeticOf(cell, facts)
  const number = spoken.number(cellValue(facts, cell))
  if (isGiven(cell, arithmetic)) return `${number}, given`
  if (arithmetic.kind === 'literal') return number
  if (arithmetic.kind === 'cell') return `${number}, taken over from ${cellTitle(arithmetic.cell, facts)}`
  const leaf = leafOf(ref => cellValue(facts, ref), arithmetic, spoken.number)
  const words = lineOf(tokens(arithmetic, leaf, { style: spoken }))
  return arithmetic.kind === 'amended' ? words.replace(/,$/, '') : `${words}, which makes ${number}`
}
