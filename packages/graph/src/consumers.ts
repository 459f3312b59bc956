// Where one cell is used, in a net of any size: found by going forwards from that cell, without visiting the others.

import { at } from './at.ts'
import { type CellRef, cellKey, isReadThrough, nodeOf } from './expression.ts'
import { entriesOf, type Net, type Node, namesOf, topological } from './graph.ts'
import { memo } from './memo.ts'
import { orderOf } from './rearrange.ts'
import type { NamedRegion, Region, Span } from './regions.ts'

/** For each node, the nodes that read it, and as which of their sources. */
const usersOf = memo((net: Net) =>
  Map.groupBy(
    topological(entriesOf(net).map(([, node]) => node)).flatMap(user =>
      user.src.map((source, index) => ({ source, user, index })),
    ),
    ({ source }) => source,
  ),
)

/**
 * The named cells whose line of arithmetic reads this one, directly or through matrices without a name. In the net's order;
 * regions of one matrix may overlap, but none is listed twice.
 * @param through names that are written out where they are used, as `expression` writes them
 * @throws {RangeError} where the net has no such cell
 */
export function consumersAt(net: Net, cell: CellRef, through: ReadonlySet<string> = new Set()): readonly NamedRegion[] {
  const node = nodeOf(net, cell)
  if (isReadThrough(node, cell.name, through)) return []
  const [users, names] = [usersOf(net), namesOf(net)]
  const reached = new Map<Node, Map<string, Region>>()
  const left: [from: Node, region: Region][] = [[node, { rows: [cell.row, 1], columns: [cell.column, 1] }]]
  for (let next = left.pop(); next; next = left.pop())
    for (const { user, index } of users.get(next[0]) ?? [])
      for (const into of dependents(user, index, next[1])) {
        const regions = reached.get(user) ?? new Map<string, Region>()
        const key = `${into.rows} ${into.columns}`
        if (regions.has(key)) continue
        reached.set(user, regions.set(key, into))
        const called = names.get(user)
        if (called === undefined || isReadThrough(user, called, through)) left.push([user, into])
      }
  return entriesOf(net).flatMap(([each, its]) =>
    [...(reached.get(its)?.values() ?? [])].map(region => ({ name: each, ...region })),
  )
}

/** The cells of a region, row by row. */
const placesIn = ({ rows: [top, height], columns: [left, width] }: Region) =>
  Array.from({ length: height * width }, (_, i) => ({ row: top + Math.floor(i / width), column: left + (i % width) }))

/** The cells of some regions, each once: matrix by matrix, row by row. */
export const cellsIn = (regions: readonly NamedRegion[]): readonly CellRef[] =>
  [...Map.groupBy(regions, ({ name }) => name).values()].flatMap(own => {
    const cells = own.flatMap(({ name, ...region }) => placesIn(region).map(place => ({ name, ...place })))
    const once = new Map(cells.map(cell => [cellKey(cell), cell]))
    return [...once.values()].toSorted((a, b) => a.row - b.row || a.column - b.column)
  })

const all = (count: number): Span => [0, count]

/** The overlap of a span with a slice, counted from the slice's start, if there is any. */
function within([from, count]: Span, slice: { readonly from: number; readonly count: number }): readonly Span[] {
  const [low, high] = [Math.max(from, slice.from), Math.min(from + count, slice.from + slice.count)]
  return high > low ? [[low - slice.from, high - low]] : []
}

type CellByCell = 'add' | 'mul' | 'times' | 'inv' | 'sqrt' | 'relu' | 'step' | 'tanh' | 'sin' | 'cos' | 'same' | 'amend'
type Sourceless = 'input' | 'table' | 'fill'

/** The cells of a node that depend on a region of one of its sources. */
function dependents(node: Node, index: number, { rows, columns }: Region): readonly Region[] {
  const [height, width] = node.shape
  const [sourceHeight, sourceWidth] = at(node.src, index, 'the sources').shape
  switch (node.op) {
    case 'matmul':
      return [index === 0 ? { rows, columns: all(width) } : { rows: all(height), columns }]
    case 'transpose':
      return [{ rows: columns, columns: rows }]
    case 'broadcast':
    case 'sum':
      return [
        {
          rows: sourceHeight === height ? rows : all(height),
          columns: sourceWidth === width ? columns : all(width),
        },
      ]
    case 'rows':
      return within(rows, node.arg).map(left => ({ rows: left, columns }))
    case 'columns':
      return within(columns, node.arg).map(left => ({ rows, columns: left }))
    case 'stack':
      return [{ rows: [rows[0] + index * (height - sourceHeight), rows[1]], columns }]
    case 'rearrange': {
      const order = orderOf(node.arg)
      return placesIn({ rows, columns }).map(({ row, column }) => {
        const place = order.indexOf(row * sourceWidth + column)
        return { rows: [Math.floor(place / width), 1], columns: [place % width, 1] }
      })
    }
    case 'bits':
    case 'share':
      return [{ rows: all(height), columns }]
    default:
      // Checked by the compiler alone: a new op has to be listed.
      node.op satisfies CellByCell | Sourceless
      return [{ rows, columns }]
  }
}
