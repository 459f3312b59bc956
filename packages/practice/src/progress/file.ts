// Progress and its events as JSON, written and read back; what is not of that form is refused with its place.

import { keysOf } from '@dit-by-hand/graph/at'
import { isStep, type Step } from '@dit-by-hand/spec/names'
import { kindOf, whyNotJson } from '@dit-by-hand/spec/not-json'
import { blankSizes, type Exercise, exerciseKinds } from '../exercise/exercise.ts'
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
  const value = json(text)
  const kind = kindOf(value)
  if (kind !== undefined && kind !== 'progress of practice') throw new ProgressError(`It is ${kind}.`)
  const { version, open, works } = object(value, 'progress')
  if (version !== 1) throw new ProgressError(`progress.version is ${shown(version)}; this program reads version 1.`)
  const read = keyed(list(work)(works, 'progress.works'))
  const opened = open === null ? null : string(open, 'progress.open')
  return { version: 1, works: read, open: opened !== null && Object.hasOwn(read, opened) ? opened : null }
}

const keyed = (works: readonly Work[]): Progress['works'] => Object.fromEntries(works.map(work => [keyOf(work), work]))

/** One event on one line. {@link readEvent} reads it back. */
export const eventText = (event: Event): string => `${JSON.stringify(event)}\n`

/** Reads an event. @throws {ProgressError} */
export function readEvent(text: string): Event {
  const value = object(json(text), 'event')
  const type = keysOf(events).find(one => one === value.type)
  if (!type) throw new ProgressError(`event.type is ${shown(value.type)}, which is no event.`)
  return { type, ...events[type](value, 'event') } as Event
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new ProgressError(`This is not valid JSON: ${whyNotJson(text, error)}.`)
    throw error
  }
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 40)

/** Reads a value that stands at a place of a text. @throws {ProgressError} naming the place, what stands there and what it is */
type Reader<T> = (value: unknown, at: string) => T

const reader =
  <T>(is: string, fits: (value: unknown) => value is T): Reader<T> =>
  (value, at) => {
    if (fits(value)) return value
    throw new ProgressError(`${at} is ${shown(value)}; it is ${is}.`)
  }

const string = reader(
  'a text of at most 1000 characters',
  (value): value is string => typeof value === 'string' && value.length <= 1000,
)
const yesOrNo = reader('true or false', value => typeof value === 'boolean')
const step = reader('a step from 1 to 13', (value): value is Step => typeof value === 'number' && isStep(value))
const array = reader('a list', (value): value is readonly unknown[] => Array.isArray(value))
const object = reader(
  'an object',
  (value): value is { readonly [key: string]: unknown } =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
)
const whole = (least: number, most: number): Reader<number> =>
  reader(
    `a whole number from ${least} to ${most}`,
    (value): value is number => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  )
const oneOf = <const T extends string>(all: readonly T[]): Reader<T> =>
  reader(`one of ${all.join(', ')}`, (value): value is T => all.some(one => one === value))

const list =
  <T>(part: Reader<T>): Reader<readonly T[]> =>
  (value, at) =>
    array(value, at).map((one, i) => part(one, `${at}[${i}]`))

/** An object with any keys. */
const record =
  <T>(part: Reader<T>): Reader<{ readonly [key: string]: T }> =>
  (value, at) =>
    Object.fromEntries(Object.entries(object(value, at)).map(([key, one]) => [key, part(one, `${at}.${key}`)]))

/** An object with these keys; what it has beside them is left out. */
const shape =
  <T extends object>(parts: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> =>
  (value, at) => {
    const found = object(value, at)
    const read = Object.entries<Reader<unknown>>(parts).map(([key, part]) => [key, part(found[key], `${at}.${key}`)])
    return Object.fromEntries(read) as T
  }

const placed = {
  problem: shape<Place['problem']>({
    seed: whole(0, largestSeed),
    difficulty: oneOf(difficulties),
    ties: yesOrNo,
    version: whole(1, 1000),
  }),
  exercise: shape<Exercise>({ kind: oneOf(exerciseKinds), steps: list(step), blanks: oneOf(blankSizes) }),
}
const place = shape<Place>(placed)
const work = shape<Work>({
  ...placed,
  entries: record(string),
  hints: record(whole(0, hintCount)),
  revealed: list(string),
  done: list(string),
  at: whole(0, 10_000),
})
/** An event holds the works by key, a file as a list. */
const imported: Reader<Progress> = (value, at) => {
  const { works } = object(value, at)
  const all = Object.values(object(works, `${at}.works`))
  return { version: 1, open: null, works: keyed(list(work)(all, `${at}.works`)) }
}

type Told = { readonly [K in Event['type']]: Omit<Extract<Event, { readonly type: K }>, 'type'> }
const events: { readonly [K in keyof Told]: Reader<Told[K]> } = {
  open: shape<Told['open']>({ place }),
  type: shape<Told['type']>({ id: string, text: string }),
  hint: shape<Told['hint']>({ id: string }),
  reveal: shape<Told['reveal']>({ task: string, entries: record(string) }),
  done: shape<Told['done']>({ task: string }),
  go: shape<Told['go']>({ to: whole(0, 10_000) }),
  reset: shape<Told['reset']>({ what: oneOf(['exercise', 'everything']) }),
  import: shape<Told['import']>({ progress: imported }),
}
