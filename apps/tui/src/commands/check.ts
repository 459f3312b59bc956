// `dit check`: the core, or any program that speaks the protocol, against every case and every law.
import { engine as core } from '@dit-by-hand/core/engine'
import { boundsOf, precisions } from '@dit-by-hand/core/rounding'
import { at } from '@dit-by-hand/graph/at'
import { toCell } from '@dit-by-hand/graph/exact'
import { cases } from '@dit-by-hand/spec/cases'
import type { SpawnedEngine } from '@dit-by-hand/spec/conform'
import type { Report, Result } from '@dit-by-hand/spec/conformance'
import { Crashed, type Engine, type PrecisionName } from '@dit-by-hand/spec/engine'
import { type Step, steps } from '@dit-by-hand/spec/names'
import { isStarterLanguage, type StarterLanguage, starterLanguages } from '@dit-by-hand/spec/starters'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Diagnosis } from '../diagnose.ts'
import { type Done, exits } from '../exits.ts'
import { toBeWritten, writeText } from '../files.ts'
import { ClosedPipe, type Io, UsageError } from '../io.ts'
import { nearest } from '../nearest.ts'
import { seconds, whole } from '../options.ts'
import { diagnosisLines } from '../plain/diagnosis.ts'
import { reportJson, reportLines } from '../plain/report.ts'
import { widthOf } from '../width.ts'
import { writeStarter } from './starter.ts'

interface CheckOptions {
  readonly engine?: string
  readonly seed: number
  readonly runs: number
  readonly timeout: number
  readonly step?: Step
  readonly all?: boolean
  readonly json?: boolean
  readonly float?: PrecisionName | true
  readonly force?: boolean
  readonly junit?: string
  readonly save?: string
  readonly starter?: StarterLanguage
  readonly out?: string
}

export function addCheck(program: Command, io: Io, done: Done): void {
  program
    .command('check')
    .description('judge an engine by every case and every law')
    .option(
      '-e, --engine <command>',
      'the program, started by the shell in the folder where you stand; without it, the core',
    )
    .option('--seed <n>', 'which random lessons are drawn', whole(0, 2 ** 31 - 1), 1)
    .option('--runs <n>', 'how many random lessons each law is tried on', whole(0, 100_000), 100)
    .option('--timeout <seconds>', 'how long one answer of the program may take (its start: at least 30)', seconds, 10)
    .option('--step <n>', 'check only up to this step, as if the rest were not there', stepNumber)
    .option('--all', 'tell every check that failed, also where it follows from an earlier one')
    .option('--json', 'print JSON, with the lesson of each fault whole')
    .option(
      '--float [precision]',
      'it works in floating point, single or double (as it says itself, else double)',
      precision,
    )
    .option('--junit <file>', 'write the results as JUnit XML too, for continuous integration')
    .option('--save <file>', 'write the smallest lesson that shows the first mistake')
    .option('--force', 'let --junit and --save write over files that are there')
    .addOption(
      new Option('--starter <language>', `write a starter kit: ${starterLanguages.join(', ')}`)
        .argParser(language)
        .conflicts(['engine', 'float', 'step', 'all', 'json', 'junit', 'save', 'force']),
    )
    .option('--out <folder>', 'where the starter kit goes; without it, my-dit')
    .action((options: CheckOptions) => check(options, io, done))
    .addHelpText(
      'after',
      `
The engine is the core, or any program: it reads one request a line on standard
input and answers each with one line on standard output, both JSON. The protocol
is written down in spec/README.md. Exit code 0 if nothing was wrong and nothing
crashed, and something was judged; what an engine does not claim is skipped.
An engine that works in floating point is held to the bounds of its rounding.

Examples:
  dit check
  dit check --engine "python3 spec/engines/plain.py" --runs 20
  dit check --seed 7 --runs 1000
  dit check --starter python --out my-dit
  dit check --engine "python3 engine.py" --step 3 --save small.json
  dit walk --lesson small.json`,
    )
}

const isStep = (n: number): n is Step => Object.values<number>(steps).includes(n)

function stepNumber(text: string): Step {
  const step = whole(1, 13)(text)
  if (isStep(step)) return step
  throw new InvalidArgumentError('It needs a whole number from 1 to 13.')
}

function precision(text: string): PrecisionName {
  if (text !== 'single' && text !== 'double') throw new InvalidArgumentError('It is single or double.')
  return text
}

