// A worksheet as data: pages of squared paper, and on them steps, matrices with open squares, signs and a footer. No
// file format: every writer draws the same.
import type { Name } from '@dit-by-hand/core/names'
import type { Step } from '@dit-by-hand/spec/names'
import type { Role } from '@dit-by-hand/walkthrough/matrices'

/** Sheets of paper, landscape. Millimetres. */
export const papers = {
  a4: { width: 297, height: 210 },
  letter: { width: 279.4, height: 215.9 },
} as const
export type Paper = keyof typeof papers

/** Free at each edge, and the room of title and footer. Millimetres. */
export const edges = { side: 10, top: 9, bottom: 8, title: 12, footer: 10 } as const

/** A number as it stands on paper: null where it is to be filled in. */
export type CellText = string | null

/** A matrix, or one frame of a video. Rows and columns count squares from 0, from the upper left of the page's paper. */
export interface Drawn {
  readonly name: Name
  readonly turned: boolean
  readonly symbol: string
  readonly title: string
  readonly role: Role
  readonly isGradient: boolean
  /** Of a video: which frame, counted from 1, and the first row of it in the matrix. */
  readonly frame: { readonly number: number; readonly from: number } | null
  readonly row: number
  readonly column: number
  /** How many squares one of its cells is wide. */
  readonly wide: number
  readonly cells: readonly (readonly CellText[])[]
  /** Whether its caption has room for the title beside the symbol, in squares. */
  readonly captionRoom: number
}

/** A sign between matrices, or an arrow to what comes next. */
export interface DrawnSign {
  readonly text: string
  readonly row: number
  readonly column: number
}

/** How a matrix is made: signs of matrices, and what stands between them. */
export type SignFormula = readonly { readonly text: string; readonly isSign: boolean }[]

/** A step, or a stage of one. */
export interface Station {
  readonly step: Step
  readonly title: string
  /** How its matrices are made, in signs: in rows, the first behind the title and the others from the row `under` on. */
  readonly formulas: readonly (readonly SignFormula[])[]
  readonly under: number
  readonly row: number
  readonly column: number
  /** Squares across that its heading may take. */
  readonly room: number
  readonly matrices: readonly Drawn[]
  readonly signs: readonly DrawnSign[]
}

/** A formula on a line of text. */
export const formulaLine = (formula: SignFormula): string => formula.map(({ text }) => text).join('')

export interface Page {
  readonly title: string
  readonly note: string
  /** The size of a square, in millimetres. */
  readonly square: number
  readonly rows: number
  readonly columns: number
  readonly stations: readonly Station[]
  /** Lines of arithmetic, where a page has them instead of squares. */
  readonly lines?: readonly ArithmeticLine[]
}

/** `Z[1,3] = max(0, 1·3 − 1·0 + 0) = ` and `3`. */
export interface ArithmeticLine {
  readonly name: Name
  readonly step: Step
  readonly made: string
  readonly result: string
}

/** A worksheet, or the key to one. */
export interface Worksheet {
  readonly title: string
  /** What makes it again. */
  readonly origin: string
  /** Whether there is a line for a name. */
  readonly named: boolean
  readonly paper: Paper
  readonly pages: readonly Page[]
}
