// Where one cell goes, in a net of any size: the other way round from sources, followed forwards from the cell alone.

import type { CellRef } from './expression.ts'
import { cellKey } from './expression.ts'
import { entriesOf, type Net, type Node, namesOf, topological } from './graph.ts'
import { memo } from './memo.ts'
import { orderOf } from './rearrange.ts'

/** Some rows by some columns, counted from 0. */
export interface Region {
  readonly rows: readonly [from: number, count: number]
  readonly columns: readonly [from: number, count: number]
}

/** Cells of a named matrix. */
export interface NamedRegion extends Region {
  readonly name: string
}

type Span = Region['rows']

/** Who reads each node, and as which of its sources. */
const usersOf: (net: Net) => ReadonlyMap<Node, readonly { readonly user: Node; readonly index: number }[]> = memo(
  (net: Net) => {
    const users = new Map<Node, { readonly user: Node; readonly index: number }[]>()
    for (const user of topological(entriesOf(net).map(([, node]) => node)))
      user.src.forEach((source, index) => {
        const known = users.get(source)
        if (known) known.push({ user, index })
        else users.set(source, [{ user, index }])
      })
    return users
  },
)

const knownNames = memo(namesOf)

/**
 * The named cells that one cell goes into directly, through matrices without a name: those whose line of arithmetic cites
 * it. In the net's order; regions of one matrix may touch but are never the same twice.
 * @throws {RangeError} where the net has no such cell
 */
export function consumersAt(net: Net, { name, row, column }: CellRef): readonly NamedRegion[] {
  const node = net[name]
  if (!node) throw new RangeError(`there is no matrix ${name}`)
  const [rows, columns] = node.shape
  if (!(row >= 0 && row < rows && column >= 0 && column < columns))
    throw new RangeError(`${name} is ${rows}×${columns}; it has no row ${row + 1}, column ${column + 1}`)
  const [users, names] = [usersOf(net), knownNames(net)]
  const found = new Map<string, NamedRegion>()
  const seen = new Map<Node, Set<string>>()
  const follow = (from: Node, region: Region): void => {
    for (const { user, index } of users.get(from) ?? [])
      for (const into of dependents(user, index, region)) {
        const key = `${into.rows.join()} ${into.columns.join()}`
        const known = seen.get(user) ?? new Set()
        if (known.has(key)) continue
        seen.set(user, known.add(key))
        const called = names.get(user)
        if (called === undefined) follow(user, into)
        else found.set(`${called} ${key}`, { name: called, ...into })
      }
  }
  follow(node, { rows: [row, 1], columns: [column, 1] })
  const places = new Map(entriesOf(net).map(([each], i) => [each, i]))
  return [...found.values()].toSorted((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0))
}

const all = (count: number): Span => [0, count]

/** What is left of a span within another, counted from the other's start. */
function within([from, count]: Span, [start, length]: Span): Span | undefined {
  const [low, high] = [Math.max(from, start), Math.min(from + count, start + length)]
  return high > low ? [low - start, high - low] : undefined
}

/** The cells of a node that are made from a region of one of its sources. */
function dependents(node: Node, index: number, { rows, columns }: Region): readonly Region[] {
  const [height, width] = node.shape
  const source = node.src[index]
  if (!source) throw new RangeError(`${node.op} has no source ${index + 1}`)
  switch (node.op) {
    case 'input':
    case 'table':
    case 'fill':
      return []
    case 'matmul':
      return [index === 0 ? { rows, columns: all(width) } : { rows: all(height), columns }]
    case 'transpose':
      return [{ rows: columns, columns: rows }]
    case 'broadcast':
      return [
        {
          rows: source.shape[0] === 1 ? all(height) : rows,
          columns: source.shape[1] === 1 ? all(width) : columns,
        },
      ]
    case 'sum':
      return [node.arg.along === 'rows' ? { rows, columns: [0, 1] } : { rows: [0, 1], columns }]
    case 'rows': {
      const left = within(rows, [node.arg.from, node.arg.count])
      return left ? [{ rows: left, columns }] : []
    }
    case 'columns': {
      const left = within(columns, [node.arg.from, node.arg.count])
      return left ? [{ rows, columns: left }] : []
    }
    case 'stack': {
      const above = index === 0 ? 0 : height - source.shape[0]
      return [{ rows: [rows[0] + above, rows[1]], columns }]
    }
    case 'rearrange': {
      const to = placesOf(node)
      const cells: Region[] = []
      for (let r = rows[0]; r < rows[0] + rows[1]; r++)
        for (let c = columns[0]; c < columns[0] + columns[1]; c++) {
          const place = to[r * source.shape[1] + c]!
          cells.push({ rows: [Math.floor(place / width), 1], columns: [place % width, 1] })
        }
      return cells
    }
    case 'bits':
    case 'share':
      return [{ rows: all(height), columns }]
    default:
      return [{ rows, columns }]
  }
}

/** Where each cell of a rearrangement's source goes. */
const placesOf: (node: Node<'rearrange'>) => Int32Array = memo((node: Node<'rearrange'>) => {
  const order = orderOf(node.arg)
  const places = new Int32Array(order.length)
  order.forEach((source, place) => {
    places[source] = place
  })
  return places
})

/** Cells put together to regions: runs along a column, then columns of the same run. */
export function regionsOf(cells: readonly CellRef[]): readonly NamedRegion[] {
  const known = new Set<string>()
  const columns: { name: string; from: number; count: number; column: number }[] = []
  const ordered = cells.toSorted((a, b) =>
    a.name === b.name ? a.column - b.column || a.row - b.row : a.name < b.name ? -1 : 1,
  )
  for (const cell of ordered) {
    if (known.has(cellKey(cell))) continue
    known.add(cellKey(cell))
    const last = columns.at(-1)
    if (last?.name === cell.name && last.column === cell.column && last.from + last.count === cell.row) last.count++
    else columns.push({ name: cell.name, from: cell.row, count: 1, column: cell.column })
  }
  const regions: { name: string; rows: Span; columns: [number, number] }[] = []
  for (const { name, from, count, column } of columns) {
    const same = regions.find(
      region =>
        region.name === name &&
        region.rows[0] === from &&
        region.rows[1] === count &&
        region.columns[0] + region.columns[1] === column,
    )
    if (same) same.columns[1]++
    else regions.push({ name, rows: [from, count], columns: [column, 1] })
  }
  const first = new Map<string, number>()
  for (const [i, { name }] of cells.entries()) if (!first.has(name)) first.set(name, i)
  return regions.toSorted((a, b) => (first.get(a.name) ?? 0) - (first.get(b.name) ?? 0))
}

const span = ([from, count]: Span): string => (count === 1 ? `${from + 1}` : `${from + 1}–${from + count}`)

/** `attention.scores[1–16,3]`: rows and columns counted from 1. */
export const regionName = ({ name, rows, columns }: NamedRegion): string => `${name}[${span(rows)},${span(columns)}]`
