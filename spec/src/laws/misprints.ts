// Laws of the two readings: the printed one goes on from a misprint, the corrected one ignores it.

import { cellOf } from '../lesson/at.ts'
import type { Cell, Lesson, Misprint } from '../lesson/format.ts'
import { type AnswerName, namesFor } from '../lesson/names.ts'
import { decimal, exact, exactly, show, toCell } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'
import { asRead } from './chain.ts'
import { derive } from './derive.ts'
import { clean } from './edits.ts'
import { expected, lawsOf } from './equations.ts'
import { blurred, downstream, formulas } from './formulas.ts'
import { agree, type Dice, type Fault, fault, type Law, type Seen, see, unlike } from './law.ts'
import { unchanged } from './whole.ts'

/** A misprint whose printed value is known: it changes the printed reading. */
type Printed = Misprint & { readonly printed: Cell }
const isPrinted = (misprint: Misprint): misprint is Printed => misprint.printed !== null
const printedIn = (lesson: Lesson): readonly Printed[] => lesson.errata.filter(isPrinted)

/** In the printed reading each matrix follows from those before it, but holds what was printed where it was misprinted. */
function carriedOn(seen: Seen): readonly Fault[] {
  const { lesson, arithmetic: k } = seen
  const { kind } = lesson.attention
  for (const name of namesFor(kind)) {
    const read = [name, ...formulas[name].reads(kind)]
    const answered = read.every(
      other => !namesFor(kind).some(answer => answer === other && seen.values[answer] === undefined),
    )
    if (!answered) continue
    const { grid, scales } = expected(seen, name)
    const printed = asRead(k, lesson, 'printed', name, grid)
    const why =
      printed !== grid
        ? `in the printed reading it is ${formulas[name].says}, but for what was misprinted`
        : `in the printed reading too it is ${formulas[name].says}`
    const faults = seen.faults(name, printed, why, scales)
    if (faults.length > 0) return faults
  }
  return []
}

/** A misprint in a random cell of a matrix, by default a random one. Its correction is by the formulas or, after a softmax, the
 *  answer rounded to six places. Undefined where no answered matrix can have one. */
function misprinted(
  seen: Seen,
  dice: Dice,
  named?: AnswerName,
): (Lesson & { readonly errata: readonly [Printed] }) | undefined {
  const { lesson } = seen
  const { kind } = lesson.attention
  const answered = namesFor(kind).filter(one => seen.values[one] !== undefined)
  if (answered.length === 0 || (named && !answered.includes(named))) return undefined
  const name = named ?? dice.pick(answered)
  const [rows, columns] = shapeIn(lesson, name)
  const [r, c] = [dice.int(0, rows - 1), dice.int(0, columns - 1)]
  const value = blurred(kind).has(name)
    ? exact.div(Math.round(decimal(cellOf(seen.at(name), r, c)) * 1e6), 1e6)
    : cellOf(derive(exact, lesson)(name), r, c)
  const correct = toCell(value)
  const printed = toCell(exact.add(value, dice.pick([-2, -1, 1, 2, 3])))
  if (correct === undefined || printed === undefined) return undefined
  return { ...lesson, errata: [{ id: 'slip', matrix: name, row: r + 1, column: c + 1, printed, correct }] }
}

