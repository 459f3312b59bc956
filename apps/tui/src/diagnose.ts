// From a report to what a student can use: what is wrong first and why, what follows from it, and a lesson that shows it.
import { type CellPair, explain, type Named } from '@dit-by-hand/core/mistakes'
import { type Heard, hear, type Question } from '@dit-by-hand/core/mistakes/ask'
import { lessons } from '@dit-by-hand/spec/arbitraries'
import type { Report, Result, Worked } from '@dit-by-hand/spec/conformance'
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { claimFor } from '@dit-by-hand/spec/law'
import { formulas } from '@dit-by-hand/spec/laws/formulas'
import {
  type AnswerName,
  answerNames,
  isAnswerName,
  type Name,
  namesFor,
  type Step,
  slugOf,
  stepNumbers,
  steps,
} from '@dit-by-hand/spec/names'

/** How far a step is. `follows`: wrong, but nothing is known to be wrong with the step itself. */
export type StepState = 'right' | 'wrong' | 'follows' | 'not written' | 'not asked'

/** One thing to put right. */
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
  /** What the matrix should be, or what to do. */
  readonly suggestion: string
  /** Wrong too, but only because of this: nothing to look for there. */
  readonly follows: readonly AnswerName[]
  /** The smallest lesson found that shows it, with what was wanted and what came. */
  readonly example: Example | null
  /** Checks that failed on it. */
  readonly checks: readonly string[]
}

export interface Example {
  readonly lesson: Lesson
  readonly reading: Reading
  readonly matrix: Name | null
  readonly cells: readonly (readonly CellPair[])[] | null
}

export interface Diagnosis {
  /** The last step that was looked at. */
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
  /** What is known before: told first, and enough where nothing else is found. */
  readonly known?: readonly Finding[]
}

type Failed = Pick<Result, 'check'> & { readonly verdict: Extract<Result['verdict'], { readonly outcome: 'wrong' }> }

/**
 * What is wrong with an engine, in the order of the steps. Asks it about some 80 lessons more, to tell mistakes apart;
 * where nothing in the report is wrong or crashed it asks nothing, and finds nothing.
 */
export async function diagnose(
  engine: Engine,
  report: Report,
  { cases, seed, upTo, known = [] }: Asking,
): Promise<Diagnosis> {
  const stepsOf = (stateOf: (step: Step) => StepState): Diagnosis['steps'] =>
    stepNumbers.map(step => ({ step, title: slugOf(step), state: step > upTo ? 'not asked' : stateOf(step) }))
  if (report.wrong + report.crashed === 0)
    return { upTo, steps: stepsOf(() => (report.passed > 0 ? 'right' : 'not asked')), findings: [] }
  const failed = report.results.flatMap(({ check, verdict }): readonly Failed[] =>
    verdict.outcome === 'wrong' ? [{ check, verdict }] : [],
  )
  const questions = [
    ...failed.slice(0, 6).map(({ verdict: { lesson, reading } }) => ({ lesson, reading })),
    ...[...cases.map(({ lesson }) => lesson), ...drawn(seed)].flatMap(bothReadings),
  ]
  const heard = await hear(engine, questions, name => isWithin(name, upTo))
  const asked = claimed(heard, engine)
  const absent = absentIn(asked, engine)
  const named = heard.habits.length > 0 ? [] : explain(asked)
  const found = [
    ...known,
    ...heard.habits.map(says => habit(says, asked[0], failed)),
    ...[...named.map(one => wrong(one, failed)), ...notWritten(absent)].toSorted((a, b) => placeOf(a) - placeOf(b)),
    ...crashed(report, heard),
  ]
  const findings = found.length > 0 ? found : failed.slice(0, 1).map(reported)
  const spoilt = findings.flatMap(({ kind, matrices }) => (kind === 'wrong' ? matrices : []))
  const follows = named.flatMap(one => one.follows)
  const steps = stepsOf(step => {
    const isAmong = (names: readonly Name[]): boolean => names.some(name => stepOf(name) === step)
    if (isAmong(spoilt)) return 'wrong'
    if (isAmong(absent)) return 'not written'
    return isAmong(follows) ? 'follows' : asked.length > 0 ? 'right' : 'not asked'
  })
  return { upTo, steps, findings }
}

const isWithin = (name: string, last: Step): boolean => isAnswerName(name) && steps[name] <= last

const stepOf = (name: Name): Step | null => (isAnswerName(name) ? steps[name] : null)

const bothReadings = (lesson: Lesson): readonly Question[] =>
  (lesson.errata.some(({ printed }) => printed !== null)
    ? (['corrected', 'printed'] as const)
    : (['corrected'] as const)
  ).map(reading => ({ lesson, reading }))

/** Random lessons for a diagnosis: small ones, then some of any size. */
const drawn = (seed: number): readonly Lesson[] => [
  ...lessons({ seed, runs: 36, flavour: 'handFriendly' }),
  ...lessons({ seed, runs: 12, flavour: 'wild' }),
]

const dueOf = ({ lesson }: Question, { claims = ['forward', 'slopes', 'update'] }: Engine): readonly AnswerName[] =>
  namesFor(lesson.attention.kind).filter(name => claims.includes(claimFor(name)))

/** Answers without what the engine does not claim. */
const claimed = ({ asked }: Heard, engine: Engine): Heard['asked'] =>
  asked.map(one => {
    const due = dueOf(one, engine)
    return {
      ...one,
      answer: Object.fromEntries(Object.entries(one.answer).filter(([as]) => due.some(name => name === as))),
    }
  })

