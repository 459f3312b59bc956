// Every case and every law as a check of an engine: plain data without a test runner, which also runs in a browser.

import { laws as allLaws } from '../laws/all.ts'
import { type Flavour, lessonOf, lessons } from '../laws/arbitraries.ts'
import { smallest } from '../laws/counterexample.ts'
import {
  type Ask,
  arithmeticOf,
  claimFor,
  diceFrom,
  differ,
  type Fault,
  gridOf,
  type Law,
  misfitIn,
} from '../laws/law.ts'
import type { Answer, Lesson, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, namesFor, type Step } from '../lesson/names.ts'
import { type Asker, askerFor, Crash } from './asking.ts'
import { type Claim, claimed, type Engine, Skipped } from './engine.ts'

/** A worked lesson with the answer of an independent oracle. */
export interface Worked {
  readonly id: string
  readonly comment?: string
  readonly lesson: Lesson
  readonly answer: Answer
}

/** The result of a check. `count` is the number of lessons tried. */
export type Verdict =
  | { readonly outcome: 'passed'; readonly count: number }
  | {
      readonly outcome: 'wrong'
      /** In pipeline order: the first names the matrix to correct first. Never empty. */
      readonly faults: readonly Fault[]
      /** The lesson on which it failed; for a law the smallest that was found. */
      readonly lesson: Lesson
      readonly reading: Reading
    }
  | {
      readonly outcome: 'skipped'
      readonly why: string
      /** The engine does not claim it or declined it; or the law applies to no lesson tried, or no answer holds a matrix. */
      readonly by: 'the engine' | 'nothing to judge'
    }
  | { readonly outcome: 'crashed'; readonly error: Error; readonly lesson: Lesson; readonly reading: Reading }

export interface Check {
  /** "case/ID/READING" or "law/STEP/IDEA". */
  readonly id: string
  readonly kind: 'case' | 'law'
  /** 1–13, or null for a case, which spans them all. */
  readonly step: Step | null
  /** The claims that it needs. */
  readonly needs: readonly Claim[]
  readonly title: string
  run(engine: Engine): Promise<Verdict>
}

export interface Checking {
  readonly cases: readonly Worked[]
  /** Default 1. The same seed draws the same lessons and makes the same choices. */
  readonly seed?: number
  /** How many random lessons are drawn, besides the cases. Default 100. */
  readonly runs?: number
  /** Laws that ask about further lessons are tried on one lesson in this many; the others on all. Default 6 (less where there are
   *  few lessons); 1 tries every law on every lesson. */
  readonly oneIn?: number
  /** Whether to shrink a lesson on which a law fails, which takes many more answers. Default true. */
  readonly shrink?: boolean
  /** Default: all of them. */
  readonly laws?: readonly Law[]
}

export interface Result {
  readonly check: Check
  readonly verdict: Verdict
}

/** The results of judging an engine. */
export interface Report {
  readonly engine: string
  readonly passed: number
  readonly wrong: number
  readonly skipped: number
  readonly crashed: number
  readonly results: readonly Result[]
}

/**
 * Runs checks. `onProgress` is called after each.
 * @param engine one, or the same one several times, each in a process of its own: of n engines each runs every nth check,
 *   always the same ones in the same order, while the others run theirs
 */
export async function judge(
  engine: Engine | readonly [Engine, ...Engine[]],
  checks: readonly Check[],
  onProgress?: (result: Result, done: number, of: number) => void,
): Promise<Report> {
  const engines: readonly [Engine, ...Engine[]] = 'answer' in engine ? [engine] : engine
  const results: Result[] = []
  let done = 0
  const work = async (one: Engine, place: number): Promise<void> => {
    for (const [i, check] of checks.entries()) {
      if (i % engines.length !== place) continue
      const result = { check, verdict: await check.run(one) }
      results[i] = result
      onProgress?.(result, ++done, checks.length)
    }
  }
  await Promise.all(engines.map(work))
  const count = (outcome: Verdict['outcome']): number =>
    results.filter(({ verdict }) => verdict.outcome === outcome).length
  return {
    engine: engines[0].name,
    passed: count('passed'),
    wrong: count('wrong'),
    skipped: count('skipped'),
    crashed: count('crashed'),
    results,
  }
}

