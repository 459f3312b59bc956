// The ops: one builder and one rule each. Forget a rule and the compiler says so.
import { at } from './at.ts'
import type { Exact } from './exact.ts'
import type { Unary } from './expression.ts'
import {
  type Amendment,
  describe,
  type Node,
  type OpArg,
  type OpName,
  type Rule,
  type Shape,
  ShapeError,
  shapeText,
  type Why,
} from './graph.ts'
import { type Axes, layoutShape, orderOf, turned } from './rearrange.ts'

type Rules = { readonly [K in OpName]: Rule<K> }

const first = (src: readonly Node[]): Node => sourceOf(src, 0)
const second = (src: readonly Node[]): Node => sourceOf(src, 1)

function sourceOf(src: readonly Node[], index: number): Node {
  const node = src[index]
  if (!node) throw new ShapeError(`an op was built without its source ${index + 1}`)
  return node
}

const equalShapes = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]

/** The common shape of an op's two sources. @throws {ShapeError} naming both shapes where they differ */
export function sameShape(op: string, src: readonly Node[]): Shape {
  const [a, b] = [first(src), second(src)]
  if (!equalShapes(a.shape, b.shape))
    throw new ShapeError(`${op}: ${describe(a)} and ${describe(b)} must have the same shape`)
  return a.shape
}

const isIndex = (index: number, length: number): boolean => Number.isInteger(index) && index >= 0 && index < length

/** The number of rows or columns in a slice. @throws {ShapeError} where it goes beyond the matrix */
function within(op: 'rows' | 'columns', axis: 0 | 1, x: Node, { from, count }: OpArg['rows']): number {
  if (!(isIndex(from, x.shape[axis]) && isIndex(from + count - 1, x.shape[axis]) && count >= 1))
    throw new ShapeError(`${op}: ${describe(x)} has no ${op} ${from + 1} to ${from + count}`)
  return count
}

/** The gradient at the source of a slice of rows: g with zeros above and below, `height` rows in all. */
function padded(g: Node, from: number, height: number): Node {
  const [count, columns] = g.shape
  const below = height - from - count
  const top = from > 0 ? stack(fill(0, [from, columns]), g) : g
  return below > 0 ? stack(top, fill(0, [below, columns])) : top
}

// Array.from costs half of an evaluation; this does not.
function list<R>(length: number, item: (i: number) => R): R[] {
  const items: R[] = []
  for (let i = 0; i < length; i++) items.push(item(i))
  return items
}

/** The rule of a function of one number, for every cell. */
const cellByCell = <K extends Unary>(of: K, vjp: Rule<K>['vjp']): Rule<K> => ({
  shape: src => first(src).shape,
  cell: (row, column, [x], k) => k[of](x!(row, column)),
  vjp,
})

