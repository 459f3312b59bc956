// A trained model from its file, ready to make films.
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import type { Predicts } from '@dit-by-hand/video-dit/checkpoint/info'
import { isWhole, type LoadedModel, loadModel } from '@dit-by-hand/video-dit/checkpoint/load'
import type { DitConfig } from '@dit-by-hand/video-dit/config'
import { type Io, UsageError } from '../io.ts'
import { withSource } from './source.ts'

/** A model that knows words. */
export interface WordModel {
  readonly config: DitConfig
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
    const { info, weights, metadata, report } = await withSource(path, io, source => loadModel(source))
    if (!isWhole(report))
      throw wrong(`it lacks ${[...report.missing, ...report.misshapen.map(({ name }) => name)].join(', ')}`)
    if (!info.vocabulary) throw wrong('its model knows classes and no words')
    if (info.config.channels !== 3)
      throw wrong(`its clips have ${info.config.channels} channels, not red, green and blue`)
    return { config: info.config, predicts: info.predicts ?? 'noise', vocabulary: info.vocabulary, weights, metadata }
  } catch (error) {
    if (error instanceof CheckpointError) throw wrong(error.message)
    throw error
  }
}
