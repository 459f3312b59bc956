// What an engine answered to a lesson, as numbers, beside what is right; and each matrix's own part of the graph.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell } from '@dit-by-hand/graph/exact'
import { entriesOf, type Net, type Node, type Shape } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { input, stack, withSources } from '@dit-by-hand/graph/ops'
import type { Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { answerOf } from '../answer.ts'
import { givenOf, netOf, type Worked, type WorkedValues, work } from '../lesson.ts'
import type { Name } from '../names.ts'
import { sizes } from './agree.ts'

/** A lesson that an engine was asked, and what it answered. */
export interface Asked {
  readonly lesson: Lesson
  readonly reading: Reading
  readonly answer: Values
  /** The floating point that the engine says it works in; without it, it answers exactly. */
  readonly precision?: 'single' | 'double'
}

/** How one matrix came out: readable, or why not. */
export type Answered = { readonly grid: Grid<Exact> } | { readonly raw: unknown } | undefined

type Grids = { readonly [name: string]: Grid<Exact> | undefined }

/** One matrix's part of the graph, down to what is given or answered: what went wrong before it does not matter. */
export interface Local {
  readonly name: Name
  readonly node: Node
  /** Gradients on the way that are written out. */
  readonly labels: ReadonlyMap<Node, Name>
  /** The numbers it is worked from: the engine's own, where they can be read. */
  readonly values: Grids
}

/** One answer, looked at. */
export interface Evidence {
  readonly asked: Asked
  readonly net: Net<Name>
  /** What should be answered, in the order in which it is worked. */
  readonly names: readonly AnswerName[]
  readonly given: Grids
  /** What is right, in this reading and in the other. */
  readonly right: WorkedValues
  readonly otherReading: () => WorkedValues
  readonly answered: (name: AnswerName) => Answered
  readonly values: Grids
  readonly shapeOf: (name: Name) => Shape
  readonly local: (name: Name, net?: Net<Name>) => Local
}

const locals = memo((_values: Grids) => new Map<Name, Local>())

/** A lesson worked rightly, in both readings, once. */
const rightOf = memo((lesson: Lesson) =>
  memoByKey((reading: Reading): Worked => work(lesson, netOf(lesson, reading)), String),
)

/** Looks at an answer. */
export function evidenceOf(asked: Asked): Evidence {
  const { lesson, reading, answer } = asked
  const net = netOf(lesson)
  const worked = rightOf(lesson)(reading)
  const given: Grids = givenOf(lesson)
  const names = Object.keys(answerOf(worked)) as AnswerName[]
  const shapeOf = (name: Name): Shape => named(net, name).shape
  const found = new Map(names.map(name => [name, read(answer[name], shapeOf(name), name === 'generatedVideo')]))
  const own = names.flatMap(name => {
    const one = found.get(name)
    return one && 'grid' in one ? [[name, one.grid] as const] : []
  })
  const right: Grids = worked.values
  const isPublic = (name: Name): boolean => found.has(name as AnswerName) || given[name] !== undefined
  return {
    asked,
    net,
    names,
    given,
    right: worked.values,
    otherReading: () => rightOf(lesson)(reading === 'printed' ? 'corrected' : 'printed').values,
    answered: name => found.get(name),
    values: { ...right, ...Object.fromEntries(own) },
    shapeOf,
    local(name, other = net) {
      const known = locals(this.values)
      const before = known.get(name)
      if (before && other === net) return before
      const labels = new Map<Node, Name>()
      const node = cut(other, name, labels, as => this.values[as] !== undefined && isPublic(as))
      const { [name]: _own, ...values } = this.values
      const local = { name, node, labels, values: { ...values, ...(given[name] && { [name]: given[name] }) } }
      if (other === net) known.set(name, local)
      return local
    },
  }
}

/** The same answer as if everything before each matrix were right: an engine may work from more than it answers. */
export const righted: (evidence: Evidence) => Evidence = memo(evidence => ({
  ...evidence,
  values: { ...evidence.right },
}))

function read(matrix: unknown, [rows, columns]: Shape, isVideo: boolean): Answered {
  if (matrix === undefined) return undefined
  const lines: unknown = isVideo && Array.isArray(matrix) && matrix.every(Array.isArray) ? matrix.flat() : matrix
  const isFramed = !isVideo || (Array.isArray(matrix) && Array.isArray(at(matrix, 0)?.[0]))
  if (!isFramed || !Array.isArray(lines) || lines.length !== rows) return { raw: matrix }
  if (!lines.every(line => Array.isArray(line) && line.length === columns)) return { raw: matrix }
  const grid = cellsIn(lines)
  return grid ? { grid } : { raw: matrix }
}

/** Rows as numbers; undefined where a cell is neither a number nor a fraction. */
export function cellsIn(rows: readonly (readonly unknown[])[]): Grid<Exact> | undefined {
  const isCell = (cell: unknown): cell is number | string =>
    typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\/0*[1-9]\d*)?$/.test(cell))
  const cells = rows.map(row => row.filter(isCell).map(fromCell))
  return cells.every((row, r) => row.length === at(rows, r).length) ? cells : undefined
}

const calledIn = memo((net: Net<Name>) => new Map(entriesOf(net).map(([as, node]) => [node, as])))

/** A node rebuilt down to named matrices. Gradients on the way are written out: no engine answers them. */
function cut(net: Net<Name>, name: Name, labels: Map<Node, Name>, isKnown: (name: Name) => boolean): Node {
  const called = calledIn(net)
  const made = new Map<Node, Node>()
  const root = named(net, name)
  const visit = (node: Node): Node => {
    const known = made.get(node)
    if (known) return known
    const as = called.get(node)
    const isWorking = as !== undefined && !isKnown(as)
    const built =
      node !== root && as !== undefined && !isWorking
        ? input(as, node.shape)
        : simpler(withSources(node, node.src.map(visit)))
    if (isWorking && node !== root) labels.set(built, as)
    made.set(node, built)
    return built
  }
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

/** The numbers of a node of a matrix's part. */
export const gridOf = ({ values }: Local, node: Node): Grid<Exact> => named(evaluate({ node }, values, exact), 'node')

/** How large the terms behind each cell are, where decimals are rounded: what a rounding is measured by. */
export function roomOf({ asked: { lesson, precision } }: Evidence, { values, node }: Local): Grid<number> | undefined {
  if (lesson.attention.kind !== 'softmax' && precision === undefined) return undefined
  const given = Object.entries(values).map(([name, grid]) => [name, grid?.map(row => row.map(sizes.num))])
  const terms = named(evaluate({ node }, Object.fromEntries(given), sizes), 'node')
  return precision === 'single' ? terms.map(row => row.map(term => 1e4 * Math.max(1, term))) : terms
}
