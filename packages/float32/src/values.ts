// The values that a plan is made from: the graph over a whole batch, simplified and without duplicates.
import { float } from '@dit-by-hand/graph/arith'
import { at, held } from '@dit-by-hand/graph/at'
import type { Unary } from '@dit-by-hand/graph/expression'
import { type Node, type OpArg, type Shape, topological } from '@dit-by-hand/graph/graph'

/** The argument of each kind of value, besides its sources. */
export interface Arg extends Record<Unary, null> {
  /** Given from outside. */
  input: { readonly name: string }
  /** A matrix of literals. */
  table: OpArg['table']
  /** One literal in every cell. */
  fill: { readonly value: number }
  /** op(a)·op(b), plus a bias for every column where there is a third source; summed over the batch where `total`. */
  product: { readonly transA: boolean; readonly transB: boolean; readonly total: boolean }
  add: null
  mul: null
  scale: { readonly by: number }
  broadcast: null
  /** The same cells at a place of their own. */
  copy: null
  /** Along each row to one column; summed over the batch where `total`. */
  sumRows: { readonly total: boolean }
  /** Along each column to one row. */
  sumColumns: null
  /** Summed over the batch. */
  total: null
  /** Some consecutive rows: a view that costs nothing. */
  rows: { readonly from: number }
  /** Some consecutive columns. */
  columns: { readonly from: number }
  /** One below the other. */
  join: null
  transpose: null
  rearrange: OpArg['rearrange']
  /** Softmax of every column of scale·x. */
  softmax: { readonly scale: number }
  /** Computed by the graph's own rule, cell by cell in double precision: correct but slow. */
  general: { readonly node: Node }
}
export type Op = keyof Arg

/** A matrix over the batch: one for all samples, or one for each where it `varies`. */
export type Value<K extends Op = Op> = {
  readonly [P in K]: {
    readonly id: number
    readonly op: P
    readonly src: readonly Value[]
    readonly arg: Arg[P]
    readonly shape: Shape
    readonly varies: boolean
  }
}[K]

/** Makes values: the same one for the same computation, simplified where possible. */
export class Values {
  readonly batch: number
  readonly #known = new Map<string, Value>()
  readonly #tables = new Map<OpArg['table']['cells'], number>()

  constructor(batch: number) {
    this.batch = batch
  }

