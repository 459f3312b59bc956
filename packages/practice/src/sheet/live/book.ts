// A spreadsheet as data: what stands in which cell, how it is made, and what it is. No file format.
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { Paper } from '../paper.ts'

/** What a cell is to its reader. */
export type Part =
  | 'title'
  | 'heading'
  | 'caption'
  | 'note'
  | 'sign'
  /** A number of the lesson, to be changed. */
  | 'input'
  /** The same number once more, where it is used. */
  | 'copy'
  /** A computed number. */
  | 'result'
  /** A computed number as it was misprinted. */
  | 'misprint'
  /** To be filled in. */
  | 'answer'
  /** Whether an answer is right, and why not. */
  | 'mark'
  | 'why'

/** One cell. Rows and columns count from 0. */
export interface BookCell {
  readonly row: number
  readonly column: number
  readonly part: Part
  readonly role?: Role
  /** What stands there; of a formula, what it comes to. */
  readonly value: number | string
  /** Without the equals sign. */
  readonly formula?: string
  /** How its number is shown. */
  readonly format?: string
  /** Said beside the cell: on a misprint, or on how to fill in. */
  readonly note?: string
  /** Which sides of its matrix it lies at: top, right, bottom, left. */
  readonly edges?: readonly [boolean, boolean, boolean, boolean]
}

export interface BookSheet {
  readonly name: string
  readonly cells: readonly BookCell[]
  /** Width of each column in characters. */
  readonly widths: readonly number[]
  /** It only serves others, and is not shown. */
  readonly hidden?: boolean
  /** Cells where only some numbers make sense, and what to say there. */
  readonly choices?: readonly { readonly row: number; readonly column: number; readonly values: readonly string[] }[]
}

export interface Book {
  readonly title: string
  readonly sheets: readonly BookSheet[]
  readonly paper: Paper
}

/** A line of small text. */
export const note = (row: number, value: string, column: number = 1): BookCell => ({ row, column, part: 'note', value })

/** A format with a true minus sign before a number, which stays one. */
export const withMinus = (format: string): string => `${format};"−"${format}`
