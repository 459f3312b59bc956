// What an engine answered to a lesson, as numbers, beside what is right; each matrix's own part of the graph, and its words.
import { exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { copyOf } from '@dit-by-hand/graph/copy'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { entriesOf, type Net, type Node, type OpName, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { amend, input, stack } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { answerOf, gridOfAnswer } from '../answer.ts'
import { givenOf, netOf, slipsOf, type WorkedValues, work } from '../lesson.ts'
import { gradientName, type Name, updatedName } from '../names.ts'

export type TitleOf = (name: Name) => string
type Grids = { readonly [name: string]: Grid<Exact> | undefined }

export interface Evidence {
  readonly asked: Asked
  readonly title: TitleOf
  readonly net: Net<Name>
  /** What should be answered, in the order in which it is worked. */
  readonly names: readonly AnswerName[]
  readonly given: Grids
  readonly right: WorkedValues
  /** What was answered, of whatever shape; where it cannot be read, what it is instead. */
  readonly found: { readonly [name: string]: Grid<Exact> | string | undefined }
  /** The numbers that each matrix is worked from: the engine's own, and what follows from them. */
  readonly values: Grids
}

/** One matrix's part of the graph, down to what is given or answered: what went wrong before it does not matter. */
export interface Part {
  readonly evidence: Evidence
  readonly name: Name
  readonly node: Node
  readonly labels: ReadonlyMap<Node | undefined, Name>
  readonly values: Grids
  /** The numbers of a node in it, and how it is said. */
  readonly grid: (node: Node) => Grid<Exact>
  readonly phrase: (node: Node) => string
}

/** A lesson's net. Both halves of a gradient stand one above the other, as people write them: not padded and added. */
export const netIn = (lesson: Lesson): Net<Name> => asWritten(netOf(lesson))
const asWritten = memo((net: Net<Name>) =>
  rewrite(net, { d_scaleShift: () => stack(named(net, 'd_scale'), named(net, 'd_shift')) }),
)

export function evidenceOf(asked: Asked, title: TitleOf): Evidence {
  const { lesson, reading, answer } = asked
  const net = netIn(lesson)
  const worked = work(lesson, netOf(lesson, reading))
  const right = worked.values
  const names = Object.keys(answerOf(worked)) as AnswerName[]
  const read = names
    .filter(name => answer[name] !== undefined)
    .map(name => [name, gridOfAnswer(answer[name], name === 'generatedVideo')] as const)
  const fitting = read.filter(([name, grid]) => isShaped(grid, named(net, name).shape))
  const own = { ...givenOf(lesson), ...Object.fromEntries(fitting) } as Given<Exact>
  const answered = Object.fromEntries(fitting.map(([name]) => [name, ({ shape }: Node) => input(name, shape)]))
  const values = evaluate(rewrite(worked.net, answered), own, exact)
  return { asked, title, net, names, given: givenOf(lesson), right, found: Object.fromEntries(read), values }
}

/** A matrix's own part of the graph. What is given or answered is brought to it; all else on the way is written out. */
export const partOf: (evidence: Evidence) => (name: Name) => Part = memo(evidence => {
  const { net, given, names } = evidence
  const known = new Set<string>([...names, ...Object.keys(given)])
  const inputs = entriesOf(net).flatMap(([as, node]) => (known.has(as) ? [[node, input(as, node.shape)] as const] : []))
  return memoByKey(
    (name: Name) => {
      const own = named(net, name)
      const { root, made } = copyOf(own, new Map(inputs.filter(([node]) => node !== own)))
      const labels = entriesOf(net).flatMap(([as, node]) => (known.has(as) ? [] : [[made.get(node), as] as const]))
      return part({ evidence, name, node: root, labels: new Map(labels) })
    },
    String,
    Number.POSITIVE_INFINITY,
  )
})

export function part(of: Pick<Part, 'evidence' | 'name' | 'node' | 'labels'>): Part {
  const values = { ...of.evidence.values, [of.name]: of.evidence.given[of.name] }
  return { ...of, values, grid: memo(node => named(evaluate({ node }, values, exact), 'node')), phrase: phrases(of) }
}

export const inputsIn = (root: Node): readonly (readonly [name: Name, node: Node])[] =>
  topological([root]).flatMap(node => (node.op === 'input' ? [[node.arg.name as Name, node] as const] : []))

/** A matrix as its reading has it: with its misprints, or these put so many rows too low. */
export function asRead({ evidence: { asked }, name }: Part, node: Node, down = 0): Node {
  const slips = asked.reading === 'printed' ? slipsOf(asked.lesson) : []
  const own = slips.flatMap(([matrix, slip]) => (matrix === name ? [{ ...slip, row: slip.row + down }] : []))
  return amend(node, own)
}

export const isShaped = (grid: Grid<Exact> | string | undefined, [rows, columns]: Shape): grid is Grid<Exact> =>
  typeof grid === 'object' && grid.length === rows && grid.every(row => row.length === columns)

/** How a node is said, from what it is made of; else as its source is. */
const wording: { readonly [op in OpName]?: string } = {
  transpose: '$1 transposed',
  add: '$1 + $2',
  mul: '$1 × $2',
  matmul: '$1 · $2',
  inv: '1/$1',
  sqrt: '√$1',
  relu: 'ReLU of $1',
  step: 'the derivative of ReLU',
  sum: 'the sum of $1',
  bits: 'the bits of $1',
  stack: '$1 above $2',
  rows: 'rows of $1',
}

/** A function that says what a node is. Within a gradient, a term is the path it comes by. */
function phrases({ evidence, name, labels }: Pick<Part, 'evidence' | 'name' | 'labels'>): Part['phrase'] {
  const { net, title } = evidence
  const names = Object.keys(net) as Name[]
  const gradientOf = (as: Name | undefined): Name | undefined => names.find(of => gradientName(of) === as)
  const nameOf = (node: Node): Name | undefined =>
    labels.get(node) ?? (node.op === 'input' ? (node.arg.name as Name) : undefined)
  const learned = names.find(of => updatedName(of) === name)
  const own: { readonly [as: string]: string } =
    learned === undefined ? {} : { [learned]: 'the parameter', [gradientName(learned)]: 'the gradient' }
  const path = (node: Node): string | undefined => {
    const parts = topological([node]).toReversed().slice(1)
    const of = parts.map(part => gradientOf(nameOf(part))).find(of => of !== undefined)
    return of && `the path through ${title(of)}`
  }
  const say = (node: Node): string => {
    const as = nameOf(node)
    if (as !== undefined) return own[as] ?? title(as)
    const [x = '', y = ''] = node.src.map(say)
    if (node.op === 'fill') return showNumber(node.arg.value)
    if (node.op === 'times') return node.arg.by === -1 ? x : `${showNumber(node.arg.by)} × ${x}`
    if (node.op === 'share') return node.arg.soft ? `the softmax of ${x}` : `the hard maximum of ${x}`
    if (node.op === 'mul' && x === y) return `${x} squared`
    if (node.op === 'sqrt' && node.src[0]?.op === 'fill') return '√k'
    return (wording[node.op] ?? '$1').replace('$1', () => x).replace('$2', () => y)
  }
  const isGradient = gradientOf(name) !== undefined
  return memo(node => {
    const text = say(node)
    return (isGradient && node.op === 'matmul' ? path(node) : undefined) ?? (text.length > 80 ? 'a factor' : text)
  })
}
