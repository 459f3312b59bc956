// The metadata of our checkpoints: the model's configuration, its words and what it predicts.
import type { Bound } from '@dit-by-hand/float32/bounds'
import { own } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { checkConfig, type DitConfig, tokensOf } from '../config.ts'
import { CheckpointError } from './dtype.ts'
import { checkFields, type FieldsOf, type Form, number } from './form.ts'
import { parsed } from './json.ts'

/** What a net can predict and a loss can measure: given x and the time, each follows from any other. */
export const quantities = ['noise', 'velocity', 'clip'] as const
export type Quantity = (typeof quantities)[number]

export type Path = 'published' | 'straight'

export interface ModelInfo {
  readonly config: DitConfig
  /** The word of each row of the table of word vectors; the last is the null label. Absent where rows are classes. */
  readonly vocabulary?: readonly string[]
  /** Default: noise, as published. */
  readonly predicts?: Quantity
  /** How clips are noised: by the published schedule, or on the straight path of rectified flow. Default: by the published
   *  schedule where noise is predicted, else on the straight path. */
  readonly path?: Path
}

/** The path of a model, default included. */
export const pathOf = ({
  predicts = 'noise',
  path = predicts === 'noise' ? 'published' : 'straight',
}: ModelInfo): Path => path

/** Limits far beyond the largest model, so that a damaged file cannot ask for more. */
const [mostHeads, mostTokens, mostWidth] = [10_000, 1_000_000, 100_000]

type Metadata = { readonly [key: string]: string }

const key = 'dit'

/** A model's metadata for its file. Other readers need `format`. */
export const metadataOf = (info: ModelInfo): Metadata => ({ format: 'pt', [key]: JSON.stringify(info) })

/** The model that a file’s metadata describes; undefined where there is none, as in official files.
 *  @throws {CheckpointError} where what it describes is not a model */
export function infoFrom(metadata: Metadata): ModelInfo | undefined {
  const text = own(metadata, key)
  if (text === undefined) return undefined
  return infoOf(
    parsed(text, 'the metadata of the model'),
    'the metadata of the model are damaged or of another version',
  )
}

const count: Bound = { says: 'a whole number', holds: value => Number.isSafeInteger(value) && value >= 0 }
const extent: Form = [count, count, count]
const init: Form = {
  either: [
    { fields: { kind: { oneOf: ['zeros', 'xavier', 'brought'] } } },
    { fields: { kind: { oneOf: ['normal'] }, deviation: number } },
  ],
  says: 'zeros, normal with a deviation, xavier or brought',
}

const configFields: FieldsOf<DitConfig> = {
  channels: number,
  video: extent,
  patch: extent,
  width: number,
  depth: number,
  heads: number,
  mlp: number,
  words: number,
  learnedVariance: 'true or false',
  positions: { optional: extent },
  initial: { optional: { fields: { timestep: init, words: init } } },
}

const fields: FieldsOf<ModelInfo> = {
  config: { fields: configFields },
  vocabulary: { optional: 'texts' },
  predicts: { optional: { oneOf: quantities } },
  path: { optional: { oneOf: ['published', 'straight'] } },
}

/** Checks the description of a model, from metadata or by hand. @throws {CheckpointError} naming the field that is wrong */
export function infoOf(value: unknown, what = 'the model is not valid'): ModelInfo {
  checkFields<ModelInfo>(value, fields, 'a model', what)
  const { config, vocabulary } = value
  const { depth, heads, width, words } = config
  if (vocabulary && vocabulary.length !== words)
    throw new CheckpointError(`${what}: vocabulary has ${counted(vocabulary.length, 'word')}; it must have ${words}`)
  const tokens = tokensOf(config)
  if (!(depth * heads <= mostHeads && tokens <= mostTokens && width <= mostWidth))
    throw new CheckpointError(
      `the file's model is too large: ${depth} blocks of ${heads} heads on ${tokens} tokens of width ${width}`,
    )
  possible(config)
  return value
}

/** Checks a configuration from a file. @throws {CheckpointError} where no such model can be built */
export function possible(config: DitConfig): DitConfig {
  try {
    checkConfig(config)
  } catch (error) {
    if (error instanceof RangeError) throw new CheckpointError(`the file's model cannot be built: ${error.message}`)
    throw error
  }
  return config
}
