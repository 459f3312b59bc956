// The metadata of our checkpoints: the model's configuration, its words and what it predicts.
import type { Init } from '@dit-by-hand/graph/scope'
import { checkConfig, type DitConfig, type Extent, tokensOf } from '../config.ts'
import { CheckpointError } from './dtype.ts'
import { shownName } from './header.ts'
import { type Fields, isFields, parsed } from './json.ts'

/** What the net's output means. */
export type Predicts = 'noise' | 'velocity' | 'clip'

export type Path = 'published' | 'straight'

export interface ModelInfo {
  readonly config: DitConfig
  /** The word of each row of the table of word vectors; the last is the null label. Absent where rows are classes. */
  readonly vocabulary?: readonly string[]
  /** Default: noise, as published. */
  readonly predicts?: Predicts
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
  const text = Object.hasOwn(metadata, key) ? metadata[key] : undefined
  if (text === undefined) return undefined
  const value = parsed(text, 'the metadata of the model')
  const unknown = unknownField(value)
  if (unknown !== undefined)
    throw new CheckpointError(
      `the metadata of the model has an unknown field ${shownName(unknown)}: another version of dit may have written it`,
    )
  try {
    return infoOf(value)
  } catch (error) {
    if (!(error instanceof FieldError)) throw error
    throw new CheckpointError(`the metadata of the model is damaged: ${error.message}`)
  }
}

/** Checks the description of a model, from metadata or by hand. @throws {CheckpointError} naming the field that is wrong */
export function infoOf(value: unknown): ModelInfo {
  const { config, vocabulary, predicts, path } = fieldsOf(value, 'the model')
  const found = configFrom(config)
  if (vocabulary !== undefined && !(isTexts(vocabulary) && vocabulary.length === found.words))
    throw wrong('vocabulary', `a list of ${found.words} words`)
  if (predicts !== undefined && !isPredicts(predicts)) throw wrong('predicts', 'noise, velocity or clip')
  if (path !== undefined && path !== 'published' && path !== 'straight') throw wrong('path', 'published or straight')
  return {
    config: found,
    ...(vocabulary !== undefined && { vocabulary }),
    ...(predicts !== undefined && { predicts }),
    ...(path !== undefined && { path }),
  }
}

/** A field of a model that is missing or wrong. */
class FieldError extends CheckpointError {}

const wrong = (what: string, needed: string): CheckpointError => new FieldError(`${what} must be ${needed}`)

function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw wrong(what, 'an object')
  return value
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(each => typeof each === 'string')

const isPredicts = (value: unknown): value is Predicts => value === 'noise' || value === 'velocity' || value === 'clip'

const isExtent = (value: unknown): value is Extent =>
  Array.isArray(value) && value.length === 3 && value.every(each => Number.isSafeInteger(each) && each >= 0)

function initFrom(value: unknown, what: string): Init {
  const { kind, deviation } = fieldsOf(value, what)
  if (kind === 'normal' && typeof deviation === 'number') return { kind, deviation }
  if (kind === 'zeros' || kind === 'xavier' || kind === 'brought') return { kind }
  throw wrong(what, 'zeros, normal with a deviation, xavier or brought')
}

function configFrom(value: unknown): DitConfig {
  const fields = fieldsOf(value, 'config')
  const number = (name: string): number => {
    const found = fields[name]
    if (typeof found !== 'number' || !Number.isFinite(found)) throw wrong(`config.${name}`, 'a number')
    return found
  }
  const extent = (name: string): Extent => {
    const found = fields[name]
    if (!isExtent(found)) throw wrong(`config.${name}`, 'three whole numbers')
    return found
  }
  const { learnedVariance, positions, initial } = fields
  if (typeof learnedVariance !== 'boolean') throw wrong('config.learnedVariance', 'true or false')
  const first = initial === undefined ? undefined : fieldsOf(initial, 'config.initial')
  const config: DitConfig = {
    channels: number('channels'),
    video: extent('video'),
    patch: extent('patch'),
    width: number('width'),
    depth: number('depth'),
    heads: number('heads'),
    mlp: number('mlp'),
    words: number('words'),
    learnedVariance,
    ...(positions !== undefined && { positions: extent('positions') }),
    ...(first && {
      initial: {
        timestep: initFrom(first.timestep, 'config.initial.timestep'),
        words: initFrom(first.words, 'config.initial.words'),
      },
    }),
  }
  const tokens = tokensOf(config)
  if (!(config.depth * config.heads <= mostHeads && tokens <= mostTokens && config.width <= mostWidth))
    throw new CheckpointError(
      `the file's model is too large: ${config.depth} blocks of ${config.heads} heads on ${tokens} tokens of width ${config.width}`,
    )
  return possible(config)
}

const known = {
  model: ['config', 'vocabulary', 'predicts', 'path'],
  config: [
    ...['channels', 'video', 'patch', 'width', 'depth', 'heads', 'mlp', 'words'],
    ...['learnedVariance', 'positions', 'initial'],
  ],
} as const

/** The first field that no model has: one that is misspelt, or of another version, would otherwise be ignored. */
export function unknownField(value: unknown): string | undefined {
  const strange = (fields: unknown, names: readonly string[]): string | undefined =>
    isFields(fields) ? Object.keys(fields).find(name => !names.includes(name)) : undefined
  const inConfig = isFields(value) ? strange(value.config, known.config) : undefined
  return strange(value, known.model) ?? (inConfig === undefined ? undefined : `config.${inConfig}`)
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
