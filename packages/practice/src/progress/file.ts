// Progress and its events as JSON, written and read back; what is not of that form is refused with its place.

import { isStep } from '@dit-by-hand/spec/names'
import { type BlankSize, blankSizes, type Exercise, exerciseKinds } from '../exercise/exercise.ts'
import type { Entries } from '../marking/fields.ts'
import { hintCount } from '../marking/hints.ts'
import { difficulties, largestSeed } from '../problem/problem.ts'
import { type Event, keyOf, type Place, type Progress, type Work } from './progress.ts'

/** A text that is no progress: what is wrong, and where in it. */
export class ProgressError extends Error {
  override readonly name = 'ProgressError'
}

/** The largest text that is read: a thousand exercises worked to the end are smaller. */
const largestProgress: number = 16 * 1024 * 1024

/** JSON text of some progress, an exercise a line. {@link readProgress} reads it back. */
export function progressText({ version, open, works }: Progress): string {
  const lines = Object.values(works).map(work => `    ${JSON.stringify(work)}`)
  return `{\n  "version": ${version},\n  "open": ${JSON.stringify(open)},\n  "works": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Reads progress. @throws {ProgressError} */
export function readProgress(text: string): Progress {
  if (text.length > largestProgress) throw new ProgressError('The text is too large to be the progress of a learner.')
  const { version, open, works } = object(json(text), 'progress')
  if (version !== 1) throw new ProgressError(`progress.version is ${shown(version)}; this program reads version 1.`)
  const read = list(works, 'progress.works').map((work, i) => workFrom(work, `progress.works[${i}]`))
  const byKey = Object.fromEntries(read.map(work => [keyOf(work), work]))
  const opened = open === null ? null : string(open, 'progress.open')
  return { version: 1, works: byKey, open: opened !== null && Object.hasOwn(byKey, opened) ? opened : null }
}

/** One event on one line. {@link readEvent} reads it back. */
export const eventText = (event: Event): string => `${JSON.stringify(event)}\n`

/** Reads an event. @throws {ProgressError} */
export function readEvent(text: string): Event {
  const value = object(json(text), 'event')
  const { type } = value
  switch (type) {
    case 'open':
      return { type, place: placeFrom(value.place, 'event.place') }
    case 'type':
      return { type, id: string(value.id, 'event.id'), text: string(value.text, 'event.text') }
    case 'hint':
      return { type, id: string(value.id, 'event.id') }
    case 'reveal':
      return { type, task: string(value.task, 'event.task'), entries: entriesFrom(value.entries, 'event.entries') }
    case 'done':
      return { type, task: string(value.task, 'event.task') }
    case 'go':
      return { type, to: whole(value.to, 'event.to', 0, 10_000) }
    case 'reset':
      return { type, what: oneOf(value.what, ['exercise', 'everything'] as const, 'event.what') }
    case 'import':
      return { type, progress: progressFrom(value.progress) }
    default:
      throw new ProgressError(`event.type is ${shown(type)}, which is no event.`)
  }
}

/** An event holds the works by key, a file as a list. */
function progressFrom(value: unknown): Progress {
  const { works } = object(value, 'event.progress')
  const read = Object.values(object(works, 'event.progress.works')).map((work, i) =>
    workFrom(work, `event.progress.works[${i}]`),
  )
  return { version: 1, open: null, works: Object.fromEntries(read.map(work => [keyOf(work), work])) }
}

function workFrom(value: unknown, at: string): Work {
  const { entries, hints, revealed, done, at: task } = object(value, at)
  const place = placeFrom(value, at)
  const counts = object(hints, `${at}.hints`)
  return {
    ...place,
    entries: entriesFrom(entries, `${at}.entries`),
    hints: Object.fromEntries(
      Object.entries(counts).map(([id, n]) => [id, whole(n, `${at}.hints.${id}`, 0, hintCount)]),
    ),
    revealed: list(revealed, `${at}.revealed`).map(id => string(id, `${at}.revealed`)),
    done: list(done, `${at}.done`).map(id => string(id, `${at}.done`)),
    at: whole(task, `${at}.at`, 0, 10_000),
  }
}

function placeFrom(value: unknown, at: string): Place {
  const { problem, exercise } = object(value, at)
  const { seed, difficulty, ties, version } = object(problem, `${at}.problem`)
  if (typeof ties !== 'boolean') throw new ProgressError(`${at}.problem.ties is ${shown(ties)}; it is true or false.`)
  return {
    problem: {
      seed: whole(seed, `${at}.problem.seed`, 0, largestSeed),
      difficulty: oneOf(difficulty, difficulties, `${at}.problem.difficulty`),
      ties,
      version: whole(version, `${at}.problem.version`, 1, 1000),
    },
    exercise: exerciseFrom(exercise, `${at}.exercise`),
  }
}

function exerciseFrom(value: unknown, at: string): Exercise {
  const { kind, steps, blanks } = object(value, at)
  return {
    kind: oneOf(kind, exerciseKinds, `${at}.kind`),
    steps: list(steps, `${at}.steps`).map(step => {
      if (typeof step !== 'number' || !isStep(step))
        throw new ProgressError(`${at}.steps has ${shown(step)}; steps are 1 to 13.`)
      return step
    }),
    blanks: oneOf<BlankSize>(blanks, blankSizes, `${at}.blanks`),
  }
}

const entriesFrom = (value: unknown, at: string): Entries =>
  Object.fromEntries(Object.entries(object(value, at)).map(([id, text]) => [id, string(text, `${at}.${id}`)]))

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new ProgressError(`This is not valid JSON: ${error.message}`)
    throw error
  }
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 40)

function object(value: unknown, at: string): { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ProgressError(`${at} is ${shown(value)}; it is an object.`)
  return { ...value }
}

function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ProgressError(`${at} is ${shown(value)}; it is a list.`)
  return value
}

function string(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > 1000)
    throw new ProgressError(`${at} is ${shown(value)}; it is a text of at most 1000 characters.`)
  return value
}

function whole(value: unknown, at: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new ProgressError(`${at} is ${shown(value)}; it is a whole number from ${least} to ${most}.`)
  return value
}

function oneOf<T extends string>(value: unknown, all: readonly T[], at: string): T {
  const found = all.find(one => one === value)
  if (found === undefined) throw new ProgressError(`${at} is ${shown(value)}; it is one of ${all.join(', ')}.`)
  return found
}
