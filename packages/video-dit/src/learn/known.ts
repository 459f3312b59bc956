// Loads a trained model that makes films from words: its weights, its words, and the codec between films and its clips.
import { named } from '@dit-by-hand/graph/at'
import { CheckpointError } from '../checkpoint/dtype.ts'
import { infoFrom, type ModelInfo, pathOf, type Quantity } from '../checkpoint/info.ts'
import { type LoadedModel, loadWhole } from '../checkpoint/load.ts'
import { officialName } from '../checkpoint/official.ts'
import { prefixOf } from '../checkpoint/shapes.ts'
import type { Source } from '../checkpoint/source.ts'
import { readHeader } from '../checkpoint/stream.ts'
import { type Extent, gridOf } from '../config.ts'
import { channels, type Size } from '../world/film.ts'
import { type Codec, type Frozen, frozenCodec, pixelCodec } from './codec.ts'
import { readFrozen } from './frozen-file.ts'

export interface KnownModel {
  readonly info: ModelInfo
  readonly predicts: Quantity
  /** The word of each row of its table of word vectors; the last is the null label. */
  readonly vocabulary: readonly string[]
  readonly weights: LoadedModel['weights']
  readonly metadata: LoadedModel['metadata']
  /** The size of its films. */
  readonly size: Size
  readonly codec: Codec
  /** The frozen encoder and decoder, where its net reads codes. */
  readonly frozen?: Frozen
}

/** Loads a model. @throws {CheckpointError} where the file is damaged or incomplete, or does not make films from words */
export async function readKnown(source: Source): Promise<KnownModel> {
  const { metadata, places } = await readHeader(source)
  prefixOf(places.map(({ name }) => name))
  const vocabulary = infoFrom(metadata)?.vocabulary
  if (!vocabulary) throw new CheckpointError('its model is conditioned on classes, not on words')
  const { info, weights } = await loadWhole(source)
  const { config, predicts = 'noise' } = info
  const lost = Object.keys(weights).find(name => !named(weights, name, 'the weights').every(Number.isFinite))
  if (lost !== undefined)
    throw new CheckpointError(`its ${officialName(lost)} has a number that is not finite: its training diverged`)
  if (pathOf(info) !== 'straight')
    throw new CheckpointError(
      'its model was trained on the published noise schedule; films are made by models of rectified flow only',
    )
  const frozen = await readFrozen(source)
  const [frames, height, width] = config.video
  const size = frozen ? frozen.size : { frames, height, width }
  const video: Extent = [size.frames, size.height, size.width]
  const [read, made] = frozen ? [frozen.scales.length, gridOf({ video, patch: frozen.patch })] : [channels, video]
  if (config.channels !== read || config.video.join() !== made.join())
    throw new CheckpointError(
      `its net reads clips of ${config.channels} channels and ${config.video.join('×')}; the file has no decoder that makes films of them`,
    )
  const codec = frozen ? await frozenCodec(frozen) : pixelCodec(size, config.patch)
  return { info, predicts, vocabulary, weights, metadata, size, codec, ...(frozen && { frozen }) }
}
