// A variant: one node made otherwise, in words. A move gives the variants of a node; families of moves are all there is.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { type Node, type OpName, topological } from '@dit-by-hand/graph/graph'
import { table, withSources } from '@dit-by-hand/graph/ops'
import type { Name } from '../names.ts'
import { type Evidence, gridOf, type Local } from './evidence.ts'
import { phrases } from './phrase.ts'

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

export interface Variant {
  readonly family: Family
  /** What was done, in the words of the nodes: no number that hangs on the lesson. */
  readonly says: string
  readonly make: () => Node
  /** Which matrix was taken for which. */
  readonly pair?: readonly [wanted: Name, taken: Name]
  /** Whether a misprint is not put in. */
  readonly bare?: true
}

/** What a move may ask about the matrix at hand. */
export interface About {
  readonly evidence: Evidence
  readonly local: Local
  readonly title: (name: Name) => string
  readonly phrase: (node: Node) => string
  readonly grid: (node: Node) => Grid<Exact>
  /** Every named matrix that does not come after this one. */
  readonly others: () => readonly Name[]
}

/** A variant in one line. */
export const v = (family: Family, says: string, make: () => Node): Variant => ({ family, says, make })

export type Move = (node: Node, about: About) => readonly Variant[]

/** A row of a family's table. In its words $1 and $2 are what the node is made of. */
export type Row = readonly [family: Family, says: string, make: () => Node]

/** The move that a table is, where one op stands. */
export const where =
  <K extends OpName>(op: K, table: (node: Of<K>, about: About) => readonly Row[]): Move =>
  (node, about) => {
    if (!isOp(node, op)) return []
    const [x = '', y = ''] = node.src.map(about.phrase)
    return table(node, about).map(([family, says, make]) =>
      v(family, says.replaceAll('$1', x).replaceAll('$2', y), make),
    )
  }

type Of<K extends OpName> = Extract<Node, { readonly op: K }>
const isOp = <K extends OpName>(node: Node, op: K): node is Of<K> => node.op === op

export type TitleOf = (name: Name) => string

export function aboutOf(evidence: Evidence, local: Local, title: TitleOf, others: About['others']): About {
  const grids = new Map<Node, Grid<Exact>>()
  return {
    evidence,
    local,
    title,
    others,
    phrase: phrases(evidence.net, local, title),
    grid(node) {
      const known = grids.get(node) ?? gridOf(local, node)
      grids.set(node, known)
      return known
    },
  }
}

/** A tree with one node replaced, wherever it stands. */
export function replaced(root: Node, target: Node, by: Node): Node {
  const made = new Map<Node, Node>([[target, by]])
  for (const node of topological([root]))
    if (node !== target)
      made.set(
        node,
        withSources(
          node,
          node.src.map(source => made.get(source) ?? source),
        ),
      )
  return made.get(root) ?? root
}

/** A node's cells, each changed. */
export const cellwise = (about: About, node: Node, of: (x: Exact, row: number, column: number) => Exact): Node =>
  table(about.grid(node).map((row, r) => row.map((x, c) => of(x, r, c))))

/** Cells in a shape, by place. */
export const tableOf = (rows: number, columns: number, of: (row: number, column: number) => Exact): Node =>
  table(Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => of(r, c))))

/** Every variant of a tree: the whole first, then its parts. */
export function* variantsOf(root: Node, about: About, moves: readonly Move[]): Generator<Variant> {
  const nodes = topological([root]).toReversed()
  const edges = nodes.flatMap(parent => parent.src.map((source, index) => ({ parent, source, index })))
  for (const node of nodes)
    for (const move of moves)
      for (const variant of move(node, about)) {
        yield { ...variant, make: () => replaced(root, node, variant.make()) }
        const places = edges.filter(({ source }) => source === node)
        if (places.length < 2) continue
        for (const { parent, index } of places)
          yield {
            ...variant,
            make: () =>
              replaced(
                root,
                parent,
                withSources(
                  parent,
                  parent.src.map((source, i) => (i === index ? variant.make() : source)),
                ),
              ),
          }
      }
}

export const first = (node: Node): Node => at(node.src, 0)
export const second = (node: Node): Node => at(node.src, 1)
