// `dit check`: the core, or any program that speaks the protocol, against every case and every law.
import { at } from '@dit-by-hand/graph/at'
import { cases } from '@dit-by-hand/spec/cases'
import type { Report, Result } from '@dit-by-hand/spec/conformance'
import { type Engine, type PrecisionName, precisions } from '@dit-by-hand/spec/engine'
import type { Step } from '@dit-by-hand/spec/names'
import { type Unmet, unmet } from '@dit-by-hand/spec/required'
import { type StarterLanguage, starterLanguages } from '@dit-by-hand/spec/starters'
import { type Command, Option } from 'commander'
import { columnsTold } from '../csv.ts'
import type { Asking, Diagnosis, Finding } from '../diagnose.ts'
import { type Done, exits } from '../exits.ts'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, isLively, UsageError, unheard } from '../io.ts'
import { inExact, judged, precisionOf } from '../judging.ts'
import { defaultLesson } from '../lesson.ts'
import { oneOf, oneStep, stepList, timeIn, whole } from '../options.ts'
import { diagnosisLines } from '../plain/diagnosis.ts'
import { countsLines, reportJson, reportLines } from '../plain/report.ts'
import { wrap } from '../plain/wrap.ts'
import { shortText } from '../screen/text.ts'
import { widthOf } from '../width.ts'
import { judgeNumbersIn, type NumbersOptions } from './numbers.ts'
import { writeStarter } from './starter.ts'

/** One more than two cores hold, so that none is idle while the judge reads another's answer. The same on every machine, so
 *  that an engine is asked the same, in the same order, everywhere. */
const usualJobs = 3

interface CheckOptions extends NumbersOptions {
  readonly engine?: string
  readonly numbers?: readonly string[]
  readonly seed: number
  readonly runs: number
  readonly timeout: number
  readonly jobs?: number
  readonly step?: Step
  readonly require?: readonly Step[]
  readonly all?: boolean
  readonly float?: PrecisionName | true
  readonly junit?: string
  readonly save?: string
  readonly starter?: StarterLanguage
  readonly out?: string
}

