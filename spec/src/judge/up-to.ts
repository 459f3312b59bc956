// Judging an unfinished engine: only up to a step.

import { chain, matrixOf } from '../laws/chain.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { answerNames, namesFor, type Step, steps } from '../lesson/names.ts'
import type { Check } from './conformance.ts'
import type { Engine } from './engine.ts'

/** The checks of the first steps, and those that span them all. */
export const checksUpTo = (checks: readonly Check[], last: Step): readonly Check[] =>
  checks.filter(({ step }) => step === null || step <= last)

/**
 * The engine with its matrices after a step replaced by the right ones, so that only what it answers up to that step is
 * judged.
 */
export function engineUpTo(engine: Engine, last: Step): Engine {
  if (last === 13) return engine
  const answer = async (lesson: Lesson, reading: Reading): Promise<Values> => {
    const at = chain(lesson, reading)
    const beyond = namesFor(lesson.attention.kind)
      .filter(name => steps[name] > last)
      .map(name => [name, matrixOf(lesson, name, at(name))] as const)
    const values = await engine.answer(lesson, reading)
    const own = answerNames.filter(name => steps[name] <= last && values[name] !== undefined)
    if (own.length === 0) return {}
    return Object.fromEntries([...own.map(name => [name, values[name]] as const), ...beyond])
  }
  return { ...engine, answer }
}
