// A folder for PyTorch: the module, the script that trains it, its parameters, and data of the same seed.
import { type ModelInfo, pathOf } from '../../checkpoint/info.ts'
import { type Tensors, writeSafetensors } from '../../checkpoint/safetensors.ts'
import { modelFile, type Weights, type Written } from '../../checkpoint/save.ts'
import type { Frozen } from '../../learn/codec.ts'
import { frozenParts } from '../../learn/frozen-file.ts'
import { lesson } from '../../learn/loss.ts'
import { baseline, type Recipe } from '../../learn/recipe.ts'
import { type Loss, noiseLoss } from '../../train.ts'
import { dataOf, filmsOf } from './data.ts'
import { modelText } from './model.ts'
import { trainText } from './train.ts'

/** What a run takes: steps, clips a step, clips in all, and the seed of everything that is drawn. */
export type Drawing = Pick<Recipe, 'steps' | 'batch' | 'clips' | 'seed'>

/** The loss that a model is trained with: of its noise and variance, or of velocities on the straight way from clip to noise. */
export const lossFor = (info: ModelInfo): Loss =>
  pathOf(info) === 'straight' ? lesson(info.config, info.predicts ?? 'noise', 'velocity') : noiseLoss(info.config)

/** The recipe of a run: the usual rates, for a model of any size. Its sizes are not read. */
export const recipeFor = (drawing: Drawing): Recipe => ({ ...baseline, ...drawing })

/** The files of a folder. */
export const torchNames = ['model.py', 'train.py', 'model.safetensors', 'data.safetensors'] as const

export interface TorchFile {
  readonly name: (typeof torchNames)[number]
  readonly contents: string | Uint8Array | Written
}

/** A model as it stands in a file. */
export interface TorchModel {
  readonly info: ModelInfo
  readonly weights: Weights
  /** Where its net reads codes: it goes along, so that what is trained on makes films again. */
  readonly frozen?: Frozen
}

/** Every file of the folder. */
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
