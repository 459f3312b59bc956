// Which of the thirteen steps are asked, and how they are written: 2,5,7-9.
import { at } from '@dit-by-hand/graph/at'
import { stepNumbers } from '@dit-by-hand/spec/names'

/** The steps that are asked, counted from 1, each once, in their order; one at least. */
export type Steps = readonly number[]

export const allSteps: Steps = stepNumbers

export const stepRange = (from: number, to: number): Steps => allSteps.filter(step => step >= from && step <= to)

export const isAll = (steps: Steps): boolean => steps.length === allSteps.length

export const lastOf = (steps: Steps): number => at(steps, steps.length - 1, 'the steps')

/** Reads `2`, `2-6` or `2,5,7-9`; undefined where that says no steps. */
export function stepsIn(text: string): Steps | undefined {
  const parts = text.split(',').map(part => /^\s*(\d{1,2})\s*(?:[-–]\s*(\d{1,2})\s*)?$/.exec(part))
  const asked = parts.flatMap(found => {
    const [, from, to = from] = found ?? []
    const range = stepRange(Number(from), Number(to))
    return range[0] === Number(from) && lastOf(range) === Number(to) ? [range] : []
  })
  return asked.length === parts.length ? allSteps.filter(step => asked.flat().includes(step)) : undefined
}

/** Steps as {@link stepsIn} reads them, as short as they can be. */
export function stepsText(steps: Steps): string {
  const runs: (readonly [from: number, to: number])[] = []
  for (const step of steps) {
    const run = runs.at(-1)
    if (run?.[1] === step - 1) runs[runs.length - 1] = [run[0], step]
    else runs.push([step, step])
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(',')
}
