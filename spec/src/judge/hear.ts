// Collects an engine's answers to some lessons, and notices what no single answer shows.
import { claimFor } from '../laws/law.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, answerNames, hasName, isAnswerName, type Step, steps } from '../lesson/names.ts'
import { askerFor, Crash } from './asking.ts'
import { Crashed, type Engine, type PrecisionName, Skipped } from './engine.ts'

/** A lesson to ask about. */
export interface Question {
  readonly lesson: Lesson
  readonly reading: Reading
}

/** A lesson that an engine was asked, and its answer. */
export interface Asked extends Question {
  readonly answer: Values
  /** The precision that the engine declares; without it, it answers exactly. */
  readonly precision?: PrecisionName
  /** To how many places its decimals were rounded when they were printed; without it, they were not. */
  readonly places?: number
}

export interface Heard {
  readonly asked: readonly Asked[]
  readonly crashes: readonly (Question & { readonly error: Error })[]
  /** What the engine wrongly keeps or changes from one answer to the next. */
  readonly habits: readonly string[]
  /** The matrices that it was asked for but never answered. */
  readonly absent: readonly AnswerName[]
  /** The names that it answered and that no matrix has. */
  readonly strange: readonly string[]
}

/** A lesson in each of its readings: corrected, and printed where it has a misprint. */
export const inReadings = (lesson: Lesson): readonly Question[] => {
  const isMisprinted = lesson.errata.some(({ printed }) => printed !== null)
  return [{ lesson, reading: 'corrected' }, ...(isMisprinted ? [{ lesson, reading: 'printed' } as const] : [])]
}

/** The most crashes after each of which the engine has to be started again. */
const mostCrashes = 3

/**
 * Asks, and gives up after a few crashes. What the engine does not claim, or skips, is left out.
 * @param upTo the last step that is the engine's own; matrices after it are ignored
 */
export async function hear(engine: Engine, questions: readonly Question[], upTo: Step = 13): Promise<Heard> {
  const { ask, claims } = askerFor(engine)
  const isDue = (name: AnswerName): boolean => steps[name] <= upTo && claims.has(claimFor(name))
  const asked: Asked[] = []
  const crashes: (Question & { readonly error: Error })[] = []
  const habits = new Set<string>()
  const strange = new Set<string>()
  let before: { readonly given: Values; readonly text: string } | undefined
  const put = async ({ lesson, reading }: Question): Promise<Values | undefined> => {
    const handed = structuredClone(lesson)
    try {
      const given = await ask(handed, reading, 'itself')
      if (JSON.stringify(handed) !== JSON.stringify(lesson))
        habits.add('the lesson itself is changed while it is worked out')
      if (before && JSON.stringify(before.given) !== before.text)
        habits.add('an answer is written over by the next one')
      before = { given, text: JSON.stringify(given) }
      for (const name of Object.keys(given)) if (!isAnswerName(name)) strange.add(name)
      return structuredClone(
        Object.fromEntries(Object.entries(given).filter(([name]) => isAnswerName(name) && isDue(name))),
      )
    } catch (error) {
      if (error instanceof Crash) crashes.push({ lesson, reading, error: error.error })
      else if (!(error instanceof Skipped)) throw error
      return undefined
    }
  }
  for (const question of questions) {
    if (crashes.filter(({ error }) => !(error instanceof Crashed && error.isReady)).length >= mostCrashes) break
    const answer = await put(question)
    if (answer) asked.push({ ...question, answer, ...(engine.precision && { precision: engine.precision }) })
  }
  if (isAlike(asked)) habits.add('every lesson is given the same answer, whatever it says')
  else if (isRemembered(asked))
    habits.add('an answer is remembered by the lesson’s id, though its numbers have changed')
  const [first] = asked
  for (let again = 0; first && crashes.length === 0 && habits.size === 0 && again < 3; again++) {
    const answer = await put(first)
    if (answer && JSON.stringify(answer) !== JSON.stringify(first.answer))
      habits.add('the same lesson is answered differently from one time to the next')
  }
  const absent = answerNames.filter(isDue).filter(name => {
    const due = asked.filter(({ lesson }) => hasName(lesson.attention.kind, name))
    return due.length > 0 && due.every(({ answer }) => answer[name] === undefined)
  })
  return { asked, crashes, habits: [...habits], absent, strange: [...strange] }
}

const count = (items: readonly unknown[]): number => new Set(items.map(item => JSON.stringify(item))).size

/** Whether different lessons all had the same answer; an empty one does not count. */
const isAlike = (asked: readonly Asked[]): boolean =>
  count(asked.map(({ lesson }) => lesson)) > 2 &&
  count(asked.map(({ answer }) => answer)) === 1 &&
  asked.every(({ answer }) => Object.keys(answer).length > 0)

/** Whether different lessons with the same id all had the same answer. */
const isRemembered = (asked: readonly Asked[]): boolean =>
  [...Map.groupBy(asked, ({ lesson, reading }) => `${lesson.id} ${reading}`).values()].some(isAlike)
