// A variant: one node made otherwise, in words. A move gives the variants of a node; tables of moves are all there is.
import { at } from '@dit-by-hand/graph/at'
import { type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { type Node, type OpName, type Read, type Shape, ShapeError, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { table, withSources } from '@dit-by-hand/graph/ops'
import { withSource } from '@dit-by-hand/graph/rewrite'
import type { Name } from '../names.ts'
import { asRead, gridOf, type Part } from './evidence.ts'

/** What kind of slip it is; the likelier first, where two come to the same. */
export const families = [
  'reading',
  'left out',
  'sign',
  'twice',
  'axis',
  'transposed',
  'order',
  'operation',
  'softmax',
  'activation',
  'bits',
  'order of items',
  'count',
  'other matrix',
  'updated',
  'rounding',
  'added',
  'shape',
] as const
export type Family = (typeof families)[number]

/** What was done. */
export interface Explanation {
  readonly family: Family
  /** In the words of the nodes: no number that hangs on the lesson. */
  readonly says: string
  /** Which matrix was taken for which. */
  readonly pair?: readonly [wanted: Name, taken: Name]
  /** By which moves it is found. */
  readonly moves?: readonly Move[]
}

/** Explanations by what they say. */
export type Wanted = ReadonlyMap<string, Explanation>

export interface Variant extends Explanation {
  /** The whole matrix; undefined where it cannot be made in this shape. */
  readonly node: (shape?: Shape) => Node | undefined
  /** Its numbers, as its reading has them. */
  readonly grid: (shape?: Shape) => Grid<Exact> | undefined
}

/** A row of a family's table. In its words $0 is the node itself, $1 and $2 are what it is made of. `bare`: whether a
 *  misprint is not put in. */
export type Row = readonly [
  family: Family,
  says: string,
  make: () => Node,
  more?: undefined | { readonly pair?: readonly [wanted: Name, taken: Name]; readonly bare?: true },
]
export type Move = (node: Node, part: Part) => readonly Row[]

/** Rows, where they make sense. */
export const only = (holds: boolean, ...rows: readonly Row[]): readonly Row[] => (holds ? rows : [])

type Of<K extends OpName> = Extract<Node, { readonly op: K }>
const isOp = <K extends OpName>(node: Node, op: K): node is Of<K> => node.op === op

/** The move that a table is, where one op stands; x is what the node is made of first. */
export const where =
  <K extends OpName>(op: K, table: (node: Of<K>, x: Node, part: Part) => readonly Row[]): Move =>
  (node, part) =>
    isOp(node, op) ? table(node, first(node), part) : []

export const first = (node: Node): Node => at(node.src, 0)
export const second = (node: Node): Node => at(node.src, 1)

/** A node in whose place a table stands, each of its cells made of that node's. */
export const made = (
  part: Part,
  node: Node,
  cell: (read: Read<Exact>, row: number, column: number) => Exact,
  shape: Shape = node.shape,
): Node => {
  const grid = part.grid(node)
  return table(gridFrom(shape, (row, column) => cell((r, c) => at(at(grid, r), c), row, column)))
}

/** A node's cells, each changed. */
export const cellwise = (part: Part, node: Node, of: (x: Exact) => Exact): Node =>
  made(part, node, (read, row, column) => of(read(row, column)))

/** What fits together, or undefined where it does not. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** A part's node made otherwise. */
export function variant(
  part: Part,
  [family, says, make, { bare, ...more } = {}]: Row,
  moves: readonly Move[],
): Variant {
  const node: Variant['node'] = ([rows, columns] = part.node.shape) => {
    const whole = attempt(make)
    return whole?.shape[0] === rows && whole.shape[1] === columns ? whole : undefined
  }
  const grid: Variant['grid'] = shape => {
    const whole = node(shape)
    return whole && attempt(() => gridOf(part, bare ? whole : asRead(part, whole)))
  }
  return { family, says, ...more, moves, node, grid }
}

/** A tree with one node replaced, wherever it stands. */
export function replaced(root: Node, target: Node, by: Node): Node {
  const visit: (node: Node) => Node = memo(node => (node === target ? by : withSources(node, node.src.map(visit))))
  return visit(root)
}

/** Every variant of a part, or those that are wanted: the whole first, then what it is made of. */
export function* variantsOf(part: Part, moves: readonly Move[], wanted?: Wanted): Generator<Variant> {
  const root = part.node
  const asked = wanted ? new Set([...wanted.values()].flatMap(({ moves = [] }) => moves)) : moves
  const nodes = topological([root]).toReversed()
  const edges = nodes.flatMap(parent => parent.src.map((source, index) => ({ parent, source, index })))
  for (const node of nodes) {
    const places = edges.filter(({ source }) => source === node)
    const words = [part.phrase(node), ...node.src.map(part.phrase)]
    const word = (_: string, of = '', place: string): string =>
      node !== root || place !== '0'
        ? `${of}${at(words, Number(place))}`
        : of
          ? of.replace(/the (.*) of /, 'its $1')
          : 'it'
    for (const move of asked)
      for (const [family, text, make, more] of move(node, part)) {
        const says = text.includes('$') ? text.replace(/(the \w+ of )?\$(\d)/g, word) : text
        if (wanted && !wanted.has(says)) continue
        const put = (tree: () => Node): Variant => variant(part, [family, says, tree, more], [move])
        yield put(() => replaced(root, node, make()))
        if (places.length > 1)
          for (const { parent, index } of places)
            yield put(() => replaced(root, parent, withSource(parent, index, make)))
      }
  }
}
