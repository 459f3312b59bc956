// `dit worksheet`: sheets to be filled in, their key, and the spreadsheet that works itself out.
import { join } from 'node:path'
import { type Difficulty, difficulties, largestSeed, problem } from '@dit-by-hand/practice/problem'
import { allSteps } from '@dit-by-hand/practice/steps'
import type { Asked, Format, Request, SheetLayout } from '@dit-by-hand/practice/worksheets'
import { type Command, Option } from 'commander'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { lessonKinds, openLesson } from '../lesson.ts'
import { oneOf, stepList, whole } from '../options.ts'

interface WorksheetOptions {
  readonly seed?: number
  readonly count: number
  readonly difficulty: Difficulty
  readonly ties?: boolean
  readonly lesson?: string
  readonly steps: Request['steps']
  readonly layout?: SheetLayout
  readonly paper: Request['paper']
  readonly format: readonly Format[]
  readonly key?: boolean
  readonly together?: boolean
  readonly out: string
  readonly force?: boolean
}

/** As many as a large lecture hall needs. */
const mostSheets = 500

// Said here, so that help need not read what makes the files.
const formats: readonly Format[] = ['pdf', 'xlsx', 'html', 'tex', 'md', 'ipynb', 'moodle']

export function addWorksheet(program: Command, io: Io): void {
  program
    .command('worksheet')
    .description('sheets to fill in, their key, and a spreadsheet that checks')
    .option('--seed <n>', `which problem, from 0 to ${largestSeed}`, whole(0, largestSeed))
    .option('--count <n>', 'how many sheets: of this seed and those after it', whole(1, mostSheets), 1)
    .option('-d, --difficulty <name>', `one of ${difficulties.join(', ')}`, oneOf(difficulties), 'hard-attention')
    .option('--ties', 'with two patches that are alike')
    .addOption(
      new Option('-l, --lesson <file|id>', `another lesson instead: ${lessonKinds}`).conflicts([
        'seed',
        'count',
        'difficulty',
        'ties',
      ]),
    )
    .addOption(
      new Option('--steps <list>', 'only these steps, such as 2-6 or 2,5,7-9; the others stand filled in')
        .argParser(stepList)
        .default(allSteps, 'all'),
    )
    .addOption(new Option('--layout <layout>', 'all on one sheet, or a page for each step').choices(['sheet', 'steps']))
    .addOption(new Option('--paper <paper>', 'landscape').choices(['a4', 'letter']).default('a4'))
    .addOption(
      new Option('--format <list>', `one or more of ${formats.join(',')}`)
        .argParser(formatList)
        .default(['pdf'], 'pdf'),
    )
    .option('--key', 'the key, too: one file for all sheets, with the arithmetic of every number')
    .addOption(
      new Option(
        '--together',
        'all sheets of a format in one file, to print in one go; not spreadsheets and notebooks',
      ).conflicts('lesson'),
    )
    .requiredOption('--out <folder>', 'where the files go; it is made if it is missing')
    .option('--force', 'overwrite existing files')
    .action((options: WorksheetOptions) => write(options, io))
    .addHelpText(
      'after',
      `
A sheet never holds its answers. The blank spreadsheet (xlsx) checks what is
typed into it and says what went wrong; it works each check out from the given
numbers and what was typed before. The key as a spreadsheet is live: change a
given number, and everything follows. TeX compiles with pdflatex and what every
distribution of it has. A notebook (ipynb) is filled in with NumPy; dit check
--numbers marks it. Questions for Moodle are one file to import into a question
bank: a category for each step, in it a question for each sheet, so that a quiz
can draw one for each student. Moodle marks them and shows the key.

Examples:
  dit worksheet --seed 7 --out sheets
  dit worksheet --seed 1 --count 30 --key --together --out class
  dit worksheet --seed 7 --difficulty softmax --format pdf,xlsx --key --out soft
  dit worksheet --seed 1 --count 30 --format ipynb --key --out class
  dit worksheet --seed 1 --count 30 --format moodle --out class
  dit worksheet --seed 7 --steps 2-6 --paper letter --out part
  dit worksheet --seed 1 --count 30 --steps 2-6 --layout sheet --key --out class
  dit worksheet --lesson my-lesson.json --format html --out mine`,
    )
}

function formatList(text: string): readonly Format[] {
  const typed = text.split(',').map(oneOf(formats))
  return formats.filter(format => typed.includes(format))
}

async function write(options: WorksheetOptions, io: Io): Promise<void> {
  // Only here: help should not wait for what makes files.
  const { filesOf } = await import('@dit-by-hand/practice/worksheets')
  const { PaperError } = await import('@dit-by-hand/practice/paper-error')
  const asked = await askedFor(options, io)
  const { format, key = false, together, steps, layout, paper, force } = options
  if (together && format.every(one => one === 'xlsx' || one === 'ipynb'))
    throw new UsageError(
      '--together is for sheets that are printed: each spreadsheet or notebook is a file of its own.',
    )
  const files = filesOf({ asked, formats: format, key, together, steps, layout, paper })
  for (const { name } of files) await toBeWritten(join(options.out, name), io, { force, folders: true })
  for (const { name, made } of files) {
    const content = await orTold(PaperError, why => why, made)
    await writeWhole(join(options.out, name), content, io, { force, folders: true })
  }
  await io.stdout.write(`Wrote ${told(files, key ? format.filter(one => one !== 'moodle').length : 0, options.out)}.\n`)
}

/** `class/worksheet-7.pdf`; `31 files to class: worksheet-1.pdf to worksheet-30.pdf and key-1-to-30.pdf`: the last are keys. */
function told(files: readonly { readonly name: string }[], keys: number, folder: string): string {
  const names = files.map(({ name }) => name)
  const bound = names.filter(name => name.startsWith('worksheets-')).length
  const groups = [names.slice(0, bound), names.slice(bound, names.length - keys), names.slice(names.length - keys)]
  const ranges = groups.flatMap(some => (some.length > 2 ? [`${some[0]} to ${some.at(-1)}`] : some))
  const all = ranges.length < 3 ? ranges.join(' and ') : `${ranges.slice(0, -1).join(', ')} and ${ranges.at(-1)}`
  return names.length === 1 ? join(folder, all) : `${names.length} files to ${folder}: ${all}`
}

async function askedFor(options: WorksheetOptions, io: Io): Promise<readonly Asked[]> {
  const { seed, count, difficulty: level, ties = false } = options
  const { askedOf, stepsOption } = await import('@dit-by-hand/practice/worksheets')
  if (options.lesson !== undefined) {
    const { lesson, named } = await openLesson(options.lesson, io)
    return [{ lesson, as: named, origin: `dit worksheet --lesson ${named}${stepsOption(options.steps)}` }]
  }
  if (seed === undefined)
    throw new UsageError('Which sheet? --seed says which problem it is of, --lesson which lesson.')
  if (seed + count - 1 > largestSeed)
    throw new UsageError(`There are not ${count} seeds from ${seed} on: the last is ${largestSeed}.`)
  if (ties && level === 'softmax')
    throw new UsageError('With softmax nothing ties: ask for --ties with hard attention.')
  return Array.from({ length: count }, (_, i) =>
    askedOf(problem({ seed: seed + i, difficulty: level, ties }), options.steps),
  )
}
