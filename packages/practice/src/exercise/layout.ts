// Where the matrices of a task stand: a product as a teacher lays it out, anything else as the walkthrough does. What the
// task neither shows nor asks for is taken out, and the rest closes up.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import type { Node } from '@dit-by-hand/graph/graph'
import { slugOf } from '@dit-by-hand/spec/names'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { isOperator as isSign, matrixIn, namesIn } from '@dit-by-hand/walkthrough/stages'
import type { Layout, Square } from '@dit-by-hand/walkthrough/telling'
import { gridsOf, paperPages } from '../sheet/pages.ts'
import type { Task } from './exercise.ts'

/** The layout of a task's matrices, each that it shows or asks for at least once. Empty where it shows none. */
export function layoutOf(task: Task, worked: Worked): Layout {
  const shows = task.shows.filter(isName)
  switch (task.kind) {
    case 'fill':
    case 'misprint': {
      const [only, ...more] = task.names
      if (only === undefined) throw new RangeError(`${task.id} asks for no matrix`)
      return more.length === 0
        ? around(task, only, new Set([...shows, only]), worked)
        : together(task, new Set([...shows, ...task.names]), worked)
    }
    case 'shapes':
      return around(task, task.name, new Set(shows), worked)
    case 'choice':
      return shows.length === 0 || !isName(task.cell.name) ? [] : around(task, task.cell.name, new Set(shows), worked)
  }
}

/** What one matrix is made from, and the matrix where they meet, if it is one of those that may be seen. */
function around({ step }: Task, name: Name, seen: ReadonlySet<Name>, worked: Worked): Layout {
  const product = productOf(name, worked)
  if (product && isWhole(product, seen)) return only(product, seen)
  const pages = pagesOf(step, worked).filter(page => namesIn(page).includes(name) && isWhole(page, seen))
  const told = pages.map(page => only(page, seen)).find(isTelling)
  if (told) return told
  const sources = [...seen].filter(one => one !== name)
  return [seen.has(name) && sources.length > 0 ? [...sources, '→', name] : [...seen]]
}

const isWhole = (layout: Layout, seen: ReadonlySet<Name>): boolean => {
  const names = namesIn(layout)
  return [...seen].every(name => names.includes(name))
}

/** Whether a layout still says what comes of what: by a sign, or from above to below. */
const isTelling = (layout: Layout): boolean => layout.flat().some(isSign) || layout.every(row => row.length === 1)

/** Weight left, input above, result where they meet, bias beside the weight; null where the matrix is no product. */
function productOf(name: Name, { net }: Worked): Layout | null {
  const called = new Map<Node, Name>(Object.entries(net).flatMap(([as, node]) => (isName(as) ? [[node, as]] : [])))
  const nameOf = (node: Node | undefined): Name | undefined =>
    node && (called.get(node) ?? (node.op === 'input' && isName(node.arg.name) ? node.arg.name : undefined))
  const factor = (node: Node): Square | undefined => {
    const over = node.op === 'transpose' ? nameOf(node.src[0]) : undefined
    return nameOf(node) ?? (over && `${over}ᵀ`)
  }
  const node = named(net, name)
  const [product, added] = node.op === 'add' ? [at(node.src, 0), at(node.src, 1)] : [node, undefined]
  if (product.op !== 'matmul') return null
  const [left, above] = [factor(at(product.src, 0)), factor(at(product.src, 1))]
  if (left === undefined || above === undefined) return null
  const bias = added && nameOf(added.op === 'broadcast' ? added.src[0] : added)
  if (added && bias === undefined) return null
  const beside: readonly Square[] = bias === undefined ? [] : [bias]
  return [
    ['', ...beside.map(() => '' as const), above],
    [left, ...beside, name],
  ]
}

const pagesOf = (step: Task['step'], worked: Worked): readonly Layout[] =>
  paperPages(slugOf(step), factsOf(worked)).map(({ layout }) => layout)

/** All matrices of a step, stage by stage. Those that no page of the walkthrough has stand first. */
function together({ step }: Task, seen: ReadonlySet<Name>, worked: Worked): Layout {
  const pages = pagesOf(step, worked)
    .map(page => only(page, seen))
    .filter(page => page.length > 0)
  const found = new Set(pages.flatMap(namesIn))
  const missing = [...seen].filter(name => !found.has(name))
  const all = [...(missing.length === 0 ? [] : [[missing]]), ...pages]
  return all.flatMap((page, i) => (i === 0 ? page : [[], ...page]))
}

/** A layout with some of its matrices: signs go with what they stand beside, empty rows and columns close up. */
function only(layout: Layout, seen: ReadonlySet<Name>): Layout {
  const rows = gridsOf(layout).map(part =>
    closed(lowered(part.map((row, r) => row.map((_, c) => kept(part, r, c, seen))))),
  )
  return rows.filter(part => part.length > 0).flatMap((part, i) => (i === 0 ? part : [[], ...part]))
}

/** The matrix of a square, looked for upwards where one reaches down to it. */
function matrixAt(layout: Layout, row: number, column: number): Name | undefined {
  let from = row
  while (layout[from]?.[column] === '^') from--
  return matrixIn(layout[from]?.[column] ?? '')?.name
}

/** A square as it is, or nothing: of a matrix that is not seen, or of a sign beside one. */
function kept(layout: Layout, row: number, column: number, seen: ReadonlySet<Name>): Square {
  const squares = at(layout, row)
  const square = at(squares, column)
  const isSeen = (where: number): boolean => {
    const name = matrixAt(layout, row, where)
    return name === undefined || seen.has(name)
  }
  if (!isSign(square)) return isSeen(column) ? square : ''
  const matrices = squares.flatMap((_, c) => (matrixAt(layout, row, c) === undefined ? [] : [c]))
  const [before, after] = [matrices.findLast(c => c < column), matrices.find(c => c > column)]
  return [before, after].every(beside => beside === undefined || isSeen(beside)) ? square : ''
}

/** A row in which nothing but matrices stand that reach down is taken out, and they begin a row lower. */
function lowered(layout: Layout): Layout {
  const [first, second, ...rest] = layout
  if (first === undefined || second === undefined) return layout
  const isReaching = first.every((square, c) => square === '' || second[c] === '^')
  if (!isReaching) return [first, ...lowered([second, ...rest])]
  const begun = second.map((square, c) => (square === '^' ? (first[c] ?? '') : square))
  return lowered([begun, ...rest])
}

/** Without empty rows and columns; a row in which matrices only go on is empty, too. */
function closed(layout: Layout): Layout {
  const rows = layout.filter(row => row.some(square => square !== '' && square !== '^'))
  const across = Math.max(0, ...rows.map(row => row.length))
  const used = Array.from({ length: across }, (_, c) => rows.some(row => (row[c] ?? '') !== ''))
  return rows.map(row => row.filter((_, c) => used[c]))
}
