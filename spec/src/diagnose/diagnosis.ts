// From a report to what a student can use: what to look at first and why, what follows from it, and the smallest lesson.
import type { Report, Worked } from '../judge/conformance.ts'
import type { Engine } from '../judge/engine.ts'
import { lawSlug } from '../laws/equations.ts'
import { isAnswerName, type Step, steps } from '../lesson/names.ts'
import { type Asked, drawn, type Heard, hear } from './evidence.ts'
import { examine } from './examine.ts'
import { finish } from './example.ts'
import { bad, type Finding, isWrong } from './finding.ts'
import { fromCrashes, fromFaults } from './reported.ts'

/** How far a step is. `follows`: wrong, but nothing is known to be wrong with the step itself. */
export type StepState = 'right' | 'wrong' | 'follows' | 'not written' | 'not asked'

export interface Diagnosis {
  readonly engine: string
  readonly passed: number
  readonly wrong: number
  readonly skipped: number
  readonly crashed: number
  /** The last step that was looked at. */
  readonly upTo: Step
  readonly steps: readonly { readonly step: Step; readonly title: string; readonly state: StepState }[]
  /** In the order in which to put them right; none for a right engine. */
  readonly findings: readonly Finding[]
}

export interface Diagnosing {
  /** The lessons that are asked besides those that failed. */
  readonly cases: readonly Pick<Worked, 'lesson' | 'answer'>[]
  /** Default 1. */
  readonly seed?: number
  /** Default 13. */
  readonly upTo?: Step
  /** Whether the lesson of the first finding is made as small as it can be, with up to 150 more questions. Default true. */
  readonly shrink?: boolean
}

/**
 * What is wrong with an engine, in the order of the steps. Asks it about some 100 lessons more, to tell mistakes apart;
 * where nothing in the report is wrong or crashed it asks nothing, and finds nothing.
 */
export async function diagnose(engine: Engine, report: Report, options: Diagnosing): Promise<Diagnosis> {
  const { cases, seed = 1, upTo = 13, shrink = true } = options
  const { passed, wrong, skipped, crashed } = report
  const counts = { engine: report.engine, passed, wrong, skipped, crashed, upTo }
  if (wrong + crashed === 0)
    return { ...counts, steps: stepsOf(upTo, () => (passed > 0 ? 'right' : 'not asked')), findings: [] }
  const failed = report.results.filter(isWrong)
  const asked: readonly Asked[] = [
    ...failed.slice(0, 6).map(({ verdict: { lesson, reading } }) => ({ lesson, reading })),
    ...cases.flatMap(({ lesson, answer }): readonly Asked[] => [
      { lesson, reading: 'corrected' },
      ...(answer.printed ? [{ lesson, reading: 'printed' as const }] : []),
    ]),
    ...drawn(seed),
  ]
  const heard = await hear(engine, asked)
  const found = examine(heard)
  const drafts = [...(found.length > 0 ? found : fromFaults(failed)), ...fromCrashes(report, heard)]
  const findings = await Promise.all(
    drafts.map(async (draft, i) => finish(draft, i === 0 && shrink ? engine : undefined, failed)),
  )
  return { ...counts, steps: stepsOf(upTo, stateIn(heard, findings)), findings }
}

const stepsOf = (upTo: Step, stateOf: (step: Step) => StepState): Diagnosis['steps'] =>
  allSteps.map(step => ({ step, title: lawSlug(step), state: step > upTo ? 'not asked' : stateOf(step) }))

const allSteps: readonly Step[] = [...new Set(Object.values(steps))].sort((a, b) => a - b)

function stateIn({ evidence }: Heard, findings: readonly Finding[]): (step: Step) => StepState {
  return step => {
    const own = findings.filter(({ matrices }) => matrices.some(name => isAnswerName(name) && steps[name] === step))
    if (own.some(({ kind }) => kind === 'wrong')) return 'wrong'
    const later = findings.filter(({ kind }) => kind === 'not written').flatMap(({ follows }) => follows)
    if (own.length > 0 || later.some(name => steps[name] === step)) return 'not written'
    if (evidence.some(one => one.names.some(name => steps[name] === step && bad(one, name)))) return 'follows'
    return evidence.length > 0 ? 'right' : 'not asked'
  }
}
