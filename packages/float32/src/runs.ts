// Which tasks run together sample by sample, so that what one writes is still in the cache when the next reads it.
import type { Task } from './group.ts'
import type { Value } from './values.ts'

/** Consecutive tasks. `bySample`: all of them for the first sample, then all for the second … */
export interface Run {
  readonly tasks: readonly Task[]
  readonly bySample: boolean
}

/** Whether one call computes a product for the whole batch, whose samples are then one tall matrix. */
export function isTall(value: Value<'product'>): boolean {
  const [a] = value.src
  return !value.varies || (a !== undefined && !a.varies && !value.arg.transB)
}

/** Whether a task's result for a sample is complete as soon as that sample is done. */
const mayBeBySample = ({ makes }: Task): boolean =>
  makes.every(value => value.varies && !(value.op === 'product' && isTall(value)))

/** Whether a task is called once for each sample in any case. */
const mustBeBySample = ({ kind }: Task): boolean => kind !== 'loop' && kind !== 'softmax'

/** Groups tasks into runs: neighbours run sample by sample where all may and one must. @param tasks in their order */
export function inRuns(tasks: readonly Task[]): readonly Run[] {
  const runs: Run[] = []
  for (let from = 0; from < tasks.length; ) {
    let to = from
    for (let task = tasks[to]; task && mayBeBySample(task); task = tasks[++to]);
    const together = tasks.slice(from, Math.max(to, from + 1))
    if (to > from && together.some(mustBeBySample)) runs.push({ tasks: together, bySample: true })
    else for (const task of together) runs.push({ tasks: [task], bySample: false })
    from += together.length
  }
  return runs
}
