// A trained model from its file, ready to make films: a net that knows words, and what brings its clips to films and back.
import { named } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { type ModelInfo, pathOf } from '../checkpoint/info.ts'
import { type LoadedModel, loadWhole } from '../checkpoint/load.ts'
import { officialName } from '../checkpoint/official.ts'
import type { Source } from '../checkpoint/source.ts'
import type { Size } from '../world/film.ts'
import { type Codec, type Frozen, frozenCodec, pixelCodec } from './codec.ts'
import { readFrozen } from './frozen-file.ts'
import type { Quantity } from './loss.ts'

export interface KnownModel {
  readonly info: ModelInfo
  readonly predicts: Quantity
  /** The word of each row of its table; the last stands for none. */
  readonly vocabulary: readonly string[]
  readonly weights: LoadedModel['weights']
  readonly metadata: LoadedModel['metadata']
  /** Of its films. */
  readonly size: Size
  readonly codec: Codec
  /** Where its net reads codes. */
  readonly frozen?: Frozen
}

/** @throws {CheckpointError} where the file is damaged, lacks something, or is of no model that makes films from words */
export async function readKnown(source: Source): Promise<KnownModel> {
  const { info, weights, metadata } = await loadWhole(source)
  const { config, vocabulary, predicts = 'noise' } = info
  if (!vocabulary) throw new CheckpointError('its model knows classes and no words')
  const lost = Object.keys(weights).find(name => !named(weights, name, 'the weights').every(Number.isFinite))
  if (lost !== undefined)
    throw new CheckpointError(`its ${officialName(lost)} holds what is no finite number: its training went astray`)
  if (pathOf(info) !== 'straight')
    throw new CheckpointError(
      'its model goes the way of the published schedule, and films are made on the straight one',
    )
  const frozen = await readFrozen(source)
  const [frames, height, width] = config.video
  const size = frozen ? frozen.size : { frames, height, width }
  const codec = frozen ? await frozenCodec(frozen) : pixelCodec(size, config.patch)
  const { clip } = codec
  if (config.channels !== clip.channels || config.video.join() !== clip.video.join())
    throw new CheckpointError(
      `its net reads clips of ${config.channels} channels and ${config.video.join('×')}, and nothing in the file makes films of them`,
    )
  return { info, predicts, vocabulary, weights, metadata, size, codec, ...(frozen && { frozen }) }
}
