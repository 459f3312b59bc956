// A trained model from its file, ready to make films.
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import type { Predicts } from '@dit-by-hand/video-dit/checkpoint/info'
import { isWhole, type LoadedModel, loadModel } from '@dit-by-hand/video-dit/checkpoint/load'
import type { DitConfig, Extent } from '@dit-by-hand/video-dit/config'
import { type Codec, frozenCodec, pixelCodec, withFrames } from '@dit-by-hand/video-dit/learn/codec'
import { readFrozen } from '@dit-by-hand/video-dit/learn/frozen-file'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { type Io, UsageError } from '../io.ts'
import { withSource } from './source.ts'

/** A model that knows words. */
export interface WordModel {
  readonly config: DitConfig
  /** Of its films. */
  readonly size: Size
  /** Pixels of its films that one token is of. */
  readonly patch: Extent
  /** Between films and what its net reads. */
  readonly codec: Codec
  /** The same for films of other many frames. @throws {RangeError} where patches do not fit */
  codecFor(frames: number): Promise<Codec>
  readonly predicts: Predicts
  /** The word of each row of its table; the last stands for none. */
  readonly vocabulary: readonly string[]
  readonly weights: LoadedModel['weights']
  readonly metadata: LoadedModel['metadata']
}

/** @throws {UsageError} where there is no such file, it is a folder, damaged, or of a model without words or colours */
export async function readModel(path: string, io: Io): Promise<WordModel> {
  const wrong = (why: string): UsageError => new UsageError(`${path} cannot be used: ${why}.`)
  try {
    const { info, weights, metadata, report, frozen } = await withSource(path, io, async source => ({
      ...(await loadModel(source)),
      frozen: await readFrozen(source),
    }))
    if (!isWhole(report))
      throw wrong(`it lacks ${[...report.missing, ...report.misshapen.map(({ name }) => name)].join(', ')}`)
    if (!info.vocabulary) throw wrong('its model knows classes and no words')
    const codec = frozen ? await frozenCodec(frozen) : undefined
    const { channels, video } = codec ? codec.clip : { channels: 3, video: info.config.video }
    if (info.config.channels !== channels || info.config.video.join() !== video.join())
      throw wrong(
        `its net reads clips of ${info.config.channels} channels and ${info.config.video.join('×')}, and nothing in the file makes films of them`,
      )
    const [frames, height, width] = video
    const size = frozen ? frozen.size : { frames, height, width }
    const patch = frozen ? frozen.patch : info.config.patch
    return {
      config: info.config,
      size,
      patch,
      codec: codec ?? pixelCodec(size, patch),
      codecFor: async count =>
        frozen ? frozenCodec(withFrames(frozen, count)) : pixelCodec({ ...size, frames: count }, patch),
      predicts: info.predicts ?? 'noise',
      vocabulary: info.vocabulary,
      weights,
      metadata,
    }
  } catch (error) {
    if (error instanceof CheckpointError) throw wrong(error.message)
    throw error
  }
}
