// The matrices of a task as a teacher lays them out: weight left, input above, result where they meet, blanks open.
import { modelOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey, expression, sources } from '@dit-by-hand/graph/expression'
import type { Node } from '@dit-by-hand/graph/graph'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Task } from '@dit-by-hand/practice/exercise'
import { fieldsOf, typedCells } from '@dit-by-hand/practice/fields'
import { filledIn, type Verdict } from '@dit-by-hand/practice/mark'
import { sheetOf as learnerSheet, type Sheet, shown } from '@dit-by-hand/practice/own-sheet'
import { hintsAt } from '@dit-by-hand/practice/progress'
import { worthAt } from '@dit-by-hand/walkthrough/line'
import { isName, matrices } from '@dit-by-hand/walkthrough/matrices'
import type { Block, CellView, Sign } from '@dit-by-hand/walkthrough/scene'
import { type Desk, fieldOf, taskOf, workOf } from './desk.ts'

export interface Board {
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
}

/** A matrix as it is, or turned over as a product needs it; a sign; nothing. */
type Square = Name | { readonly over: Name } | '→' | ''

/** What stands after a number that was judged. */
export const verdictMark = (verdict: Verdict | undefined): string => {
  switch (verdict?.state) {
    case 'right':
      return '✓'
    case 'wrong':
    case 'unread':
      return '✗'
    default:
      return ' '
  }
}

/** The board of the task that is open. */
export function boardOf(desk: Desk): Board {
  const task = taskOf(desk)
  const entries = workOf(desk).entries
  const sheet = learnerSheet(desk.posed.problem, filledIn(typedCells(desk.posed, entries)))
  const layout = layoutOf(task, sheet, desk)
  const signs: Sign[] = []
  const blocks: Block[] = []
  const view = cellViews(desk, task, sheet)
  layout.forEach((squares, row) => {
    squares.forEach((square, column) => {
      if (square === '') return
      const place = { row, column, rowSpan: 1 }
      if (square === '→') signs.push({ text: square, at: { row, column } })
      else if (typeof square === 'string') blocks.push(blockOf(square, sheet, view, place))
      else blocks.push(turnedOver(blockOf(square.over, sheet, view, place)))
    })
  })
  return { blocks, signs }
}

/** Which matrices stand where. */
function layoutOf(task: Task, { lesson }: Sheet, desk: Desk): readonly (readonly Square[])[] {
  const shows = task.shows.filter(isName)
  switch (task.kind) {
    case 'fill':
    case 'misprint': {
      const [only, ...more] = task.names
      if (only === undefined) return []
      return more.length === 0 ? oneResult(lesson, only, shows) : manyResults(shows, task.names)
    }
    case 'choice':
      return shows.length === 0 ? [] : [shows]
    case 'shapes':
      return desk.posed.tasks.length === 0 ? [] : [shows]
  }
}

function oneResult(lesson: Sheet['lesson'], name: Name, shows: readonly Name[]): readonly (readonly Square[])[] {
  const { net } = modelOf(lesson)
  const called = new Map<Node, Name>(Object.entries(net).flatMap(([as, node]) => (isName(as) ? [[node, as]] : [])))
  const nameOf = (node: Node | undefined): Name | undefined =>
    node && (called.get(node) ?? (node.op === 'input' && isName(node.arg.name) ? node.arg.name : undefined))
  const factor = (node: Node | undefined): Square => {
    const over = node?.op === 'transpose' ? nameOf(node.src[0]) : undefined
    return nameOf(node) ?? (over ? { over } : '')
  }
  const node = named(net, name)
  const [product, added] = node.op === 'add' ? [node.src[0], node.src[1]] : [node, undefined]
  const bias = nameOf(added?.op === 'broadcast' ? added.src[0] : added)
  if (product?.op === 'matmul') {
    const [left, above] = [factor(product.src[0]), factor(product.src[1])]
    if (left !== '' && above !== '')
      return [
        ['', above, ''],
        [left, name, bias ?? ''],
      ]
  }
  return [[...shows, '→', name]]
}

const across = 3

function manyResults(shows: readonly Name[], names: readonly Name[]): readonly (readonly Square[])[] {
  const chunks = (all: readonly Name[]): readonly (readonly Square[])[] =>
    Array.from({ length: Math.ceil(all.length / across) }, (_, i) => all.slice(i * across, (i + 1) * across))
  return [...chunks(shows), ...chunks(names)].flatMap(row => [row, []])
}

type View = (cell: CellRef) => CellView

/** How each cell is shown: blanks as they are filled in, the one in focus lit, its sources after the second hint. */
function cellViews(desk: Desk, task: Task, sheet: Sheet): View {
  const fields = new Map(
    fieldsOf(task, desk.posed).flatMap(field => (field.cell ? [[cellKey(field.cell), field] as const] : [])),
  )
  const focus = fieldOf(desk)
  const work = workOf(desk)
  const lit = new Set(
    focus.cell && hintsAt(work, focus.id) > 1 ? sources(expression(sheet.right.net, focus.cell)).map(cellKey) : [],
  )
  return cell => {
    const field = fields.get(cellKey(cell))
    const value = worthAt(sheet.own, cell)
    const typed = field && work.entries[field.id]
    const mark = field ? verdictMark(desk.marks[field.id]) : ''
    const isFocus = field !== undefined && field.id === focus.id
    const printed = task.kind === 'misprint' && cellKey(task.cell) === cellKey(cell) ? fromCell(task.printed) : value
    const text = field && task.kind === 'fill' ? (typed ?? '?') : (typed ?? showNumber(shown(printed)))
    return {
      cell,
      value,
      text: `${text}${mark}`,
      whole: null,
      lit: isFocus ? 'focus' : lit.has(cellKey(cell)) ? 'source' : null,
      was: null,
      given: field === undefined,
      misprint: null,
      origin: null,
      gradient: null,
    }
  }
}

function blockOf(name: Name, { right }: Sheet, view: View, place: Block['at']): Block {
  const about = matrices[name]
  const grid = named(right.values, name, 'the lesson')
  return {
    name,
    title: about.title,
    symbol: about.symbol,
    role: about.role,
    isGradient: about.isGradient,
    turned: false,
    frames: null,
    shape: [grid.length, at(grid, 0, name).length],
    isMade: true,
    rows: grid.map((cells, row) => cells.map((_, column) => view({ name, row, column }))),
    rowHeads: grid.map(() => ''),
    columnHeads: at(grid, 0, name).map(() => ''),
    at: place,
  }
}

/** A block with its rows as columns, as the right factor of a gradient needs it. Its cells stay the matrix's own. */
const turnedOver = (block: Block): Block => ({
  ...block,
  title: `${block.title}, turned over`,
  symbol: `${block.symbol}ᵀ`,
  turned: true,
  shape: [block.shape[1], block.shape[0]],
  rows: at(block.rows, 0, block.name).map((_, column) => block.rows.map(cells => at(cells, column, block.name))),
  rowHeads: block.columnHeads,
  columnHeads: block.rowHeads,
})
