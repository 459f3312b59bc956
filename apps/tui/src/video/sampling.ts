// Clips as a model makes them while it learns.
import { at } from '@dit-by-hand/graph/at'
import type { Clips } from '@dit-by-hand/video-dit/learn/clips'
import { openGenerator, usualSampling } from '@dit-by-hand/video-dit/learn/generate'
import { configOf } from '@dit-by-hand/video-dit/learn/recipe'
import type { Run } from '@dit-by-hand/video-dit/learn/run'
import type { Film } from '@dit-by-hand/video-dit/world/film'

/** One clip, of another caption each time. */
export async function sampleOf(
  { recipe, trainer, codec }: Run,
  clips: Clips,
): Promise<{ readonly film: Film; readonly text: string }> {
  const config = configOf(recipe, clips.vocabulary.length)
  const generator = await openGenerator(config, recipe.predicts, { batch: 1, seed: recipe.seed, decode: codec.decode })
  generator.bring(trainer.byName(trainer.state.average))
  const index = (trainer.steps * 7) % clips.count
  const films = generator.films([clips.counts(index)], [trainer.steps], usualSampling)
  return { film: at(films, 0), text: clips.caption(index) }
}
