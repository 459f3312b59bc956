// Which values are made in one walk over their cells: loops are joined where no circle would follow.
import { at } from '@dit-by-hand/graph/at'
import type { Shape } from '@dit-by-hand/graph/graph'
import { isGathered, isInLoop, isMade, kindOf, type TaskKind } from './kinds.ts'
import { Precedence } from './precedence.ts'
import type { Value } from './values.ts'

/** One thing to do. A loop makes several values in one walk over the cells of its shape, of every sample if it `varies`. */
export interface Task {
  readonly index: number
  readonly kind: TaskKind
  /** What is made: one value, or the members of a loop that are not made again wherever they are used. */
  readonly makes: Value[]
  readonly shape: Shape
  readonly varies: boolean
  readonly after: Set<Task>
}

/** A loop of more would keep more cells at hand than a processor can. */
const mostMembers = 64

/**
 * Sorts values into tasks.
 * @param order sources first
 * @param leavesOf what a loop reads to make a value
 */
export function grouped(
  order: readonly Value[],
  joins: ReadonlyMap<Value, readonly Value[]>,
  required: ReadonlySet<Value>,
  leavesOf: (value: Value) => ReadonlySet<Value>,
): readonly Task[] {
  const anchors = new Set<Value>(required)
  for (const value of order) {
    if (isInLoop(value)) for (const leaf of leavesOf(value)) anchors.add(leaf)
  }
  const tasks: Task[] = []
  const ways = new Precedence(order.filter(value => isMade(value) && (!isInLoop(value) || anchors.has(value))).length)
  const makerOf = new Map<Value, Task>()
  const readers = new Map<Value, Task[]>()

  const makers = (value: Value): readonly Task[] => {
    const maker = makerOf.get(value)
    if (maker) return [maker]
    const below = joins.get(value) ?? (value.op === 'rows' ? value.src : [])
    return below.flatMap(makers)
  }
  const put = (task: Task, value: Value, reads: Iterable<Value>): void => {
    task.makes.push(value)
    makerOf.set(value, task)
    for (const leaf of reads) {
      for (const maker of makers(leaf)) {
        if (maker === task) continue
        task.after.add(maker)
        ways.put(task.index, maker.index)
      }
      const known = readers.get(leaf)
      if (!known) readers.set(leaf, [task])
      else if (known.at(-1) !== task) known.push(task)
    }
  }
  const open = (kind: Task['kind'], shape: Shape, varies: boolean): Task => {
    const task: Task = { index: ways.add(), kind, makes: [], shape, varies, after: new Set() }
    tasks.push(task)
    return task
  }

  for (const value of order) {
    const kind = kindOf(value)
    if (kind === 'brought' || kind === 'view') continue
    if (kind !== 'loop' && kind !== 'literal') {
      put(open(kind, value.shape, value.varies), value, value.src)
      continue
    }
    if (!anchors.has(value)) continue
    const leaves = leavesOf(value)
    const source = value.src[0]
    const reduces = value.op === 'sumRows' || value.op === 'sumColumns' || value.op === 'total'
    const shape = reduces && source ? source.shape : value.shape
    const varies = reduces && source ? source.varies : value.varies
    const fits = (task: Task): boolean => {
      if (task.kind !== 'loop' || task.varies !== varies || task.makes.length >= mostMembers) return false
      const same = task.shape[0] === shape[0] && task.shape[1] === shape[1]
      const beside = !reduces && shape[0] === 1 && task.shape[1] === shape[1]
      if (!same && !(beside && [...leaves].some(leaf => makerOf.get(leaf) === task))) return false
      for (const leaf of leaves) {
        if (makerOf.get(leaf) === task) {
          if (isGathered(leaf)) return false
        } else if (makers(leaf).some(maker => maker === task || ways.follows(maker.index, task.index))) return false
      }
      return true
    }
    const near = [...leaves].flatMap(leaf => makers(leaf).concat(readers.get(leaf) ?? []))
    put([...new Set(near)].toReversed().find(fits) ?? open('loop', shape, varies), value, leaves)
  }
  return tasks
}

/** A task, and who waits for it. */
interface Waiting {
  readonly task: Task
  readonly age: number
  left: number
  readonly followers: Waiting[]
}

/** An order in which every task comes after what it needs: at once where nobody waits for it, since it only gives memory
 *  back, as the gradients of weights do; else as soon as it is the oldest that can.
 *  @param tasks each at its index */
export function sorted(tasks: readonly Task[]): readonly Task[] {
  const waiting = tasks.map((task): Waiting => {
    const age = Math.max(...task.makes.map(value => value.id))
    return { task, age, left: task.after.size, followers: [] }
  })
  for (const one of waiting) for (const other of one.task.after) at(waiting, other.index).followers.push(one)

  const due = ({ followers, age }: Waiting): number => (followers.length > 0 ? age : -1)
  // What is due first comes last.
  const ready: Waiting[] = []
  const free = (one: Waiting): void => {
    ready.splice(ready.findLastIndex(other => due(other) > due(one)) + 1, 0, one)
  }
  for (const one of waiting) if (one.left === 0) free(one)
  const done: Task[] = []
  for (let next = ready.pop(); next; next = ready.pop()) {
    done.push(next.task)
    for (const follower of next.followers) if (--follower.left === 0) free(follower)
  }
  if (done.length < tasks.length) throw new RangeError('the tasks of a plan wait for one another in a circle')
  return done
}
