// A variant: one node made otherwise, in words. A move gives the variants of a node; tables of moves are all there is.
import { at } from '@dit-by-hand/graph/at'
import { copyOf, withSource } from '@dit-by-hand/graph/copy'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { type Node, type OpName, type Shape, ShapeError, topological } from '@dit-by-hand/graph/graph'
import { table } from '@dit-by-hand/graph/ops'
import type { Name } from '../names.ts'
import { asRead, type Part } from './evidence.ts'

/** What kind of slip it is: a line each for what is as likely, the likelier first, where two come to the same. */
export const families = [
  ['reading', 'left out', 'sign', 'twice'],
  ['axis', 'transposed', 'order', 'operation'],
  ['softmax', 'activation', 'bits', 'order of items'],
  ['count', 'other matrix'],
  ['updated', 'rounding', 'added', 'shape'],
] as const
export type Family = (typeof families)[number][number]

export interface Explanation {
  readonly family: Family
  /** In the words of the nodes: no number that hangs on the lesson. */
  readonly says: string
  readonly pair?: readonly [wanted: Name, taken: Name]
}

export interface Variant extends Explanation {
  /** The whole matrix; undefined where it cannot be made in this shape. */
  readonly node: (shape?: Shape) => Node | undefined
  readonly grid: (shape?: Shape) => Grid<Exact> | undefined
}

/** A row of a family's table. In its words $0 is the node itself, $1 and $2 are what it is made of. */
export type Row = readonly [family: Family, says: string, make: () => Node, pair?: Explanation['pair']]
type Rows = readonly (Row | false)[]
export type Move = (node: Node, part: Part) => Rows

export type Table<T> = readonly (readonly [says: string, of: T])[]
export const rowsOf = <T>(family: Family, table: Table<T>, make: (of: T) => Node): readonly Row[] =>
  table.map(([says, of]) => [family, says, () => make(of)])

type Of<K extends OpName> = Extract<Node, { readonly op: K }>
const isOp = <K extends OpName>(node: Node, op: K): node is Of<K> => node.op === op

/** The move that a table is, where one op stands; a and b are what the node is made of first and last, or itself. */
export const where =
  <K extends OpName>(op: K, table: (node: Of<K>, part: Part, a: Node, b: Node) => Rows): Move =>
  (node, part) =>
    isOp(node, op) ? table(node, part, node.src[0] ?? node, node.src.at(-1) ?? node) : []

export const first = (node: Node): Node => at(node.src, 0)
export const last = (node: Node): Node => at(node.src, node.src.length - 1)

/** The move that a table is, where a matrix with a name stands: the whole, or one that it is made of. */
export const matrices =
  (table: (node: Node, own: Name, part: Part) => Rows): Move =>
  (node, part) => {
    const own = node === part.node ? part.name : node.op === 'input' ? (node.arg.name as Name) : undefined
    return own === undefined ? [] : table(node, own, part)
  }

export const cellwise = (part: Part, node: Node, of: (x: Exact, row: number, column: number) => Exact): Node =>
  table(part.grid(node).map((cells, row) => cells.map((x, column) => of(x, row, column))))

/** What fits together, or undefined where it does not. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** A part's node made otherwise. `isBare`: no misprint of its own is put in. */
export function variant(part: Part, [family, says, make, pair]: Row, isBare = false): Variant {
  const node: Variant['node'] = ([rows, columns] = part.node.shape) => {
    const whole = attempt(make)
    return whole?.shape[0] === rows && whole.shape[1] === columns ? whole : undefined
  }
  const grid: Variant['grid'] = shape => {
    const whole = node(shape)
    return whole && attempt(() => part.grid(isBare ? whole : asRead(part, whole)))
  }
  return { family, says, ...(pair && { pair }), node, grid }
}

/** Every variant of a part, or those of which it is wanted that they are said: the whole first, then what it is made of. */
export function* variantsOf(part: Part, moves: readonly Move[], wanted?: ReadonlySet<string>): Generator<Variant> {
  const root = part.node
  const nodes = topological([root]).toReversed()
  const edges = nodes.flatMap(parent => parent.src.map((source, index) => ({ parent, source, index })))
  for (const node of nodes) {
    const places = edges.filter(({ source }) => source === node)
    const words = [node === root ? 'it' : part.phrase(node), ...node.src.map(part.phrase)]
    const said = (text: string): string =>
      text.replace(/\$(\d)/g, (_, place) => at(words, Number(place))).replace(/the (\w+) of it\b/, 'its $1')
    for (const row of moves.flatMap(move => move(node, part))) {
      if (!row) continue
      const [family, text, make, pair] = row
      const says = said(text)
      if (wanted && !wanted.has(says)) continue
      const instead = (of: Node, by: () => Node) => (): Node => copyOf(root, new Map([[of, by()]])).root
      const alone = places.map(({ parent, index }) => instead(parent, () => withSource(parent, index, make)))
      const isShared = new Set(places.map(({ parent }) => parent)).size > 1
      for (const tree of [instead(node, make), ...(isShared ? alone : [])])
        for (const isBare of family === 'reading' ? [false, true] : [false])
          yield variant(part, [family, says, tree, pair], isBare)
    }
  }
}
