// LaTeX: the formula of a named matrix, numbers, and one cell's arithmetic.
import { type Exact, isDecimal, toText } from './exact.ts'
import type { Expression } from './expression.ts'
import { formulaOf, type Look, type Writing } from './formula.ts'
import type { Net } from './graph.ts'
import { type Style, showNumber } from './style.ts'
import { type Leaf, lineOf, tokens } from './text.ts'

/** A number: `-\tfrac{3}{8}`, `12`, `0.0279`, `1.5\mathrm{e}{-5}`; decimals as {@link showNumber} has them. */
export function numberLatex(value: Exact): string {
  if (isDecimal(value))
    return showNumber(value)
      .replaceAll('−', '-')
      .replace('∞', '\\infty')
      .replace(/e(-?\d+)$/, '\\mathrm{e}{$1}')
  const [n = '', d] = toText(value).split('/')
  if (d === undefined) return n
  return n.startsWith('-') ? `-\\tfrac{${n.slice(1)}}{${d}}` : `\\tfrac{${n}}{${d}}`
}

/** A matrix's name, in italics. */
const nameLatex = (name: string): string => `\\mathit{${name.replaceAll('_', '\\_')}}`

/** One cell's arithmetic. @param leaf the text of a cell, a name or a value @param number how literals are written */
export function expressionLatex(of: Expression, leaf: Leaf, number: (value: Exact) => string = numberLatex): string {
  return lineOf(tokens(of, leaf, { style: { ...latexStyle, number } }))
}

// Nothing in it holds a line together, neither \left and \right nor a fraction: a long one is broken where it is set.
const latexStyle: Style = {
  number: numberLatex,
  times: ' \\cdot ',
  plus: ' + ',
  minus: ' - ',
  negative: '-',
  comma: ',\\, ',
  group: ['(', ')'],
  groupNumbers: true,
  square: '^2',
  over: ['', '/', ''],
  around: {
    sqrt: ['\\sqrt{', '}'],
    relu: ['\\max(0,\\, ', ')'],
    step: ['[', ' > 0]'],
    tanh: ['\\tanh(', ')'],
    sin: ['\\sin(', ')'],
    cos: ['\\cos(', ')'],
  },
  power: ['e^{', '}'],
  bit: place => [`\\operatorname{bit}_{${place}}(`, ')'],
  largest: ['[', ' = \\max(', ')]'],
  ties: count => ` / ${count}`,
  amended: {
    misprint: ['', '^{\\dagger}\\; (\\text{computed: } '],
    edit: ['', '^{*}\\; (\\text{computed: } '],
  },
  more: () => '\\cdots',
}

/** Functions that TeX knows by name. */
const functions: ReadonlySet<string> = new Set(['tanh', 'sin', 'cos'])

/** Formulas in TeX. */
const latexLook: Look = {
  number: numberLatex,
  equals: ' = ',
  matmul: '\\, ',
  times: ' \\cdot ',
  hadamard: ' \\odot ',
  minus: '-',
  group: inner => `\\left(${inner}\\right)`,
  transpose: inner => `{${inner}}^{\\top}`,
  square: inner => `{${inner}}^{\\circ 2}`,
  over: (above, below) => `\\frac{${above}}{${below}}`,
  lineGroups: true,
  root: inner => `\\sqrt{${inner}}`,
  relu: inner => `\\max\\left(0,\\, ${inner}\\right)`,
  step: inner => `\\left[${inner} > 0\\right]`,
  call: (name, inner) => `${functions.has(name) ? `\\${name}` : `\\operatorname{${name}}`}\\left(${inner}\\right)`,
  beside: (inner, from, to) =>
    from[1] === 1 ? `${inner}\\, \\mathbf{1}_{1 \\times ${to[1]}}` : `\\mathbf{1}_{${to[0]} \\times 1}\\, ${inner}`,
  slice: (inner, of, first, last) =>
    `{${inner}}_{${of === 'rows' ? '' : '\\cdot, '}${first === last ? first : `${first}..${last}`}}`,
  stack: (above, below) => `\\begin{bmatrix} ${above} \\\\ ${below} \\end{bmatrix}`,
  rearrange: (inner, { from, to }) => {
    const side = (layout: typeof from): string =>
      layout
        .map(axes => (axes.length > 0 ? `(${axes.map(axis => `\\mathit{${axis}}`).join('\\,')})` : '1'))
        .join(' \\times ')
    return `\\operatorname{rearrange}_{${side(from)} \\to ${side(to)}}\\left(${inner}\\right)`
  },
  table: ([rows, columns]) => `\\mathrm{T}_{${rows} \\times ${columns}}`,
}

/** As `formulaOf`, in LaTeX. @throws {RangeError} where the net has no such matrix */
export function formulaLatex(net: Net, name: string, writing: Omit<Writing, 'look'> = {}): string {
  return formulaOf(net, name, { call: nameLatex, ...writing, look: latexLook })
}
