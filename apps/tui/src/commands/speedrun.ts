// `dit speedrun`: from nothing to video against the clock, as others can do it: the same world, prompts and judge.
import { availableParallelism, cpus } from 'node:os'
import { type Command, Option } from 'commander'
import { type Done, exits } from '../exits.ts'
import { toBeWritten, writeWhole } from '../files.ts'
import { type Io, unheard } from '../io.ts'
import { whole } from '../options.ts'
import type { SpeedrunLog } from '../video/speedrun.ts'

interface SpeedrunOptions {
  readonly recipe: string
  readonly seed: number
  readonly steps?: number
  readonly workers?: number
  readonly each: number
  readonly grid?: boolean
  readonly out?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** What a run has to reach: shares of films of seen and unseen prompts that show all that was asked. */
const goal = { seen: 0.9, unseen: 0.8 } as const

export function addSpeedrun(program: Command, io: Io, done: Done): void {
  program
    .command('speedrun')
    .description('train a video model from scratch, against the clock')
    .addOption(new Option('--recipe <name>', 'the recipe: quick, fast or baseline').default('quick'))
    .option('--seed <n>', 'the seed of everything that is drawn at random', whole(0, 0xffffffff), 1)
    .option('-n, --steps <n>', 'how many steps to train, instead of the recipe’s', whole(1, 10_000_000))
    .option('-w, --workers <n>', 'threads to use; default: one for each core', whole(1, 64))
    .option('--each <n>', 'how many films of each prompt to judge', whole(1, 100), 2)
    .option('--grid', 'make nine runs instead: predict noise, velocity or clip, with the loss in terms of each')
    .option('-o, --out <file>', 'write the log to this file, as JSON')
    .option('-f, --force', 'overwrite an existing log')
    .option('--json', 'print the log instead of text')
    .action((options: SpeedrunOptions) => speedrun(options, unheard(io), done))
    .addHelpText(
      'after',
      `
The clock runs from the first clip that is drawn until the first film is
finished: clips, encoder, compiling, training, generating. Then, off the clock,
films of every prompt are judged. In 90 % of seen and 80 % of unseen ones, the
right thing must do the right thing at the right time of day; otherwise the exit
code is 1.

Examples:
  dit speedrun
  dit speedrun --recipe baseline --seed 2 --out baseline-2.json
  dit speedrun --grid --steps 400`,
    )
}

async function speedrun(options: SpeedrunOptions, io: Io, done: Done): Promise<void> {
  const { recipeNamed } = await import('../video/recipe.ts')
  const named = recipeNamed(options.recipe)
  await toBeWritten(options.out, io, options)
  const recipe = { ...named, seed: options.seed, ...(options.steps !== undefined && { steps: options.steps }) }
  const { gridLines, ran } = await import('../video/speedrun.ts')
  const say = async (text: string): Promise<void> => (options.json ? undefined : io.stdout.write(`${text}\n`))
  const { workers = availableParallelism(), each } = options
  const running = { workers, each, say }
  const keep = async (log: object): Promise<void> => {
    const text = `${JSON.stringify(log, null, 2)}\n`
    if (options.out !== undefined) await writeWhole(options.out, text, io, { force: options.force })
    if (options.json) await io.stdout.write(text)
  }
  if (options.grid) {
    const { quantities } = await import('@dit-by-hand/video-dit/checkpoint/info')
    const logs: SpeedrunLog[] = []
    for (const predicts of quantities)
      for (const counted of quantities) logs.push(await ran({ ...recipe, predicts, counted }, running))
    await keep(logs)
    return say(`\n${gridLines(logs).join('\n')}`)
  }
  const log = await ran(recipe, running)
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version }
  const reached = log.seen.all >= goal.seen && log.unseen.all >= goal.unseen
  await keep({ ...log, machine, goal, reached })
  await say(
    reached
      ? `Video in ${log.seconds.total.toFixed(1)} s.`
      : `Not reached: ${(100 * goal.seen).toFixed(0)} % of seen and ${(100 * goal.unseen).toFixed(0)} % of unseen prompts are needed.`,
  )
  done(reached ? exits.fine : exits.wrong)
}
