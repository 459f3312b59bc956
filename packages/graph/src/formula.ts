// The formula of a whole matrix, over the named matrices that it is made from, as a line of text or in TeX.
import { at, held, named } from './at.ts'
import { type Exact, sign } from './exact.ts'
import { type Net, type Node, namesOf, type OpArg, type OpName, type Shape, topological } from './graph.ts'
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
  /** Whether the line of a fraction or a root holds together what is above and below it. */
  readonly lineGroups: boolean
  /** Whether it is Python: a product of matrices binds as one cell by cell does, and a method follows what it is of. */
  readonly isPython?: boolean
  readonly root: (inner: string) => string
  readonly relu: (inner: string) => string
  readonly step: (inner: string) => string
  /** A function by name. @param count of how many digits, for bits */
  readonly call: (name: string, inner: string, count?: number) => string
  /** A column, or a row, repeated to this shape. Default: as it is. */
  readonly beside?: (inner: string, from: Shape, to: Shape) => string
  /** What is written smaller than it is, a column for a matrix or a number, where its shape counts. Default: as it is. */
  readonly whole?: (inner: string, shape: Shape) => string
  readonly slice: (inner: string, of: 'rows' | 'columns', first: number, last: number) => string
  readonly stack: (above: string, below: string) => string
  readonly rearrange: (inner: string, axes: Axes) => string
  readonly table: (shape: Shape, cells: OpArg['table']['cells']) => string
}

/** Plain text, on one line. */
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
  lineGroups: false,
  root: inner => `√${inner}`,
  relu: inner => `max(0, ${inner})`,
  step: inner => `[${inner} > 0]`,
  call: (name, inner) => `${name}(${inner})`,
  slice: (inner, of, first, last) =>
    `${first === last ? `${of.slice(0, -1)} ${first}` : `${of} ${first} to ${last}`} of ${inner}`,
  stack: (above, below) => `stack(${above}, ${below})`,
  rearrange: (inner, axes) => `rearrange(${inner}: ${axesText(axes)})`,
  table: ([rows, columns]) => `table ${rows}×${columns}`,
}

// Precedence: a formula that binds more loosely than its place is put in parentheses. A product of matrices binds more
// tightly than what is done cell by cell.
const binds = { sum: 1, cells: 2, product: 3, power: 4, unit: 5 } as const
interface Formula {
  readonly text: string
  readonly binds: number
  /** For a sum along rows or columns: what is summed, and along which. */
  readonly summed?: { readonly text: string; readonly along: 'rows' | 'columns' }
  /** For 1/matrix, cell by cell: that matrix. */
  readonly inverted?: Formula
  /** Whether it is written smaller than it is. */
  readonly isSmall?: boolean
}
type Table = { readonly [K in OpName]: (node: Node<K>, src: readonly Formula[], look: Look) => Formula }

const unit = (text: string): Formula => ({ text, binds: binds.unit })
const power = (text: string): Formula => ({ text, binds: binds.power })
const first = (src: readonly Formula[]): Formula => at(src, 0, 'the sources')
const second = (src: readonly Formula[]): Formula => at(src, 1, 'the sources')
const inside = (part: Formula, tight: number, look: Look): string =>
  part.binds < tight ? look.group(part.text) : part.text
/** As `inside`, after an operator: there a leading sign needs parentheses too. */
const after = (part: Formula, tight: number, look: Look): string =>
  part.binds < tight || part.text.startsWith(look.minus) ? look.group(part.text) : part.text

const scalar = ({ shape }: Node): boolean => shape[0] === 1 && shape[1] === 1
const unspread = (node: Node): Node => (node.op === 'broadcast' ? at(node.src, 0) : node)

