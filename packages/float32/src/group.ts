// Groups values into tasks: values of one shape join one loop, unless that would make a cycle.
import { at } from '@dit-by-hand/graph/at'
import type { Shape } from '@dit-by-hand/graph/graph'
import { isGathered, isInLoop, kindOf, type TaskKind } from './kinds.ts'
import { Precedence } from './precedence.ts'
import type { Value } from './values.ts'

/** One unit of work. A loop computes several values in one pass over the cells of a shape, of every sample if it `varies`. */
export interface Task {
  readonly index: number
  readonly kind: TaskKind
  /** The values it computes: one, or the members of a loop that are not recomputed where they are used. */
  readonly makes: Value[]
  readonly shape: Shape
  readonly varies: boolean
  readonly after: Set<Task>
}

/** The most members of a loop: more would not fit the processor's registers and nearest cache. */
const mostMembers = 64

/** How many readers of a value are tried, the latest first: what a weight is read by may be thousands of tasks. */
const mostReaders = 64

/**
 * Groups values into tasks.
 * @param order the values, sources first
 * @param leavesOf the stored values that a loop reads to compute a value
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
  const ways = new Precedence()
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
    const near = [...leaves].flatMap(leaf => makers(leaf).concat(readers.get(leaf)?.slice(-mostReaders) ?? []))
    put([...new Set(near)].toReversed().find(fits) ?? open('loop', shape, varies), value, leaves)
  }
  return tasks
}

/** A task, the number of tasks it waits for, and those that wait for it. */
interface Waiting {
  readonly task: Task
  readonly age: number
  left: number
  readonly followers: Waiting[]
}

/** Orders tasks so that each comes after what it needs: at once where no other waits for it, since it only frees memory, as the
 *  gradients of weights do; else the oldest that is ready.
 *  @param tasks each at its index @throws {RangeError} where they wait for one another in a cycle */
export function sorted(tasks: readonly Task[]): readonly Task[] {
  const waiting = tasks.map((task): Waiting => {
    const age = Math.max(...task.makes.map(value => value.id))
    return { task, age, left: task.after.size, followers: [] }
  })
  for (const one of waiting) for (const other of one.task.after) at(waiting, other.index).followers.push(one)

  const due = ({ followers, age }: Waiting): number => (followers.length > 0 ? age : -1)
  // The next task is the last in the list.
  const ready: Waiting[] = []
  const free = (one: Waiting): void => {
    let [place, end] = [0, ready.length]
    while (place < end) {
      const middle = Math.floor((place + end) / 2)
      if (due(at(ready, middle)) > due(one)) place = middle + 1
      else end = middle
    }
    ready.splice(place, 0, one)
  }
  for (const one of waiting) if (one.left === 0) free(one)
  const done: Task[] = []
  for (let next = ready.pop(); next; next = ready.pop()) {
    done.push(next.task)
    for (const follower of next.followers) if (--follower.left === 0) free(follower)
  }
  if (done.length < tasks.length) throw new RangeError('the tasks of a plan wait for one another in a cycle')
  return done
}
