// Which tasks are done together, sample by sample: what one makes is then still at hand when the next reads it.
import type { Task } from './group.ts'
import type { Value } from './values.ts'

/** Consecutive tasks. By sample: all of them for the first sample, then all for the second … */
export interface Run {
  readonly tasks: readonly Task[]
  readonly bySample: boolean
}

/** Whether one call makes a product for the whole batch: samples that lie one after the other are one tall matrix. */
export function isTall(value: Value<'product'>): boolean {
  const [a] = value.src
  return !value.varies || (a !== undefined && !a.varies && !value.arg.transB)
}

/** Whether what a task makes for a sample is whole as soon as that sample is done. */
const mayBeBySample = ({ makes }: Task): boolean =>
  makes.every(value => value.varies && !(value.op === 'product' && isTall(value)))

/** Whether a task is called once a sample in any case. */
const mustBeBySample = ({ kind }: Task): boolean => kind !== 'loop' && kind !== 'softmax'

/** Neighbours that may be done sample by sample are, where one of them must be. @param tasks in their order */
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
