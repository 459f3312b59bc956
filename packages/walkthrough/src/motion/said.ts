// A moment of a motion in a sentence, for screen readers and under a still state.
import { at } from '@dit-by-hand/graph/at'
import { spoken } from '@dit-by-hand/graph/spoken'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Together } from './fold.ts'
import type { Moment, Motion } from './motion.ts'

/** How numbers are written in a sentence: as printed, or as they are read aloud. */
export type Telling = 'printed' | 'spoken'

type Adds = (value: string, sum: string, first: boolean) => string

const adding: Adds = (value, sum, first) => (first ? `begins with ${value}` : `adds ${value}, which makes ${sum}`)

const adds: { readonly [K in Together]: Adds } = {
  sum: adding,
  powers: adding,
  largest: (value, sum, first) => (first ? `looks at ${value}` : `looks at ${value}; the largest so far is ${sum}`),
  alone: value => `takes ${value}`,
}

/** What happens at a moment, in a sentence. */
export function momentSaid(motion: Motion, moment: Moment, telling: Telling = 'spoken'): string {
  const number = telling === 'spoken' ? spoken.number : showNumber
  const { beat, now } = moment
  if (beat === null) {
    const [first, last] = [at(motion.made, 0, 'the cells'), at(motion.made, motion.made.length - 1, 'the cells')]
    return motion.made.length === 1
      ? `${first.title} is about to be made.`
      : `${motion.made.length} numbers are about to be made, from ${first.title} to ${last.title}.`
  }
  const { kind, term } = at(motion.beats, beat, 'the beats')
  if (kind === 'land') return `${now.title} is ${number(now.result)}.`
  const { value, sum } = at(now.terms, term, 'the terms')
  const where = now.terms.length > 1 ? `, term ${term + 1} of ${now.terms.length},` : ''
  return `${now.title}${where} ${adds[now.together](number(value), number(sum), term === 0)}.`
}
