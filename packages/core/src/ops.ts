// The ops: one builder and one rule each. Forget a rule and the compiler says so.
import type { Exact } from './exact.ts'
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
} from './graph.ts'

type Rules = { readonly [K in OpName]: Rule<K> }

const zeros = (shape: Shape): Node => fill(0, shape)
const first = (src: readonly Node[]): Node => at(src, 0)
const second = (src: readonly Node[]): Node => at(src, 1)

function at(src: readonly Node[], index: number): Node {
  const node = src[index]
  if (!node) throw new ShapeError(`an op was built without its source ${index + 1}`)
  return node
}

function sameShape(op: string, src: readonly Node[]): Shape {
  const [a, b] = [first(src), second(src)]
  if (a.shape[0] !== b.shape[0] || a.shape[1] !== b.shape[1])
    throw new ShapeError(`${op}: ${describe(a)} and ${describe(b)} must have one shape`)
  return a.shape
}

// Array.from costs half of an evaluation; this does not.
function list<R>(length: number, item: (i: number) => R): R[] {
  const items: R[] = []
  for (let i = 0; i < length; i++) items.push(item(i))
  return items
}

const size = ([rows, columns]: Shape): number => rows * columns

/** One rule per op. */
export const rules: Rules = {
  given: {
    shape: (_src, { shape }) => shape,
    cell: (_row, _column, _src, _k, node) => {
      throw new ShapeError(`${node.arg.name} is given, not computed; no value was brought for it`)
    },
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
  inv: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k) => k.inv(x!(row, column)),
    vjp: (g, _y, read) => [times(mul(g, mul(read, read)), -1)],
  },
  sqrt: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k) => k.sqrt(x!(row, column)),
    vjp: (g, _y, read) => [times(mul(g, inv(read)), { n: 1n, d: 2n })],
  },
  max0: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k) => k.max0(x!(row, column)),
    vjp: (g, y) => [mul(g, step(first(y.src)))],
  },
  step: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k) => k.step(x!(row, column)),
    vjp: () => [null],
  },
  tanh: {
    shape: src => first(src).shape,
    cell: (row, column, [x], k) => k.tanh(x!(row, column)),
    vjp: (g, _y, read) => [mul(g, add(fill(1, read.shape), times(mul(read, read), -1)))],
  },
  spread: {
    shape: (src, { shape }) => {
      const from = first(src)
      const fits = (axis: 0 | 1): boolean => from.shape[axis] === 1 || from.shape[axis] === shape[axis]
      if (!fits(0) || !fits(1))
        throw new ShapeError(`spread: ${describe(from)} cannot be repeated to ${shapeText(shape)}`)
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
    vjp: (g, y) => [spread(g, first(y.src).shape)],
  },
  rows: {
    shape: (src, { from, count }) => {
      const x = first(src)
      if (from < 0 || count < 1 || from + count > x.shape[0])
        throw new ShapeError(`rows: ${describe(x)} has no rows ${from + 1} to ${from + count}`)
      return [count, x.shape[1]]
    },
    cell: (row, column, [x], _k, node) => x!(row + node.arg.from, column),
    vjp: (g, y) => {
      const [rows, columns] = first(y.src).shape
      const { from, count } = y.arg
      const below = rows - from - count
      const padded = from > 0 ? stack(zeros([from, columns]), g) : g
      return [below > 0 ? stack(padded, zeros([below, columns])) : padded]
    },
  },
  stack: {
    shape: src => {
      const [a, b] = [first(src), second(src)]
      if (a.shape[1] !== b.shape[1])
        throw new ShapeError(`stack: ${describe(a)} above ${describe(b)} must have as many columns`)
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
  arrange: {
    shape: (src, { from, shape }) => {
      const x = first(src)
      if (from.length !== size(shape) || new Set(from).size !== size(x.shape) || from.length !== size(x.shape))
        throw new ShapeError(`arrange: ${describe(x)} to ${shapeText(shape)} must use every cell once`)
      return shape
    },
    cell: (row, column, [x], _k, node) => {
      const width = first(node.src).shape[1]
      const source = node.arg.from[row * node.shape[1] + column] ?? 0
      return x!(Math.floor(source / width), source % width)
    },
    vjp: (g, y) => {
      const back: number[] = []
      y.arg.from.forEach((source, i) => {
        back[source] = i
      })
      return [arrange(g, back, first(y.src).shape)]
    },
  },
  bits: {
    shape: (src, { count }) => {
      if (size(first(src).shape) !== 1) throw new ShapeError(`bits: ${describe(first(src))} must be one number (1×1)`)
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
    vjp: (g, y, read) => {
      if (!y.arg.soft) return [null]
      const mean = spread(sum(mul(g, read), 'columns'), y.shape)
      return [mul(read, add(g, times(mean, -1)))]
    },
  },
  amend: {
    shape: (src, { cells }) => {
      const x = first(src)
      for (const { row, column } of cells)
        if (row >= x.shape[0] || column >= x.shape[1])
          throw new ShapeError(`amend: ${describe(x)} has no row ${row + 1}, column ${column + 1}`)
      return x.shape
    },
    cell: (row, column, [x], k, node) => {
      const amendment = node.arg.cells.find(cell => cell.row === row && cell.column === column)
      return amendment ? k.printed(amendment.printed, () => x!(row, column)) : x!(row, column)
    },
    vjp: g => [g],
  },
}

function make<K extends OpName>(op: K, src: readonly Node[], arg: OpArg[K]): Node {
  const rule: Rule<K> = rules[op]
  const node: Pick<Node<K>, 'op' | 'src' | 'shape'> & { readonly arg: OpArg[K] } = {
    op,
    src,
    arg,
    shape: rule.shape(src, arg),
  }
  return Object.freeze(node) as Node
}

/** A matrix that the reader brings, by name. */
export function given(name: string, shape: Shape): Node {
  return make('given', [], { name, shape })
}
/** One literal in every cell. */
export function fill(value: Exact, shape: Shape): Node {
  return make('fill', [], { value, shape })
}
/** a·b: r×m times m×c is r×c. */
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
/** 1/x, cell by cell. */
export function inv(x: Node): Node {
  return make('inv', [x], null)
}
/** √x, cell by cell. */
export function sqrt(x: Node): Node {
  return make('sqrt', [x], null)
}
/** max(0, x), cell by cell: ReLU. */
export function max0(x: Node): Node {
  return make('max0', [x], null)
}
/** 1 where x > 0, else 0. */
export function step(x: Node): Node {
  return make('step', [x], null)
}
/** tanh x, cell by cell. */
export function tanh(x: Node): Node {
  return make('tanh', [x], null)
}
/** One row, column or cell repeated to a shape. */
export function spread(x: Node, shape: Shape): Node {
  return x.shape[0] === shape[0] && x.shape[1] === shape[1] ? x : make('spread', [x], { shape })
}
/** The sum along each row (r×1), or along each column (1×c). */
export function sum(x: Node, along: 'rows' | 'columns'): Node {
  return make('sum', [x], { along })
}
/** `count` rows from row `from` (counted from 0). */
export function rows(x: Node, from: number, count: number): Node {
  return make('rows', [x], { from, count })
}
/** a above b. */
export function stack(a: Node, b: Node): Node {
  return make('stack', [a, b], null)
}
/** The same cells in another order: cell i of the result (row by row) is cell `from[i]` of x. */
export function arrange(x: Node, from: readonly number[], shape: Shape): Node {
  return make('arrange', [x], { from, shape })
}
/** The binary digits of a 1×1 matrix, most significant first: count×1. */
export function bits(x: Node, count: number): Node {
  return make('bits', [x], { count })
}
/** Each column of scores to shares that sum to 1: softmax, or all to the largest (ties share equally). */
export function share(x: Node, soft: boolean): Node {
  return make('share', [x], { soft })
}
/** x with some cells replaced by what was printed. */
export function amend(x: Node, cells: readonly Amendment[]): Node {
  return cells.length === 0 ? x : make('amend', [x], { cells })
}
