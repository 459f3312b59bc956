// One run against the clock: what it took, what came of it, and fingerprints by which another run can be compared.

import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { classify } from '@dit-by-hand/video-dit/judge/classify'
import { type Adherence, adherenceOf, judged } from '@dit-by-hand/video-dit/judge/evaluate'
import { tableLines } from '@dit-by-hand/video-dit/judge/lines'
import { worldClips } from '@dit-by-hand/video-dit/learn/clips'
import { digestOf } from '@dit-by-hand/video-dit/learn/digest'
import { usualSampling } from '@dit-by-hand/video-dit/learn/generate'
import type { Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { countsOf, type Prompt, seen, unseen } from '@dit-by-hand/video-dit/world/words'
import { stretches } from './curve.ts'
import { generatorOf } from './sampling.ts'
import { opened, stepOf } from './training.ts'

export type SpeedrunLog = Awaited<ReturnType<typeof ran>>

export interface Running {
  readonly workers: number
  readonly each: number
  readonly say: (text: string) => Promise<void>
}

export async function ran(recipe: Recipe, { workers, each, say }: Running) {
  const clock = stopwatch()
  const clips = worldClips(recipe.seed, recipe.clips, recipe)
  const clipsTook = clock()
  const run = await opened(recipe, clips, workers)
  const opening = clock()
  const { trainer } = run
  await say(
    `${recipe.name}, seed ${recipe.seed}: ${counted(recipe.steps, 'step')} of ${counted(recipe.batch, 'clip')}, ${trainer.state.parameters.length} parameters, ${counted(trainer.workers, 'thread')}, ${trainer.build}`,
  )
  const [times, losses]: [number[], number[]] = [[], []]
  for (let i = 0; i < recipe.steps; i++) {
    const since = performance.now()
    const { loss } = await stepOf(run)
    times.push(performance.now() - since)
    losses.push(loss)
    if ((i + 1) % Math.ceil(recipe.steps / 10) === 0) await say(`  step ${i + 1}, loss ${loss.toFixed(4)}`)
  }
  const learning = clock()
  const first = await generatorOf(run, clips, 1)
  const film = at(first.films([clips.counts(0)], [0], usualSampling), 0)
  const filmTook = clock()
  const memory = process.resourceUsage().maxRSS / 1024

  const many = await generatorOf(run, clips, 10)
  const shown = (among: readonly Prompt[], from: number): Adherence => {
    const prompts = Array.from({ length: each }, () => among).flat()
    const films = many.films(
      prompts.map(countsOf),
      prompts.map((_, i) => from + i),
      usualSampling,
    )
    return adherenceOf(prompts, films.map(classify))
  }
  const judge = judged(2, recipe)
  const [onSeen, onUnseen] = [shown(seen, 1), shown(unseen, 1 + seen.length * each)]
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  const log = {
    recipe,
    sampling: usualSampling,
    workers: trainer.workers,
    build: trainer.build,
    parameters: trainer.state.parameters.length,
    // Opening is encoder, compiling and starting workers; the first film is made with compiling, too.
    seconds: { clips: clipsTook, opening, learning, film: filmTook, total: clipsTook + opening + learning + filmTook },
    // Milliseconds: the middle, and the fastest tenth, which says what a quiet machine takes.
    step: { middle: quantile(0.5), fast: quantile(0.1) },
    losses: stretches(losses, 10), // the mean of each tenth of the steps
    judge,
    seen: onSeen,
    unseen: onUnseen,
    memory, // megabytes at most, of the whole process
    digests: { parameters: digestOf([trainer.state.parameters]), film: digestOf([film.pixels]) },
  }
  await run.close()
  await say(
    [
      `clips ${clipsTook.toFixed(1)} s, compiling ${opening.toFixed(1)} s, training ${learning.toFixed(1)} s, first film ${filmTook.toFixed(2)} s`,
      `time of a step: median ${log.step.middle.toFixed(1)} ms, fastest tenth ${log.step.fast.toFixed(1)} ms; memory ${memory.toFixed(0)} MB`,
      `films that show what was asked: seen prompts ${percent(onSeen)}, unseen ${percent(onUnseen)}; the judge is right about ${percent(judge)} of true clips`,
      `digests: parameters ${log.digests.parameters}, film ${log.digests.film}`,
    ].join('\n'),
  )
  return log
}

const percent = ({ all }: Adherence): string => `${(100 * all).toFixed(1)} %`

/** A table of runs that differ in what is predicted and in what its error is counted. */
export function gridLines(logs: readonly SpeedrunLog[]): readonly string[] {
  const head = ['predicted', 'loss in', 'seen', 'unseen', 'who, in seen']
  const rows = logs.map(({ recipe: { predicts, counted }, seen: of, unseen: other }) => [
    predicts,
    counted,
    percent(of),
    percent(other),
    `${(100 * of.who).toFixed(1)} %`,
  ])
  return tableLines([head, ...rows])
}

/** Seconds since it was last asked. */
function stopwatch(): () => number {
  let since = performance.now()
  return () => {
    const now = performance.now()
    const seconds = (now - since) / 1000
    since = now
    return seconds
  }
}
