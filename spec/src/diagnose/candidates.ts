// Which mistakes of the catalogue explain what was found: those that predict it exactly, in every lesson asked.

import { formulas } from '../laws/formulas.ts'
import { Misfit } from '../laws/law.ts'
import type { Values } from '../lesson/format.ts'
import type { AnswerName, AttentionKind } from '../lesson/names.ts'
import { decimal, exactly, type Grid, near, same, type Value } from '../lesson/number.ts'
import { mistakes } from '../mistakes/all.ts'
import { chain, valuesOf } from '../mistakes/chain.ts'
import type { Make, Mistake } from '../mistakes/mistake.ts'
import { allAgree, type Evidence } from './evidence.ts'

/** A double as a fraction: what became of e to the power of something, exact in its digits alone. */
const isDecimal = (x: Value): boolean => typeof x !== 'number' && x.d >= 2n ** 20n && (x.d & (x.d - 1n)) === 0n

/** Equal, or near where the prediction is itself a rounded decimal. */
const predicted = (evidence: Evidence, name: AnswerName, guess: Grid, found: Grid): boolean =>
  evidence.k.kind === 'exact'
    ? guess.length === found.length &&
      guess.every((row, r) =>
        row.every((cell, c) => {
          const other = found[r]?.[c] ?? Number.NaN
          return same(cell, other) || (isDecimal(cell) && near(cell, other))
        }),
      )
    : allAgree(evidence.k, guess, found, evidence.scales(name, 'own'))

type Test = 'explains' | 'agrees' | 'differs' | 'cannot tell'

function test(evidence: Evidence, name: AnswerName, make: Make): Test {
  if (evidence.state(name) === 'no number') return refusing(evidence, name, make)
  try {
    const found = evidence.own(name)
    if (!predicted(evidence, name, evidence.predict(name, make), found)) return 'differs'
    const expected = evidence.predict(name, formulas[name].make)
    return allAgree(evidence.k, expected, found, evidence.scales(name, 'own')) ? 'agrees' : 'explains'
  } catch (error) {
    if (error instanceof Misfit) return 'cannot tell'
    throw error
  }
}

/** Where a cell is no number, a mistake explains it that makes none either. */
function refusing(evidence: Evidence, name: AnswerName, make: Make): Test {
  try {
    const cells = evidence.predict(name, make).flat()
    return cells.every(cell => Number.isFinite(decimal(cell))) ? 'differs' : 'explains'
  } catch (error) {
    if (error instanceof Misfit) return 'cannot tell'
    throw error
  }
}

/** The mistakes of formulas that give this very matrix from the engine's own matrices before it, in all of the evidence;
 *  in the order of the catalogue, those first that show there first. An engine works the kinds of attention in branches of
 *  their own, so a mistake may be made in some kinds only: the others are then right throughout. */
export function explaining(name: AnswerName, evidence: readonly Evidence[]): readonly Mistake[] {
  const groups = kinds
    .map(kind => evidence.filter(({ lesson }) => lesson.attention.kind === kind))
    .filter(group => group.some(one => one.state(name) !== 'right'))
  const found = mistakes.filter(({ how }) => {
    const make = how.kind === 'formulas' ? how.makes[name] : undefined
    return make !== undefined && groups.length > 0 && groups.every(group => explains(group, name, make))
  })
  return [...found.filter(({ matrix }) => matrix === name), ...found.filter(({ matrix }) => matrix !== name)]
}

const kinds: readonly AttentionKind[] = ['given', 'hard', 'softmax']

/** Whether a formula gives what was found in each of these lessons, and in one of them something wrong. */
function explains(group: readonly Evidence[], name: AnswerName, make: Make): boolean {
  let isShown = false
  for (const one of group) {
    const outcome = test(one, name, make)
    if (outcome === 'differs') return false
    if (outcome === 'explains') isShown = true
  }
  return isShown
}

/** Whether two answers hold the same numbers in the same shapes; decimals may differ by the rounding of the largest. */
function sameAnswer(a: Values, b: Values, isExact: boolean): boolean {
  const scale = isExact ? 0 : largestIn(a)
  const alike = (x: unknown, y: unknown): boolean => {
    if (Array.isArray(x)) return Array.isArray(y) && x.length === y.length && x.every((part, i) => alike(part, y[i]))
    if (x === y) return true
    if (Array.isArray(y) || x === undefined || y === undefined) return false
    const [p, q] = [exactly(x), exactly(y)]
    return same(p, q) || (isExact ? isDecimal(p) && near(p, q) : near(p, q, scale))
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return [...new Set([...left.keys(), ...right.keys()])].every(name => alike(left.get(name), right.get(name)))
}

const largestIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((most: number, part: unknown) => Math.max(most, largestIn(part)), 0)
    : Math.abs(decimal(exactly(value)))

const rightValues = new WeakMap<Evidence['lesson'], Map<string, Values>>()

function rightOf({ lesson }: Evidence, reading: Evidence['reading']): Values {
  const known = rightValues.get(lesson) ?? new Map<string, Values>()
  rightValues.set(lesson, known)
  const found = known.get(reading) ?? valuesOf(lesson, chain(lesson, reading))
  known.set(reading, found)
  return found
}

/** The mistake of whole answers that gives these very answers, if there is one. `spoilt` are those with a fault. */
export function explainingAll(evidence: readonly Evidence[], spoilt: readonly Evidence[]): Mistake | undefined {
  return mistakes.find(({ how }) => {
    if (how.kind !== 'answer') return false
    const explained = (one: Evidence): boolean =>
      sameAnswer(
        how.answer({
          lesson: one.lesson,
          reading: one.reading,
          right: (reading = one.reading) => rightOf(one, reading),
        }),
        one.values,
        one.k.kind === 'exact',
      )
    return spoilt.every(explained) && evidence.every(explained)
  })
}

/** How numbers are written, where that is all that is wrong: as decimals, or rounded. */
export function misspelt(spoilt: readonly Evidence[]): 'numbers/doubles' | 'numbers/rounded' | undefined {
  let isNear = true
  for (const one of spoilt) {
    if (one.k.kind !== 'exact') return undefined
    for (const name of one.names) {
      const state = one.state(name)
      if (state === 'right') continue
      if (state !== 'wrong') return undefined
      const [expected, found] = [one.right(name).flat(), one.own(name).flat()]
      for (const [i, x] of expected.entries()) {
        const y = found[i] ?? Number.NaN
        if (same(x, y)) continue
        if (typeof x === 'number' && Number.isSafeInteger(x) && Math.abs(x) < 1e6 && !near(x, y)) return undefined
        if (!near(x, y)) isNear = false
        if (Math.abs(decimal(x) - decimal(y)) > 0.0501 * Math.max(1, Math.abs(decimal(x)))) return undefined
      }
    }
  }
  return isNear ? 'numbers/doubles' : 'numbers/rounded'
}
