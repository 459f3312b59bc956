// Saves a training run as two files, the model (its averaged parameters) and the state to resume from, and resumes it.
import { named } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { modelFile, type Weights, type Written } from '../checkpoint/save.ts'
import type { Source } from '../checkpoint/source.ts'
import { readStateInfo, stateFile, type TrainingState } from '../checkpoint/state.ts'
import type { Clips } from './clips.ts'
import type { Frozen } from './codec.ts'
import { recipeFrom } from './form.ts'
import { frozenParts, readFrozen } from './frozen-file.ts'
import { isFurther } from './further.ts'
import { infoOf, type Recipe } from './recipe.ts'
import type { Run } from './run.ts'

/** What must be the same for a resumed run to come to the same bits. */
export interface Origin {
  readonly recipe: Recipe
  readonly workers: number
  /** The digest of the clips it is trained on. */
  readonly clips: string
  /** The frozen encoder and decoder. A file without them is of a run that found its own, and finds them again. */
  readonly frozen?: Frozen
}

/** The run as files. The state's is enough to resume it. */
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
    state: stateFile(
      info.config,
      {
        step: trainer.steps,
        seed: recipe.seed,
        build: trainer.build,
        momentum: trainer.byName(state.momentum),
        variance: trainer.byName(state.variance),
        parameters,
        average,
        more: { recipe: JSON.stringify(recipe), workers: String(trainer.workers), clips: clips.digest },
      },
      frozen?.metadata,
      frozen?.tensors,
    ),
  }
}

/** Reads from a state which run it belongs to. @throws {CheckpointError} where it does not say */
export async function readOrigin(source: Source): Promise<Origin> {
  const { step, more } = await readStateInfo(source)
  const { recipe: told, workers, clips } = more
  if (told === undefined || workers === undefined || clips === undefined)
    throw new CheckpointError('the training state cannot be resumed: it must name its recipe, workers and clips')
  if (!/^[1-9]\d{0,5}$/.test(workers))
    throw new CheckpointError(`the training state has ${JSON.stringify(workers)} workers; it must be a whole number`)
  const recipe = recipeFrom(told)
  if (step > recipe.steps)
    throw new CheckpointError(`the training state is at step ${step}, but its recipe ends after ${recipe.steps}`)
  const frozen = await readFrozen(source)
  // States did not always hold the codec.
  if (recipe.codes && !frozen && isFurther(recipe))
    throw new CheckpointError(
      'the training state lacks the encoder of the model that it began from: an earlier version left it out, so begin again from that model',
    )
  return { recipe, workers: Number(workers), clips, ...(frozen && { frozen }) }
}

/** Resumes a run from a state. @throws {CheckpointError} where the state lacks the parameters */
export function restore({ trainer }: Run, { step, momentum, variance, parameters, average }: TrainingState): void {
  if (!parameters || !average) throw new CheckpointError('the training state has no parameters to resume from')
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
