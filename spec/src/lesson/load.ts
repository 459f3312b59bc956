// Reads lessons from text: all problems are found at once and reported with their paths.

import type { z } from 'zod'
import { excess } from './excess.ts'
import { Lesson } from './format.ts'
import { parseExact, repeatedKey, tooMany } from './json.ts'
import { kindOf, whyNotJson } from './not-json.ts'
import type { Problem } from './size-problems.ts'

/** The size of the largest lesson file, in bytes. */
export const largestFile: number = 4 * 1024 * 1024

/** A lesson that cannot be read: what is wrong, and where in the file. */
export class LessonError extends Error {
  override readonly name = 'LessonError'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[], root: string) {
    const shown = problems.slice(0, 5).map(problem => `${pathText(root, problem.path)} ${problem.message}`)
    if (problems.length > 5) shown.push(`… and ${problems.length - 5} more`)
    super(shown.join('\n'))
    this.problems = problems
  }
}

const plain = /^[A-Za-z_]\w*$/

/** A path as text: `lesson.encoder.weight[1]`. */
export function pathText(root: string, path: Problem['path']): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key
    return plain.test(shown) ? `${text}.${shown}` : `${text}[${JSON.stringify(shown)}]`
  }, root)
}

const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map(issue => ({
    path: issue.path.map(key => (typeof key === 'symbol' ? String(key) : key)),
    message: issue.message,
  }))

/** Validates a value that is already parsed. @throws {LessonError} with every problem and its path */
export function parseLesson(value: unknown, root = 'lesson'): Lesson {
  const tooMuch = excess(value)
  if (tooMuch.length > 0) throw new LessonError(tooMuch, root)
  const result = Lesson.safeParse(value)
  if (result.success) return result.data
  throw new LessonError(problemsOf(result.error), root)
}

/** Reads a lesson from JSON text. @throws {LessonError} where it is not JSON (with line and column), a field is given twice,
 *  missing or misspelt, a cell is a decimal, or shapes do not fit */
export function readLesson(text: string, root = 'lesson'): Lesson {
  const refuse = (message: string, path: Problem['path'] = []): LessonError =>
    new LessonError([{ path, message }], root)
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`
  if (text.length > largestFile)
    throw refuse(`is ${megabytes(text.length)}; a lesson has at most ${megabytes(largestFile)}`)
  const many = tooMany(text)
  if (many) throw refuse(`has ${many}, which is more than any lesson can have`)
  let value: unknown
  try {
    value = parseExact(text)
  } catch (error) {
    if (error instanceof RangeError) throw refuse('is nested too deeply to be a lesson')
    if (error instanceof SyntaxError) throw refuse(`is not valid JSON: ${whyNotJson(text, error)}`)
    throw error
  }
  const kind = kindOf(value)
  if (kind !== undefined && kind !== 'a lesson') throw refuse(`is ${kind}, not a lesson`)
  const twice = repeatedKey(text)
  if (twice) throw refuse('is given twice; give it once', twice)
  return parseLesson(value, root)
}