  #make<K extends Op>(
    op: K,
    src: readonly Value[],
    arg: Arg[K],
    shape: Shape,
    varies = src.some(x => x.varies),
  ): Value {
    const key = `${op} ${src.map(x => x.id).join()} ${shape.join('×')} ${varies} ${this.#keyOf(arg)}`
    const known = this.#known.get(key)
    if (known) return known
    const made: Pick<Value, 'id' | 'op' | 'src' | 'shape' | 'varies'> & { readonly arg: Arg[K] } = {
      id: this.#known.size,
      op,
      src,
      arg,
      shape,
      varies,
    }
    const value = made as Value
    this.#known.set(key, value)
    return value
  }

  #keyOf(arg: Arg[Op]): string {
    if (arg === null) return ''
    if ('node' in arg) return `general ${this.#known.size}`
    if ('cells' in arg) {
      const table = this.#tables.get(arg.cells) ?? this.#tables.size
      this.#tables.set(arg.cells, table)
      return `table ${table}`
    }
    if ('sizes' in arg) return JSON.stringify(arg)
    return Object.values(arg).map(told).join()
  }

  input(name: string, shape: Shape, varies: boolean): Value {
    return this.#make('input', [], { name }, shape, varies)
  }
  table(cells: OpArg['table']['cells'], shape: Shape): Value {
    return this.#make('table', [], { cells }, shape, false)
  }
  fill(value: number, shape: Shape): Value {
    return this.#make('fill', [], { value: Object.is(value, -0) ? 0 : value }, shape, false)
  }
  general(node: Node, src: readonly Value[]): Value {
    return this.#make('general', src, { node }, node.shape)
  }
  copy(x: Value, varies: boolean = x.varies): Value {
    return this.#make('copy', [x], null, x.shape, varies)
  }

  /** a·b; transposes become part of the product. */
  product(a: Value, b: Value): Value {
    const [transA, transB] = [a.op === 'transpose', b.op === 'transpose']
    const shape: Shape = [a.shape[0], b.shape[1]]
    return this.#make('product', [inside(a), inside(b)], { transA, transB, total: false }, shape)
  }

  add(a: Value, b: Value): Value {
    if (a.op === 'fill' && b.op === 'fill') return this.fill(a.arg.value + b.arg.value, a.shape)
    if (isNought(a)) return b
    if (isNought(b)) return a
    if (a.op === 'join' && b.op === 'join') return this.#overlay(a, b)
    if (a.op === 'transpose' && b.op === 'transpose') return this.transpose(this.add(inside(a), inside(b)))
    return this.#biased(a, b) ?? this.#biased(b, a) ?? this.#make('add', [a, b], null, a.shape)
  }

  /** A product plus a column for each of its columns, as a product with a bias; undefined where it is not one. */
  #biased(a: Value, b: Value): Value | undefined {
    const bias = b.op === 'broadcast' && b.src[0] ? b.src[0] : b
    if (a.op !== 'product' || a.arg.total || a.src.length > 2 || bias.varies || bias.shape[1] !== 1) return undefined
    if (bias.shape[0] !== a.shape[0] || !['input', 'table', 'rows'].includes(bias.op)) return undefined
    return this.#make('product', [...a.src, bias], a.arg, a.shape, a.varies)
  }

  mul(a: Value, b: Value): Value {
    if (a.op === 'fill') return this.scale(b, a.arg.value)
    if (b.op === 'fill') return this.scale(a, b.arg.value)
    return this.#make('mul', [a, b], null, a.shape)
  }
  scale(x: Value, by: number): Value {
    if (by === 1) return x
    if (x.op === 'fill') return this.fill(x.arg.value * by, x.shape)
    if (x.op === 'scale' && x.src[0] && isNormal(x.arg.by * by)) return this.scale(x.src[0], x.arg.by * by)
    return this.#make('scale', [x], { by }, x.shape)
  }
  unary(op: Unary, x: Value): Value {
    return x.op === 'fill' ? this.fill(float[op](x.arg.value), x.shape) : this.#make(op, [x], null, x.shape)
  }
  broadcast(x: Value, shape: Shape): Value {
    if (x.shape[0] === shape[0] && x.shape[1] === shape[1]) return x
    if (x.op === 'fill') return this.fill(x.arg.value, shape)
    if (x.op === 'broadcast' && x.src[0]) return this.broadcast(x.src[0], shape)
    return this.#make('broadcast', [x], null, shape)
  }
  sumRows(x: Value): Value {
    if (x.shape[1] === 1) return x
    if (x.op === 'fill') return this.fill(x.arg.value * x.shape[1], [x.shape[0], 1])
    if (x.op === 'scale' && x.src[0]) return this.scale(this.sumRows(x.src[0]), x.arg.by)
    return this.#make('sumRows', [x], { total: false }, [x.shape[0], 1])
  }
  sumColumns(x: Value): Value {
    if (x.shape[0] === 1) return x
    if (x.op === 'fill') return this.fill(x.arg.value * x.shape[0], [1, x.shape[1]])
    if (x.op === 'scale' && x.src[0]) return this.scale(this.sumColumns(x.src[0]), x.arg.by)
    return this.#make('sumColumns', [x], null, [1, x.shape[1]])
  }
  softmax(x: Value): Value {
    if (x.op === 'scale' && x.arg.by > 0 && x.src[0])
      return this.#make('softmax', [x.src[0]], { scale: x.arg.by }, x.shape)
    return this.#make('softmax', [x], { scale: 1 }, x.shape)
  }

  /** The transpose, pushed down to where it can become part of a product. */
  transpose(x: Value): Value {
    const shape: Shape = [x.shape[1], x.shape[0]]
    if (x.op === 'transpose' && x.src[0]) return x.src[0]
    if (x.op === 'fill') return this.fill(x.arg.value, shape)
    if (x.op === 'product' && x.src.length === 2 && x.src[0] && x.src[1]) {
      const { transA, transB, total } = x.arg
      return this.#make('product', [x.src[1], x.src[0]], { transA: !transB, transB: !transA, total }, shape, x.varies)
    }
    return this.#make('transpose', [x], null, shape)
  }
  rearrange(x: Value, by: OpArg['rearrange'], shape: Shape): Value {
    return x.op === 'fill' ? this.fill(x.arg.value, shape) : this.#make('rearrange', [x], by, shape)
  }

  rows(x: Value, from: number, count: number): Value {
    if (from === 0 && count === x.shape[0]) return x
    if (x.op === 'fill') return this.fill(x.arg.value, [count, x.shape[1]])
    if (x.op === 'rows' && x.src[0]) return this.rows(x.src[0], x.arg.from + from, count)
    if (x.op === 'join') {
      const cut = piecesOf(x).flatMap(({ value, at }) => {
        const [start, end] = [Math.max(from, at), Math.min(from + count, at + value.shape[0])]
        return start < end ? [this.rows(value, start - at, end - start)] : []
      })
      return this.join(cut)
    }
    return this.#make('rows', [x], { from }, [count, x.shape[1]])
  }
  columns(x: Value, from: number, count: number): Value {
    if (from === 0 && count === x.shape[1]) return x
    if (x.op === 'fill') return this.fill(x.arg.value, [x.shape[0], count])
    if (x.op === 'transpose') return this.transpose(this.rows(inside(x), from, count))
    return this.#make('columns', [x], { from }, [x.shape[0], count])
  }
  join(parts: readonly Value[]): Value {
    const flat = parts.flatMap(part => (part.op === 'join' ? part.src : [part]))
    const merged: Value[] = []
    for (const part of flat) {
      const before = merged.at(-1)
      const both = before && before.op === 'fill' && part.op === 'fill' && before.arg.value === part.arg.value
      if (both)
        merged[merged.length - 1] = this.fill(before.arg.value, [before.shape[0] + part.shape[0], part.shape[1]])
      else merged.push(part)
    }
    const first = at(merged, 0, 'the parts of a join')
    if (merged.length === 1) return first
    const height = merged.reduce((total, part) => total + part.shape[0], 0)
    return this.#make('join', merged, null, [height, first.shape[1]])
  }

  /** The sum of two joins, piece by piece, so that gradients at slices of one matrix become one matrix. */
  #overlay(a: Value, b: Value): Value {
    const [left, right] = [piecesOf(a), piecesOf(b)]
    const parts: Value[] = []
    for (let [row, i, j] = [0, 0, 0]; row < a.shape[0]; ) {
      const [x, y] = [left[i], right[j]]
      if (!x || !y) break
      const [endX, endY] = [x.at + x.value.shape[0], y.at + y.value.shape[0]]
      const end = Math.min(endX, endY)
      const cut = (piece: typeof x): Value => this.rows(piece.value, row - piece.at, end - row)
      parts.push(isNought(x.value) ? cut(y) : isNought(y.value) ? cut(x) : this.add(cut(x), cut(y)))
      row = end
      if (end === endX) i++
      if (end === endY) j++
    }
    return this.join(parts)
  }

  /** The sum over the batch, as part of a product or a sum where possible. */
  total(x: Value): Value {
    // What is added up may be long: each of its terms by itself, not one inside the other.
    const isSum = ({ op, varies }: Value): boolean => op === 'add' && varies
    const totals = new Map<Value, Value>()
    for (const term of topological<Value>([x], each => (isSum(each) ? each.src : []))) {
      const [a, b] = term.src.map(source => totals.get(source))
      totals.set(term, isSum(term) && a && b ? this.add(a, b) : this.#totalOf(term))
    }
    return held(totals, x, 'total')
  }
  #totalOf(x: Value): Value {
    if (!x.varies) return this.scale(x, this.batch)
    const [a, b] = x.src
    if (x.op === 'product' && a && b && x.src.length === 2) {
      if (a.varies && b.varies) return this.#make('product', x.src, { ...x.arg, total: true }, x.shape, false)
      const moved = (part: Value, across: boolean): Value => {
        const summed = part.varies ? this.total(part) : part
        return across ? this.transpose(summed) : summed
      }
      return this.product(moved(a, x.arg.transA), moved(b, x.arg.transB))
    }
    if (x.op === 'sumRows' && a) return this.#make('sumRows', x.src, { total: true }, x.shape, false)
    if (x.op === 'scale' && a) return this.scale(this.total(a), x.arg.by)
    if (x.op === 'transpose' && a) return this.transpose(this.total(a))
    if (x.op === 'rearrange' && a) return this.rearrange(this.total(a), x.arg, x.shape)
    if (x.op === 'rows' && a) return this.rows(this.total(a), x.arg.from, x.shape[0])
    if (x.op === 'columns' && a) return this.columns(this.total(a), x.arg.from, x.shape[1])
    return this.#make('total', [x], null, x.shape, false)
  }
}

const told = (value: unknown): string => (Object.is(value, -0) ? '-0' : String(value))
/** Whether single precision has a number to all its digits. */
const isNormal = (value: number): boolean => value === 0 || (Math.abs(value) >= 2 ** -126 && Math.abs(value) < 2 ** 128)
const isNought = (x: Value): boolean => x.op === 'fill' && x.arg.value === 0
const inside = (x: Value): Value => (x.op === 'transpose' && x.src[0] ? x.src[0] : x)

/** The pieces of a join, each with its first row. */
export function piecesOf(join: Value): readonly { readonly value: Value; readonly at: number }[] {
  let at = 0
  return join.src.map(value => {
    const piece = { value, at }
    at += value.shape[0]
    return piece
  })
}
