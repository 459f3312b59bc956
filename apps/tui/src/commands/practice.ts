// `dit practice`: exercises on a full screen, and filled sheets marked without one.
import { counted } from '@dit-by-hand/graph/counted'
import { type BlankSize, blankSizes, type ExerciseKind, exerciseKinds } from '@dit-by-hand/practice/exercise'
import { pose } from '@dit-by-hand/practice/pose'
import { type Difficulty, difficulties, largestSeed, type Problem, problem } from '@dit-by-hand/practice/problem'
import { opened, type Place, type Progress, placeOf, progressed } from '@dit-by-hand/practice/progress'
import { ProgressError, progressText, readProgress } from '@dit-by-hand/practice/progress-file'
import type { Step } from '@dit-by-hand/spec/names'
import { type Command, Option } from 'commander'
import { tellClass } from '../class.ts'
import { columnsTold } from '../csv.ts'
import { type Done, exits } from '../exits.ts'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, isScreen, orTold, UsageError } from '../io.ts'
import { oneOf, oneStep, whole } from '../options.ts'
import { blankSheet } from '../practice/answers.ts'
import { sheets, sheetTold } from '../practice/hand-in.ts'
import { dataFolder, openStore, type Store } from '../practice/store.ts'
import { textIn } from '../reading.ts'

interface PracticeOptions {
  readonly seed?: number
  readonly difficulty?: Difficulty
  readonly ties?: boolean
  readonly exercise?: ExerciseKind
  readonly step?: Step
  readonly blanks?: BlankSize
  readonly answers?: readonly string[]
  readonly csv?: string
  readonly sheet?: string
  readonly export?: string
  readonly import?: string
  readonly reset?: boolean
  readonly yes?: boolean
  readonly json?: boolean
  readonly force?: boolean
}

export function addPractice(program: Command, io: Io, done: Done): void {
  program
    .command('practice')
    .description('exercises to fill in, with hints and marking; or filled sheets marked')
    .option('--seed <n>', `which problem, from 0 to ${largestSeed}`, whole(0, largestSeed))
    .option('-d, --difficulty <name>', `one of ${difficulties.join(', ')}`, oneOf(difficulties))
    .option('--ties', 'with patches that tie for attention')
    .addOption(new Option('-e, --exercise <kind>', 'what is asked').choices(exerciseKinds))
    .option('-s, --step <n>', 'the step to begin at, or the one step of --exercise step: 1 to 13', oneStep)
    .addOption(new Option('-b, --blanks <size>', 'how much is blank at once').choices(blankSizes))
    .addOption(
      new Option(
        '--answers <files...>',
        'mark filled sheets: files, a folder of them, or - for standard input',
      ).conflicts(['sheet', 'export']),
    )
    .option('--json', 'with --answers: print JSON')
    .option('--csv <file>', 'with --answers: write the marks to a file, for a grade book')
    .option('--sheet <file>', 'write a blank sheet for --answers')
    .option('--export <file>', 'write all progress to a file')
    .option('--import <file>', 'take in progress from a file')
    .option('--reset', 'forget all progress; asks, unless --yes')
    .option('--yes', 'with --reset: do not ask')
    .option('--force', 'overwrite an existing file')
    .action((options: PracticeOptions) => practice(options, io, done))
    .addHelpText(
      'after',
      `
Without options it goes on where you left off. Progress is saved at every key,
in ${dataFolder(io.env)}. INK_SCREEN_READER=true in
the environment makes it linear text that a screen reader can follow.

A filled sheet is the spreadsheet of \`dit worksheet --format xlsx\`, or JSON: by
name, the rows of each matrix, as \`dit walk --json\` prints them; null or "" is a
blank. Numbers may be written as on paper: "−1", ",5", "1/2". Numbers that
follow from one's own earlier ones are right. A sheet that dit wrote says itself
which problem it is of; for another, say it. Of several, each is told in a line,
with the first number that is not right; of a folder all are marked, also those
in the folders in it.
${columnsTold}
Exit codes with --answers: 0 all is right, 1 something is not or is blank, 2 one
cannot be marked.

Examples:
  dit practice
  dit practice --seed 7 --difficulty softmax --step 7
  dit practice --exercise misprint --seed 3
  dit practice --sheet sheet.json --seed 7
  dit practice --answers sheet.json
  dit practice --answers handed-in --csv marks.csv`,
    )
}

