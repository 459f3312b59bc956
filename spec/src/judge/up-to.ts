// Judging an engine that is built step by step: only up to a step, as if the rest were not there.

import { chain, matrixOf } from '../laws/chain.ts'
import { arithmeticOf } from '../laws/law.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { answerNames, namesFor, type Step, steps } from '../lesson/names.ts'
import type { Check } from './conformance.ts'
import type { Engine } from './engine.ts'

/** The checks of the first steps, and those that span them all. */
export const checksUpTo = (checks: readonly Check[], last: Step): readonly Check[] =>
  checks.filter(({ step }) => step === null || step <= last)

/**
 * An engine whose matrices beyond a step are not asked for: the right ones stand in their place, so that what is judged
 * is what it answers up to that step. Whatever it answers beyond it is ignored.
 */
export function engineUpTo(engine: Engine, last: Step): Engine {
  if (last === 13) return engine
  const answer = async (lesson: Lesson, reading: Reading): Promise<Values> => {
    const at = chain(lesson, reading, {}, undefined, arithmeticOf(lesson))
    const beyond = namesFor(lesson.attention.kind)
      .filter(name => steps[name] > last)
      .map(name => [name, matrixOf(lesson, name, at(name))] as const)
    const values = await engine.answer(lesson, reading)
    const own = answerNames.filter(name => steps[name] <= last && values[name] !== undefined)
    return Object.fromEntries([...own.map(name => [name, values[name]] as const), ...beyond])
  }
  return { ...engine, answer }
}
