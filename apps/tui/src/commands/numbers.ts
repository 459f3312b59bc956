// `dit check --numbers`: what a program of one's own printed or saved, against one lesson.
import { basename, extname } from 'node:path'
import { NumbersError } from '@dit-by-hand/practice/own-numbers-read'
import type { Reading } from '@dit-by-hand/spec/format'
import { type Done, exits } from '../exits.ts'
import { type Io, orTold } from '../io.ts'
import { defaultLesson, openLesson, textFrom } from '../lesson.ts'
import { bytesIn } from '../reading.ts'
import { widthOf } from '../width.ts'

export interface NumbersOptions {
  readonly lesson?: string
  readonly reading?: Reading
  readonly json?: boolean
}

/**
 * Judges the numbers in a file.
 * @param path a file, or - for standard input
 * @throws {UsageError} where they cannot be read, or are of no matrix of the lesson
 */
export async function judgeNumbersIn(path: string, options: NumbersOptions, io: Io, done: Done): Promise<void> {
  const { judgeNumbers } = await import('@dit-by-hand/practice/own-numbers')
  const { numbersInFile } = await import('@dit-by-hand/practice/own-numbers-read')
  const { numbersJson, numbersLines } = await import('../plain/numbers.ts')
  const { lesson } = await openLesson(options.lesson ?? defaultLesson, io)
  const bytes =
    path === '-'
      ? new TextEncoder().encode(await textFrom(io.stdin.bytes(), 'standard input'))
      : await bytesIn(path, io)
  const judged = await orTold(
    NumbersError,
    why => `${path === '-' ? 'standard input' : path} cannot be judged: ${why}`,
    () => judgeNumbers(lesson, numbersInFile(bytes, basename(path, extname(path))), options.reading),
  )
  done(judged.wrong.length + judged.given.length > 0 ? exits.wrong : exits.fine)
  const text = options.json
    ? numbersJson(lesson, judged)
    : numbersLines(lesson, judged, Math.min(100, widthOf(undefined, io))).join('\n')
  await io.stdout.write(`${text}\n`)
}