/** One rule per op. */
export const rules: Rules = {
  input: {
    shape: (_src, { shape }) => shape,
    cell: (_row, _column, _src, _k, node) => {
      throw new ShapeError(`${node.arg.name} is an input and is not computed; give it a value`)
    },
    vjp: () => [],
  },
  table: {
    shape: (_src, { cells }) => {
      const width = cells[0]?.length ?? 0
      if (width === 0 || cells.some(row => row.length !== width))
        throw new ShapeError('table: needs rows of cells, all of one length')
      return [cells.length, width]
    },
    cell: (row, column, _src, k, node) => k.num(at(at(node.arg.cells, row, 'a table'), column, 'a row of a table')),
    vjp: () => [],
  },
  fill: {
    shape: (_src, { shape }) => shape,
    cell: (_row, _column, _src, k, node) => k.num(node.arg.value),
    vjp: () => [],
  },
  matmul: {
    shape: src => {
      const [a, b] = [first(src), second(src)]
      if (a.shape[1] !== b.shape[0])
        throw new ShapeError(
          `matmul: ${describe(a)} times ${describe(b)} does not fit: ${a.shape[1]} columns meet ${b.shape[0]} rows`,
        )
      return [a.shape[0], b.shape[1]]
    },
    cell: (row, column, [a, b], k, node) =>
      k.sum(list(first(node.src).shape[1], i => k.mul(a!(row, i), b!(i, column)))),
    vjp: (g, y) => [matmul(g, transpose(second(y.src))), matmul(transpose(first(y.src)), g)],
  },
  transpose: {
    shape: src => [first(src).shape[1], first(src).shape[0]],
    cell: (row, column, [x]) => x!(column, row),
    vjp: g => [transpose(g)],
  },
  add: {
    shape: src => sameShape('add', src),
    cell: (row, column, [a, b], k) => k.sum([a!(row, column), b!(row, column)]),
    vjp: g => [g, g],
  },
  mul: {
    shape: src => sameShape('mul', src),
    cell: (row, column, [a, b], k) => k.mul(a!(row, column), b!(row, column)),
    vjp: (g, y) => [mul(g, second(y.src)), mul(g, first(y.src))],
  },
  times: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k, node) => k.mul(k.num(node.arg.by), x!(row, column)),
    vjp: (g, y) => [times(g, y.arg.by)],
  },
  inv: cellByCell('inv', (g, y) => [times(mul(g, mul(y, y)), -1)]),
  sqrt: cellByCell('sqrt', (g, y) => [times(mul(g, inv(y)), { n: 1n, d: 2n })]),
  relu: cellByCell('relu', (g, y) => [mul(g, step(first(y.src)))]),
  step: cellByCell('step', () => [null]),
  tanh: cellByCell('tanh', (g, y) => [mul(g, add(fill(1, y.shape), times(mul(y, y), -1)))]),
  sin: cellByCell('sin', (g, y) => [mul(g, cos(first(y.src)))]),
  cos: cellByCell('cos', (g, y) => [times(mul(g, sin(first(y.src))), -1)]),
  same: {
    shape: src => first(src).shape,
    cell: (row, column, [x]) => x!(row, column),
    vjp: g => [g],
  },
  broadcast: {
    shape: (src, { shape }) => {
      const from = first(src)
      const fits = (axis: 0 | 1): boolean => from.shape[axis] === 1 || from.shape[axis] === shape[axis]
      if (!fits(0) || !fits(1))
        throw new ShapeError(
          `broadcast: ${describe(from)} cannot be repeated to ${shapeText(shape)}; each side must be 1 or the same`,
        )
      return shape
    },
    cell: (row, column, [x], _k, node) => {
      const [rows, columns] = first(node.src).shape
      return x!(rows === 1 ? 0 : row, columns === 1 ? 0 : column)
    },
    vjp: (g, y) => {
      const [rows, columns] = first(y.src).shape
      const tall = columns === 1 && y.shape[1] > 1 ? sum(g, 'rows') : g
      return [rows === 1 && y.shape[0] > 1 ? sum(tall, 'columns') : tall]
    },
  },
  sum: {
    shape: (src, { along }) => (along === 'rows' ? [first(src).shape[0], 1] : [1, first(src).shape[1]]),
    cell: (row, column, [x], k, node) => {
      const [rows, columns] = first(node.src).shape
      return node.arg.along === 'rows' ? k.sum(list(columns, i => x!(row, i))) : k.sum(list(rows, i => x!(i, column)))
    },
    vjp: (g, y) => [broadcast(g, first(y.src).shape)],
  },
  rows: {
    shape: (src, arg) => [within('rows', 0, first(src), arg), first(src).shape[1]],
    cell: (row, column, [x], _k, node) => x!(row + node.arg.from, column),
    vjp: (g, y) => [padded(g, y.arg.from, first(y.src).shape[0])],
  },
  columns: {
    shape: (src, arg) => [first(src).shape[0], within('columns', 1, first(src), arg)],
    cell: (row, column, [x], _k, node) => x!(row, column + node.arg.from),
    vjp: (g, y) => [transpose(padded(transpose(g), y.arg.from, first(y.src).shape[1]))],
  },
  stack: {
    shape: src => {
      const [a, b] = [first(src), second(src)]
      if (a.shape[1] !== b.shape[1])
        throw new ShapeError(`stack: ${describe(a)} and ${describe(b)} must have the same number of columns`)
      return [a.shape[0] + b.shape[0], a.shape[1]]
    },
    cell: (row, column, [a, b], _k, node) => {
      const above = first(node.src).shape[0]
      return row < above ? a!(row, column) : b!(row - above, column)
    },
    vjp: (g, y) => {
      const [above, below] = [first(y.src).shape[0], second(y.src).shape[0]]
      return [rows(g, 0, above), rows(g, above, below)]
    },
  },
  rearrange: {
    shape: (src, { sizes, from, to }) => {
      const x = first(src)
      const needed = layoutShape(sizes, from)
      if (!equalShapes(x.shape, needed))
        throw new ShapeError(`rearrange: ${describe(x)} must be ${shapeText(needed)}, the shape its axes make`)
      return layoutShape(sizes, to)
    },
    cell: (row, column, [x], _k, node) => {
      const width = first(node.src).shape[1]
      const source = at(orderOf(node.arg), row * node.shape[1] + column, 'the order of a rearrangement')
      return x!(Math.floor(source / width), source % width)
    },
    vjp: (g, y) => [rearrange(g, turned(y.arg))],
  },
  bits: {
    shape: (src, { count }) => {
      if (!equalShapes(first(src).shape, [1, 1]))
        throw new ShapeError(`bits: ${describe(first(src))} must be one number (1×1)`)
      return [count, 1]
    },
    cell: (row, _column, [x], k, node) => k.bit(x!(0, 0), node.arg.count - 1 - row),
    vjp: () => [null],
  },
  share: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k, node) =>
      k.share(
        list(node.shape[0], i => x!(i, column)),
        row,
        node.arg.soft,
      ),
    vjp: (g, y) => {
      if (!y.arg.soft) return [null]
      const mean = broadcast(sum(mul(g, y), 'columns'), y.shape)
      return [mul(y, add(g, times(mean, -1)))]
    },
  },
  amend: {
    shape: (src, { cells }) => {
      const x = first(src)
      for (const { row, column } of cells)
        if (!isIndex(row, x.shape[0]) || !isIndex(column, x.shape[1]))
          throw new ShapeError(`amend: ${describe(x)} has no row ${row + 1}, column ${column + 1}`)
      return x.shape
    },
    cell: (row, column, [x], k, node) => {
      const amendment = node.arg.cells.find(cell => cell.row === row && cell.column === column)
      return amendment ? k.amended(amendment.value, () => x!(row, column), node.arg.why) : x!(row, column)
    },
    vjp: g => [g],
  },
}