export function addCheck(program: Command, io: Io, done: Done): void {
  program
    .command('check')
    .description('judge an engine by every case and every law, or numbers of your own')
    .option(
      '-e, --engine <command>',
      'the program, started by the shell in the folder where you stand; without it, the core',
    )
    .addOption(
      new Option(
        '-n, --numbers <files...>',
        'no engine, only numbers of one lesson: what a program printed, a notebook, JSON, .npz, .npy, a folder of such files of a class, or - for standard input',
      ).conflicts(['engine', 'jobs', 'float', 'step', 'require', 'all', 'junit', 'save', 'starter']),
    )
    .option(
      '-l, --lesson <file|id>',
      `with --numbers: the lesson they are of, an id, a problem such as softmax-7, or a file; without it, ${defaultLesson}`,
    )
    .addOption(
      new Option(
        '-r, --reading <reading>',
        'with --numbers: how misprints are read; without it, either is right',
      ).choices(['corrected', 'printed']),
    )
    .option('--csv <file>', 'with --numbers: write the marks to a file, for a grade book')
    .option('--seed <n>', 'which random lessons are drawn', whole(0, 2 ** 31 - 1), 1)
    .option('--runs <n>', 'how many random lessons each law is tried on', whole(0, 100_000), 100)
    .option(
      '--timeout <seconds>',
      'how long one answer of the program may take (its start: at least 30)',
      timeIn('seconds', 3600),
      10,
    )
    .option('--jobs <n>', `how many processes of the program are asked at once; without it, ${usualJobs}`, whole(1, 64))
    .option('--step <n>', 'check only up to this step, as if the rest were not there', oneStep)
    .option('--require <steps>', 'what has to be judged for a pass, such as 7, 1-8 or 2,5-7', stepList)
    .option('--all', 'report every check that failed, even if it follows from an earlier one')
    .option('--json', 'print JSON, with the lesson of each fault whole')
    .option(
      '--float [precision]',
      'it works in floating point, single or double (as it says itself, else double)',
      oneOf(precisions),
    )
    .option('--junit <file>', 'write the results as JUnit XML too, for continuous integration')
    .option('--save <file>', 'write the smallest lesson that shows the first mistake')
    .option('--force', 'let --csv, --junit and --save overwrite existing files')
    .addOption(
      new Option('--starter <language>', `write a starter kit: ${starterLanguages.join(', ')}`)
        .argParser(oneOf(starterLanguages))
        .conflicts(['engine', 'jobs', 'float', 'step', 'require', 'all', 'json', 'junit', 'save', 'force']),
    )
    .option('--out <folder>', 'where the starter kit goes; without it, my-dit')
    .action((options: CheckOptions) => check(options, io, done))
    .addHelpText(
      'after',
      `
The engine is the core, or any program: it reads one request a line on standard
input and answers each with one line on standard output, both JSON. The protocol
is written down in spec/README.md. Exit code 0 if nothing was wrong, nothing
crashed and something was judged. What an engine does not claim is skipped; what
it claims and declines is no pass, and of the steps of --require nothing may be
skipped.
An engine that works in floating point is held to the bounds of its rounding.

With --numbers a name stands before each array: latent = …, Z = …, "noised
latent", noised_latent; any of them is enough, in any order. Several files, and
folders of them, are a class: each is told in a line or two. With --lesson
softmax-seed each is of the problem whose seed it tells, as in seed = 7.
${columnsTold}

Examples:
  dit check
  dit check --numbers mine.npz
  python3 mine.py | dit check --numbers - --lesson softmax-attention
  dit check --numbers handed-in --csv marks.csv
  dit check --engine "python3 spec/engines/plain.py" --runs 20
  dit check --seed 7 --runs 1000
  dit check --starter python --out my-dit
  dit check --engine "python3 engine.py" --step 3 --save small.json
  dit check --engine "python3 engine.py" --require 1-8
  dit walk --lesson small.json`,
    )
}

async function check(options: CheckOptions, io: Io, done: Done): Promise<void> {
  if (options.numbers !== undefined) return judgeNumbersIn(options.numbers, options, io, done)
  const alone = (['lesson', 'reading', 'csv'] as const).find(one => options[one] !== undefined)
  if (alone) throw new UsageError(`--${alone} is for numbers of your own: it needs --numbers.`)
  if (options.starter) return writeStarter(options.starter, options.out ?? 'my-dit', io)
  if (options.out !== undefined) throw new UsageError('--out says where a starter kit goes: it needs --starter.')
  const { seed, runs, timeout, jobs = usualJobs, step = 13, require = [] } = options
  if (options.jobs !== undefined && options.engine === undefined)
    throw new UsageError('--jobs says how many processes of a program are asked: it needs --engine.')
  const beyond = require.find(needed => needed > step)
  if (beyond !== undefined)
    throw new UsageError(`--require asks for step ${beyond}, and --step ${step} judges only up to step ${step}.`)
  for (const path of [options.junit, options.save]) await toBeWritten(path, io, options)
  // Only here: the random lessons need fast-check, which no other command should wait for.
  const { checks, judge } = await import('@dit-by-hand/spec/conformance')
  const { engineUpTo, checksUpTo } = await import('@dit-by-hand/spec/up-to')
  const drawn = { seed, runs, step }
  const { engines: started, close } = await judged(options.engine, { timeout, jobs }, io)
  const precision = precisionOf(at(started, 0), options.float)
  const engines = await Promise.all(started.map(async one => engineUpTo(await inExact(one, precision), step)))
  const engine = at(engines, 0)
  try {
    const progress = progressOn(unheard(io))
    const report = await judge(
      [engine, ...engines.slice(1)],
      checksUpTo(checks({ cases: cases(), seed, runs }), step),
      (result, count, of) => void progress.show(result, count, of),
    )
    const asAnswered = engineUpTo(at(started, 0), step)
    const diagnosis = await diagnosisOf(asAnswered, report, { cases: cases(), seed, upTo: step }, precision)
    await progress.clear()
    const missed = unmet(report, engine, require)
    done(report.wrong + report.crashed + missed.length > 0 ? exits.wrong : exits.fine)
    if (options.junit !== undefined) {
      const { junit } = await import('@dit-by-hand/spec/junit')
      await writeWhole(options.junit, junit(report, diagnosis.findings, missed), io, options)
    }
    const saved = await save(options, diagnosis, io)
    const width = Math.min(100, widthOf(undefined, io))
    const text = options.json
      ? reportJson(report, { ...drawn, required: require, unmet: missed }, diagnosis)
      : [
          ...missedLines(missed, width),
          ...diagnosisLines(diagnosis, width),
          ...reportLines(report, drawn, width, options.all ? 'every check' : 'the rest in numbers'),
          ...saved,
          ...countsLines(report, width),
        ].join('\n')
    await io.stdout.write(`${text}\n`)
  } finally {
    await close()
  }
}

