// From a report to what a student can use: what is wrong first and why, what follows from it, and a lesson that shows it.
import { explain, type Named } from '@dit-by-hand/core/mistakes'
import { few } from '@dit-by-hand/graph/counted'
import type { CellPair } from '@dit-by-hand/graph/pair'
import { lessons } from '@dit-by-hand/spec/arbitraries'
import type { Report, Result, Worked } from '@dit-by-hand/spec/conformance'
import type { Engine, PrecisionName } from '@dit-by-hand/spec/engine'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Heard, hear, inReadings, type Question } from '@dit-by-hand/spec/hear'
import { formulas } from '@dit-by-hand/spec/laws/formulas'
import {
  type AnswerName,
  answerNames,
  isAnswerName,
  type Name,
  type Step,
  slugOf,
  stepNumbers,
  steps,
} from '@dit-by-hand/spec/names'
import { nameFrom } from '@dit-by-hand/walkthrough/meant'
import { nearest } from '@dit-by-hand/walkthrough/nearest'
import { hintOf, inOneLine } from './crash.ts'
import { asFollows } from './judging.ts'

/** How far a step is. `follows`: wrong, but nothing is known to be wrong with the step itself. */
export type StepState = 'right' | 'wrong' | 'follows' | 'not written' | 'not asked'

export interface Finding {
  /** `not written`: no answer had it. `crashed`: nothing came of it at all. */
  readonly kind: 'wrong' | 'not written' | 'crashed'
  /** The first line: what is wrong, named where it is known. */
  readonly headline: string
  /** Where to look; null where it is no single step. */
  readonly step: Step | null
  /** The matrix to look at, and others with the same mistake. */
  readonly matrices: readonly Name[]
  /** The rewrite of the graph that gives what was found, in every lesson asked. */
  readonly mistake: { readonly family: string; readonly says: string } | null
  readonly suggestion: string
  /** Wrong too, but only because of this: nothing to look for there. */
  readonly follows: readonly AnswerName[]
  /** The smallest lesson found that shows it, with what was wanted and what came. */
  readonly example: Example | null
  readonly checks: readonly string[]
}

export interface Example {
  readonly lesson: Lesson
  readonly reading: Reading
  readonly matrix: Name | null
  readonly cells: readonly (readonly CellPair[])[] | null
}

export interface Diagnosis {
  readonly upTo: Step
  readonly steps: readonly { readonly step: Step; readonly title: string; readonly state: StepState }[]
  /** In the order in which to put them right; none for a right engine. */
  readonly findings: readonly Finding[]
}

/** What is asked besides the lessons that failed. */
export interface Asking {
  readonly cases: readonly Pick<Worked, 'lesson'>[]
  readonly seed: number
  readonly upTo: Step
  /** The floating point that it works in: what follows from its own matrices but for rounding follows exactly. */
  readonly precision?: PrecisionName | undefined
  /** What is known before: told first, and enough where nothing else is found. */
  readonly known?: readonly Finding[]
}

type Failed = Pick<Result, 'check'> & { readonly verdict: Extract<Result['verdict'], { readonly outcome: 'wrong' }> }

/** What is wrong with an engine, in the order of the steps. Asks it about some 80 lessons more, to tell mistakes apart;
 *  where nothing in the report is wrong or crashed it asks nothing, and finds nothing. */
export async function diagnose(
  engine: Engine,
  report: Report,
  { cases, seed, upTo, precision, known = [] }: Asking,
): Promise<Diagnosis> {
  const stepsOf = (stateOf: (step: Step) => StepState): Diagnosis['steps'] =>
    stepNumbers.map(step => ({ step, title: slugOf(step), state: step > upTo ? 'not asked' : stateOf(step) }))
  if (report.wrong + report.crashed === 0)
    return { upTo, steps: stepsOf(() => (report.passed > 0 ? 'right' : 'not asked')), findings: [] }
  const failed = report.results.flatMap(({ check, verdict }): readonly Failed[] =>
    verdict.outcome === 'wrong' ? [{ check, verdict }] : [],
  )
  const drawn = [36, 12].flatMap((runs, i) => lessons({ seed, runs, flavour: i === 0 ? 'handFriendly' : 'wild' }))
  const questions = [
    ...failed.slice(0, 6).map(({ verdict: { lesson, reading } }) => ({ lesson, reading })),
    ...[...cases.map(({ lesson }) => lesson), ...drawn].flatMap(inReadings),
  ]
  const { asked, habits, absent, strange, crashes } = await hear(engine, questions, upTo)
  const followed = precision === undefined ? asked : asked.map(one => asFollows(one, precision))
  const named = habits.length > 0 ? [] : explain(followed)
  const example = asked.slice(0, 1).map(one => exampleOf(one))[0] ?? null
  const checks = failed.map(({ check }) => check.id)
  const found = [
    ...known,
    ...habits.map(says => finding('wrong', says, workAnew, { mistake: { family: 'memory', says }, example, checks })),
    ...[
      ...named.map(one => wrongMatrix(one, failed)),
      ...notWritten(habits.length > 0 ? [] : absent, strange),
    ].toSorted((a, b) => placeOf(a) - placeOf(b)),
    ...crashed(report, crashes),
  ]
  const findings = found.length > 0 ? found : failed.slice(0, 1).map(reported)
  const follows = named.flatMap(one => one.follows)
  const states = stepsOf(step => {
    const isAmong = (names: readonly Name[]): boolean => names.some(name => stepOf(name) === step)
    if (findings.some(one => one.kind !== 'not written' && (one.step === step || isAmong(one.matrices)))) return 'wrong'
    if (isAmong(absent)) return 'not written'
    return isAmong(follows) ? 'follows' : asked.length > 0 ? 'right' : 'not asked'
  })
  return { upTo, steps: states, findings }
}

