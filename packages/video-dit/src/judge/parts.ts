// What each part of a net does, by what is missing without it.
import { openGenerator, type Sampling } from '../learn/generate.ts'
import { type Part, partsOf } from '../parts.ts'
import type { Film } from '../world/film.ts'
import type { Prompt } from '../world/words.ts'
import { classify } from './classify.ts'
import { type Adherence, adherenceOf, filmsFor, lossByTime, type Measured } from './evaluate.ts'

/** A model of the small world, and what its films are asked to show. */
export interface Taken extends Omit<Measured, 'without'> {
  readonly sampling: Sampling
  readonly seed: number
  /** One for each film. */
  readonly prompts: readonly Prompt[]
}

/** A net without one of its parts. */
export interface Lacking {
  /** What was left out; null for the whole net. */
  readonly part: Part | null
  /** One for each prompt. */
  readonly films: readonly Film[]
  readonly adherence: Adherence
  /** The mean squared error of the velocity, over times and clips that were not trained on. */
  readonly loss: number
}

/** Judges a model whole, then without each of its parts, one after the other. */
export async function* withoutEach({ sampling, seed, prompts, ...measured }: Taken): AsyncGenerator<Lacking> {
  const { config, predicts, codec, weights } = measured
  for (const part of [null, ...partsOf(config)]) {
    const without = part ? [part.name] : []
    const generator = await openGenerator(config, predicts, { batch: 10, seed, decode: codec.decode, without })
    generator.bring(weights)
    const films = filmsFor(generator, prompts, sampling)
    const losses = await lossByTime({ ...measured, without })
    const loss = losses.reduce((sum, { seen, unseen }) => sum + (seen + unseen) / 2, 0) / losses.length
    yield { part, films, adherence: adherenceOf(prompts, films.map(classify)), loss }
  }
}
