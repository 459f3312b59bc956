// The state of a training run, in a file beside the model's: the optimiser's moments, the average, seed, build and step.
import type { DitConfig } from '../config.ts'
import { dit } from '../net.ts'
import { CheckpointError } from './dtype.ts'
import { isFields, parsed } from './json.ts'
import { officialName, officialShape } from './official.ts'
import { type Cells, parametersOf, type Stored, type Weights, type Written, written } from './save.ts'
import type { Source } from './source.ts'
import { memoryOf, readHeader, readMatrix } from './stream.ts'

/** Everything that is needed to resume training. */
export interface TrainingState {
  /** Steps taken. */
  readonly step: number
  readonly seed: number
  /** Which kernels trained it: another build may round differently. */
  readonly build: string
  /** AdamW's running means of the gradient and of its square. */
  readonly momentum: Weights
  readonly variance: Weights
  /** The parameters themselves, where the model's file holds their average. */
  readonly parameters?: Weights
  /** The average of the parameters, where one is kept. */
  readonly average?: Weights
  /** Further data of the trainer's: its recipe, its clips. */
  readonly more?: { readonly [key: string]: string }
}

const blocks = ['momentum', 'variance', 'parameters', 'average'] as const

const key = 'dit.training'

/** The name of the file beside a model's: `sky.safetensors` has `sky.training.safetensors`. */
export const stateName = (model: string): string => `${model.replace(/\.safetensors$/, '')}.training.safetensors`

/**
 * The state as a file.
 * @param metadata and further tensors to go with it @throws {RangeError} naming a parameter without cells
 */
export function stateFile(
  config: DitConfig,
  state: TrainingState,
  metadata: { readonly [key: string]: string } = {},
  beside: readonly Stored[] = [],
): Written {
  const { step, seed, build, more = {} } = state
  const tensors = blocks.flatMap(block => {
    const weights = state[block]
    return weights ? parametersOf(config, weights, `${block}.`) : []
  })
  return written({ ...metadata, [key]: JSON.stringify({ step, seed, build, more }) }, [...tensors, ...beside])
}

/** Loads a state. @throws {CheckpointError} where the file is damaged, has no state, or one of another model */
export async function loadState(source: Source, config: DitConfig): Promise<TrainingState> {
  const header = await readHeader(source)
  const info = infoFrom(header.metadata[key])
  const places = new Map(header.places.map(place => [place.name, place]))
  const block = async (of: string): Promise<Weights> => {
    const weights: { [parameter: string]: Cells } = {}
    for (const parameter of dit(config).parameters) {
      const name = `${of}.${officialName(parameter.name)}`
      const place = places.get(name)
      const wanted = officialShape(parameter, config)
      if (place?.shape.join() !== wanted.join())
        throw new CheckpointError(
          `the training state is of another model: ${name} is ${place ? `[${place.shape.join(', ')}]` : 'not there'}, needs [${wanted.join(', ')}]`,
        )
      const cells = memoryOf(parameter.shape, place.dtype)
      await readMatrix(source, header, place, cells, parameter.shape)
      weights[parameter.name] = cells
    }
    return weights
  }
  const has = (of: string): boolean => header.places.some(({ name }) => name.startsWith(`${of}.`))
  return {
    ...info,
    momentum: await block('momentum'),
    variance: await block('variance'),
    ...(has('parameters') && { parameters: await block('parameters') }),
    ...(has('average') && { average: await block('average') }),
  }
}

/** Reads a state without its tensors. @throws {CheckpointError} where the file is damaged or has no state */
export async function readStateInfo(source: Source): Promise<StateInfo> {
  const { metadata } = await readHeader(source)
  return infoFrom(metadata[key])
}

export type StateInfo = Required<Pick<TrainingState, 'step' | 'seed' | 'build' | 'more'>>

function infoFrom(text: string | undefined): StateInfo {
  if (text === undefined) throw new CheckpointError('the file holds no training state')
  const value = parsed(text, 'the metadata of the training state')
  if (!isInfo(value)) throw new CheckpointError('the training state must have a step, seed, build and more')
  return value
}

const isInfo = (value: unknown): value is StateInfo =>
  isFields(value) &&
  Number.isSafeInteger(value.step) &&
  Number(value.step) >= 0 &&
  Number.isSafeInteger(value.seed) &&
  typeof value.build === 'string' &&
  isFields(value.more) &&
  Object.values(value.more).every(each => typeof each === 'string')
