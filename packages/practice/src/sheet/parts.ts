// The parts of the walk as paper has them: what each makes, and what it makes that from.
import type { Worked } from '@dit-by-hand/core/lesson'
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { entriesOf, namesOf, topological } from '@dit-by-hand/graph/graph'
import { type Step, slugOf, stepNumbers } from '@dit-by-hand/spec/names'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { paperPages } from './pages.ts'

/** A step, or a stage of one. */
export interface Part {
  readonly step: Step
  readonly title: string
  /** The matrices that the lesson gives, of those that it reads. */
  readonly given: readonly Name[]
  /** All matrices that it reads and does not make, in the order of the model; what is read through an activation is not. */
  readonly read: readonly Name[]
  /** The matrices that it makes, in that order. */
  readonly asked: readonly Name[]
}

/** All parts, in the order of the walk. */
export function partsOf(worked: Worked): readonly Part[] {
  const { net } = worked
  const facts = factsOf(worked)
  const order = entriesOf(net)
  const names = namesOf(net)
  const isCited = (name: string | undefined): boolean => name !== undefined && !readThrough.has(name as Name)
  return stepNumbers.flatMap(step =>
    paperPages(slugOf(step), facts).map(({ title, made }): Part => {
      const nodes = order.filter(([name]) => made.includes(name)).map(([, node]) => node)
      const sources = topological(nodes, node => (nodes.includes(node) || !isCited(names.get(node)) ? node.src : []))
      const read = order.filter(([name, node]) => sources.includes(node) && !nodes.includes(node) && isCited(name))
      const asked = order.flatMap(([name, node]) => (made.includes(name) && node.op !== 'input' ? [name] : []))
      const given = order.flatMap(([name, node]) => (node.op === 'input' && sources.includes(node) ? [name] : []))
      return { step, title, given, read: read.map(([name]) => name), asked }
    }),
  )
}