/** One check for each reading of each case and one for each law. Nothing runs, and no lesson is drawn, until a check does. */
export function checks({
  cases,
  seed = 1,
  runs = 100,
  oneIn = 6,
  shrink = true,
  laws = allLaws,
}: Checking): readonly Check[] {
  const askers = new WeakMap<Engine, Asker>()
  const askerOf = (engine: Engine): Asker => {
    const asker = askers.get(engine) ?? askerFor(engine)
    askers.set(engine, asker)
    return asker
  }
  let drawn: readonly Subject[] | undefined
  const subjects = (): readonly Subject[] => {
    drawn ??= [
      ...[...cases].sort((a, b) => weight(a.lesson) - weight(b.lesson)).map(({ lesson }) => ({ lesson })),
      ...draw(seed, runs).map(({ lesson, drawn }) => (shrink ? { lesson, drawn } : { lesson })),
    ]
    return drawn
  }
  const subjectsOf = (law: Law): readonly Subject[] => {
    const all = subjects()
    const stride = law.asksMore ? Math.max(1, Math.min(oneIn, Math.floor(all.length / 12))) : 1
    const first = diceFrom(`${seed}/${law.id}`).int(0, stride - 1)
    return all.filter((_, i) => i % stride === first)
  }
  return [
    ...cases.flatMap(worked => caseChecks(worked, askerOf)),
    ...laws.map((law): Check => {
      const { id, step, statement } = law
      return {
        id: `law/${id}`,
        kind: 'law',
        step,
        needs: law.needs,
        title: statement,
        run: async engine => runLaw(law, engine, askerOf(engine), subjectsOf(law), seed),
      }
    }),
  ]
}

/** A lesson that a law is tried on; a random one knows where it was drawn, so that it can be shrunk. */
interface Subject {
  readonly lesson: Lesson
  readonly drawn?: { readonly flavour: Flavour; readonly seed: number; readonly index: number }
}

const weight = (lesson: Lesson): number => JSON.stringify(lesson).length

function draw(seed: number, runs: number): readonly Required<Subject>[] {
  const each = (flavour: Flavour, count: number): readonly Required<Subject>[] =>
    lessons({ seed, runs: count, flavour }).map((lesson, index) => ({ lesson, drawn: { flavour, seed, index } }))
  return [...each('handFriendly', Math.ceil(runs / 2)), ...each('wild', Math.floor(runs / 2))]
}

function caseChecks({ id, comment, lesson, answer }: Worked, askerOf: (engine: Engine) => Asker): readonly Check[] {
  const readings: readonly (readonly [Reading, Values])[] = [
    ['corrected', answer.corrected],
    ...(answer.printed ? [['printed', answer.printed] as const] : []),
  ]
  return readings.map(([reading, right]) => ({
    id: `case/${id}/${reading}`,
    kind: 'case',
    step: null,
    needs: [
      ...(lesson.attention.kind === 'given' ? [] : [lesson.attention.kind]),
      ...(reading === 'printed' ? (['printed'] as const) : []),
    ],
    title: [lesson.title, comment].filter(Boolean).join(': '),
    async run(engine): Promise<Verdict> {
      const { ask, claims, unclaimed } = askerOf(engine)
      const names = namesFor(lesson.attention.kind).filter(name => claims.has(claimFor(name)))
      const why =
        unclaimed(lesson, reading) ??
        (names.length === 0 ? `${engine.name} claims nothing that a case can judge` : undefined)
      if (why) return declined(why)
      try {
        const faults = wrongCells(lesson, right, await ask(lesson, reading), names)
        return faults.length > 0 ? { outcome: 'wrong', faults, lesson, reading } : { outcome: 'passed', count: 1 }
      } catch (error) {
        return unanswered(error)
      }
    },
  }))
}

