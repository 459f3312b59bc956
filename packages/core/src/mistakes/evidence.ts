// What an engine answered to a lesson, as numbers, beside what is right; and each matrix's own part of the graph.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell } from '@dit-by-hand/graph/exact'
import { type Amendment, entriesOf, type Net, type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { amend, input, stack, withSources } from '@dit-by-hand/graph/ops'
import type { Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { answerOf } from '../answer.ts'
import { givenOf, netOf, slipsOf, type Worked, type WorkedValues, work } from '../lesson.ts'
import type { Name } from '../names.ts'
import { phrases } from './phrase.ts'

/** A lesson that an engine was asked, and what it answered. */
export interface Asked {
  readonly lesson: Lesson
  readonly reading: Reading
  readonly answer: Values
  /** The floating point that the engine says it works in; without it, it answers exactly. */
  readonly precision?: 'single' | 'double'
}

export type TitleOf = (name: Name) => string
type Grids = { readonly [name: string]: Grid<Exact> | undefined }

/** One answer, looked at. */
export interface Evidence {
  readonly asked: Asked
  /** What a matrix is called in a sentence. */
  readonly title: TitleOf
  readonly net: Net<Name>
  /** What should be answered, in the order in which it is worked. */
  readonly names: readonly AnswerName[]
  readonly given: Grids
  /** What is right, in this reading and in the other. */
  readonly right: WorkedValues
  readonly otherReading: () => WorkedValues
  /** What was answered, of whatever shape; where it cannot be read, what it is instead. */
  readonly found: { readonly [name: string]: Grid<Exact> | string | undefined }
  /** The numbers that each matrix is worked from: the engine's own, where they can be read. */
  readonly values: Grids
}

/** One matrix's part of the graph, down to what is given or answered: what went wrong before it does not matter. */
export interface Part {
  readonly evidence: Evidence
  readonly name: Name
  readonly node: Node
  /** Gradients on the way that are written out. */
  readonly labels: ReadonlyMap<Node, Name>
  readonly values: Grids
  /** The numbers of a node in it, and how it is said. */
  readonly grid: (node: Node) => Grid<Exact>
  readonly phrase: (node: Node) => string
}

/** A lesson worked rightly, in both readings, once. */
const rightOf = memo((lesson: Lesson) =>
  memoByKey((reading: Reading): Worked => work(lesson, netOf(lesson, reading)), String),
)

/** Looks at an answer. */
export function evidenceOf(asked: Asked, title: TitleOf): Evidence {
  const { lesson, reading, answer } = asked
  const net = netOf(lesson)
  const worked = rightOf(lesson)(reading)
  const right = worked.values
  const names = Object.keys(answerOf(worked)) as AnswerName[]
  const answered = names.flatMap(name => {
    const raw = answer[name]
    return raw === undefined ? [] : [[name, read(raw, name === 'generatedVideo')] as const]
  })
  const own = answered.flatMap(([name, one]) =>
    typeof one !== 'string' && isShaped(one, named(net, name).shape) ? [[name, one] as const] : [],
  )
  const values = { ...right, ...Object.fromEntries(own) }
  const otherReading = (): WorkedValues => rightOf(lesson)(reading === 'printed' ? 'corrected' : 'printed').values
  return {
    asked,
    title,
    net,
    names,
    given: givenOf(lesson),
    right,
    otherReading,
    found: Object.fromEntries(answered),
    values,
  }
}

export const shapeIn = ({ net }: Evidence, name: Name): Shape => named(net, name).shape

/** The same answer as if everything before each matrix were right: an engine may work from more than it answers. */
export const righted: (evidence: Evidence) => Evidence = memo(evidence => ({ ...evidence, values: evidence.right }))

/** A matrix's own part of the graph as it stands. */
export const partOf: (evidence: Evidence) => (name: Name) => Part = memo(evidence =>
  memoByKey((name: Name) => partIn(evidence, name, evidence.net), String, Number.POSITIVE_INFINITY),
)

/** The same of another net of the lesson. */
export function partIn(evidence: Evidence, name: Name, net: Net<Name>): Part {
  const { names, given, values } = evidence
  const labels = new Map<Node, Name>()
  const isKnown = (as: Name): boolean => given[as] !== undefined || names.some(name => name === as)
  const node = cut(net, name, labels, isKnown)
  return part({ evidence, name, node, labels, values: { ...values, [name]: given[name] } })
}

/** The numbers of a node that is met once. */
export const gridOf = ({ values }: Pick<Part, 'values'>, node: Node): Grid<Exact> =>
  named(evaluate({ node }, values, exact), 'node')

export const part = (of: Omit<Part, 'grid' | 'phrase'>): Part => ({
  ...of,
  grid: memo(node => gridOf(of, node)),
  phrase: phrases(of),
})

/** The named matrices that a node is made of. */
export const inputsIn = (root: Node): readonly (readonly [name: Name, node: Node])[] =>
  topological([root]).flatMap(node => (node.op === 'input' ? [[node.arg.name as Name, node] as const] : []))

/** A matrix as its reading has it: with its misprints. */
export function asRead({ evidence: { asked }, name }: Part, node: Node): Node {
  const slips = asked.reading === 'printed' ? slipsOf(asked.lesson) : []
  return amend(
    node,
    slips.flatMap(([matrix, slip]): readonly Amendment[] => (matrix === name ? [slip] : [])),
  )
}

const isRows = (raw: unknown): raw is readonly (readonly unknown[])[] => Array.isArray(raw) && raw.every(Array.isArray)
const isCell = (cell: unknown): cell is number | string =>
  typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\/0*[1-9]\d*)?$/.test(cell))

