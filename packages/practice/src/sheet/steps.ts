// Which of the thirteen steps are asked, and how they are written: 2,5,7-9.
import { at } from '@dit-by-hand/graph/at'
import { type Step, stepNumbers } from '@dit-by-hand/spec/names'

/** The steps that are asked, each once, in their order; one at least. */
export type Steps = readonly Step[]

export const allSteps: Steps = stepNumbers

export const stepRange = (from: number, to: number): Steps => allSteps.filter(step => step >= from && step <= to)

export const isAll = (steps: Steps): boolean => steps.length === allSteps.length

export const lastOf = (steps: Steps): Step => at(steps, steps.length - 1, 'the steps')

/** Steps as short as they can be written: what `stepsIn` of the spec reads. */
export function stepsText(steps: Steps): string {
  const runs: (readonly [from: Step, to: Step])[] = []
  for (const step of steps) {
    const run = runs.at(-1)
    if (run?.[1] === step - 1) runs[runs.length - 1] = [run[0], step]
    else runs.push([step, step])
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(',')
}
