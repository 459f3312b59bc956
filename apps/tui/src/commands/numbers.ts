// `dit check --numbers`: what programs of one's own printed or saved, against one lesson; of one alone, or of a class.
import { basename, extname } from 'node:path'
import { type Found, NumbersError } from '@dit-by-hand/practice/own-numbers-read'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type ClassOptions, type Told, tellClass, type Words } from '../class.ts'
import type { Done } from '../exits.ts'
import { type Io, orTold } from '../io.ts'
import { bytesFrom, defaultLesson, openLesson } from '../lesson.ts'
import { bytesIn } from '../reading.ts'
import { widthOf } from '../width.ts'

export interface NumbersOptions extends ClassOptions {
  readonly lesson?: string
  readonly reading?: Reading
}

/**
 * Judges the numbers in files: of one that stands alone, or of a class.
 * @param paths files, folders of them, or - for standard input
 * @throws {UsageError} where there is none, or one that stands alone cannot be read, or is of no matrix of the lesson
 */
export async function judgeNumbersIn(
  paths: readonly string[],
  options: NumbersOptions,
  io: Io,
  done: Done,
): Promise<void> {
  const lessonOf = await lessonFor(options.lesson ?? defaultLesson, io)
  await tellClass(paths, file => judgedIn(file, lessonOf, options.reading, io), words, options, io, done)
}

const words: Words = { many: 'files', on: 'in', marked: 'judged' }

type LessonOf = (found: readonly Found[]) => Promise<{ readonly lesson: Lesson; readonly named: string }>

/** The lesson that numbers are of: the same for all, or the problem whose seed they tell. */
async function lessonFor(named: string, io: Io): Promise<LessonOf> {
  const form = /-seed(?=(?:-ties)?$)/
  if (!form.test(named)) {
    const lesson = await openLesson(named, io)
    return async () => lesson
  }
  return async found => {
    const told = found.flatMap(one => ('cells' in one && one.label?.toLowerCase() === 'seed' ? one.cells : []))
    const [seed, ...others] = new Set(told)
    if (seed === undefined || others.length > 0)
      throw new NumbersError('It does not tell the seed of its problem. A line such as “seed = 7” would.')
    return openLesson(named.replace(form, `-${seed}`), io)
  }
}

async function judgedIn(file: string, lessonOf: LessonOf, reading: Reading | undefined, io: Io): Promise<Told> {
  const { judgeNumbers } = await import('@dit-by-hand/practice/own-numbers')
  const { numbersInFile } = await import('@dit-by-hand/practice/own-numbers-read')
  const { numbersTold } = await import('../plain/numbers.ts')
  const from = file === '-' ? 'standard input' : file
  const bytes = file === '-' ? await bytesFrom(io.stdin.bytes(), from) : await bytesIn(file, io)
  return orTold(
    NumbersError,
    why => `${from} cannot be judged: ${why}`,
    async () => {
      const found = numbersInFile(bytes, basename(file, extname(file)))
      const { lesson, named } = await lessonOf(found)
      const width = Math.min(100, widthOf(undefined, io))
      return numbersTold(file, lesson, named, judgeNumbers(lesson, found, reading), width)
    },
  )
}
