// The command line of dit: every command with its options, and what its end means as an exit code.
import { named } from '@dit-by-hand/graph/at'
import { Command, CommanderError } from 'commander'
import { calledHelp, speakingAsCalled } from './called.ts'
import { type Done, exits } from './exits.ts'
import { ClosedPipe, type Io, UsageError } from './io.ts'
import { printable } from './screen/text.ts'
import { version } from './version.ts'
import { widthOf } from './width.ts'

type Add = (program: Command, io: Io, done: Done) => void

/** Every command, in the order of the help. A command is read only when it is asked for, or when help lists them all. */
const commands: { readonly [name: string]: () => Promise<Add> } = {
  walk: async () => (await import('./commands/walk.ts')).addWalk,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  learn: async () => (await import('./commands/learn.ts')).addLearn,
  generate: async () => (await import('./commands/generate.ts')).addGenerate,
  check: async () => (await import('./commands/check.ts')).addCheck,
  practice: async () => (await import('./commands/practice.ts')).addPractice,
  worksheet: async () => (await import('./commands/worksheet.ts')).addWorksheet,
  ladder: async () => (await import('./commands/ladder.ts')).addLadder,
  lessons: async () => (await import('./commands/lessons.ts')).addLessons,
  train: async () => (await import('./commands/train.ts')).addTrain,
  evaluate: async () => (await import('./commands/evaluate.ts')).addEvaluate,
  export: async () => (await import('./commands/export.ts')).addExport,
  speedrun: async () => (await import('./commands/speedrun.ts')).addSpeedrun,
  parity: async () => (await import('./commands/parity.ts')).addParity,
}

/** The version needs no command, a command itself alone; anything else, a mistyped name too, is told of all. */
function namesIn([first]: readonly string[]): readonly string[] {
  if (first === '-V' || first === '--version') return []
  return first !== undefined && Object.hasOwn(commands, first) ? [first] : Object.keys(commands)
}

/**
 * Runs one command.
 * @param argv what stands after `dit`; nothing, or options alone, is `dit walk`
 * @returns the exit code: 0 fine, 1 an engine was wrong or crashed, 2 what was asked cannot be done, 70 a mistake of dit's
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const said: { readonly to: 'stdout' | 'stderr'; readonly text: string }[] = []
  let code: number = exits.fine
  try {
    try {
      const args = withDefault(argv)
      const program = programFor(io, said)
      for (const name of namesIn(args)) {
        const add = await named(commands, name)()
        add(program, speakingAsCalled(io), done => {
          code = done
        })
      }
      await program.parseAsync(args, { from: 'user' })
    } finally {
      for (const { to, text } of said) await io[to].write(text)
    }
    return code
  } catch (error) {
    if (error instanceof ClosedPipe) return code
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.fine : exits.usage
    return told(error, speakingAsCalled(io))
  }
}

async function told(error: unknown, io: Io): Promise<number> {
  const usage = error instanceof UsageError
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const text = usage ? error.message.split('\n').map(printable).join('\n') : `this is a bug in dit itself.\n${stack}`
  try {
    await io.stderr.write(`dit: ${text}\n`)
  } catch (closed) {
    if (!(closed instanceof ClosedPipe)) throw closed
  }
  return usage ? exits.usage : exits.broken
}

function programFor(io: Io, said: { to: 'stdout' | 'stderr'; text: string }[]): Command {
  const helpWidth = (): number => Math.min(100, widthOf(undefined, io))
  return new Command('dit')
    .description(
      "Step through Sora's Diffusion Transformer, number by number.\nWithout a command, dit opens the walkthrough: `dit walk`.",
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: text => said.push({ to: 'stdout', text }),
      writeErr: text => said.push({ to: 'stderr', text }),
      getOutHelpWidth: helpWidth,
      getErrHelpWidth: helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(text.replace(/^error: /, 'dit: ')),
    })
    .configureHelp({ minWidthToWrap: 20 })
    .allowExcessArguments(false)
    .hook('preAction', (_program, command) => refuseEmpty(command))
    .addHelpText('afterAll', calledHelp(io))
    .addHelpText(
      'after',
      `
Examples:
  dit                                 the walkthrough, full screen
  dit walk --plain --step 7           one step of it, as text
  dit explain latent 1 3              where one number comes from
  dit learn --steps 10                train it, step by step
  dit check --engine "python3 my.py"  judge an engine in any language

Exit codes: 0 all is well; 1 an engine was wrong or crashed; 2 the request
cannot be carried out.`,
    )
}

/** Refuses an option or an argument with nothing in it, as a variable of the shell makes it that is not set. */
function refuseEmpty(command: Command): void {
  const given = [
    ...command.options.map(option => [option.long, command.getOptionValue(option.attributeName())] as const),
    ...command.registeredArguments.map((argument, i) => [argument.name(), command.args[i]] as const),
  ]
  const empty = given.find(([, value]) => [value].flat().includes(''))
  if (empty) throw new UsageError(`${empty[0]} is empty.`)
}

/** Nothing, or options alone, is the walkthrough. Of what is no command nothing else is read, so that it is told as such. */
function withDefault(argv: readonly string[]): readonly string[] {
  const [first, second] = argv
  if (first === undefined) return ['walk', '--opening', 'once']
  const asked = first === 'help' && second !== undefined ? second : first
  if (!asked.startsWith('-') && asked !== 'help' && !Object.hasOwn(commands, asked)) return [asked]
  const own = ['-h', '--help', '-V', '--version']
  return first.startsWith('-') && first !== '--' && !own.includes(first) ? ['walk', ...argv] : argv
}
