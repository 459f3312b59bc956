// What a class handed in, sheets or what programs made: each file judged, all of them told, and the marks for a grade book.
import { at } from '@dit-by-hand/graph/at'
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { gradeBook, type Marks } from './csv.ts'
import { type Done, exits } from './exits.ts'
import { toBeWritten, writeWhole } from './files.ts'
import { filesIn } from './files-in.ts'
import { type Io, UsageError } from './io.ts'
import { allFieldsJson, fieldsJson } from './plain/json.ts'

export interface Refused {
  readonly file: string
  /** Why it cannot be judged. */
  readonly refused: string
}

/** What is told of one file. */
export interface Told extends Marks {
  readonly isRight: boolean
  /** In a class, where what is wrong first stands under it. */
  readonly line: string
  /** Where it stands alone. */
  whole(): readonly string[]
  /** As the fields of JSON. */
  readonly fields: { readonly [name: string]: unknown }
  /** The matrices in which something is wrong. */
  readonly spoilt: readonly string[]
}

/** How the files of a class are spoken of: "Most often wrong: latent Z on 2 sheets.", "1 not marked". */
export interface Words {
  readonly many: string
  readonly on: string
  readonly marked: string
}

export interface ClassOptions {
  readonly json?: boolean
  /** The file that the marks go to. */
  readonly csv?: string
  readonly force?: boolean
}

/**
 * Judges what is handed in, tells it, and writes the marks. One file alone is told whole; of several, one that cannot be
 * judged keeps no other from it.
 * @param paths files, folders of them, or - for standard input
 * @throws {UsageError} why a file that stands alone cannot be judged, or that there is none
 */
export async function tellClass(
  paths: readonly string[],
  judge: (file: string) => Promise<Told>,
  words: Words,
  { json, csv, force }: ClassOptions,
  io: Io,
  done: Done,
): Promise<void> {
  const files = await filesIn(paths, csv, io)
  await toBeWritten(csv, io, { force })
  const [file, ...more] = files
  const alone = more.length === 0 && file === paths[0] ? await judge(file) : undefined
  const all = alone ? [alone] : await eachOf(files, judge)
  if (csv !== undefined) await writeWhole(csv, gradeBook(all), io, { force })
  // Before it is told: the verdict stands where nobody reads it.
  const { refused, not } = tally(all)
  done(refused > 0 ? exits.usage : not > 0 ? exits.wrong : exits.fine)
  const lines = alone?.whole() ?? classLines(all, words)
  const fields = all.map(each => ('refused' in each ? { ...each } : { file: each.file, ...each.fields }))
  const asJson = alone ? fieldsJson(alone.fields) : allFieldsJson(fields)
  await io.stdout.write(`${json ? asJson : lines.join('\n')}\n`)
}

/** Each file judged, in their order, or why it is not. */
async function eachOf(
  files: readonly string[],
  judge: (file: string) => Promise<Told>,
): Promise<readonly (Told | Refused)[]> {
  const all: (Told | Refused)[] = []
  for (const file of files)
    all.push(
      await judge(file).catch((error: unknown) => {
        if (error instanceof UsageError) return { file, refused: error.message }
        throw error
      }),
    )
  return all
}

const toldIn = (all: readonly (Told | Refused)[]): readonly Told[] =>
  all.flatMap(each => ('refused' in each ? [] : [each]))

function tally(all: readonly (Told | Refused)[]) {
  const told = toldIn(all)
  const right = told.filter(each => each.isRight).length
  return { right, not: told.length - right, refused: all.length - told.length }
}

/** The lines of one file; why it is not judged has its name before it. */
function linesOf(each: Told | Refused): readonly string[] {
  if ('refused' in each) {
    const [first = '', ...rest] = each.refused.split('\n')
    return [first.startsWith(each.file) ? first : `${each.file}: ${first}`, ...rest.map(line => `  ${line}`)]
  }
  const [where] = each.first
  return [each.line, ...(where === '' ? [] : [`  first: ${each.first.join(': ')}`])]
}

/** How many matrices are named, of those that most have not right. */
const mostNamed = 5

/** The lines of each file, then how many are right, where most go wrong, and which came back for another. */
function classLines(all: readonly (Told | Refused)[], { many, on, marked }: Words): readonly string[] {
  const { right, not, refused } = tally(all)
  const told = toldIn(all)
  const often = [
    ...Map.groupBy(
      told.flatMap(({ spoilt }) => [...new Set(spoilt)]),
      name => name,
    ),
  ]
    .map(([name, times]) => [name, times.length] as const)
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostNamed)
    .map(([name, count], i) => `${titleOf(name)} ${symbolOf(name)} ${on} ${count}${i === 0 ? ` ${many}` : ''}`)
  return [
    ...all.flatMap(linesOf),
    `${all.length} ${many}: ${right} all right, ${not} not yet${refused === 0 ? '' : `, ${refused} not ${marked}`}.`,
    ...(often.length === 0 ? [] : [`Most often wrong: ${often.join(', ')}.`]),
    ...astray(told),
  ]
}

/** Which came back more than once, where each was to be another; where most are of one lesson, which are not. */
function astray(told: readonly Told[]): readonly string[] {
  const asked = ({ right, follow, wrong, missing }: Told): number => right + follow + wrong + missing
  const kinds = [...Map.groupBy(told, each => `${each.lesson} ${asked(each)}`).values()]
  const most = kinds.find(({ length }) => length > Math.max(2, told.length / 2))?.[0]?.lesson
  if (most === undefined)
    return kinds
      .filter(({ length }) => length > 1 && length < told.length)
      .map(some => `Of ${at(some, 0).lesson} there are ${some.length}: ${some.map(({ file }) => file).join(', ')}.`)
  const others = told.filter(({ lesson }) => lesson !== most).map(({ file, lesson }) => `${file} (${lesson})`)
  return others.length === 0 ? [] : [`Not of ${most}, as most are: ${others.join(', ')}.`]
}
