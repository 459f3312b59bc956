// Laws of a ReLU, wherever there is one.
import { cellOf } from '../lesson/at.ts'
import type { AnswerName } from '../lesson/names.ts'
import { show, sign } from '../lesson/number.ts'
import { agree, claimFor, type Draft, firstWrong } from './law.ts'

export const neverNegative = (slug: string, name: AnswerName): Draft => ({
  id: `${slug}/never-negative`,
  statement: `${name} is never negative.`,
  needs: [claimFor(name)],
  finds: seen =>
    firstWrong(name, seen.at(name), '0 or more', value => (sign(value) < 0 ? `max(0, ·) stands before it` : undefined)),
})

export const clips = (slug: string, before: AnswerName, after: AnswerName): Draft => ({
  id: `${slug}/relu-only-clips`,
  statement: `ReLU only clips: ${after} keeps what is positive in ${before}, and is 0 elsewhere.`,
  finds(seen) {
    const pre = seen.at(before)
    return firstWrong(after, seen.at(after), `what ${before} has there, or 0`, (value, r, c) => {
      const cell = cellOf(pre, r, c)
      const kept = sign(cell) > 0 ? cell : 0
      return agree(seen.arithmetic, kept, value) ? undefined : `${before} is ${show(cell)} there`
    })
  },
})