function make<K extends OpName>(op: K, src: readonly Node[], arg: OpArg[K]): Node {
  const rule: Rule<K> = rules[op]
  const shape = rule.shape(src, arg)
  if (!shape.every(side => Number.isInteger(side) && side >= 1))
    throw new ShapeError(`${op}: no matrix is ${shapeText(shape)}`)
  const node: Pick<Node<K>, 'op' | 'src' | 'shape'> & { readonly arg: OpArg[K] } = { op, src, arg, shape }
  return Object.freeze(node) as Node
}

/** The same op on other sources. @throws {ShapeError} where they do not fit */
export function withSources(node: Node, src: readonly Node[]): Node {
  return src.length === node.src.length && src.every((x, i) => x === node.src[i]) ? node : make(node.op, src, node.arg)
}

/** A matrix given from outside, by name. */
export function input(name: string, shape: Shape): Node {
  return make('input', [], { name, shape })
}
/** A matrix of literals: positions, frequencies, a nudge. */
export function table(cells: readonly (readonly Exact[])[]): Node {
  return make('table', [], { cells })
}
/** One literal in every cell. */
export function fill(value: Exact, shape: Shape): Node {
  return make('fill', [], { value, shape })
}
/** The matrix product a·b: r×m times m×c is r×c. */
export function matmul(a: Node, b: Node): Node {
  return make('matmul', [a, b], null)
}
export function transpose(x: Node): Node {
  return x.op === 'transpose' ? first(x.src) : make('transpose', [x], null)
}
/** a + b, cell by cell. */
export function add(a: Node, b: Node): Node {
  return make('add', [a, b], null)
}
/** a·b, cell by cell (Hadamard product). */
export function mul(a: Node, b: Node): Node {
  return make('mul', [a, b], null)
}
/** Every cell times a literal. */
export function times(x: Node, by: Exact): Node {
  return make('times', [x], { by })
}

/** An op on one matrix, without an argument. */
type OfOne = (x: Node) => Node
function ofOne(op: Unary | 'same'): OfOne {
  return x => make(op, [x], null)
}
/** 1/x, cell by cell. */
export const inv: OfOne = ofOne('inv')
/** √x, cell by cell. */
export const sqrt: OfOne = ofOne('sqrt')
/** max(0, x), cell by cell. */
export const relu: OfOne = ofOne('relu')
/** 1 where x > 0, else 0. */
export const step: OfOne = ofOne('step')
/** tanh x, cell by cell. */
export const tanh: OfOne = ofOne('tanh')
/** sin x, cell by cell, x in radians. */
export const sin: OfOne = ofOne('sin')
/** cos x, cell by cell, x in radians. */
export const cos: OfOne = ofOne('cos')
/** x, as a node of its own. */
export const same: OfOne = ofOne('same')
/** One row, column or cell repeated to a shape. */
export function broadcast(x: Node, shape: Shape): Node {
  return equalShapes(x.shape, shape) ? x : make('broadcast', [x], { shape })
}
/** The sum along each row (r×1), or along each column (1×c). */
export function sum(x: Node, along: 'rows' | 'columns'): Node {
  return make('sum', [x], { along })
}
/** `count` rows from row `from` (counted from 0). */
export function rows(x: Node, from: number, count: number): Node {
  return make('rows', [x], { from, count })
}
/** `count` columns from column `from` (counted from 0). */
export function columns(x: Node, from: number, count: number): Node {
  return make('columns', [x], { from, count })
}
/** a above b. */
export function stack(a: Node, b: Node): Node {
  return make('stack', [a, b], null)
}
/** The same cells in another order, by axes that {@link axes} reads from a pattern such as `T t H h, W w -> t h w, T H W`. */
export function rearrange(x: Node, by: Axes): Node {
  return make('rearrange', [x], by)
}
/** The binary digits of a 1×1 matrix, most significant first: count×1. */
export function bits(x: Node, count: number): Node {
  return make('bits', [x], { count })
}
/** Attention weights, column by column, each summing to 1: softmax, or a hard maximum, where ties share equally. */
export function share(x: Node, soft: boolean): Node {
  return make('share', [x], { soft })
}
/** x with other values in some cells. Gradients flow through it as if nothing had been replaced. */
export function amend(x: Node, cells: readonly Amendment[], why: Why = 'misprint'): Node {
  return cells.length === 0 ? x : make('amend', [x], { cells, why })
}
