// The lesson a command is about: one of the cases by its id, a problem of practice by its name, a file, or standard input.
import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { caseIds, caseOf, isCaseId } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { LessonError, largestFile } from '@dit-by-hand/spec/load'
import { lessonIn } from '@dit-by-hand/walkthrough/lesson-read'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { type Io, orTold, UsageError } from './io.ts'
import { codeOf, textOf, unreadable } from './reading.ts'

/** The lesson that is meant where none is named. */
export const defaultLesson = 'sora-is-sky'

/** What --lesson takes, for its help. */
export const lessonKinds = 'an id (see `dit lessons`), a problem such as softmax-7, a file, or - for standard input'

/**
 * The lesson, the file it came from where it came from one, and what it is known by: its id, or the problem's name.
 * @param named an id of the cases; a name of a problem, such as softmax-7; a path where it holds a slash, ends in .json or is
 *   there; `-` for standard input
 * @throws {UsageError} one message: what cannot be read, and where in the file
 */
export async function openLesson(named: string, io: Io) {
  const by = (lesson: Lesson, path: string | null = null, as = lesson.id) => ({ lesson, path, named: as })
  if (named === '-') return by(lessonFrom(await textFrom(io.stdin.bytes(), 'standard input'), 'standard input'))
  if (isCaseId(named)) return by(caseOf(named).lesson)
  const drawn = await problemOf(named)
  if (drawn) return by(drawn, null, named)
  const path = resolve(io.cwd, named)
  const file = await open(path).catch(async error => {
    throw codeOf(error) === 'ENOENT' && !looksLikePath(named) ? await unknownId(named) : unreadable(named, error)
  })
  try {
    return by(lessonFrom(await textFrom(file.createReadStream({ autoClose: false }), named), named), path)
  } finally {
    await file.close()
  }
}

const looksLikePath = (named: string): boolean => /[/\\]/.test(named) || named.endsWith('.json')

/** Only here: what draws problems is not needed for any other lesson. */
const problems = () => import('@dit-by-hand/practice/problem-named')

/** The lesson of a problem by its name; undefined where it is none. */
async function problemOf(named: string): Promise<Lesson | undefined> {
  if (!/^[a-z-]+-\d+(?:-ties)?$/.test(named)) return undefined
  const { problemNamed } = await problems()
  return orTold(
    RangeError,
    why => `There is no lesson ${named}: ${why}.`,
    () => problemNamed(named)?.lesson,
  )
}

async function unknownId(named: string): Promise<UsageError> {
  const { namesLike } = await problems()
  const meant = didYouMean(named, [...caseIds, ...namesLike(named)])
  return new UsageError(
    `There is no lesson "${named}", and no file of that name. ${meant || '`dit lessons` lists them.'}`,
  )
}

/** Bytes, never more of them than a file of a lesson may have. @throws {UsageError} */
export async function bytesFrom(bytes: AsyncIterable<Uint8Array | string>, named: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of bytes) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += piece.length
      if (size > largestFile) throw new UsageError(`${named} has more than ${largestFile / 1024 / 1024} MB.`)
      chunks.push(piece)
    }
  } catch (error) {
    throw error instanceof UsageError ? error : unreadable(named, error)
  }
  return Buffer.concat(chunks)
}

/** Text, never more of it than a file of a lesson may have. @throws {UsageError} */
export const textFrom = async (stream: AsyncIterable<Uint8Array | string>, named: string): Promise<string> =>
  textOf(await bytesFrom(stream, named), named)

function lessonFrom(text: string, named: string): Lesson {
  try {
    return lessonIn(text)
  } catch (error) {
    if (!(error instanceof LessonError)) throw error
    const told = error.message.split('\n').map(line => `  ${line}`)
    throw new UsageError(`${basename(named)} is not a valid lesson:\n${told.join('\n')}`)
  }
}