const literal = (value: Exact, look: Look): Formula => ({
  text: look.number(value),
  binds: sign(value) < 0 || (typeof value !== 'number' && value.d !== 1n) ? binds.product : binds.unit,
})
const matmul = (a: Formula, b: Formula, look: Look): Formula => ({
  text: `${inside(a, binds.product, look)}${look.matmul}${after(b, look.isPython ? binds.power : binds.product, look)}`,
  binds: binds.product,
})
/** A number times a matrix; a product needs no parentheses here, since the number can go into either factor. */
const scaled = (a: Formula, b: Formula, look: Look): Formula => ({
  text: `${inside(a, binds.product, look)}${look.times}${after(b, look.isPython ? binds.power : binds.cells, look)}`,
  binds: Math.min(b.binds, binds.product),
})
const hadamard = (a: Formula, b: Formula, look: Look): Formula => ({
  text: `${inside(a, binds.cells, look)}${look.hadamard}${after(b, look.isPython ? binds.power : binds.cells, look)}`,
  binds: binds.cells,
})
function divided(above: Formula, below: Formula, look: Look): Formula {
  if (look.lineGroups) return { text: look.over(above.text, below.text), binds: binds.cells }
  return { text: look.over(inside(above, binds.cells, look), after(below, binds.power, look)), binds: binds.cells }
}
const applied = (how: 'relu' | 'step') => (_node: Node, src: readonly Formula[], look: Look) =>
  unit(look[how](first(src).text))
const called = (name: string) => (_node: Node, src: readonly Formula[], look: Look) =>
  unit(look.call(name, first(src).text))

/** One row per op: forget one and the compiler says so. */
const formulas: Table = {
  input: ({ arg }) => unit(arg.name),
  table: ({ shape, arg }, _src, look) => unit(look.table(shape, arg.cells)),
  fill: ({ arg }, _src, look) => literal(arg.value, look),
  matmul: (_node, src, look) => matmul(first(src), second(src), look),
  transpose: (_node, src, look) => power(look.transpose(inside(first(src), binds.unit, look))),
  add: (_node, src, look) => {
    const [a, b] = [first(src).text, second(src).text]
    const text = b.startsWith(look.minus) ? `${a} ${look.minus} ${b.slice(look.minus.length)}` : `${a} + ${b}`
    return { text, binds: binds.sum }
  },
  mul: (node, src, look) => {
    const [a, b] = [at(node.src, 0), at(node.src, 1)]
    if (a === b) return power(look.square(inside(first(src), binds.unit, look)))
    const [by, into] = [first(src).inverted, second(src).inverted]
    if (into) return divided(first(src), into, look)
    if (by) return divided(second(src), by, look)
    return scalar(unspread(a)) || scalar(unspread(b))
      ? scaled(first(src), second(src), look)
      : hadamard(first(src), second(src), look)
  },
  times: ({ arg }, src, look) =>
    arg.by === -1
      ? {
          text: `${look.minus}${after(first(src), binds.cells, look)}`,
          binds: Math.min(first(src).binds, binds.product),
        }
      : scaled(literal(arg.by, look), first(src), look),
  inv: (_node, src, look) => ({ ...divided(unit('1'), first(src), look), inverted: first(src) }),
  sqrt: (_node, src, look) =>
    power(look.root(look.lineGroups || look.isPython ? first(src).text : inside(first(src), binds.unit, look))),
  relu: applied('relu'),
  step: applied('step'),
  tanh: called('tanh'),
  sin: called('sin'),
  cos: called('cos'),
  same: (_node, src) => first(src),
  broadcast: (node, src, look) => {
    const from = at(node.src, 0)
    const { beside } = look
    const spread = ({ text, binds: tight }: Formula): Formula =>
      scalar(from) || !beside
        ? { text, binds: tight }
        : {
            text: beside(inside({ text, binds: tight }, binds.product, look), from.shape, node.shape),
            binds: binds.product,
          }
    const { inverted } = first(src)
    return { ...spread(first(src)), ...(inverted && { inverted: spread(inverted) }) }
  },
  sum: ({ arg }, src, look) => {
    const { text, summed } = first(src)
    // Summed along rows and columns: the sum of all cells.
    if (summed && summed.along !== arg.along) return unit(look.call('sum', summed.text))
    const as = arg.along === 'rows' ? 'rowsum' : 'colsum'
    return { ...unit(look.call(as, text)), summed: { text, along: arg.along } }
  },
  rows: ({ arg }, src, look) =>
    power(look.slice(inside(first(src), binds.unit, look), 'rows', arg.from + 1, arg.from + arg.count)),
  columns: ({ arg }, src, look) =>
    power(look.slice(inside(first(src), binds.unit, look), 'columns', arg.from + 1, arg.from + arg.count)),
  stack: (_node, src, look) => unit(look.stack(first(src).text, second(src).text)),
  rearrange: ({ arg }, src, look) =>
    unit(look.rearrange(inside(first(src), look.isPython ? binds.unit : binds.sum, look), arg)),
  bits: ({ arg }, src, look) => unit(look.call('bits', first(src).text, arg.count)),
  share: (node, src, look) => unit(look.call(node.arg.soft ? 'softmax' : 'hardmax', first(src).text)),
  amend: (_node, src) => first(src),
}

