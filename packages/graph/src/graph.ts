// The graph: plain immutable nodes, one rule per op. Building a node computes nothing; every reading walks the rules.

import type { Arith } from './arith.ts'
import { keysOf } from './at.ts'
import type { Exact } from './exact.ts'
import { memo } from './memo.ts'
import type { Axes } from './rearrange.ts'

/** Rows × columns. Every node is a matrix; patches are columns. A video is its frames, one under the other. */
export type Shape = readonly [rows: number, columns: number]

/** Why a value stands in place of a computed one: it was printed so, or the reader put it there. */
export type Why = 'misprint' | 'edit'

/** A cell with another value than the computed one. Rows and columns count from 0. */
export interface Amendment {
  readonly row: number
  readonly column: number
  readonly value: Exact
}

/** The argument of each op, besides its sources. Add an op here first; the compiler lists what else it needs. */
export interface OpArg {
  /** A matrix given from outside: data, or a parameter. */
  input: { readonly name: string; readonly shape: Shape }
  /** A matrix of literals. */
  table: { readonly cells: readonly (readonly Exact[])[] }
  /** One literal in every cell. */
  fill: { readonly value: Exact; readonly shape: Shape }
  /** Row times column. */
  matmul: null
  transpose: null
  /** Cell by cell. */
  add: null
  /** Cell by cell. */
  mul: null
  /** Every cell times one literal. */
  times: { readonly by: Exact }
  inv: null
  sqrt: null
  /** max(0, ·). */
  relu: null
  /** 1 where positive: the derivative of relu. */
  step: null
  /** Hyperbolic tangent: GELU, SiLU and the logistic function are made of it. */
  tanh: null
  sin: null
  cos: null
  /** The same matrix under a name of its own. */
  same: null
  /** One row, column or cell repeated to a shape. */
  broadcast: { readonly shape: Shape }
  /** Sum along each row (to one column), or along each column (to one row). */
  sum: { readonly along: 'rows' | 'columns' }
  /** Some consecutive rows. */
  rows: { readonly from: number; readonly count: number }
  /** Some consecutive columns. */
  columns: { readonly from: number; readonly count: number }
  /** One above the other. */
  stack: null
  /** The same cells in another order and shape, said by named axes. */
  rearrange: Axes
  /** The digits of a whole number in binary, most significant first. */
  bits: { readonly count: number }
  /** Each column of scores turned into shares: softmax, or all to the largest. */
  share: { readonly soft: boolean }
  /** Other values in place of some computed ones. */
  amend: { readonly cells: readonly Amendment[]; readonly why: Why }
}

export type OpName = keyof OpArg

/** One op on its sources. Two nodes are the same only if they are one object. */
export type Node<K extends OpName = OpName> = {
  readonly [Op in K]: { readonly op: Op; readonly src: readonly Node[]; readonly arg: OpArg[Op]; readonly shape: Shape }
}[K]

/** A model: its nodes by name. Each name has a node of its own. */
export type Net<Name extends string = string> = { readonly [K in Name]?: Node }

/** Reads a cell of a source. Rows and columns count from 0. */
export type Read<R> = (row: number, column: number) => R

/** What an op is: its shape, how one cell is made, and its gradient as more graph. */
export interface Rule<K extends OpName> {
  /** The shape of the result. @throws {ShapeError} where the sources do not fit */
  shape(src: readonly Node[], arg: OpArg[K]): Shape
  /** Computes ONE cell, in any number system. */
  cell<R>(row: number, column: number, src: readonly Read<R>[], k: Arith<R>, node: Node<K>): R
  /** The vector–Jacobian product: the gradient at each source, given the gradient g at y; null where it is 0 everywhere. */
  vjp(g: Node, y: Node<K>): readonly (Node | null)[]
}

/** Matrices that do not fit together. The message names the op, the matrices and their shapes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'
}

export const shapeText = ([rows, columns]: Shape): string => `${rows}×${columns}`

/** A node in a message: an input by its name, any other by its op, with its shape. */
export function describe(node: Node): string {
  const called = node.op === 'input' ? node.arg.name : node.op
  return `${called} (${shapeText(node.shape)})`
}

/** The named nodes of a net. */
export function entriesOf<Name extends string>(net: Net<Name>): readonly (readonly [Name, Node])[] {
  return keysOf(net).flatMap(name => {
    const node = net[name]
    return node ? [[name, node] as const] : []
  })
}

/** The name of every named node. @throws {RangeError} where two names share a node */
export const namesOf: (net: Net) => ReadonlyMap<Node, string> = memo(net => {
  const names = new Map<Node, string>()
  for (const [name, node] of entriesOf(net)) {
    const other = names.get(node)
    if (other !== undefined) throw new RangeError(`${name} and ${other} are one node; each name needs its own`)
    names.set(node, name)
  }
  return names
})

/** These nodes and all below them, each after its sources. Works for any acyclic graph with a `src`.
 *  @param sourcesOf the sources of a node. Default: its `src` */
export function topological<T extends { readonly src: readonly T[] } = Node>(
  roots: readonly T[],
  sourcesOf: (node: T) => readonly T[] = node => node.src,
): readonly T[] {
  const order = new Set<T>()
  const visiting: [node: T, next: number][] = []
  for (const root of roots) {
    visiting.push([root, 0])
    for (let top = visiting.at(-1); top; top = visiting.at(-1)) {
      const [node, next] = top
      const source = order.has(node) ? undefined : sourcesOf(node)[next]
      if (source) {
        top[1]++
        visiting.push([source, 0])
      } else {
        order.add(node)
        visiting.pop()
      }
    }
  }
  return [...order]
}
