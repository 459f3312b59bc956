// Options that several commands share, and how their values are read.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { defaultLesson } from './lesson.ts'

/** What every command that works a lesson is told. */
export interface LessonOptions {
  readonly lesson: string
  readonly reading: Reading
}

/** Adds --lesson and --reading. */
export function withLesson(command: Command): Command {
  return command
    .addOption(
      new Option(
        '-l, --lesson <file|id>',
        'the lesson: an id (see `dit lessons`), a file, or - for standard input',
      ).default(defaultLesson),
    )
    .addOption(
      new Option('-r, --reading <reading>', 'with the misprints of the article put right, or as printed')
        .choices(['corrected', 'printed'])
        .default('corrected'),
    )
}

/** Reads a whole number from least to most, as commander wants it read. */
export function whole(least: number, most: number): (text: string) => number {
  return text => {
    const number = /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It needs a whole number from ${least} to ${most}.`)
  }
}

/** Reads a number from least to most. */
export function number(least: number, most: number): (text: string) => number {
  return text => {
    const found = /^\s*\d{1,6}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : Number.NaN
    if (found >= least && found <= most) return found
    throw new InvalidArgumentError(`It needs a number from ${least} to ${most}.`)
  }
}

/** Reads a number of seconds. */
export function seconds(text: string): number {
  const number = /^\s*\d{1,6}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : Number.NaN
  if (number > 0 && number <= 3600) return number
  throw new InvalidArgumentError('It needs a number of seconds, above 0 and at most 3600.')
}

/** "sora-is-sky, as printed" */
export function lessonLine(lesson: Lesson, reading: Reading): string {
  const slips = lesson.errata.some(({ printed }) => printed !== null)
  return slips ? `${lesson.id}, ${reading === 'printed' ? 'as printed' : 'corrected'}` : lesson.id
}
