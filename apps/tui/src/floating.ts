// An engine that answers in floating point and says so nowhere: noticed by its decimals, and told once.
import { isDecimal } from '@dit-by-hand/graph/exact'
import type { Report } from '@dit-by-hand/spec/conformance'
import { Crashed, type Engine, type PrecisionName, precisions, Skipped } from '@dit-by-hand/spec/engine'
import type { AnswerCell, Lesson, Values } from '@dit-by-hand/spec/format'
import { isAnswerName } from '@dit-by-hand/spec/names'
import { type BoundedCell, isWithin } from '@dit-by-hand/spec/rounding'
import { type Finding, finding } from './diagnose.ts'
import { roundingOf } from './judging.ts'

/** Cells that are wrong as they stand and right within a precision: what rounding explains. */
function rounded(values: Values, bounds: ReturnType<ReturnType<typeof roundingOf>>): number {
  return Object.entries(values).reduce((count, [name, matrix]) => {
    const cells = isAnswerName(name) ? bounds[name] : undefined
    if (!cells || name === 'generatedVideo') return count
    const own = cells.flatMap((row, r) => row.map((cell, c) => [cell, matrix[r]?.[c]] as const))
    return count + own.filter(([cell, found]) => typeof found !== 'object' && isRounding(found, cell)).length
  }, 0)
}

const isRounding = (found: AnswerCell | undefined, cell: BoundedCell): boolean =>
  typeof found === 'number' && isDecimal(found) && !isWithin(found, { ...cell, error: 0 }) && isWithin(found, cell)

/**
 * The precision in which an engine seems to work that says nowhere that it works in floating point: lessons that have exact
 * answers are answered in decimals, and the right ones but for rounding. Undefined where nothing shows that.
 */
export async function seemingPrecision(engine: Engine, { results }: Report): Promise<PrecisionName | undefined> {
  const lessons = new Map<string, Lesson>()
  for (const { verdict } of results)
    if (verdict.outcome === 'wrong' && verdict.lesson.attention.kind !== 'softmax' && lessons.size < 8)
      lessons.set(JSON.stringify(verdict.lesson), verdict.lesson)
  const counts = { single: 0, double: 0 }
  for (const lesson of lessons.values()) {
    const values = await answered(engine, lesson)
    for (const precision of precisions) counts[precision] += rounded(values, roundingOf(precision)(lesson, 'corrected'))
  }
  if (counts.single === 0) return undefined
  return counts.double === counts.single ? 'double' : 'single'
}

async function answered(engine: Engine, lesson: Lesson): Promise<Values> {
  try {
    return await engine.answer(structuredClone(lesson), 'corrected')
  } catch (error) {
    if (error instanceof Skipped || error instanceof Crashed) return {}
    throw error
  }
}

/** The finding that says so. */
export const undeclared = (precision: PrecisionName, checks: readonly string[]): Finding =>
  finding(
    'wrong',
    `it answers in floating point, ${precision} precision, and says so nowhere: rounded numbers are wrong where exact ones are asked for`,
    `Check with --float ${precision}, or put "precision": "${precision}" into the answer to hello: then what lies within rounding is right. Or answer exactly, in whole numbers and fractions "n/d".`,
    { mistake: { family: 'floating point', says: 'it answers in floating point' }, checks },
  )
