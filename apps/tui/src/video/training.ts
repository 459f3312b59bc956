// `dit train` without its words: opens a run, new or from where a file left it, takes its steps, and keeps it on disk.
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { MemoryError } from '@dit-by-hand/float32/engine'
import { DivergedError } from '@dit-by-hand/float32/stepping'
import { WorkerError } from '@dit-by-hand/float32/team'
import type { Trainer } from '@dit-by-hand/float32/train'
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import { halved } from '@dit-by-hand/video-dit/checkpoint/half'
import { whole } from '@dit-by-hand/video-dit/checkpoint/save'
import { loadState, stateName } from '@dit-by-hand/video-dit/checkpoint/state'
import { type Clips, ownClips, worldClips } from '@dit-by-hand/video-dit/learn/clips'
import { configOf, forClips, type Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { openRun, type Run, type RunOptions, type StepReport } from '@dit-by-hand/video-dit/learn/run'
import { filesOf, type Origin, readOrigin, restore } from '@dit-by-hand/video-dit/learn/save'
import { leftBeside, writeWhole } from '../files.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { taken } from '../lock.ts'
import { readOwnClips } from './own-clips.ts'
import { withSource } from './source.ts'
import { start } from './threads.ts'

/** The clips that a recipe learns from. */
export async function clipsFor(recipe: Recipe, folder: string | undefined, io: Io): Promise<Clips> {
  if (folder === undefined) return worldClips(recipe.seed, recipe.clips, recipe)
  return orTold(
    RangeError,
    why => `${folder}: ${why}.`,
    async () => ownClips(await readOwnClips(folder, recipe, io), recipe),
  )
}

/** A run that goes on, as the file beside its model has it. */
export interface Saved {
  readonly path: string
  readonly origin: Origin
}

/** @throws {UsageError} where there is no such run */
export async function savedRun(model: string, io: Io): Promise<Saved> {
  const path = stateName(model)
  const isThere = (file: string): boolean => existsSync(resolve(io.cwd, file))
  const of = model.replace(/\.training(?=\.safetensors$)/, '')
  if (of !== model && isThere(of)) throw new UsageError(`--resume needs the model’s name: --out ${of}.`)
  if (isThere(model) && !isThere(path))
    throw new UsageError(
      `${path} cannot be read: there is no such file. Without it, a new run can begin with the parameters of ${model}: \`dit train --from ${model} --out OTHER\`.`,
    )
  return { path, origin: await told(path, () => withSource(path, io, readOrigin)) }
}

/** The files of a training run: its model, and what it takes to go on. */
export const pathsOf = (model: string): readonly string[] => [model, stateName(model)]

/** Holds the files of a run for this process. Returns what lets go of them. @throws {UsageError} where another writes them */
export function alone(model: string, io: Io): () => void {
  const full = resolve(io.cwd, model)
  const lock = join(dirname(full), `.${basename(full)}.lock`)
  const heldBy = taken(lock)
  if (heldBy !== null)
    throw new UsageError(
      `${model} is being trained by another dit (process ${heldBy}). Name another file with --out; if no dit is running, delete ${lock}.`,
    )
  for (const path of pathsOf(full)) for (const left of leftBeside(path)) rmSync(left)
  return () => rmSync(lock, { force: true })
}

/** Brings a run to where its file left it. @throws {UsageError} where it is of another build */
export async function resumed(run: Run, clips: Clips, path: string, io: Io): Promise<void> {
  const config = configOf(run.recipe, clips.vocabulary.length)
  const state = await told(path, () => withSource(path, io, source => loadState(source, config)))
  if (state.build !== run.trainer.build)
    throw new UsageError(
      `${path} was trained with the ${state.build} kernels, but this machine runs ${run.trainer.build}, which would not give the same bits.`,
    )
  await told(path, async () => restore(run, state))
}

/** What is wrong with a checkpoint is said with its name. */
const told = <T>(path: string, work: () => Promise<T>): Promise<T> =>
  orTold(CheckpointError, why => `${path} cannot be continued: ${why}.`, work)

/** The recipe as some clips allow it. @throws {UsageError} where they allow none */
export const fitted = (recipe: Recipe, clips: Clips): Promise<Recipe> => fitting(recipe, () => forClips(recipe, clips))

/** @throws {UsageError} where the recipe's numbers do not fit one another, the clips or memory */
export const opened = (
  recipe: Recipe,
  clips: Clips,
  workers: number,
  before: Pick<RunOptions, 'frozen' | 'from'> = {},
): Promise<Run> => fitting(recipe, () => openRun(recipe, clips, { ...before, workers, start }))

const fitting = <T>(recipe: Recipe, work: () => T | Promise<T>): Promise<T> =>
  orTold(
    MemoryError,
    why =>
      `The recipe ${recipe.name} is too large: ${why}. A smaller batch, larger patches or fewer features need less.`,
    () => orTold(RangeError, why => `The recipe ${recipe.name} does not fit: ${why}.`, work),
  )

/**
 * Writes what is needed to go on, then the model, each beside and then moved into place. Where only one of them can be written,
 * it is: the model is what was wanted, and it can always be made from the other.
 * @returns why files could not be written, and what can still be done; '' where both were
 */
export async function kept(run: Run, clips: Clips, path: string, half: boolean, io: Io): Promise<string> {
  const { model, state } = filesOf(run, clips)
  const whyNot = async (work: () => Promise<void>): Promise<string> => {
    try {
      await work()
      return ''
    } catch (error) {
      if (error instanceof CheckpointError)
        return `${path} cannot be saved with --half: ${error.message}; it can without.`
      if (error instanceof UsageError) return error.message
      throw error
    }
  }
  const noState = await whyNot(() => writeWhole(stateName(path), state.pieces(), io, { force: true }))
  const noModel = await whyNot(async () =>
    writeWhole(path, half ? await halved(whole(model)) : model.pieces(), io, { force: true }),
  )
  if (noModel === '')
    return noState && `${noState} The model is in ${path}, but without this file --resume cannot continue from here.`
  if (noState !== '') return `${noState} ${noModel}`
  return `${noModel} The training so far is in ${stateName(path)}; \`dit train --resume\` continues from there.`
}

export interface Watcher {
  /** After each step. */
  stepped(told: StepReport): Promise<void>
  /** Whether to stop after this step. */
  readonly stop: () => boolean
}

/** One step. @throws {UsageError} where learning went astray, or a thread of it was lost */
export const stepOf = (run: Pick<Run, 'step'> & { readonly trainer: Pick<Trainer, 'steps'> }): Promise<StepReport> =>
  orTold(
    WorkerError,
    why => `Training has ended: ${why}. What was saved before is intact; \`dit train --resume\` continues from there.`,
    () =>
      orTold(
        DivergedError,
        // Before the first step no rate has done anything.
        why =>
          `Training diverged: ${why}. ${run.trainer.steps > 0 ? 'A lower learning rate may help; what' : 'What'} was saved before is intact.`,
        () => run.step(),
      ),
  )

/** Takes steps until the recipe's are taken or somebody asks to stop. */
export async function trained(run: Run, watcher: Watcher): Promise<void> {
  while (run.trainer.steps < run.recipe.steps && !watcher.stop()) {
    const told = await stepOf(run)
    await watcher.stepped(told)
    // Signals are heard between steps.
    if (told.step % 8 === 0) await new Promise(done => setImmediate(done))
  }
}

/** The middle time of a step, in milliseconds, from some that are thrown away. */
export async function paceOf(recipe: Recipe, clips: Clips, workers: number): Promise<number> {
  const run = await opened(recipe, clips, workers)
  try {
    const times: number[] = []
    for (let i = 0; i < 24; i++) {
      const since = performance.now()
      await stepOf(run)
      times.push(performance.now() - since)
    }
    return times.slice(4).toSorted((a, b) => a - b)[10] ?? Number.NaN
  } finally {
    await run.close()
  }
}
