// Numbers and matrices as a screen reader is given them.
import type { Block } from '@dit-by-hand/walkthrough/scene'
import { roleMark } from './theme.ts'

/** A text with each minus as the word: the sign is not read aloud everywhere. */
export const saidMinus = (text: string): string => text.replace(/− ?/g, 'minus ')

/** Numbers as they are read out. */
export const said = (text: string): string => saidMinus(text).replaceAll('/', ' over ')

/** A matrix as rows: "row feature 1: 1, 0, minus 1, 0". */
export function blockText(block: Block, cellText: (cell: Block['rows'][number][number]) => string): readonly string[] {
  const heads = block.columnHeads.filter(head => head !== '')
  const columns = heads.length > 1 ? `, columns ${heads[0]} to ${heads.at(-1)}` : ''
  const weight = block.role in roleMark && !block.isGradient ? `, ${block.role}` : ''
  return [
    `${block.title}, ${block.shape[0]} by ${block.shape[1]}${weight}${columns}:`,
    ...block.rows.map((cells, row) => `  ${block.rowHeads[row] || 'row'}: ${cells.map(cellText).join(', ')}`),
  ]
}