/** How a formula is written. */
export interface Writing {
  readonly look?: Look
  /** The text for a matrix's name. */
  readonly call?: (name: string) => string
  /** Names that are written out, such as what an activation is applied to. */
  readonly through?: ReadonlySet<string>
}

/**
 * The formula of a named matrix, over the named matrices it is made from: `latent = max(0, W · patches + b)`.
 * @throws {RangeError} where the net has no such matrix, or too many without a name are written out
 */
export function formulaOf(
  net: Net,
  name: string,
  { look = textLook, call = as => as, through = new Set() }: Writing = {},
): string {
  const node = named(net, name)
  if (node.op === 'input') return call(name)
  const names = namesOf(net)
  const cited = (of: Node): string | undefined => {
    const as = names.get(of) ?? (of.op === 'input' ? of.arg.name : undefined)
    return of === node || (as !== undefined && through.has(as) && of.op !== 'input') ? undefined : as
  }
  const formulasOf = new Map<Node, Formula>()
  for (const part of topological<Node>([node], of => (cited(of) === undefined ? of.src : []))) {
    const as = cited(part)
    const src = (): readonly Formula[] => part.src.map(source => held(formulasOf, source, 'formula of a source'))
    const formula = as === undefined ? written(part, src(), look) : unit(call(as))
    if (formula.text.length > mostText)
      throw new RangeError(
        `the formula of ${name} is longer than ${mostText} characters; give names to some of the matrices that it is made of`,
      )
    formulasOf.set(part, formula)
  }
  return `${call(name)}${look.equals}${whole(node, held(formulasOf, node, 'formula'), look).text}`
}

/** What is used twice and has no name is written twice: without a bound, a few dozen such would fill the memory. */
const mostText = 1_000_000

function written<K extends OpName>(node: Node<K>, src: readonly Formula[], look: Look): Formula {
  const formula: Table[K] = formulas[node.op as K]
  if (!cellwise.has(node.op))
    return formula(
      node,
      src.map((part, i) => whole(at(node.src, i), part, look)),
      look,
    )
  return { ...formula(node, src, look), isSmall: src.every(({ isSmall }) => isSmall) || node.op === 'broadcast' }
}

/** Ops in which a column, a row or a number may stand for a matrix of such columns, rows or numbers; of a `fill`, no source. */
const cellwise: ReadonlySet<OpName> = new Set([
  'fill',
  'add',
  'mul',
  'times',
  'inv',
  'sqrt',
  'relu',
  'step',
  'tanh',
  'sin',
  'cos',
  'same',
  'broadcast',
  'amend',
])

const whole = ({ shape }: Node, part: Formula, { whole }: Look): Formula =>
  part.isSmall && whole ? unit(whole(part.text, shape)) : part