const stepOf = (name: Name): Step | null => (isAnswerName(name) ? steps[name] : null)

export const finding = (
  kind: Finding['kind'],
  headline: string,
  suggestion: string,
  more: Partial<Finding>,
): Finding => {
  const nothing = { step: null, matrices: [], mistake: null, follows: [], example: null, checks: [] }
  return { kind, headline, suggestion, ...nothing, ...more }
}

/** A lesson that shows it; a random one by a name of its own, so that it can be saved. */
function exampleOf(
  { lesson, reading }: Question,
  of: Pick<Example, 'matrix' | 'cells'> = { matrix: null, cells: null },
): Example {
  if (of.matrix === null || lesson.id !== 'random-lesson') return { lesson, reading, ...of }
  const id = `small-${of.matrix.replace(/_|(?=[A-Z])/g, '-').toLowerCase()}`
  const title = `A small lesson for ${of.matrix}: ${lesson.title.toLowerCase()}`
  return { lesson: { ...lesson, id, title }, reading, ...of }
}

const sentence = (name: AnswerName): string => `${name} is ${formulas[name].says}.`

export function wrongMatrix(named: Named, failed: readonly Failed[] = []): Finding {
  const { matrix, also, shape, shapeFound, mistake, looks, follows, shownBy, cells } = named
  const is = shapeFound[0] > 0 ? `it is ${shapeFound.join('×')}, ` : ''
  const [where = `${is}it should be ${shape.join('×')}`] = (cells ?? []).flatMap((row, r) =>
    row.flatMap(({ wanted, found, differs }, c) =>
      differs ? [`row ${r + 1} column ${c + 1} is ${found}, it should be ${wanted}`] : [],
    ),
  )
  const matrices: readonly Name[] = [matrix, ...also]
  const shown = failed.filter(({ verdict }) => verdict.faults.some(({ matrix }) => matrices.includes(matrix)))
  return finding('wrong', [matrix, mistake?.says ?? looks ?? 'it is wrong', where].join(': '), sentence(matrix), {
    step: steps[matrix],
    matrices,
    mistake,
    follows,
    example: shownBy.map(first => exampleOf(first, { matrix, cells }))[0] ?? null,
    checks: [...new Set(shown.map(({ check }) => check.id))],
  })
}

const workAnew =
  'Work each lesson anew: change no list that was handed to you, give back new ones, and draw nothing at random.'

/** One finding for the first step that is not written, or whose matrices have names of their own; the later ones wait. */
function notWritten(absent: readonly AnswerName[], strange: readonly string[]): readonly Finding[] {
  const [first] = absent
  if (!first) return []
  const step = steps[first]
  const matrices = absent.filter(name => steps[name] === step)
  const follows = absent.filter(name => steps[name] > step)
  const meant = absent.flatMap(name => {
    const [as = ''] = [...strange.filter(one => nameFrom(one) === name), ...nearest(name, strange)]
    return nameFrom(as) === name || nearest(as, absent)[0] === name ? [{ name, as }] : []
  })
  const misnamed = meant.find(({ name }) => matrices.includes(name))
  const names = meant.map(({ name, as }) => `${name} instead of "${as}"`)
  const isWhole = answerNames.every(name => steps[name] !== step || name === 'noise' || absent.includes(name))
  const some = `${matrices.join(', ')} ${matrices.length === 1 ? 'is' : 'are'} not answered yet`
  const [headline, suggestion] = misnamed
    ? [`${misnamed.name} is not answered, but "${misnamed.as}" is`, `Names count letter by letter: ${few(names, 6)}.`]
    : [isWhole ? `${slugOf(step)} is not written yet` : some, matrices.map(sentence).join(' ')]
  return [finding('not written', `step ${step}: ${headline}`, suggestion, { step, matrices, follows })]
}

function crashed({ results }: Report, crashes: Heard['crashes']): readonly Finding[] {
  const inChecks = results.flatMap(({ verdict }) => (verdict.outcome === 'crashed' ? [verdict] : []))
  return [...inChecks, ...crashes].slice(0, 1).map(({ lesson, reading, error }) => {
    const [step, suggestion] = hintOf(error.message, lesson.attention.kind === 'softmax')
    const headline = `the engine crashed on the lesson ${lesson.id}: ${inOneLine(error.message)}`
    return finding('crashed', headline, suggestion, { step, example: exampleOf({ lesson, reading }) })
  })
}

/** Where no answer shows what a law found: the law's own words. */
function reported({ check, verdict }: Failed): Finding {
  const [fault] = verdict.faults
  return finding('wrong', fault?.message ?? check.title, check.title, {
    step: fault ? (stepOf(fault.matrix) ?? check.step) : check.step,
    matrices: fault ? [fault.matrix] : [],
    example: exampleOf(verdict),
    checks: [check.id],
  })
}

const placeOf = ({ matrices: [first] }: Finding): number =>
  first && isAnswerName(first) ? answerNames.indexOf(first) : answerNames.length
