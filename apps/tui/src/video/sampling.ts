// Clips as a model makes them while it learns.
import { at } from '@dit-by-hand/graph/at'
import type { Clips } from '@dit-by-hand/video-dit/learn/clips'
import { type Generator, openGenerator, usualSampling } from '@dit-by-hand/video-dit/learn/generate'
import { configOf } from '@dit-by-hand/video-dit/learn/recipe'
import type { Run } from '@dit-by-hand/video-dit/learn/run'
import type { Film } from '@dit-by-hand/video-dit/world/film'

/** A generator of the model as it is now: the average of its parameters. @param batch clips made at once */
export async function generatorOf({ recipe, trainer, codec }: Run, clips: Clips, batch: number): Promise<Generator> {
  const config = configOf(recipe, clips.vocabulary.length)
  const generator = await openGenerator(config, recipe.predicts, { batch, seed: recipe.seed, decode: codec.decode })
  generator.bring(trainer.byName(trainer.state.average))
  return generator
}

/** One clip, of another caption each time. */
export async function sampleOf(run: Run, clips: Clips): Promise<{ readonly film: Film; readonly text: string }> {
  const { steps } = run.trainer
  const index = (steps * 7) % clips.count
  const generator = await generatorOf(run, clips, 1)
  const films = generator.films([clips.counts(index)], [steps], usualSampling)
  return { film: at(films, 0), text: clips.caption(index) }
}