export const misprintLaws: readonly Law[] = lawsOf(null, [
  {
    id: 'misprints/correct',
    statement: 'In the corrected reading, a misprinted cell holds its correction.',
    applies: lesson => lesson.errata.length > 0,
    finds(seen) {
      const { lesson } = seen
      return lesson.errata.flatMap(({ matrix, row, column, correct }): readonly Fault[] => {
        if (seen.values[matrix] === undefined) return []
        const found = cellOf(seen.at(matrix), row - 1, column - 1)
        const right = seen.arithmetic.of(correct)
        if (agree(seen.arithmetic, found, right)) return []
        return [fault(matrix, row - 1, column - 1, show(right), show(found), 'the lesson’s errata correct it to that')]
      })
    },
  },
  {
    id: 'misprints/none-in-the-corrected-reading',
    statement: 'A misprint changes nothing in the corrected reading.',
    async check(lesson, ask, dice) {
      const before = await see(ask, clean(lesson))
      const slipped = misprinted(before, dice)
      if (!slipped) return []
      const [{ matrix }] = slipped.errata
      return unlike(before, await see(ask, slipped), `the misprint in ${matrix} is corrected`)
    },
  },
  {
    id: 'misprints/one-reading-without-one',
    statement: 'Without a misprint, both readings are the same.',
    needs: ['forward', 'printed'],
    async check(lesson, ask) {
      const plain = clean(lesson)
      return unlike(await see(ask, plain), await see(ask, plain, 'printed'), 'the lesson has no misprint')
    },
  },
  {
    id: 'misprints/unknown',
    statement: 'A misprint of which only the correction is known changes neither reading.',
    needs: ['forward', 'printed'],
    async check(lesson, ask, dice) {
      const before = await see(ask, clean(lesson))
      const slipped = misprinted(before, dice)
      if (!slipped) return []
      const [slip] = slipped.errata
      const unknown: Lesson = { ...slipped, errata: [{ ...slip, printed: null }] }
      return unlike(before, await see(ask, unknown, 'printed'), `what was printed in ${slip.matrix} is not known`)
    },
  },
  {
    id: 'misprints/only-downstream',
    statement:
      'A misprint replaces its own cell in the printed reading, and changes nothing except what comes after it.',
    needs: ['forward', 'printed'],
    async check(lesson, ask, dice) {
      const before = await see(ask, clean(lesson))
      const slipped = misprinted(before, dice)
      if (!slipped) return []
      const [{ matrix, row, column, printed }] = slipped.errata
      const after = await see(ask, slipped, 'printed')
      const shown = asRead(before.arithmetic, slipped, 'printed', matrix, before.at(matrix))
      const touched = downstream(matrix, lesson.attention.kind)
      const rest = namesFor(lesson.attention.kind).filter(name => name !== matrix && !touched.has(name))
      const where = `${matrix} row ${row} column ${column}`
      return [
        ...after.faults(matrix, shown, `${where} was misprinted as ${show(exactly(printed))}, and no other cell`),
        ...unlike(before, after, `only ${where} was misprinted, which it does not come after`, rest),
      ]
    },
  },
  {
    id: 'misprints/carried-on',
    statement: 'In the printed reading, everything after a misprint is computed from what was printed.',
    needs: ['forward', 'printed'],
    async check(lesson, ask, dice) {
      const slipped = misprinted(await see(ask, clean(lesson)), dice)
      return slipped ? carriedOn(await see(ask, slipped, 'printed')) : []
    },
  },
  {
    id: 'misprints/shares-as-printed',
    statement:
      'If attention was misprinted, every gradient is computed from the printed attention, as it stands on the sheet.',
    needs: ['forward', 'slopes', 'printed'],
    async check(lesson, ask, dice) {
      const slipped = misprinted(await see(ask, clean(lesson)), dice, 'attention')
      return slipped ? carriedOn(await see(ask, slipped, 'printed')) : []
    },
  },
  {
    id: 'misprints/all-carried-on',
    statement: 'In the printed reading of the lesson’s own misprints, every matrix follows from those before it.',
    needs: ['forward', 'printed'],
    applies: lesson => printedIn(lesson).length > 0,
    reading: 'printed',
    finds: carriedOn,
  },
  {
    id: 'misprints/lesson-unchanged',
    statement: 'The printed reading does not change the lesson either.',
    needs: ['forward', 'printed'],
    applies: lesson => printedIn(lesson).length > 0,
    check: (lesson, ask) => unchanged(lesson, ask, 'printed'),
  },
])
