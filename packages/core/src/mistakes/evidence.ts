// What an engine answered to a lesson, as numbers, beside what is right; and each matrix's own part of the graph.
import { exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { entriesOf, type Net, type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { amend, input, stack } from '@dit-by-hand/graph/ops'
import { copyOf, rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { answerOf, gridOfAnswer } from '../answer.ts'
import { givenOf, netOf, slipsOf, type Worked, type WorkedValues, work } from '../lesson.ts'
import type { Name } from '../names.ts'
import { phrases } from './phrase.ts'

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
  /** What is right in this reading. */
  readonly right: WorkedValues
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
  /** What is called by a name in it. */
  readonly labels: ReadonlyMap<Node | undefined, Name>
  readonly values: Grids
  /** The numbers of a node in it, and how it is said. */
  readonly grid: (node: Node) => Grid<Exact>
  readonly phrase: (node: Node) => string
}

/** A lesson worked rightly, in both readings, once. */
export const rightOf: (lesson: Lesson) => (reading: Reading) => Worked = memo(lesson =>
  memoByKey((reading: Reading) => work(lesson, netOf(lesson, reading)), String),
)

/** A lesson's net. Both halves of a gradient stand one above the other, as somebody writes them: not padded with zeros, and
 *  added. */
export const netIn = (lesson: Lesson): Net<Name> => asWritten(netOf(lesson))
const asWritten = memo((net: Net<Name>) =>
  rewrite(net, { d_scaleShift: () => stack(named(net, 'd_scale'), named(net, 'd_shift')) }),
)

/** Looks at an answer. */
export function evidenceOf(asked: Asked, title: TitleOf): Evidence {
  const { lesson, reading, answer } = asked
  const net = netIn(lesson)
  const worked = rightOf(lesson)(reading)
  const names = Object.keys(answerOf(worked)) as AnswerName[]
  const found: { [name: string]: Grid<Exact> | string } = {}
  const values: { [name: string]: Grid<Exact> | undefined } = { ...worked.values }
  for (const name of names) {
    const raw = answer[name]
    if (raw === undefined) continue
    const grid = gridOfAnswer(raw, name === 'generatedVideo')
    found[name] = grid
    if (isShaped(grid, named(net, name).shape)) values[name] = grid
  }
  return { asked, title, net, names, given: givenOf(lesson), right: worked.values, found, values }
}

/** What is given or answered is brought to the parts of a net; all else on the way, some gradients, is written out. */
const cutsIn = memo(({ net, given, names }: Evidence) => {
  const known = new Set<Name>([...names, ...(Object.keys(given) as Name[])])
  const brought = entriesOf(net).filter(([as]) => known.has(as))
  return {
    inputs: brought.map(([as, node]) => [node, input(as, node.shape)] as const),
    written: entriesOf(net).filter(([as]) => !known.has(as)),
  }
})

/** A matrix's own part of the graph. */
export const partOf: (evidence: Evidence) => (name: Name) => Part = memo(evidence =>
  memoByKey(
    (name: Name) => {
      const own = named(evidence.net, name)
      const { inputs, written } = cutsIn(evidence)
      const { root, made } = copyOf(own, new Map(inputs.filter(([node]) => node !== own)))
      return part({ evidence, name, node: root, labels: new Map(written.map(([as, node]) => [made.get(node), as])) })
    },
    String,
    Number.POSITIVE_INFINITY,
  ),
)

export function part(of: Pick<Part, 'evidence' | 'name' | 'node' | 'labels'>): Part {
  const values = { ...of.evidence.values, [of.name]: of.evidence.given[of.name] }
  return { ...of, values, grid: memo(node => named(evaluate({ node }, values, exact), 'node')), phrase: phrases(of) }
}

/** The named matrices that a node is made of. */
export const inputsIn = (root: Node): readonly (readonly [name: Name, node: Node])[] =>
  topological([root]).flatMap(node => (node.op === 'input' ? [[node.arg.name as Name, node] as const] : []))

/** A matrix as its reading has it: with its misprints. */
export function asRead({ evidence: { asked }, name }: Part, node: Node): Node {
  const slips = asked.reading === 'printed' ? slipsOf(asked.lesson).filter(([matrix]) => matrix === name) : []
  return amend(
    node,
    slips.map(([, slip]) => slip),
  )
}

/** Whether what was answered is a matrix of a shape. */
export const isShaped = (grid: Grid<Exact> | string | undefined, [rows, columns]: Shape): grid is Grid<Exact> =>
  typeof grid === 'object' && grid.length === rows && grid.every(row => row.length === columns)
