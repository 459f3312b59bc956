// `dit check --numbers`: what programs of one's own printed or saved, against one lesson; of one alone, or of a class.
import { basename, extname } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { type Found, NumbersError } from '@dit-by-hand/practice/own-numbers-read'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { classLines, codeOf, eachOf, type Words } from '../class.ts'
import { gradeBook } from '../csv.ts'
import type { Done } from '../exits.ts'
import { toBeWritten, writeWhole } from '../files.ts'
import { filesIn } from '../files-in.ts'
import { type Io, orTold } from '../io.ts'
import { bytesFrom, defaultLesson, openLesson } from '../lesson.ts'
import { allFieldsJson, fieldsJson } from '../plain/json.ts'
import { bytesIn } from '../reading.ts'
import { widthOf } from '../width.ts'

export interface NumbersOptions {
  readonly lesson?: string
  readonly reading?: Reading
  readonly json?: boolean
  readonly csv?: string
  readonly force?: boolean
}

/**
 * Judges the numbers in files. One alone is told whole; of several, one that cannot be read keeps no other from it.
 * @param paths files, folders of them, or - for standard input
 * @throws {UsageError} where there is none, or one that stands alone cannot be read, or is of no matrix of the lesson
 */
export async function judgeNumbersIn(
  paths: readonly string[],
  { lesson: of = defaultLesson, reading, json, csv, force }: NumbersOptions,
  io: Io,
  done: Done,
): Promise<void> {
  const { markOf, numbersFields, numbersLines, toldOf } = await import('../plain/numbers.ts')
  const lessonOf = await lessonFor(of, io)
  const files = await filesIn(paths, csv, io)
  await toBeWritten(csv, io, { force })
  const judge = (file: string) => judgedIn(file, lessonOf, reading, io)
  const [file, ...more] = files
  const alone = more.length === 0 && file === paths[0] ? await judge(file) : undefined
  const all = alone ? [alone] : await eachOf(files, judge)
  if (csv !== undefined) await writeWhole(csv, gradeBook(all.map(markOf)), io, { force })
  const told = all.map(toldOf)
  done(codeOf(told))
  const fields = all.map(each =>
    'refused' in each
      ? { ...each }
      : { ...(alone ? {} : { file: each.file }), ...numbersFields(each.lesson, each.judged) },
  )
  const lines = alone
    ? numbersLines(alone.lesson, alone.judged, Math.min(100, widthOf(undefined, io)))
    : classLines(told, words)
  await io.stdout.write(`${json ? (alone ? fieldsJson(at(fields, 0)) : allFieldsJson(fields)) : lines.join('\n')}\n`)
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

async function judgedIn(file: string, lessonOf: LessonOf, reading: Reading | undefined, io: Io) {
  const { judgeNumbers } = await import('@dit-by-hand/practice/own-numbers')
  const { numbersInFile } = await import('@dit-by-hand/practice/own-numbers-read')
  const named = file === '-' ? 'standard input' : file
  const bytes = file === '-' ? await bytesFrom(io.stdin.bytes(), named) : await bytesIn(file, io)
  return orTold(
    NumbersError,
    why => `${named} cannot be judged: ${why}`,
    async () => {
      const found = numbersInFile(bytes, basename(file, extname(file)))
      const of = await lessonOf(found)
      return { file, ...of, judged: judgeNumbers(of.lesson, found, reading) }
    },
  )
}
