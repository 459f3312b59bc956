// The reading that names: how a whole matrix is made from other named matrices, as a line of text or in TeX.
import { at, named } from './at.ts'
import type { Exact } from './exact.ts'
import { type Net, type Node, namesOf, type OpName, type Shape } from './graph.ts'
import { memo } from './memo.ts'
import { type Axes, axesText } from './rearrange.ts'
import { showNumber } from './style.ts'

/** What each construct looks like. */
export interface Look {
  readonly number: (value: Exact) => string
  readonly equals: string
  readonly matmul: string
  /** Between a number and a matrix. */
  readonly times: string
  /** Cell by cell. */
  readonly hadamard: string
  readonly minus: string
  readonly group: (inner: string) => string
  readonly transpose: (inner: string) => string
  readonly square: (inner: string) => string
  readonly over: (above: string, below: string) => string
  /** Whether a fraction holds together what is above and below its line. */
  readonly overGroups: boolean
  readonly root: (inner: string) => string
  readonly relu: (inner: string) => string
  readonly step: (inner: string) => string
  /** A function by name. */
  readonly call: (name: string, inner: string) => string
  /** A column, or a row, repeated to this shape. */
  readonly beside: (inner: string, from: Shape, to: Shape) => string
  readonly slice: (inner: string, of: 'rows' | 'columns', first: number, last: number) => string
  readonly stack: (above: string, below: string) => string
  readonly rearrange: (inner: string, axes: Axes) => string
  readonly table: (shape: Shape) => string
}

/** On one line of plain text. */
export const textLook: Look = {
  number: showNumber,
  equals: ' = ',
  matmul: ' · ',
  times: ' · ',
  hadamard: ' ⊙ ',
  minus: '−',
  group: inner => `(${inner})`,
  transpose: inner => `${inner}ᵀ`,
  square: inner => `${inner}²`,
  over: (above, below) => `${above} / ${below}`,
  overGroups: false,
  root: inner => `√${inner}`,
  relu: inner => `max(0, ${inner})`,
  step: inner => `[${inner} > 0]`,
  call: (name, inner) => `${name}(${inner})`,
  beside: inner => inner,
  slice: (inner, of, first, last) => `${of} ${first} to ${last} of ${inner}`,
  stack: (above, below) => `stack(${above}, ${below})`,
  rearrange: (inner, axes) => `rearrange(${inner}: ${axesText(axes)})`,
  table: ([rows, columns]) => `table ${rows}×${columns}`,
}

// How tightly a formula holds together: a looser one inside a tighter one is put between parentheses.
const binds = { sum: 1, product: 2, unit: 3 } as const
interface Formula {
  readonly text: string
  readonly binds: number
  /** Of a sum: what is summed. */
  readonly summed?: string
  /** Of one over a matrix: that matrix. */
  readonly inverted?: Formula
}
type Table = { readonly [K in OpName]: (node: Node<K>, src: readonly Formula[], look: Look) => Formula }

const unit = (text: string): Formula => ({ text, binds: binds.unit })
const first = (src: readonly Formula[]): Formula => at(src, 0, 'the sources')
const second = (src: readonly Formula[]): Formula => at(src, 1, 'the sources')
const inside = (part: Formula, tight: number, look: Look): string =>
  part.binds < tight ? look.group(part.text) : part.text

const scalar = ({ shape }: Node): boolean => shape[0] === 1 && shape[1] === 1
const unspread = (node: Node): Node => (node.op === 'broadcast' ? at(node.src, 0) : node)
const isMinus = (node: Node | undefined): boolean => node?.op === 'times' && node.arg.by === -1

const product = (parts: readonly Formula[], sign: string, look: Look): Formula => ({
  text: parts.map(part => inside(part, binds.product, look)).join(sign),
  binds: binds.product,
})
function divided(above: Formula, below: Formula, look: Look): Formula {
  const part = (of: Formula, tight: number): string => (look.overGroups ? of.text : inside(of, tight, look))
  return { text: look.over(part(above, binds.product), part(below, binds.unit)), binds: binds.product }
}
const applied = (how: 'relu' | 'step' | 'root') => (_node: Node, src: readonly Formula[], look: Look) =>
  unit(look[how](first(src).text))
const called = (name: string) => (_node: Node, src: readonly Formula[], look: Look) =>
  unit(look.call(name, first(src).text))

