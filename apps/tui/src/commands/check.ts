// `dit check`: the core, or any program that speaks the protocol, against every case and every law.
import { engine as core } from '@dit-by-hand/core/engine'
import { cases } from '@dit-by-hand/spec/cases'
import type { Result } from '@dit-by-hand/spec/conformance'
import { Crashed, type Engine } from '@dit-by-hand/spec/engine'
import type { Command } from 'commander'
import { type Done, exits } from '../exits.ts'
import { ClosedPipe, type Io, UsageError } from '../io.ts'
import { seconds, whole, widthOf } from '../options.ts'
import { reportJson, reportLines } from '../plain/report.ts'

interface CheckOptions {
  readonly engine?: string
  readonly seed: number
  readonly runs: number
  readonly timeout: number
  readonly json?: boolean
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
    .option('--json', 'print JSON, with the lesson of each fault whole')
    .action((options: CheckOptions) => check(options, io, done))
    .addHelpText(
      'after',
      `
The engine is the core, or any program: it reads one request a line on standard
input and answers each with one line on standard output, both JSON. The protocol
is written down in spec/README.md. Exit code 0 if nothing was wrong and nothing
crashed; what an engine does not claim is skipped.

Examples:
  dit check
  dit check --engine "python3 spec/engines/plain.py" --runs 20
  dit check --seed 7 --runs 1000`,
    )
}

async function check(options: CheckOptions, io: Io, done: Done): Promise<void> {
  // Only here: the random lessons need fast-check, which no other command should wait for.
  const { checks, judge } = await import('@dit-by-hand/spec/conformance')
  const { seed, runs } = options
  const { engine, close } = await judged(options, io)
  try {
    const progress = progressOn(io)
    const report = await judge(
      engine,
      checks({ cases: cases(), seed, runs }),
      (result, count, of) => void progress.show(result, count, of),
    )
    await progress.clear()
    const failed = report.wrong + report.crashed > 0
    done(failed ? exits.wrong : exits.fine)
    const text = options.json
      ? reportJson(report, { seed, runs })
      : reportLines(report, { seed, runs }, Math.min(100, widthOf(undefined, io))).join('\n')
    await io.stdout.write(`${text}\n`)
  } finally {
    await close()
  }
}

async function judged(
  { engine: command, timeout }: CheckOptions,
  { cwd }: Io,
): Promise<{ readonly engine: Engine; close(): Promise<void> }> {
  if (command === undefined) return { engine: core, close: async () => undefined }
  const { spawnEngine } = await import('@dit-by-hand/spec/conform')
  try {
    const engine = await spawnEngine(command, {
      timeout: timeout * 1000,
      startTimeout: Math.max(30, timeout) * 1000,
      cwd,
    })
    return { engine, close: () => engine.close() }
  } catch (error) {
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
