// Spreadsheet files: a book written as .xlsx.
import type { BorderSide, NamedRange } from 'hucre'
import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { fixedText, letters } from '../sheet/live/address.ts'
import type { Book, BookCell, BookSheet, Part } from '../sheet/live/book.ts'
import { margins, printOf } from '../sheet/live/print.ts'
import type { Paper } from '../sheet/paper.ts'
import { roles } from '../sheet/roles.ts'

/** The bytes of a spreadsheet file. The same book gives the same bytes. */
export async function xlsxBytes({ title, sheets, paper }: Book): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(sheet => sheetOf(sheet, paper)),
    properties: { title, creator: 'dit', created: epoch, modified: epoch },
    defaultFont: { name: 'Calibri', size: 11 },
    namedRanges: sheets.flatMap(sheet => printArea(sheet, paper)),
  })
}

/** Files carry no clock: what is made twice is the same twice. */
const epoch = new Date(Date.UTC(2024, 0, 1))

const rowsOf = ({ cells }: BookSheet): number => Math.max(0, ...cells.map(cell => cell.row)) + 1

/** What of a sheet is printed; without it, what only serves others is printed too. Not by the library's own setting, which
 *  leaves the quotes out around a sheet's name with a space in it. */
const printArea = (sheet: BookSheet, paper: Paper): readonly NamedRange[] => {
  const { name, hidden } = sheet
  const to = fixedText({ row: rowsOf(sheet) - 1, column: printOf(sheet, paper).columns - 1 })
  const range = `${fixedText({ sheet: name, row: 0, column: 0 })}:${to}`
  return hidden ? [] : [{ name: '_xlnm.Print_Area', range, scope: name }]
}

function sheetOf(sheet: BookSheet, paper: Paper): WriteSheet {
  const { name, cells, widths, hidden, choices } = sheet
  return {
    name,
    rows: Array.from({ length: rowsOf(sheet) }, () => []),
    cells: new Map(cells.map(cell => [`${cell.row},${cell.column}`, cellOf(cell)])),
    columns: widths.map(width => ({ width })),
    ...(hidden && { hidden }),
    view: { showGridLines: false },
    pageSetup: { orientation: 'landscape', paperSize: paper, fitToPage: true, fitToWidth: 1, fitToHeight: 0, margins },
    rowBreaks: hidden ? [] : printOf(sheet, paper).breaks.map(row => row - 1),
    headerFooter: { oddFooter: '&C&P/&N' },
    ...(choices && {
      dataValidations: choices.map(({ row, column, values }) => ({
        type: 'list' as const,
        values: [...values],
        range: `${letters(column)}${row + 1}`,
        showErrorMessage: true,
        errorTitle: 'Which reading?',
        errorMessage: `Choose one of: ${values.join(', ')}.`,
      })),
    }),
  }
}

function cellOf(cell: BookCell): Partial<Cell> {
  const style = styleOf(cell)
  const note = cell.note === undefined ? {} : { comment: { author: 'dit', text: cell.note } }
  if (cell.formula === undefined && cell.value === '') return { value: null, type: 'empty', style, ...note }
  return cell.formula === undefined
    ? { value: cell.value, type: typeof cell.value === 'number' ? 'number' : 'string', style, ...note }
    : { value: null, type: 'formula', formula: cell.formula, formulaResult: cell.value, style, ...note }
}

const ink = '1B212C'
const muted = '575D69'
/** Of cells to be filled in: what they are behind and around, for who types. */
const open = 'FFFFFF'

const fonts: { readonly [K in Part]: CellStyle['font'] } = {
  title: { bold: true, size: 16, color: { rgb: ink } },
  heading: { bold: true, size: 13, color: { rgb: ink } },
  caption: { size: 9, color: { rgb: muted } },
  note: { size: 10, color: { rgb: muted } },
  sign: { size: 13, color: { rgb: muted } },
  input: { bold: true, color: { rgb: ink } },
  copy: { italic: true, color: { rgb: muted } },
  result: { color: { rgb: ink } },
  misprint: { bold: true, color: { rgb: 'A31C1B' } },
  answer: { color: { rgb: ink } },
  mark: { bold: true, color: { rgb: ink } },
  why: { size: 10, color: { rgb: ink } },
}

const isNumber = (part: Part): boolean => ['input', 'copy', 'result', 'misprint', 'answer'].includes(part)

function styleOf({ part, role, format, edges }: BookCell): CellStyle {
  const font = fonts[part]
  if (!isNumber(part))
    return {
      ...(font && { font }),
      ...((part === 'sign' || part === 'mark') && { alignment: { horizontal: 'center', vertical: 'center' } }),
    }
  const look = role && roles[role]
  // Inputs stand out by a frame of thick lines as well as by their bold print.
  const line = (outer: boolean): BorderSide => ({
    style: outer ? (part === 'input' ? 'thick' : part === 'copy' ? 'dashed' : 'medium') : 'thin',
    color: { rgb: outer || !look ? (look?.line ?? ink) : 'B9BCC2' },
  })
  const [top, right, bottom, left] = edges ?? [true, true, true, true]
  return {
    ...(font && { font }),
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: part === 'answer' ? open : (look?.fill ?? open) } },
    border: { top: line(top), right: line(right), bottom: line(bottom), left: line(left) },
    alignment: { horizontal: 'center', vertical: 'center', ...(part === 'result' && { shrinkToFit: true }) },
    // Text, so that 1/2 stays what was typed and does not become a day in February.
    numFmt: part === 'answer' ? '@' : (format ?? 'General'),
    ...(part === 'answer' && { protection: { locked: false } }),
  }
}
