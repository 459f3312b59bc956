// Writes any net as ONNX nodes, over a batch of any size. One row per op.
import { at, held } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type Net, type Node, namesOf, type OpName, topological } from '@dit-by-hand/graph/graph'
import type { OnnxModel } from './model.ts'

/** A matrix in the model: r×c, or batch×r×c where it differs from sample to sample. */
export interface Matrix {
  readonly value: string
  readonly varies: boolean
}

type Row<K extends OpName> = (node: Node<K>, src: readonly Matrix[], to: OnnxModel, varies: boolean) => string
type Table = { readonly [K in OpName]: Row<K> }

// Rows and columns are the last two axes, with the batch before them or without.
const [row, column] = [-2, -1] as const

const first = (src: readonly Matrix[]): string => at(src, 0, 'the sources').value
const number = (value: Exact, to: OnnxModel): string => to.floats([], [toNumber(value)])
const same = (op: string): Row<OpName> => {
  return (_node, src, to) =>
    to.node(
      op,
      src.map(({ value }) => value),
    )
}
const slice = (axis: -2 | -1): Row<'rows' | 'columns'> => {
  return ({ arg: { from, count } }, src, to) =>
    to.node('Slice', [first(src), to.ints(from), to.ints(from + count), to.ints(axis)])
}

/** The matrix with a batch axis: repeated for every sample of `like`, which has one. */
function overBatch({ value, varies }: Matrix, node: Node, like: string, to: OnnxModel): string {
  if (varies) return value
  const batch = to.node('Shape', [like], { start: 0, end: 1 })
  return to.node('Expand', [value, to.node('Concat', [batch, to.ints(...node.shape)], { axis: 0 })])
}

/** One row per op: forget one and the compiler says so. */
const table: Table = {
  input: ({ arg }) => {
    throw new RangeError(`${arg.name} is an input; no value was given for it`)
  },
  table: ({ arg, shape }, _src, to) => to.floats(shape, arg.cells.flat().map(toNumber)),
  fill: ({ arg, shape }, _src, to) => to.node('Expand', [number(arg.value, to), to.ints(...shape)]),
  matmul: same('MatMul'),
  transpose: (_node, src, to, varies) => to.node('Transpose', [first(src)], { perm: varies ? [0, 2, 1] : [1, 0] }),
  add: same('Add'),
  mul: same('Mul'),
  times: ({ arg }, src, to) => to.node('Mul', [first(src), number(arg.by, to)]),
  inv: same('Reciprocal'),
  sqrt: same('Sqrt'),
  relu: same('Relu'),
  step: (_node, src, to) => to.node('Cast', [to.node('Greater', [first(src), number(0, to)])], { to: 1 }),
  tanh: same('Tanh'),
  sin: same('Sin'),
  cos: same('Cos'),
  same: same('Identity'),
  broadcast: ({ shape }, src, to) => to.node('Expand', [first(src), to.ints(...shape)]),
  sum: ({ arg }, src, to) =>
    to.node('ReduceSum', [first(src), to.ints(arg.along === 'rows' ? column : row)], { keepdims: 1 }),
  rows: slice(row),
  columns: slice(column),
  stack: ({ src: nodes }, src, to) => {
    const like = src.find(({ varies }) => varies)
    const parts = src.map((part, i) => (like ? overBatch(part, at(nodes, i), like.value, to) : part.value))
    return to.node('Concat', parts, { axis: row })
  },
  rearrange: ({ arg: { sizes, from, to: after }, shape }, src, to, varies) => {
    const [before, then] = [from.flat(), after.flat()]
    // A size of 0 in a Reshape keeps that axis as it is: the batch.
    const batch = varies ? [0] : []
    const apart = to.node('Reshape', [first(src), to.ints(...batch, ...before.map(axis => sizes[axis]!))])
    const perm = [...batch, ...then.map(axis => before.indexOf(axis) + batch.length)]
    return to.node('Reshape', [to.node('Transpose', [apart], { perm }), to.ints(...batch, ...shape)])
  },
  bits: ({ arg: { count } }, src, to) => {
    /** x divided by each digit's place value, or by twice that, rounded down. */
    const units = (above: 0 | 1): string => {
      const places = Array.from({ length: count }, (_, i) => 2 ** (i + 1 - count - above))
      return to.node('Floor', [to.node('Mul', [first(src), to.floats([count, 1], places)])])
    }
    return to.node('Sub', [units(0), to.node('Mul', [units(1), number(2, to)])])
  },
  share: ({ arg: { soft } }, src, to) => {
    if (soft) return to.node('Softmax', [first(src)], { axis: row })
    const most = to.node('ReduceMax', [first(src)], { axes: [row], keepdims: 1 })
    const leading = to.node('Cast', [to.node('Equal', [first(src), most])], { to: 1 })
    return to.node('Div', [leading, to.node('ReduceSum', [leading, to.ints(row)], { keepdims: 1 })])
  },
  amend: ({ arg: { cells }, shape: [rows, columns] }, src, to) => {
    const mask = Array.from({ length: rows * columns }, () => false)
    const values = new Float32Array(rows * columns)
    for (const { row, column, value } of cells) {
      mask[row * columns + column] = true
      values[row * columns + column] = toNumber(value)
    }
    return to.node('Where', [to.bools([rows, columns], mask), to.floats([rows, columns], values), first(src)])
  },
}

function written<K extends OpName>(node: Node<K>, src: readonly Matrix[], to: OnnxModel, varies: boolean): string {
  const row: Row<K> = table[node.op as K]
  return row(node, src, to, varies)
}

/**
 * Writes a net into a model. Matrices keep the net's names.
 * @param wanted the matrices to compute; only what they need is written
 * @param brought the value in the model that stands for an input, by its name
 * @returns the value in the model of each wanted matrix, in their order
 */
export function writeNet(
  net: Net,
  wanted: readonly Node[],
  brought: (name: string) => Matrix,
  to: OnnxModel,
): readonly Matrix[] {
  const names = namesOf(net)
  const made = new Map<Node, Matrix>()
  const of = (node: Node): Matrix => held(made, node, 'matrix of a source')
  for (const node of topological(wanted)) {
    if (node.op === 'input') {
      made.set(node, brought(node.arg.name))
      continue
    }
    const src = node.src.map(of)
    const varies = src.some(each => each.varies)
    const value = written(node, src, to, varies)
    const name = names.get(node)
    made.set(node, { value: name === undefined ? value : to.call(value, name), varies })
  }
  return wanted.map(of)
}
