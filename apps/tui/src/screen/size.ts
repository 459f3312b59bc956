// How large the terminal is, and what there is room for.

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Below this there is no room for a matrix and its line of arithmetic. */
export const smallest: Size = { columns: 50, rows: 16 }

export const isTooSmall = ({ columns, rows }: Size): boolean => columns < smallest.columns || rows < smallest.rows

/** From this width on the prose stands beside the matrices. */
export const twoColumns = 110

/** From this width on the map stands down the side. */
export const sideMap = 140
