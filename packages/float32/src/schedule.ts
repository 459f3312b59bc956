// The schedule of a plan: which values each task computes, and in which order. Everything cell by cell goes into loops.
import { topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { grouped, sorted, type Task } from './group.ts'
import { cheap, isGathered, kindOf } from './kinds.ts'
import type { Lifted } from './lift.ts'
import type { Value, Values } from './values.ts'

export interface Schedule {
  readonly tasks: readonly Task[]
  /** The values that must be stored. */
  readonly stored: ReadonlySet<Value>
  /** Joins, each with the values that are written straight into its slices. */
  readonly joins: ReadonlyMap<Value, readonly Value[]>
  /** The totals; some as copies, where they need a place of their own. */
  readonly totals: readonly Value[]
}

const mostLeaves = 4

/** In how many steps a value is recomputed at most: a longer chain, recomputed by each of its readers, would cost more. */
const mostSteps = 32

/**
 * Schedules values. What can be recomputed from one stored matrix by cheap steps is never stored: every loop that needs it
 * recomputes it. Other cell-by-cell values join a loop of their shape, unless that would make a cycle.
 * @param totals each gets a place of its own: not a slice of another, not an input
 */
export function schedule({ values, outputs, totals }: Lifted): Schedule {
  const { joins, claimed } = joinsOf(values, topological([...outputs, ...totals]))
  const apart = totals.map(total => {
    let own = total
    while (claimed.has(own) || kindOf(own) === 'brought' || own.op === 'rows') own = values.copy(own)
    claimed.add(own)
    return own
  })
  const results = [...outputs, ...apart]
  const order = topological(results, value => joins.get(value) ?? value.src)
  const required = requiredOf(order, results, joins)
  const leavesOf = leafReader(required)
  const tasks = grouped(order, joins, required, leavesOf)

  const stored = new Set(required)
  for (const task of tasks)
    for (const value of task.makes) {
      if (task.kind !== 'loop' || isGathered(value)) stored.add(value)
      for (const leaf of leavesOf(value)) if (kindOf(leaf) === 'loop' && !task.makes.includes(leaf)) stored.add(leaf)
    }
  return { tasks: sorted(tasks), stored, joins, totals: apart }
}

/** Which values are written straight into a slice of a join; others are copied there. */
function joinsOf(
  values: Values,
  order: readonly Value[],
): { readonly joins: Map<Value, readonly Value[]>; readonly claimed: Set<Value> } {
  const joins = new Map<Value, readonly Value[]>()
  const claimed = new Set<Value>()
  for (const join of order) {
    if (join.op !== 'join') continue
    const parts = join.src.map(part => {
      let own = part.varies === join.varies ? part : values.copy(part, join.varies)
      const elsewhere = (x: Value): boolean =>
        claimed.has(x) || !['product', 'softmax', 'loop', 'literal'].includes(kindOf(x))
      while (elsewhere(own)) own = values.copy(own)
      claimed.add(own)
      return own
    })
    joins.set(join, parts)
  }
  return { joins, claimed }
}

/** What must be stored whatever the loops are: results, and what kernels read. */
function requiredOf(
  order: readonly Value[],
  results: readonly Value[],
  joins: ReadonlyMap<Value, readonly Value[]>,
): ReadonlySet<Value> {
  const required = new Set<Value>()
  const need = (value: Value): void => {
    required.add(value)
    if (value.op === 'rows' && value.src[0]) need(value.src[0])
    joins.get(value)?.forEach(part => required.add(part))
  }
  for (const value of results) need(value)
  for (const value of order) {
    if (value.op === 'join') need(value)
    else if (['product', 'softmax', 'move', 'general', 'view'].includes(kindOf(value))) value.src.forEach(need)
  }
  return required
}

/** What a loop reads to compute a value, in how many steps it does, and whether whoever reads the value can do so too. */
interface Below {
  readonly leaves: ReadonlySet<Value>
  readonly steps: number
  readonly free: boolean
}

/** A function from a value to what a loop reads for it: the matrices below it that are not recomputed. */
function leafReader(required: ReadonlySet<Value>): (value: Value) => ReadonlySet<Value> {
  const below = memo((value: Value): Below => {
    const leaves = new Set<Value>()
    let steps = 1
    for (const source of value.src) {
      const made = kindOf(source) === 'loop' || kindOf(source) === 'literal' ? below(source) : undefined
      if (made?.free) {
        for (const leaf of made.leaves) leaves.add(leaf)
        steps = Math.max(steps, made.steps + 1)
      } else if (source.op !== 'fill') leaves.add(source)
    }
    const full = [...leaves].filter(leaf => leaf.shape[0] >= value.shape[0] && leaf.shape[1] >= value.shape[1])
    const again = cheap.has(value.op) && full.length <= 1 && leaves.size <= mostLeaves && steps <= mostSteps
    return { leaves, steps, free: (again || value.op === 'fill') && !required.has(value) }
  })
  return value => below(value).leaves
}
