// The reading for print: a named matrix as a formula, its values, and one cell's arithmetic, in LaTeX.

import type { Grid } from './evaluate.ts'
import type { Exact } from './exact.ts'
import { toText } from './exact.ts'
import type { CellRef, Expression } from './expression.ts'
import { type Net, type Node, namesOf, type OpName } from './graph.ts'
import { lineOf, type Style, tokens } from './text.ts'

/** A number: `-\tfrac{3}{8}`, `12`, `0.0279`. */
export function numberLatex(value: Exact): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : value.toFixed(4).replace(/0+$/, '').replace(/\.$/, '')
  const [n = '', d] = toText(value).split('/')
  if (d === undefined) return n
  return n.startsWith('-') ? `-\\tfrac{${n.slice(1)}}{${d}}` : `\\tfrac{${n}}{${d}}`
}

/** A matrix of numbers between brackets. */
export function gridLatex(grid: Grid<Exact>): string {
  return `\\begin{bmatrix} ${grid.map(row => row.map(numberLatex).join(' & ')).join(' \\\\ ')} \\end{bmatrix}`
}

/** A matrix's name: slopes get a ∂, what comes after a step of descent a prime. */
export function nameLatex(name: string): string {
  const slope = /^d_(.+)$/.exec(name)?.[1]
  if (slope !== undefined) return `\\partial ${nameLatex(slope)}`
  const after = /^(.+)After$/.exec(name)?.[1]
  if (after !== undefined) return `${nameLatex(after)}'`
  return `\\mathit{${name}}`
}

/** One cell's arithmetic, with names or with values as `leaf` gives them. */
export function expressionLatex(
  of: Expression,
  leaf: (cell: CellRef) => { readonly text: string; readonly value?: Exact },
): string {
  return lineOf(tokens(of, leaf, latexStyle))
}

/** A cell by name: `\mathit{latent}_{1,3}`. */
export function cellLatex({ name, row, column }: CellRef): string {
  return `${nameLatex(name)}_{${row + 1},${column + 1}}`
}

const latexStyle: Style = {
  number: numberLatex,
  times: ' \\cdot ',
  plus: ' + ',
  minus: ' - ',
  negative: '-',
  comma: ',\\, ',
  group: ['\\left(', '\\right)'],
  groupNumbers: true,
  square: '^2',
  over: ['\\frac{', '}{', '}'],
  max0: ['\\max\\left(0,\\, ', '\\right)'],
  step: ['\\left[', ' > 0\\right]'],
  tanh: ['\\tanh\\left(', '\\right)'],
  root: ['\\sqrt{', '}'],
  power: ['e^{', '}'],
  bit: place => [`\\operatorname{bit}_{${place}}\\left(`, '\\right)'],
  largest: ['\\left[', ' = \\max\\left(', '\\right)\\right]'],
  ties: count => ` / ${count}`,
  printed: ['', '^{\\dagger}\\; \\left(\\text{computed: } '],
}

// How tightly a formula holds together: a looser one inside a tighter one is put between parentheses.
const loose = { sum: 1, product: 2, atom: 3 } as const
interface Formula {
  readonly tex: string
  readonly binds: number
}

type Table = { readonly [K in OpName]: (node: Node<K>, src: readonly Formula[]) => Formula }

const atom = (tex: string): Formula => ({ tex, binds: loose.atom })
const inside = (part: Formula | undefined, binds: number): string =>
  part === undefined ? '' : part.binds < binds ? `\\left(${part.tex}\\right)` : part.tex
const call = (name: string, part: Formula | undefined): Formula =>
  atom(`\\operatorname{${name}}\\left(${part?.tex ?? ''}\\right)`)

/** One row per op: forget one and the compiler says so. */
const formulas: Table = {
  given: ({ arg }) => atom(nameLatex(arg.name)),
  fill: ({ arg }) => atom(numberLatex(arg.value)),
  matmul: (_node, [a, b]) => ({
    tex: `${inside(a, loose.product)}\\, ${inside(b, loose.product)}`,
    binds: loose.product,
  }),
  transpose: (_node, [x]) => atom(`{${inside(x, loose.atom)}}^{\\top}`),
  add: ({ src }, [a, b]) => {
    const minus = src[1]?.op === 'times' && src[1].arg.by === -1
    return minus
      ? { tex: `${a?.tex ?? ''} - ${inside(b, loose.product).replace(/^-/, '')}`, binds: loose.sum }
      : { tex: `${a?.tex ?? ''} + ${b?.tex ?? ''}`, binds: loose.sum }
  },
  mul: (_node, [a, b]) => ({
    tex: `${inside(a, loose.product)} \\odot ${inside(b, loose.product)}`,
    binds: loose.product,
  }),
  times: ({ arg }, [x]) => ({
    tex: `${arg.by === -1 ? '-' : `${numberLatex(arg.by)}\\, `}${inside(x, loose.product)}`,
    binds: loose.product,
  }),
  inv: (_node, [x]) => atom(`\\frac{1}{${x?.tex ?? ''}}`),
  sqrt: (_node, [x]) => atom(`\\sqrt{${x?.tex ?? ''}}`),
  max0: (_node, [x]) => atom(`\\max\\left(0,\\, ${x?.tex ?? ''}\\right)`),
  step: (_node, [x]) => atom(`\\left[${x?.tex ?? ''} > 0\\right]`),
  tanh: (_node, [x]) => atom(`\\tanh\\left(${x?.tex ?? ''}\\right)`),
  spread: ({ shape, src }, [x]) => {
    const from = src[0]?.shape
    if (from?.[0] === 1 && from[1] === 1) return x ?? atom('')
    return { tex: `${inside(x, loose.product)}\\, \\mathbf{1}_{1 \\times ${shape[1]}}`, binds: loose.product }
  },
  sum: ({ arg }, [x]) => call(arg.along === 'rows' ? 'rowsum' : 'colsum', x),
  rows: ({ arg }, [x]) => atom(`{${inside(x, loose.atom)}}_{${arg.from + 1}..${arg.from + arg.count}}`),
  stack: (_node, [a, b]) => atom(`\\begin{bmatrix} ${a?.tex ?? ''} \\\\ ${b?.tex ?? ''} \\end{bmatrix}`),
  arrange: ({ shape }, [x]) =>
    atom(`\\operatorname{arrange}_{${shape[0]} \\times ${shape[1]}}\\left(${x?.tex ?? ''}\\right)`),
  bits: (_node, [x]) => call('bits', x),
  share: ({ arg }, [x]) => call(arg.soft ? 'softmax' : 'hardmax', x),
  amend: (_node, [x]) => x ?? atom(''),
}

/** How a named matrix is made, as a formula over the named matrices it is made from. Throws RangeError on an unknown name. */
export function formulaLatex(net: Net, name: string): string {
  const node = net[name]
  if (!node) throw new RangeError(`there is no matrix ${name}`)
  const names = namesOf(net)
  const write = (inner: Node): Formula => formulaOf(inner, inner.src.map(read))
  const read = (inner: Node): Formula => {
    const called = names.get(inner)
    return called === undefined ? write(inner) : atom(nameLatex(called))
  }
  return `${nameLatex(name)} = ${write(node).tex}`
}

function formulaOf<K extends OpName>(node: Node<K>, src: readonly Formula[]): Formula {
  const formula: Table[K] = formulas[node.op as K]
  return formula(node, src)
}