async function practice(options: PracticeOptions, io: Io, done: Done): Promise<void> {
  if (options.json && options.answers === undefined)
    throw new UsageError('--json says how --answers is told: it needs it.')
  if (options.csv !== undefined && options.answers === undefined)
    throw new UsageError('--csv says where the marks of --answers go: it needs it.')
  if (options.yes && !options.reset) throw new UsageError('--yes answers what --reset asks: it needs --reset.')
  if (options.answers !== undefined)
    return tellClass(options.answers, file => sheetTold(file, options, io), sheets, options, io, done)
  if (options.sheet !== undefined) {
    await writeWhole(options.sheet, blankSheet(await problemFor(options)), io, { force: options.force })
    await io.stdout.write(`Wrote ${options.sheet}, a blank sheet.\n`)
    return
  }
  await toBeWritten(options.export, io, options)
  const store = openStore(dataFolder(io.env))
  try {
    if (options.reset) return await reset(options, store, io)
    if (options.import !== undefined) return await takeIn(options.import, store, io)
    if (options.export !== undefined) {
      await writeWhole(options.export, progressText(store.progress), io, { force: options.force })
      await io.stdout.write(`Wrote ${options.export}: ${exercises(store.progress)}.\n`)
      return
    }
    if (!io.stdin.isTTY || !isScreen(io.stdout, io.env))
      throw new UsageError(
        'Practice needs a terminal, and one that does more than print. Without one, --sheet writes a blank sheet and --answers marks it.',
      )
    const place = await placeFor(options, store)
    const task = startAt(options, place)
    // Only here: marking a sheet should not wait for React.
    const { openPractice } = await import('../practice/open.tsx')
    await openPractice({ place, task, store })
    done(exits.fine)
  } finally {
    store.close()
  }
}

const exercises = ({ works }: Progress): string => counted(Object.keys(works).length, 'exercise')

async function problemFor(options: PracticeOptions): Promise<Problem> {
  const { seed, difficulty: level = 'hard-attention', ties = false } = options
  if (seed === undefined) throw new UsageError('Which sheet? --seed says which problem it is of.')
  return made({ seed, difficulty: level, ties })
}

const made = (asked: Parameters<typeof problem>[0]): Promise<Problem> => fitting(() => problem(asked))

/** What does not fit together is told. */
const fitting = <T>(work: () => T): Promise<T> => orTold(RangeError, why => `${why}.`, work)

/** Which exercise is opened: what is asked for, and for the rest what was open last, or the first problem of all. */
async function placeFor(options: PracticeOptions, { progress }: Store): Promise<Place> {
  const last = opened(progress)
  const { seed, difficulty: level, ties, exercise: kind, step, blanks } = options
  const isAsked = [seed, level, ties, kind, blanks].some(option => option !== undefined)
  if (last && !isAsked && (step === undefined || last.exercise.kind !== 'step'))
    return { problem: last.problem, exercise: last.exercise }
  const asked = await made({
    seed: seed ?? last?.problem.seed ?? 1,
    difficulty: level ?? last?.problem.difficulty ?? 'hard-attention',
    ties: ties ?? (level === undefined && seed === undefined ? (last?.problem.ties ?? false) : false),
  })
  const wanted = kind ?? last?.exercise.kind ?? 'walk'
  if (wanted === 'step' && step === undefined) throw new UsageError('--exercise step needs --step, which step.')
  const steps = wanted === 'step' && step !== undefined ? [step] : undefined
  return fitting(() => placeOf(pose(asked, { kind: wanted, ...(steps && { steps }), ...(blanks && { blanks }) })))
}

/** The first task of the step that is asked for; null where none is. */
function startAt({ step }: PracticeOptions, place: Place): number | null {
  if (step === undefined) return null
  const { tasks } = pose(problem(place.problem), place.exercise)
  const found = tasks.findIndex(task => task.step >= step)
  if (found < 0) throw new UsageError(`The exercise ends before step ${step}.`)
  return found
}

async function reset({ yes }: PracticeOptions, store: Store, io: Io): Promise<void> {
  const count = exercises(store.progress)
  if (!yes) {
    if (!io.stdin.isTTY || !io.stdout.isTTY)
      throw new UsageError(`This would forget ${count}. --yes says that you mean it.`)
    await io.stdout.write(`Forget ${count}? Type yes and Enter: `)
    if ((await line(io.stdin.bytes())).trim().toLowerCase() !== 'yes') {
      await io.stdout.write('Nothing was forgotten.\n')
      return
    }
  }
  if (store.heldBy !== null) throw new UsageError(`Practice is open in process ${store.heldBy}; leave it first.`)
  store.append([{ type: 'reset', what: 'everything' }])
  await io.stdout.write(`Forgot ${count}.\n`)
}

/** The first line of what is typed. */
async function line(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of bytes) {
    text += Buffer.from(chunk).toString('utf8')
    const end = text.indexOf('\n')
    if (end >= 0) return text.slice(0, end)
  }
  return text
}

async function takeIn(file: string, store: Store, io: Io): Promise<void> {
  if (store.heldBy !== null) throw new UsageError(`Practice is open in process ${store.heldBy}; leave it first.`)
  const text = await textIn(file, io)
  const progress = await orTold(
    ProgressError,
    why => `${file} is no progress of practice. ${why}`,
    () => readProgress(text),
  )
  store.append([{ type: 'import', progress }])
  const after = progressed(store.progress, { type: 'import', progress })
  await io.stdout.write(`Took in ${exercises(progress)}; there are ${Object.keys(after.works).length} now.\n`)
}