function language(text: string): StarterLanguage {
  const typed = text.trim().toLowerCase()
  if (isStarterLanguage(typed)) return typed
  const near = nearest(typed, starterLanguages)
  throw new InvalidArgumentError(
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There is one for ${starterLanguages.join(', ')}.`,
  )
}

async function check(options: CheckOptions, io: Io, done: Done): Promise<void> {
  if (options.starter) return writeStarter(options.starter, options.out ?? 'my-dit', io)
  if (options.out !== undefined) throw new UsageError('--out says where a starter kit goes: it needs --starter.')
  for (const path of [options.junit, options.save]) await toBeWritten(path, io, options.force)
  // Only here: the random lessons need fast-check, which no other command should wait for.
  const { checks, judge } = await import('@dit-by-hand/spec/conformance')
  const { engineUpTo, checksUpTo } = await import('@dit-by-hand/spec/up-to')
  const { diagnose } = await import('../diagnose.ts')
  const { seed, runs, step = 13 } = options
  const drawn = { seed, runs, step }
  const { engines: started, close } = await judged(options, io)
  const engines = await Promise.all(started.map(async one => engineUpTo(await inExact(one, options.float), step)))
  const engine = at(engines, 0)
  try {
    const progress = progressOn(io)
    const report = await judge(
      [engine, ...engines.slice(1)],
      checksUpTo(checks({ cases: cases(), seed, runs }), step),
      (result, count, of) => void progress.show(result, count, of),
    )
    const diagnosis = await diagnose(engine, report, { cases: cases(), seed, upTo: step })
    await progress.clear()
    const failed = report.wrong + report.crashed > 0 || report.passed === 0
    done(failed ? exits.wrong : exits.fine)
    if (options.junit !== undefined) {
      const { junit } = await import('@dit-by-hand/spec/junit')
      await writeText(options.junit, junit(report, diagnosis.findings), io, options)
    }
    const saved = await save(options, diagnosis, io)
    const width = Math.min(100, widthOf(undefined, io))
    const text = options.json
      ? reportJson(report, drawn, diagnosis)
      : [
          ...nothingJudged(report),
          ...diagnosisLines(diagnosis, width),
          ...reportLines(report, drawn, width, options.all ? 'every check' : 'the rest in numbers'),
          ...saved,
        ].join('\n')
    await io.stdout.write(`${text}\n`)
  } finally {
    await close()
  }
}

/** Writes the smallest lesson of the first finding that has one; what to say of it. */
async function save({ save: path, force }: CheckOptions, { findings }: Diagnosis, io: Io): Promise<readonly string[]> {
  if (path === undefined) return []
  const example = findings.find(({ example }) => example !== null)?.example
  if (!example) return [`Nothing to save: ${findings.length === 0 ? 'nothing is wrong' : 'no lesson shows it'}.`]
  const { lessonText } = await import('@dit-by-hand/spec/lesson-text')
  await writeText(path, lessonText(example.lesson), io, { force })
  const reading = example.reading === 'printed' ? ' --reading printed' : ''
  return [`Saved the lesson that shows it: dit walk --lesson ${path}${reading}`]
}

/** An engine that nothing was asked of, or that declined all, has not passed. */
const nothingJudged = ({ passed, wrong, crashed, skipped }: Report): readonly string[] =>
  passed + wrong + crashed > 0
    ? []
    : [`Nothing was judged: all ${skipped} checks were skipped, and nothing judged is no pass.`, '']

/** The engine, its rounding put right where it works in floating point, so that it is held to all that holds exactly. */
async function inExact(engine: Engine, asked: PrecisionName | true | undefined): Promise<Engine> {
  const precision = typeof asked === 'string' ? asked : (engine.precision ?? (asked ? 'double' : undefined))
  if (precision === undefined) return engine
  const { withoutRounding } = await import('@dit-by-hand/spec/rounding')
  return withoutRounding(engine, (lesson, reading) =>
    Object.fromEntries(
      Object.entries(boundsOf(lesson, reading, precisions[precision])).map(([name, grid]) => [
        name,
        grid?.map(row => row.map(({ value, error }) => ({ value: toCell(value), error }))),
      ]),
    ),
  )
}

/** How many processes of a program are asked at once: on two cores, a judge and an engine keep both at work. */
const processes = 2

async function judged(
  { engine: command, timeout }: CheckOptions,
  { cwd }: Io,
): Promise<{ readonly engines: readonly Engine[]; close(): Promise<void> }> {
  if (command === undefined) return { engines: [core], close: async () => undefined }
  if (command.trim() === '')
    throw new UsageError('--engine needs the command that starts the engine; this one is empty.')
  const { spawnEngine } = await import('@dit-by-hand/spec/conform')
  const started: SpawnedEngine[] = []
  const close = async (): Promise<void> => {
    await Promise.all(started.map(engine => engine.close()))
  }
  try {
    while (started.length < processes)
      started.push(
        await spawnEngine(command, { timeout: timeout * 1000, startTimeout: Math.max(30, timeout) * 1000, cwd }),
      )
    return { engines: started, close }
  } catch (error) {
    await close()
    if (error instanceof Crashed) throw new UsageError(`The engine cannot be judged: ${error.message}`)
    throw error
  }
}

/** One line on a terminal's standard error that says how far it is; nothing elsewhere. */
function progressOn({ stderr, env }: Io): {
  show(result: Result, done: number, of: number): void
  clear(): Promise<void>
} {
  if (!stderr.isTTY || env.TERM === 'dumb') return { show: () => undefined, clear: async () => undefined }
  const room = Math.max(20, (stderr.columns ?? 80) - 1)
  let wrong = 0
  const write = (text: string): Promise<void> =>
    stderr.write(text).catch(error => {
      if (!(error instanceof ClosedPipe)) throw error
    })
  return {
    show({ check: { id }, verdict }, done, of) {
      if (verdict.outcome === 'wrong' || verdict.outcome === 'crashed') wrong++
      const text = `${done}/${of}  ${wrong > 0 ? `${wrong} failed  ` : ''}${id}`
      void write(`\r\x1b[K${[...text].slice(0, room).join('')}`)
    },
    clear: () => write('\r\x1b[K'),
  }
}
