// The judge at work, away from the page: every case and every law, asked of the engine, told one by one.

import { engine } from '@dit-by-hand/core/engine'
import { explain } from '@dit-by-hand/core/mistakes'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { lessons as draw } from '@dit-by-hand/spec/arbitraries'
import { cases } from '@dit-by-hand/spec/cases'
import { checks, judge, type Result } from '@dit-by-hand/spec/conformance'
import type { Engine } from '@dit-by-hand/spec/engine'
import { hear } from '@dit-by-hand/spec/hear'
import { withMistake } from './faults.ts'
import { type News, type Order, type Outcome, sentences } from './judging.ts'

const tell = (news: News): void => self.postMessage(news)

function outcomeOf({ check: { id, title, step, kind }, verdict }: Result): Outcome {
  const { outcome } = verdict
  const lesson = 'lesson' in verdict ? JSON.stringify(verdict.lesson) : null
  const messages =
    outcome === 'wrong'
      ? sentences(verdict.faults)
      : outcome === 'crashed'
        ? [`It crashed: ${verdict.error.message}.`]
        : outcome === 'skipped'
          ? [`${verdict.why}.`]
          : []
  return { id, title, step, kind, outcome, messages, lesson }
}

/** What is wrong with an engine, in the words of its matrices: it is asked some lessons more. */
async function namedIn(judged: Engine, seed: number): Promise<readonly string[]> {
  const asked = [...cases().map(({ lesson }) => lesson), ...draw({ seed, runs: 40, flavour: 'handFriendly' })]
  const heard = await hear(
    judged,
    asked.map(lesson => ({ lesson, reading: 'corrected' })),
  )
  return explain(heard.asked).map(
    ({ matrix, mistake, looks }) => `${matrix}: ${mistake?.says ?? looks ?? 'it is wrong'}.`,
  )
}

async function work({ lessons, seed, mistake }: Order): Promise<void> {
  const since = performance.now()
  const judged = mistake === null ? engine : withMistake(engine, mistake)
  const { wrong } = await judge(judged, checks({ cases: cases(), seed, runs: lessons }), (result, done, of) => {
    tell({ type: 'result', result: outcomeOf(result), done, of })
  })
  const named = wrong > 0 ? await namedIn(judged, seed) : []
  tell({ type: 'end', seconds: (performance.now() - since) / 1000, named })
}

self.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  work(data).catch((error: unknown) => tell({ type: 'broke', message: reasonOf(error) }))
})