/** The matrices that no answer has, though it should. */
function absentIn(asked: Heard['asked'], engine: Engine): readonly AnswerName[] {
  return answerNames.filter(name => {
    const due = asked.filter(one => dueOf(one, engine).includes(name))
    return due.length > 0 && due.every(({ answer }) => answer[name] === undefined)
  })
}

const checksOf = (matrices: readonly Name[], failed: readonly Failed[]): readonly string[] => [
  ...new Set(
    failed
      .filter(({ verdict }) => verdict.faults.some(({ matrix }) => matrices.includes(matrix)))
      .map(({ check }) => check.id),
  ),
]

const sentence = (name: AnswerName): string => `${name} is ${formulas[name].says}.`

function wrong(
  { matrix, also, shape, mistake, looks, follows, shownBy, cells }: Named,
  failed: readonly Failed[],
): Finding {
  const [where = `it should be ${shape.join('×')}`] = (cells ?? []).flatMap((row, r) =>
    row.flatMap(({ wanted, found, differs }, c) =>
      differs ? [`row ${r + 1} column ${c + 1} is ${found}, it should be ${wanted}`] : [],
    ),
  )
  const [first] = shownBy
  const matrices = [matrix, ...also]
  return {
    kind: 'wrong',
    headline: [matrix, mistake?.says ?? looks ?? 'it is wrong', where].join(': '),
    step: steps[matrix],
    matrices,
    mistake,
    suggestion: sentence(matrix),
    follows,
    example: first ? { lesson: called(first.lesson, matrix), reading: first.reading, matrix, cells } : null,
    checks: checksOf(matrices, failed),
  }
}

/** A random lesson by a name of its own, so that it can be saved. */
const called = (lesson: Lesson, name: AnswerName): Lesson =>
  lesson.id === 'random-lesson'
    ? {
        ...lesson,
        id: `small-${name.replace(/_/g, '-').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`,
        title: `A small lesson for ${name}: ${lesson.title.toLowerCase()}`,
      }
    : lesson

const exampleOf = (question: Question | undefined): Example | null =>
  question ? { lesson: question.lesson, reading: question.reading, matrix: null, cells: null } : null

const plain = { matrices: [], mistake: null, follows: [], checks: [], step: null } as const

const habit = (says: string, shown: Question | undefined, failed: readonly Failed[]): Finding => ({
  ...plain,
  kind: 'wrong',
  headline: says,
  mistake: { family: 'memory', says },
  suggestion:
    'Work each lesson anew: change no list that was handed to you, give back new ones, and draw nothing at random.',
  example: exampleOf(shown),
  checks: failed.map(({ check }) => check.id),
})

/** One finding for the first step that is not written; the later ones wait. */
function notWritten(absent: readonly AnswerName[]): readonly Finding[] {
  const [first] = absent
  if (!first) return []
  const step = steps[first]
  const matrices = absent.filter(name => steps[name] === step)
  const isWhole = answerNames.every(name => steps[name] !== step || name === 'noise' || absent.includes(name))
  const verb = matrices.length === 1 ? 'is' : 'are'
  return [
    {
      ...plain,
      kind: 'not written',
      headline: isWhole
        ? `step ${step}: ${slugOf(step)} is not written yet`
        : `step ${step}: ${matrices.join(', ')} ${verb} not answered yet`,
      step,
      matrices,
      suggestion: matrices.map(sentence).join(' '),
      follows: absent.filter(name => steps[name] > step),
      example: null,
    },
  ]
}

/** What an error message gives away. */
function hintOf(message: string, isSoft: boolean): { readonly step: Step | null; readonly suggestion: string } {
  if (/needs a row of numbers/.test(message))
    return { step: 4, suggestion: 'A vector is a matrix of one column: [[1], [2]], not [1, 2].' }
  if (!/overflow|math range|not JSON compliant|NaN|Infinity/i.test(message))
    return { step: null, suggestion: 'The message below is the engine’s own; run it on this lesson alone.' }
  const overflow = 'e to a large power overflows: take the largest score of each column away from all of them first.'
  const zero = 'Something is divided by 0, or too large for the numbers it is worked in.'
  return isSoft ? { step: 7, suggestion: overflow } : { step: null, suggestion: zero }
}

function crashed({ results }: Report, { crashes }: Heard): readonly Finding[] {
  const inChecks = results.flatMap(({ verdict }) => (verdict.outcome === 'crashed' ? [verdict] : []))
  const [first] = [...inChecks, ...crashes]
  if (!first) return []
  const { lesson, error } = first
  const headline = `the engine crashed on the lesson ${lesson.id}: ${error.message.split('\n')[0]}`
  const hint = hintOf(error.message, lesson.attention.kind === 'softmax')
  return [{ ...plain, kind: 'crashed', headline, ...hint, example: exampleOf(first) }]
}

/** Where no answer shows what a law found: the law's own words. */
const reported = ({ check, verdict }: Failed): Finding => {
  const matrices = verdict.faults.slice(0, 1).map(({ matrix }) => matrix)
  return {
    ...plain,
    kind: 'wrong',
    headline: verdict.faults.map(({ message }) => message)[0] ?? check.title,
    step: matrices.map(stepOf)[0] ?? check.step,
    matrices,
    suggestion: check.title,
    example: exampleOf(verdict),
    checks: [check.id],
  }
}

const placeOf = ({ matrices: [first] }: Finding): number =>
  first && isAnswerName(first) ? answerNames.indexOf(first) : answerNames.length
