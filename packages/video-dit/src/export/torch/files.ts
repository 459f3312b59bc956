// The files of a PyTorch export: the module, the script that trains it, its parameters, and training data from a seed.
import { type ModelInfo, pathOf } from '../../checkpoint/info.ts'
import { type Tensors, writeSafetensors } from '../../checkpoint/safetensors.ts'
import { modelFile, type Weights, type Written } from '../../checkpoint/save.ts'
import type { Frozen } from '../../learn/codec.ts'
import { frozenParts } from '../../learn/frozen-file.ts'
import { gentler } from '../../learn/further.ts'
import { rectifiedFlow } from '../../learn/loss.ts'
import { baseline, inSteps, type Recipe } from '../../learn/recipe.ts'
import { type Loss, noiseLoss } from '../../train.ts'
import { dataOf, filmsOf } from './data.ts'
import { modelText } from './model.ts'
import { trainText } from './train.ts'

/** The choices for a run: steps, batch, number of clips, and the seed. */
export interface Drawing extends Pick<Recipe, 'steps' | 'batch' | 'clips' | 'seed'> {
  /** Whether the model is trained, so that smaller steps are taken from it. */
  readonly further: boolean
}

/** The loss that a model is trained with: on noise and variance, or on the velocity of rectified flow. */
export const lossFor = (info: ModelInfo): Loss =>
  pathOf(info) === 'straight'
    ? rectifiedFlow(info.config, info.predicts ?? 'noise', 'velocity')
    : noiseLoss(info.config)

/** The recipe of a run. The sizes in it are not used. */
export const recipeFor = ({ further, ...drawing }: Drawing): Recipe => ({
  ...inSteps({ ...baseline, ...drawing }, drawing.steps),
  rate: baseline.rate * (further ? gentler.rate : 1),
})

/** The names of the files. */
export const torchNames = ['model.py', 'train.py', 'model.safetensors', 'data.safetensors'] as const

export interface TorchFile {
  readonly name: (typeof torchNames)[number]
  readonly contents: string | Uint8Array | Written
}

/** A model from a checkpoint. */
export interface TorchModel {
  readonly info: ModelInfo
  readonly weights: Weights
  /** The frozen codec, where the net reads codes: exported too, so that the trained model can make films again. */
  readonly frozen?: Frozen
}

/** Writes every file. */
export async function torchFiles(
  { info, weights, frozen }: TorchModel,
  drawing: Drawing,
): Promise<readonly TorchFile[]> {
  const [loss, recipe] = [lossFor(info), recipeFor(drawing)]
  const data: Tensors = { metadata: {}, tensors: dataOf(info, recipe, await filmsOf(info, frozen)) }
  const beside = frozen && frozenParts(frozen)
  return [
    { name: 'model.py', contents: modelText(info.config, loss) },
    { name: 'train.py', contents: trainText(info.config, loss, recipe) },
    { name: 'model.safetensors', contents: modelFile(info, weights, beside?.metadata, beside?.tensors) },
    { name: 'data.safetensors', contents: writeSafetensors(data) },
  ]
}
