// `dit train`: a video model learned from nothing, told as it goes, kept as it goes.

import { availableParallelism } from 'node:os'
import { counted } from '@dit-by-hand/graph/counted'
import type { Clips } from '@dit-by-hand/video-dit/learn/clips'
import type { Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import type { Run } from '@dit-by-hand/video-dit/learn/run'
import type { Origin } from '@dit-by-hand/video-dit/learn/save'
import { span } from '@dit-by-hand/video-dit/learn/span'
import { type Command, Option } from 'commander'
import { type Done, exits } from '../exits.ts'
import { toBeWritten } from '../files.ts'
import { type Io, isLively, isSpoken, UsageError, unheard } from '../io.ts'
import { timeIn, whole } from '../options.ts'
import { curveLines, stretches } from '../video/curve.ts'
import { depthOf, stripLines } from '../video/picture.ts'
import { type Stop, stopOnSignals } from '../video/stop.ts'
import { widthOf } from '../width.ts'

interface TrainCommandOptions {
  readonly out: string
  readonly recipe?: string
  readonly config?: string
  readonly minutes?: number
  readonly steps?: number
  readonly seed?: number
  readonly workers?: number
  readonly keep: number
  readonly samples: number
  readonly ownClips?: string
  readonly resume?: boolean
  readonly from?: string
  readonly half?: boolean
  readonly force?: boolean
  readonly json?: boolean
}

/** Seconds between two times that the model is kept. */
const usualKeep = 20

export function addTrain(program: Command, io: Io, done: Done): void {
  program
    .command('train')
    .description('train a video model from scratch on this machine')
    .option(
      '-o, --out <file>',
      'the model, a safetensors file; what --resume needs is kept next to it',
      'sky.safetensors',
    )
    .addOption(new Option('--recipe <name>', 'the recipe: quick, fast or baseline'))
    .option(
      '--config <file>',
      'JSON whose fields replace those of the recipe; codes, muon, words and fall can be null for none',
    )
    .addOption(
      new Option('-m, --minutes <n>', 'how long to train; this machine’s pace decides the number of steps')
        .argParser(timeIn('minutes', 10_000))
        .conflicts('steps'),
    )
    .option('-n, --steps <n>', 'how many steps to train', whole(1, 10_000_000))
    .option('--seed <n>', 'the seed of everything that is drawn at random', whole(0, 0xffffffff))
    .option('-w, --workers <n>', 'threads to use; default: one for each core', whole(1, 64))
    .option('--keep <seconds>', 'how often to save the model; 0 means after every step', whole(0, 86_400), usualKeep)
    .option('--samples <n>', 'how many sample clips to show on the way', whole(0, 1000), 4)
    .option(
      '--own-clips <folder>',
      'train on your own GIF, PNG and APNG files instead of the small world; a folder of PNGs in it is a clip',
    )
    .option('--resume', 'continue the training of this file')
    .addOption(
      new Option('--from <file>', 'begin with the parameters of this model, and with a new optimiser').conflicts(
        'resume',
      ),
    )
    .option('--half', 'save the model in half precision, at half the size; --resume still goes on from full precision')
    .option('-f, --force', 'overwrite an existing model')
    .option('--json', 'print one JSON object per line instead of text')
    .action((options: TrainCommandOptions) => train(options, unheard(io), done))
    .addHelpText(
      'after',
      `
In the small world, sun, moon, cloud, star, bird and rain rise, set, drift left
or right, fall or twinkle, at night, dawn, noon or dusk. Some combinations are
left out of the training, so that you can test the model on them afterwards.

The captions of your own clips are their names (moon_rises_at_night.gif), or
lines of captions.txt in their folder: name, tab or comma, caption.

The model is saved every ${usualKeep} seconds, at the end, and on Ctrl-C. Files are first
written under another name and then moved into place. \`--resume\` ends with the
same bits as a run without a break, given the same kernels and number of
threads.

Examples:
  dit train --minutes 1
  dit train --steps 2000 --seed 7 --out seven.safetensors
  dit train --resume --out seven.safetensors
  dit train --own-clips holiday --minutes 5 --out holiday.safetensors
  dit train --from sky.safetensors --steps 500 --out further.safetensors`,
    )
}

async function train(options: TrainCommandOptions, io: Io, done: Done): Promise<void> {
  const { out } = options
  const training = await import('../video/training.ts')
  for (const path of training.pathsOf(out)) await toBeWritten(path, io, { force: options.force || options.resume })
  const release = training.alone(out, io)
  try {
    await trainAlone(options, io, done)
  } finally {
    release()
  }
}

async function trainAlone(options: TrainCommandOptions, io: Io, done: Done): Promise<void> {
  const { out } = options
  const training = await import('../video/training.ts')
  const { readModel } = await import('../video/model.ts')
  const saved = options.resume ? await training.savedRun(out, io) : undefined
  const from = options.from === undefined ? undefined : await readModel(options.from, io)
  const asked = saved
    ? goingOn(saved.origin, options)
    : await (await import('../video/recipe.ts')).recipeFor(options, io, from)
  const clips = await training.clipsFor(asked, options.ownClips, io)
  if (saved && saved.origin.clips !== clips.digest)
    throw new UsageError(
      `${out} was trained on other clips; continuing needs the same ones${options.ownClips ? '' : ' (--own-clips)'}.`,
    )
  const workers = saved ? saved.origin.workers : (options.workers ?? availableParallelism())
  const fitted = saved || from ? { ...asked, clips: clips.count } : await training.fitted(asked, clips)
  const recipe = await withSteps(fitted, clips, workers, options)
  const frozen = saved?.origin.frozen
  const before = { ...(from && { from }), ...(frozen && { frozen }) }
  const run = await training.opened(recipe, clips, workers, before)
  const stop = stopOnSignals()
  try {
    if (saved) await training.resumed(run, clips, saved.path, io)
    await steps(run, clips, notesOn(asked, recipe, options), stop, options, io)
    done(stop.asked ? 130 : exits.fine)
  } finally {
    stop.release()
    await run.close()
  }
}

/** What a reader should know of the clips: how many of their own there are, and where they are too few for a recipe's codes. */
const notesOn = (
  { codes: wanted }: Recipe,
  { codes, clips, frames }: Recipe,
  { ownClips }: TrainCommandOptions,
): readonly string[] => [
  ...(ownClips === undefined ? [] : [`${counted(clips, 'clip')} in ${ownClips}`]),
  ...(wanted && codes && codes.count < wanted.count
    ? [
        `a patch is encoded in ${counted(codes.count, 'number')} instead of ${wanted.count}, the most that ${counted(clips, 'clip')} of ${counted(frames, 'frame')} can tell apart`,
      ]
    : []),
]

/** What a run that goes on may be told: nothing that would make it another. */
function goingOn({ recipe, workers }: Origin, options: TrainCommandOptions): Recipe {
  const differs = [
    ['--recipe', options.recipe, recipe.name],
    ['--seed', options.seed, recipe.seed],
    ['--steps', options.steps, recipe.steps],
    ['--workers', options.workers, workers],
  ] as const
  for (const [name, found, was] of differs)
    if (found !== undefined && found !== was)
      throw new UsageError(`${options.out} was started with ${name} ${was}; with ${found} it would be another run.`)
  for (const name of ['config', 'minutes', 'force'] as const)
    if (options[name] !== undefined)
      throw new UsageError(`--${name} cannot be used with --resume, which continues the run as it was started.`)
  return recipe
}

/** Minutes become steps at this machine's pace, before the first of them: a schedule needs to know where it ends. */
async function withSteps(
  recipe: Recipe,
  clips: Clips,
  workers: number,
  { minutes }: TrainCommandOptions,
): Promise<Recipe> {
  if (minutes === undefined) return recipe
  const { inSteps } = await import('@dit-by-hand/video-dit/learn/recipe')
  const { paceOf } = await import('../video/training.ts')
  const pace = await paceOf(recipe, clips, workers)
  return inSteps(recipe, Math.max(1, Math.floor((minutes * 60_000) / pace)))
}

/** Takes the steps, tells of them, keeps the model. */
async function steps(
  run: Run,
  clips: Clips,
  notes: readonly string[],
  stop: Stop,
  options: TrainCommandOptions,
  io: Io,
): Promise<void> {
  const { kept, trained } = await import('../video/training.ts')
  const { recipe, trainer } = run
  const width = widthOf(undefined, io)
  const say = async (text: string, data: object): Promise<void> =>
    io.stdout.write(options.json ? `${JSON.stringify(data)}\n` : `${text}\n`)
  const live = isLively(io.stdout, io.env) && !options.json
  const from = trainer.steps
  await say(
    `${from > 0 ? `Continuing after step ${from} of` : 'Training for'} ${counted(recipe.steps, 'step')} of ${counted(recipe.batch, 'clip')}: recipe ${recipe.name}, ${trainer.state.parameters.length} parameters, ${counted(trainer.workers, 'thread')}, ${trainer.build} kernels.`,
    {
      began: from,
      steps: recipe.steps,
      recipe,
      parameters: trainer.state.parameters.length,
      workers: trainer.workers,
      build: trainer.build,
    },
  )
  for (const note of [...trainer.notes, ...notes]) await say(`Note: ${note}.`, { note })

  const losses: number[] = []
  const began = performance.now()
  let [keptAt, saidAt, behind] = [began, began, '']
  const keep = async (): Promise<void> => {
    behind = await kept(run, clips, options.out, options.half ?? false, io)
    // What was kept before is still whole; the next time may go better.
    if (behind !== '')
      await say(`${live ? '\r\x1b[K' : ''}Not saved at step ${trainer.steps}: ${behind}`, {
        notKept: trainer.steps,
        why: behind,
      })
    keptAt = performance.now()
  }
  const recent = (): number | undefined => stretches(losses.slice(-50), 1)[0]
  const line = (): string => {
    const seconds = (performance.now() - began) / 1000
    const left = (seconds / Math.max(1, losses.length)) * (recipe.steps - trainer.steps)
    return `step ${trainer.steps} of ${recipe.steps}, loss ${(recent() ?? Number.NaN).toFixed(4)}, ${span(left)} left`
  }
  const sampleEvery = options.samples === 0 ? Number.POSITIVE_INFINITY : Math.ceil(recipe.steps / options.samples)

  await trained(run, {
    stop: () => stop.asked,
    stepped: async ({ step, loss }) => {
      losses.push(loss)
      const now = performance.now()
      if (live && now - saidAt > 200) {
        const text = line()
        const [curve = ''] = curveLines(losses, 1, Math.max(0, width - text.length - 2))
        await io.stdout.write(`\r\x1b[K${text}  ${curve}`)
        saidAt = now
      } else if (!live && now - saidAt > 5000) {
        await say(line(), { step, loss: recent(), seconds: (now - began) / 1000 })
        saidAt = now
      }
      if (step % sampleEvery === 0 && step < recipe.steps) {
        if (live) await io.stdout.write('\r\x1b[K')
        await sample(run, clips, options, io)
      }
      if (step < recipe.steps && now - keptAt >= options.keep * 1000) await keep()
    },
  })
  if (live) await io.stdout.write('\r\x1b[K')
  if (trainer.steps === recipe.steps && losses.length > 0 && options.samples > 0) await sample(run, clips, options, io)
  await keep()
  if (!options.json && losses.length > 0) await io.stdout.write(`${summary(losses, from, width).join('\n')}\n`)
  if (behind !== '') throw new UsageError(behind)
  const finished = trainer.steps === recipe.steps
  await say(
    finished
      ? `${losses.length > 0 ? `Trained in ${span((performance.now() - began) / 1000)}` : 'No steps were left to train'}: ${options.out}`
      : `Stopped after step ${trainer.steps} of ${recipe.steps}, and saved: continue with \`dit train --resume --out ${options.out}\`.`,
    {
      ended: trainer.steps,
      finished,
      out: options.out,
      seconds: (performance.now() - began) / 1000,
      loss: recent(),
    },
  )
}

/** The curve, and in words where it went. */
function summary(losses: readonly number[], from: number, width: number): readonly string[] {
  const tenths = stretches(losses, 10)
  const [first, last] = [tenths[0] ?? Number.NaN, tenths.at(-1) ?? Number.NaN]
  return [
    '',
    ...curveLines(losses, 4, width),
    `loss (log scale), steps ${from + 1} to ${from + losses.length}: ${first.toFixed(4)} in the first tenth, ${last.toFixed(4)} in the last`,
  ]
}

/** Frames of a clip as the model makes it now. */
async function sample(run: Run, clips: Clips, options: TrainCommandOptions, io: Io): Promise<void> {
  if (options.json || isSpoken(io.env)) return
  const { sampleOf } = await import('../video/sampling.ts')
  const { film, text } = await sampleOf(run, clips)
  await io.stdout.write(
    `step ${run.trainer.steps}, “${text}”:\n${stripLines(film, depthOf(io), widthOf(undefined, io)).join('\n')}\n`,
  )
}
