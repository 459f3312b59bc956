// Options that several commands share, and how their values are read.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { isStep, type Step } from '@dit-by-hand/spec/names'
import { stepsIn } from '@dit-by-hand/spec/required'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { defaultLesson, lessonKinds } from './lesson.ts'

/** What every command that works a lesson is told. */
export interface LessonOptions {
  readonly lesson: string
  readonly reading: Reading
}

/** Adds --lesson and --reading. */
export function withLesson(command: Command): Command {
  return command
    .addOption(new Option('-l, --lesson <file|id>', `the lesson: ${lessonKinds}`).default(defaultLesson))
    .addOption(
      new Option('-r, --reading <reading>', 'with the misprints of the article corrected, or as printed')
        .choices(['corrected', 'printed'])
        .default('corrected'),
    )
}

/** Reads a number of a form, as commander wants it read. @param needs what it has to be, in words */
const numeric = (form: RegExp, isGood: (number: number) => boolean, needs: string) => (text: string) => {
  const found = form.test(text) ? Number(text) : Number.NaN
  if (isGood(found)) return found
  throw new InvalidArgumentError(`It needs ${needs}.`)
}

const decimal = /^\s*\d{1,6}(\.\d{1,6})?\s*$/

/** Reads a whole number from least to most. */
export const whole = (least: number, most: number) =>
  numeric(/^\s*[+-]?\d{1,15}\s*$/, n => n >= least && n <= most, `a whole number from ${least} to ${most}`)

/** Reads a number from least to most. */
export const number = (least: number, most: number) =>
  numeric(decimal, n => n >= least && n <= most, `a number from ${least} to ${most}`)

/** Reads a span of time above 0. */
export const timeIn = (unit: string, most: number) =>
  numeric(decimal, n => n > 0 && n <= most, `a number of ${unit}, more than 0 and at most ${most}`)

/** Reads names with commas between them. */
export function listed(text: string): readonly string[] {
  const names = text.split(',').map(name => name.trim())
  if (names.every(name => name !== '')) return names
  throw new InvalidArgumentError('It needs names with commas between them.')
}

/** Reads one of the thirteen steps. */
export function oneStep(text: string): Step {
  const step = whole(1, 13)(text)
  if (isStep(step)) return step
  throw new InvalidArgumentError('It needs a whole number from 1 to 13.')
}

/** Reads some of the thirteen steps. */
export function stepList(text: string): readonly Step[] {
  const steps = stepsIn(text)
  if (steps) return steps
  throw new InvalidArgumentError('It needs steps from 1 to 13, such as 7, 1-8 or 2,5-7.')
}

/** Reads one of some words. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return text => {
    const typed = text.trim().toLowerCase()
    const found = words.find(word => word === typed)
    if (found !== undefined) return found
    throw new InvalidArgumentError(didYouMean(typed, words) || `It must be one of ${words.join(', ')}.`)
  }
}

/** "sora-is-sky, as printed" */
export function lessonLine(lesson: Lesson, reading: Reading): string {
  const slips = lesson.errata.some(({ printed }) => printed !== null)
  return slips ? `${lesson.id}, ${reading === 'printed' ? 'as printed' : 'corrected'}` : lesson.id
}
