// Asking an engine for its answers, one by one, and noticing what no single answer shows.

import type { Engine } from '@dit-by-hand/spec/engine'
import type { Values } from '@dit-by-hand/spec/format'
import type { Asked } from './evidence.ts'

/** A lesson to ask about. */
export type Question = Omit<Asked, 'answer'>

export interface Heard {
  readonly asked: readonly Asked[]
  readonly crashes: readonly (Question & { readonly error: Error })[]
  /** What the engine keeps or changes from one answer to the next. */
  readonly habits: readonly string[]
}

const mostCrashes = 3

/**
 * Asks, and gives up after a few crashes. What the engine does not claim, or skips, is left out.
 * @param isOwn whether the engine itself answers a matrix: what somebody else fills in tells nothing about it
 */
export async function hear(
  engine: Engine,
  questions: readonly Question[],
  isOwn: (name: string) => boolean = () => true,
): Promise<Heard> {
  const asked: Asked[] = []
  const crashes: (Question & { readonly error: Error })[] = []
  const habits = new Set<string>()
  const claims = new Set<string>(engine.claims ?? ['hard', 'softmax', 'printed'])
  let before: { readonly given: Values; readonly text: string } | undefined
  const put = async ({ lesson, reading }: Question): Promise<Values | undefined> => {
    const handed = structuredClone(lesson)
    try {
      const given = await engine.answer(handed, reading)
      if (JSON.stringify(handed) !== JSON.stringify(lesson))
        habits.add('the lesson itself is changed while it is worked out')
      if (before && JSON.stringify(before.given) !== before.text)
        habits.add('an answer is written over by the next one')
      before = { given, text: JSON.stringify(given) }
      return structuredClone(given)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'Skipped'))
        crashes.push({ lesson, reading, error: error instanceof Error ? error : new Error(String(error)) })
      return undefined
    }
  }
  for (const question of questions) {
    const { kind } = question.lesson.attention
    if ((kind !== 'given' && !claims.has(kind)) || (question.reading === 'printed' && !claims.has('printed'))) continue
    if (crashes.length >= mostCrashes) break
    const answer = await put(question)
    if (answer) asked.push({ ...question, answer, ...(engine.precision && { precision: engine.precision }) })
  }
  const own = asked.map(one => ({
    ...one,
    answer: Object.fromEntries(Object.entries(one.answer).filter(([name]) => isOwn(name))),
  }))
  if (isAlike(own)) habits.add('every lesson is given the same answer, whatever it says')
  else if (isRemembered(own)) habits.add('an answer is remembered by the lesson’s id, though its numbers have changed')
  const [first] = asked
  for (let again = 0; first && crashes.length === 0 && habits.size === 0 && again < 3; again++) {
    const answer = await put(first)
    if (answer && JSON.stringify(answer) !== JSON.stringify(first.answer))
      habits.add('the same lesson is answered differently from one time to the next')
  }
  return { asked, crashes, habits: [...habits] }
}

const count = (items: readonly unknown[]): number => new Set(items.map(item => JSON.stringify(item))).size

/** Whether different lessons were all given the same answer; one that holds nothing is no answer. */
const isAlike = (asked: readonly Asked[]): boolean =>
  count(asked.map(({ lesson }) => lesson)) > 2 &&
  count(asked.map(({ answer }) => answer)) === 1 &&
  asked.every(({ answer }) => Object.keys(answer).length > 0)

/** Whether different lessons of one id were. */
const isRemembered = (asked: readonly Asked[]): boolean =>
  [...Map.groupBy(asked, ({ lesson, reading }) => `${lesson.id} ${reading}`).values()].some(isAlike)