/** What was answered, as rows of numbers of whatever shape; else what it is instead. */
function read(raw: unknown, isVideo: boolean): Grid<Exact> | string {
  if (Array.isArray(raw) && !raw.some(Array.isArray)) return 'it is a flat list instead of rows of numbers'
  if (!isRows(raw)) return 'it is no matrix'
  const frames = isVideo ? raw : [raw]
  if (!frames.every(isRows)) return 'it is one matrix instead of a list of frames'
  const rows = frames.flat()
  return rows.every(row => row.every(isCell))
    ? rows.map(row => row.filter(isCell).map(fromCell))
    : 'it holds what is no number'
}

/** Whether a grid has a shape. */
export const isShaped = (grid: Grid<Exact>, [rows, columns]: Shape): boolean =>
  grid.length === rows && grid.every(row => row.length === columns)

const calledIn = memo((net: Net<Name>) => new Map(entriesOf(net).map(([as, node]) => [node, as])))

/** A node rebuilt down to named matrices. Gradients on the way are written out: no engine answers them. */
function cut(net: Net<Name>, name: Name, labels: Map<Node, Name>, isKnown: (name: Name) => boolean): Node {
  const root = named(net, name)
  const visit: (node: Node) => Node = memo(node => {
    const as = node === root ? undefined : calledIn(net).get(node)
    if (as !== undefined && isKnown(as)) return input(as, node.shape)
    const built = simpler(withSources(node, node.src.map(visit)))
    if (as !== undefined) labels.set(built, as)
    return built
  })
  return visit(root)
}

/** Two pieces padded with zeros and added are one above the other; the same matrix is the same matrix. */
function simpler(node: Node): Node {
  if (node.op === 'same') return at(node.src, 0)
  const [a, b] = node.src
  if (node.op !== 'add' || a?.op !== 'stack' || b?.op !== 'stack') return node
  const isPadding = (piece: Node): boolean => piece.op === 'fill' && piece.arg.value === 0
  const [above, below] = isPadding(at(a.src, 1)) ? [a, b] : [b, a]
  return isPadding(at(above.src, 1)) && isPadding(at(below.src, 0)) ? stack(at(above.src, 0), at(below.src, 1)) : node
}
