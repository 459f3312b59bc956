// Where a number stands in a spreadsheet, and how that is written in a formula.

/** A cell of a worksheet. Rows and columns count from 0; without a sheet it is on the formula's own. */
export interface Address {
  readonly sheet?: string
  readonly row: number
  readonly column: number
}

/** The letters of a column: A, B, … Z, AA. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}

const cellText = ({ row, column }: Address): string => `${letters(column)}${row + 1}`

const onSheet = (sheet: string | undefined, text: string): string =>
  sheet === undefined ? text : `'${sheet.replaceAll("'", "''")}'!${text}`

/** `C4`, or `'Typed'!C4`. */
export const addressText = (at: Address): string => onSheet(at.sheet, cellText(at))

/** `$C$4`: stays what it is where a formula is copied. */
export const fixedText = ({ sheet, row, column }: Address): string => onSheet(sheet, `$${letters(column)}$${row + 1}`)

/** `C4:E6`: from the upper left to the lower right. */
export const rangeText = (from: Address, to: Address): string =>
  onSheet(from.sheet, `${cellText(from)}:${cellText(to)}`)

/** The range that these cells fill, row by row and each once; undefined where they are no such block. */
export function blockOf(cells: readonly Address[]): readonly [from: Address, to: Address] | undefined {
  const [from, to] = [cells[0], cells.at(-1)]
  if (!from || !to || cells.length < 2) return undefined
  const width = to.column - from.column + 1
  if (width < 1 || (to.row - from.row + 1) * width !== cells.length) return undefined
  const inOrder = cells.every(
    ({ sheet, row, column }, i) =>
      sheet === from.sheet && row === from.row + Math.floor(i / width) && column === from.column + (i % width),
  )
  return inOrder ? [from, to] : undefined
}