/** One row per op: forget one and the compiler says so. */
const formulas: Table = {
  input: ({ arg }) => unit(arg.name),
  table: ({ shape }, _src, look) => unit(look.table(shape)),
  fill: ({ arg }, _src, look) => unit(look.number(arg.value)),
  matmul: (_node, src, look) => product(src, look.matmul, look),
  transpose: (_node, src, look) => unit(look.transpose(inside(first(src), binds.unit, look))),
  add: (node, src, look) => {
    const [a, b] = [first(src), second(src)]
    if (!isMinus(node.src[1])) return { text: `${a.text} + ${b.text}`, binds: binds.sum }
    const taken = inside(b, binds.product, look)
    return { text: `${a.text} ${look.minus} ${taken.slice(look.minus.length)}`, binds: binds.sum }
  },
  mul: (node, src, look) => {
    const [a, b] = [at(node.src, 0), at(node.src, 1)]
    if (a === b) return unit(look.square(inside(first(src), binds.unit, look)))
    const { inverted } = second(src)
    if (inverted) return divided(first(src), inverted, look)
    return product(src, scalar(unspread(a)) || scalar(unspread(b)) ? look.times : look.hadamard, look)
  },
  times: ({ arg }, src, look) =>
    arg.by === -1
      ? { text: `${look.minus}${inside(first(src), binds.product, look)}`, binds: binds.product }
      : product([unit(look.number(arg.by)), first(src)], look.times, look),
  inv: (_node, src, look) => ({ ...divided(unit('1'), first(src), look), inverted: first(src) }),
  sqrt: applied('root'),
  relu: applied('relu'),
  step: applied('step'),
  tanh: called('tanh'),
  sin: called('sin'),
  cos: called('cos'),
  same: (_node, src) => first(src),
  broadcast: (node, src, look) => {
    const from = at(node.src, 0)
    if (scalar(from)) return first(src)
    return { text: look.beside(inside(first(src), binds.product, look), from.shape, node.shape), binds: binds.product }
  },
  sum: ({ arg }, src, look) => {
    const { text, summed } = first(src)
    // A sum of sums is the sum of all cells.
    const as = summed !== undefined ? 'sum' : arg.along === 'rows' ? 'rowsum' : 'colsum'
    return { ...unit(look.call(as, summed ?? text)), summed: text }
  },
  rows: ({ arg }, src, look) =>
    unit(look.slice(inside(first(src), binds.unit, look), 'rows', arg.from + 1, arg.from + arg.count)),
  columns: ({ arg }, src, look) =>
    unit(look.slice(inside(first(src), binds.unit, look), 'columns', arg.from + 1, arg.from + arg.count)),
  stack: (_node, src, look) => unit(look.stack(first(src).text, second(src).text)),
  rearrange: ({ arg }, src, look) => unit(look.rearrange(first(src).text, arg)),
  bits: called('bits'),
  share: (node, src, look) => unit(look.call(node.arg.soft ? 'softmax' : 'hardmax', first(src).text)),
  amend: (_node, src) => first(src),
}

const knownNames = memo(namesOf)

/** What a formula is written with. */
export interface Writing {
  readonly look?: Look
  /** What a matrix is called in it. */
  readonly call?: (name: string) => string
  /** Names that are written out where they stand, such as what an activation clips. */
  readonly through?: ReadonlySet<string>
}

/**
 * How a named matrix is made, over the named matrices it is made from: `latent = max(0, W · patches + b)`.
 * @throws {RangeError} on an unknown name
 */
export function formulaOf(
  net: Net,
  name: string,
  { look = textLook, call = as => as, through = new Set() }: Writing = {},
): string {
  const names = knownNames(net)
  const write = (node: Node): Formula => written(node, node.src.map(read), look)
  const read = (node: Node): Formula => {
    const as = names.get(node) ?? (node.op === 'input' ? node.arg.name : undefined)
    return as === undefined || (through.has(as) && node.op !== 'input') ? write(node) : unit(call(as))
  }
  const node = named(net, name)
  return node.op === 'input' ? call(name) : `${call(name)}${look.equals}${write(node).text}`
}

function written<K extends OpName>(node: Node<K>, src: readonly Formula[], look: Look): Formula {
  const formula: Table[K] = formulas[node.op as K]
  return formula(node, src, look)
}
