// Hints from a nudge to the whole line, what a reveal shows, and what is said after success.
import { cellValue, netOf } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { type Leaf, lineOf, tokens } from '@dit-by-hand/graph/text'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { formulaFor } from '@dit-by-hand/walkthrough/formulas'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { cellTitle, columnHead, isName, rowHead, symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { rearrangedSentence } from '@dit-by-hand/walkthrough/rearranged'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import type { Posed, Task } from '../exercise/exercise.ts'
import { agreed } from './agreed.ts'
import { type Entries, type Field, fieldsOf, typedCells } from './fields.ts'
import { agrees, type Filled, isSameCell } from './happened.ts'
import { filledIn } from './mark.ts'
import { expected, expectedFromShown, leafOf, numberText, type Sheet, sheetOf } from './sheet.ts'

/** How many hints a field has. */
export const hintCount = 3

/** A line of arithmetic with names, or with the numbers as they stand on the learner's sheet. */
function lineWith(sheet: Sheet, cell: CellRef, withNumbers: boolean): string {
  const leaf: Leaf = ref => (withNumbers ? leafOf(sheet, ref) : { text: shortName(ref) })
  return lineOf(tokens(expression(sheet.right.net, cell), leaf))
}

const filledFor = (posed: Posed, entries: Entries): readonly Filled[] => filledIn(typedCells(posed, entries))
const sheetFor = (posed: Posed, entries: Entries): Sheet => sheetOf(posed.problem, filledFor(posed, entries))

/** What a cell should be: as the key has it; where a number before it is not right, what follows from the learner's own. */
function answerAt(posed: Posed, entries: Entries, cell: CellRef): string {
  const filled = filledFor(posed, entries)
  const sheet = sheetOf(posed.problem, filled)
  const isSound = filled.every(
    one => isSameCell(one.cell, cell) || agrees(sheet, one, cellValue(sheet.right, one.cell)),
  )
  return numberText(sheet.lesson, cell.name, isSound ? cellValue(sheet.right, cell) : expected(sheet, cell))
}

/** What a matrix is, and how it is made. */
function nudge({ right }: Sheet, name: string, cell?: CellRef): string {
  if (!isName(name)) throw new RangeError(`there is no matrix ${name}`)
  const formula = formulaFor(factsOf(right), name)
  return [saysOf(name), rearrangedSentence(right.net, name, cell), formula?.text].filter(Boolean).join(' ')
}

/** The whole line with its numbers. What is taken over as it is has none: its number would be the answer. */
function reckoning(sheet: Sheet, cell: CellRef): string {
  const made = expression(sheet.right.net, cell)
  return made.kind === 'cell'
    ? `There is nothing to work out: it is taken over from ${cellTitle(made.cell, factsOf(sheet.right))}.`
    : `${shortName(cell)} = ${lineWith(sheet, cell, true)} = ?`
}

/** What is said of a cell, from its line to its number, each once. */
const chain = (...parts: readonly string[]): string => parts.filter((part, i) => part !== parts[i - 1]).join(' = ')

/**
 * The hints of a field of a task, from a nudge to the whole line with its numbers, which leaves only the reckoning.
 * Numbers are those of the learner's own sheet.
 */
export function hintsFor(posed: Posed, task: Task, field: Field, entries: Entries): readonly string[] {
  const sheet = sheetFor(posed, entries)
  switch (task.kind) {
    case 'fill': {
      if (field.cell === null) throw new RangeError(`${field.id} is no cell`)
      return [
        nudge(sheet, field.cell.name, field.cell),
        `${shortName(field.cell)} = ${lineWith(sheet, field.cell, false)}`,
        reckoning(sheet, field.cell),
      ]
    }
    case 'shapes': {
      const facts = factsOf(sheet.right)
      const [rows, columns] = [rowHead(task.name, 0, facts), columnHead(task.name, 0, facts)]
      const made = task.shows.map(name => `${symbolOf(name)} is ${named(sheet.right.net, name).shape.join('×')}`)
      return [
        nudge(sheet, task.name),
        `A row each: ${rows === '' ? 'there is only one' : `${rows} and so on`}. A column each: ${columns === '' ? 'there is only one' : `${columns} and so on`}.`,
        `${made.join(', ')}. A product has the rows of its left factor and the columns of its right one.`,
      ]
    }
    case 'choice': {
      const other = task.options.findIndex(({ says }) => says !== '')
      return [
        nudge(sheet, task.cell.name, task.cell),
        task.where,
        other < 0 ? 'Every answer is right: they tie.' : `It is not answer ${other + 1}.`,
      ]
    }
    case 'misprint':
      return [
        'Work a cell of each matrix again: all but one number of this step are what their arithmetic gives.',
        `It stands in the ${titleOf(task.cell.name)}.`,
        `It stands in row ${task.cell.row + 1} of the ${titleOf(task.cell.name)}.`,
      ]
  }
}

/** What belongs in each field of a task, as it would be typed: the key's answer, or what follows from the learner's own. */
export function revealed(posed: Posed, task: Task, entries: Entries): Entries {
  const others = Object.fromEntries(
    Object.entries(entries).filter(([id]) => !fieldsOf(task, posed).some(field => field.id === id)),
  )
  switch (task.kind) {
    case 'fill': {
      // Within a step, later matrices follow from the earlier ones that are revealed with them.
      let now: Entries = others
      for (const name of task.names) {
        const before = now
        const cells = fieldsOf(task, posed).filter(({ cell }) => cell?.name === name)
        now = {
          ...now,
          ...Object.fromEntries(cells.map(({ id, cell }) => [id, cell ? answerAt(posed, before, cell) : ''])),
        }
      }
      return Object.fromEntries(fieldsOf(task, posed).map(({ id }) => [id, named(now, id, 'the task')]))
    }
    case 'shapes':
      return Object.fromEntries(fieldsOf(task, posed).map(({ id }, i) => [id, String(at(task.answer, i))]))
    case 'choice':
      return { [task.id]: String(task.answer + 1) }
    case 'misprint': {
      const field = fieldsOf(task, posed).find(({ cell }) => cell !== null && isSameCell(cell, task.cell))
      if (!field) throw new RangeError(`the misprint of step ${task.step} is nowhere`)
      return { [field.id]: answerAt(posed, others, task.cell) }
    }
  }
}

/** What is said after success: the line of arithmetic with its result. */
export function explained(posed: Posed, task: Task, field: Field | null, entries: Entries): string {
  const sheet = sheetFor(posed, entries)
  const whole = (cell: CellRef, ...before: readonly string[]): string => {
    const worked = numberText(sheet.lesson, cell.name, expectedFromShown(sheet, cell))
    const key = answerAt(posed, entries, cell)
    // What was rounded on the way may be seen in the last place.
    const rounded = worked === key ? '' : ` (${key} where nothing is rounded on the way)`
    return `${chain(shortName(cell), ...before, lineWith(sheet, cell, true), worked)}${rounded}`
  }
  switch (task.kind) {
    case 'fill':
      return whole(field?.cell ?? at(task.blanks, 0, 'the blanks'))
    case 'choice':
      return whole(task.cell, lineWith(sheet, task.cell, false))
    case 'misprint':
      return `${whole(task.cell)}, and ${numberText(sheet.lesson, task.cell.name, fromCell(task.printed))} was printed.`
    case 'shapes':
      return agreed(`The ${titleOf(task.name)} is ${named(netOf(posed.problem.lesson), task.name).shape.join('×')}.`)
  }
}