/** A fault for each matrix that differs from the oracle's, in pipeline order. */
function wrongCells(lesson: Lesson, right: Values, found: Values, names: readonly AnswerName[]): readonly Fault[] {
  return names.flatMap(name => {
    const expected = gridOf(lesson, right, name)
    try {
      return differ(arithmeticOf(lesson), name, expected, gridOf(lesson, found, name), 'the oracle worked it out')
    } catch (error) {
      return misfitIn(error)
    }
  })
}

const declined = (why: string): Verdict => ({ outcome: 'skipped', why, by: 'the engine' })

/** The verdict for what an engine threw; an error in the law itself is rethrown. */
function unanswered(error: unknown): Verdict {
  if (error instanceof Skipped) return declined(error.message)
  if (error instanceof Crash)
    return { outcome: 'crashed', error: error.error, lesson: error.lesson, reading: error.reading }
  throw error
}

/** No faults: a lesson that the engine skips or crashes on is not a smaller example of a wrong answer. */
function noFault(error: unknown): readonly Fault[] {
  unanswered(error)
  return []
}

async function runLaw(
  law: Law,
  engine: Engine,
  asker: Asker,
  subjects: readonly Subject[],
  seed: number,
): Promise<Verdict> {
  const missing = law.needs.find(claim => !asker.claims.has(claim))
  if (missing) return declined(`${engine.name} does not claim ${claimed[missing]}`)
  const binds = (lesson: Lesson): boolean => asker.unclaimed(lesson, 'corrected') === undefined && law.applies(lesson)
  let count = 0
  let skipped: string | undefined
  let answered = false
  let trying: Lesson | undefined
  // What a law itself misprints is wrong in the printed reading alone.
  const misprinted = new Map<Lesson, Lesson>()
  const ask: Ask = async (...asked) => {
    const values = await asker.ask(...asked)
    answered ||= Object.keys(values).length > 0
    if (trying && asked[1] === 'printed') misprinted.set(trying, asked[0])
    return values
  }
  for (const [index, { lesson, drawn }] of subjects.entries()) {
    if (!binds(lesson)) continue
    const trial = (candidate: Lesson): Promise<readonly Fault[]> => {
      trying = candidate
      return law.check(candidate, ask, diceFrom(`${seed}/${law.id}/${index}`))
    }
    try {
      const faults = await trial(lesson)
      count++
      if (faults.length === 0) continue
      const small =
        drawn && (await smallest(lessonOf[drawn.flavour], drawn, binds, candidate => trial(candidate).catch(noFault)))
      const shown = small ?? { lesson, faults }
      const printed = misprinted.get(shown.lesson)
      return {
        outcome: 'wrong',
        ...shown,
        reading: 'corrected',
        ...(printed && { lesson: printed, reading: 'printed' }),
      }
    } catch (error) {
      const verdict = unanswered(error)
      if (verdict.outcome !== 'skipped') return verdict
      skipped = verdict.why
    }
  }
  if (count > 0 && answered) return { outcome: 'passed', count }
  if (count > 0) return { outcome: 'skipped', why: `${engine.name} answered no matrix`, by: 'nothing to judge' }
  const why =
    skipped ?? subjects.map(({ lesson }) => unboundBy(law, lesson, asker)).find(reason => reason !== undefined)
  if (why !== undefined) return declined(why)
  return { outcome: 'skipped', why: 'no lesson among those tried that it speaks of', by: 'nothing to judge' }
}

/** Why the engine does not answer a lesson to which a law applies; undefined where it does, or where the law does not apply. */
const unboundBy = (law: Law, lesson: Lesson, { unclaimed }: Asker): string | undefined =>
  law.applies(lesson) ? unclaimed(lesson, 'corrected') : undefined
