// A blank spreadsheet that comes back filled in: which problem it is of, and what stands in its open cells.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import type { Typed } from '../marking/mark.ts'
import { written } from '../marking/typed.ts'
import { type Problem, problem } from '../problem/problem.ts'
import { addressText } from '../sheet/live/address.ts'
import { fillingOf, openCells, originCell } from '../sheet/live/filling.ts'
import { captionCell } from '../sheet/live/full.ts'
import { askedBack } from './worksheets.ts'

/** It is no worksheet that was handed out, or what stands in it cannot be read. */
export class HandedInError extends Error {
  override readonly name = 'HandedInError'
}

/** Far more than any worksheet of a problem has. */
const mostRows = 1000
const mostBytes = 4 * 1024 * 1024

/**
 * Reads a filled spreadsheet.
 * @returns the problem that it says it is of, and every open cell with its text, '' where it is blank
 * @throws {HandedInError} why it cannot be marked
 */
export async function handedIn(
  bytes: Uint8Array,
): Promise<{ readonly problem: Problem; readonly typed: readonly Typed[] }> {
  if (bytes.length > mostBytes) throw new HandedInError('it is far larger than a worksheet.')
  const [first, second] = (await shownIn(bytes)).flatMap(sheet => {
    const back = askedBack(textAt(sheet, originCell))
    return back ? [{ sheet, ...back }] : []
  })
  if (!first) throw new HandedInError('it does not say in B7 which problem it is of, as a worksheet of a seed does.')
  if (second)
    throw new HandedInError(
      `“${first.sheet.name}” and “${second.sheet.name}” are both worksheets that were handed out: each is marked in a file of its own.`,
    )
  const { sheet, asked, steps } = first
  try {
    const of = problem(asked)
    const filling = fillingOf('Walk', work(of.lesson, netOf(of.lesson)), steps)
    const moved = filling.asked.map(captionCell).find(caption => textAt(sheet, caption) !== caption.value)
    if (moved)
      throw new HandedInError(
        `“${moved.value}” does not stand in ${addressText(moved)}, where it was handed out: has a row or a column been added or taken out?`,
      )
    const typed = openCells(filling).map(({ cell, ...at }) => ({ cell, text: textAt(sheet, at) }))
    return { problem: of, typed }
  } catch (error) {
    if (error instanceof RangeError) throw new HandedInError(`${error.message}.`, { cause: error })
    throw error
  }
}

/** The worksheets that are not hidden. */
async function shownIn(bytes: Uint8Array): Promise<readonly Sheet[]> {
  try {
    const { sheets } = await readXlsx(bytes, {
      sheets: ({ hidden, veryHidden }) => !(hidden || veryHidden),
      maxRows: mostRows,
    })
    return sheets
  } catch (error) {
    throw new HandedInError('it is no spreadsheet that can be read.', { cause: error })
  }
}

/** @throws {HandedInError} where a formula stands there and what it comes to was not stored */
function textAt({ rows, cells }: Sheet, at: { readonly row: number; readonly column: number }): string {
  const value = rows[at.row]?.[at.column]
  if (cells?.get(`${at.row},${at.column}`)?.type === 'formula' && value === null)
    throw new HandedInError(
      `a formula stands in ${addressText(at)}, without what it comes to: opened in a spreadsheet program and saved there, it can be marked.`,
    )
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'number' ? written(value) : String(value)
}
