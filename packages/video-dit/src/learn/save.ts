// A training run as two files, and back: the model, which is the averaged parameters, and beside it all that is needed to go on.
import { named } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import type { ModelInfo } from '../checkpoint/info.ts'
import { modelFile, type Weights, type Written } from '../checkpoint/save.ts'
import { stateFile, type TrainingState } from '../checkpoint/state.ts'
import type { Clips } from './clips.ts'
import { frozenParts } from './frozen-file.ts'
import { configOf, type Recipe, recipeFrom } from './recipe.ts'
import type { Run } from './run.ts'

/** What a trained model says of itself. */
export const infoOf = (recipe: Recipe, vocabulary: readonly string[]): ModelInfo => ({
  config: configOf(recipe, vocabulary.length),
  vocabulary,
  predicts: recipe.predicts,
  path: 'straight',
})

/** What must be the same for a run to go on to the same bits. */
export interface Origin {
  readonly recipe: Recipe
  readonly workers: number
  /** Which clips are learned from: their digest. */
  readonly clips: string
}

/** The run as files; the state's alone is enough to go on. */
export function filesOf(run: Run, clips: Clips): { readonly model: Written; readonly state: Written } {
  const { recipe, trainer } = run
  const { state } = trainer
  const info = infoOf(recipe, clips.vocabulary)
  const frozen = run.frozen && frozenParts(run.frozen)
  const [parameters, average] = [trainer.byName(state.parameters), trainer.byName(state.average)]
  return {
    model: modelFile(
      info,
      trainer.steps === 0 ? parameters : average,
      { recipe: recipe.name, steps: String(trainer.steps), ...frozen?.metadata },
      frozen?.tensors,
    ),
    state: stateFile(info.config, {
      step: trainer.steps,
      seed: recipe.seed,
      build: trainer.build,
      momentum: trainer.byName(state.momentum),
      variance: trainer.byName(state.variance),
      parameters,
      average,
      more: { recipe: JSON.stringify(recipe), workers: String(trainer.workers), clips: clips.digest },
    }),
  }
}

/** What a state says of the run it is of. @throws {CheckpointError} where it does not */
export function originOf({ step, more = {} }: Pick<TrainingState, 'step' | 'more'>): Origin {
  const { recipe: told, workers, clips } = more
  if (told === undefined || workers === undefined || clips === undefined)
    throw new CheckpointError('the training state is of no run that can go on: it names no recipe, workers and clips')
  if (!/^[1-9]\d{0,5}$/.test(workers))
    throw new CheckpointError(`the training state says ${JSON.stringify(workers)} workers; it must be a whole number`)
  const recipe = recipeFrom(told)
  if (step > recipe.steps)
    throw new CheckpointError(`the training state is of step ${step}, and its recipe ends after ${recipe.steps}`)
  return { recipe, workers: Number(workers), clips }
}

/** Brings a run to where a state was. @throws {CheckpointError} where the state has not all that is needed */
export function goOn({ trainer }: Run, { step, momentum, variance, parameters, average }: TrainingState): void {
  if (!parameters || !average) throw new CheckpointError('the training state has no parameters to go on from')
  const bring = (block: Float32Array, from: Weights): void => {
    for (const [name, cells] of Object.entries(trainer.byName(block)))
      cells.set(named(from, name, 'the training state'))
  }
  bring(trainer.state.parameters, parameters)
  bring(trainer.state.momentum, momentum)
  bring(trainer.state.variance, variance)
  bring(trainer.state.average, average)
  trainer.resume(step)
}