/** What is wrong; an engine that answers in floating point and says so nowhere is told that, and held to its rounding. */
async function diagnosisOf(
  engine: Engine,
  report: Report,
  asking: Asking,
  precision: PrecisionName | undefined,
): Promise<Diagnosis> {
  const { diagnose } = await import('../diagnose.ts')
  if (precision !== undefined) return diagnose(engine, report, { ...asking, precision })
  const { seemingPrecision, undeclared } = await import('../floating.ts')
  const seeming = report.wrong > 0 ? await seemingPrecision(engine, report) : undefined
  if (seeming === undefined) return diagnose(engine, report, asking)
  const failed = report.results.filter(({ verdict }) => verdict.outcome === 'wrong').map(({ check }) => check.id)
  const known: readonly Finding[] = [undeclared(seeming, failed)]
  return diagnose(engine, report, { ...asking, precision: seeming, known })
}

const missedLines = (missed: readonly Unmet[], width: number): readonly string[] =>
  missed.length === 0 ? [] : [...missed.flatMap(({ says }) => wrap(says, { width, rest: '  ' })), '']

/** Writes the smallest lesson of the first finding that has one; what to say of it. */
async function save({ save: path, force }: CheckOptions, { findings }: Diagnosis, io: Io): Promise<readonly string[]> {
  if (path === undefined) return []
  const example = findings.find(({ example }) => example !== null)?.example
  if (!example) return [`Nothing to save: ${findings.length === 0 ? 'nothing is wrong' : 'no lesson shows it'}.`]
  const { lessonText } = await import('@dit-by-hand/spec/lesson-text')
  await writeWhole(path, lessonText(example.lesson), io, { force })
  const reading = example.reading === 'printed' ? ' --reading printed' : ''
  return [`Saved the lesson that shows it: dit walk --lesson ${path}${reading}`]
}

/** One line on a terminal's standard error that says how far it is; nothing elsewhere. */
function progressOn({ stderr, env }: Io) {
  const isShown = isLively(stderr, env)
  const room = Math.max(20, (stderr.columns ?? 80) - 1)
  let wrong = 0
  const write = async (text: string): Promise<void> => {
    if (isShown) await stderr.write(text)
  }
  return {
    show({ check: { id }, verdict }: Result, done: number, of: number) {
      if (verdict.outcome === 'wrong' || verdict.outcome === 'crashed') wrong++
      const text = `${done}/${of}  ${wrong > 0 ? `${wrong} failed  ` : ''}${id}`
      void write(`\r\x1b[K${shortText(text, room)}`)
    },
    clear: () => write('\r\x1b[K'),
  }
}
