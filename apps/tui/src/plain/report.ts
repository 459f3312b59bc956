// What became of an engine, as text and as JSON.

import { at } from '@dit-by-hand/graph/at'
import { counted, few } from '@dit-by-hand/graph/counted'
import type { Report, Result } from '@dit-by-hand/spec/conformance'
import type { Fault } from '@dit-by-hand/spec/law'
import { answerNames, isAnswerName, type Step, steps } from '@dit-by-hand/spec/names'
import type { Unmet } from '@dit-by-hand/spec/required'
import { inOneLine } from '../crash.ts'
import type { Diagnosis } from '../diagnose.ts'
import { fieldsJson } from './json.ts'
import { fields, wrap } from './wrap.ts'

/** What the JSON says besides: what was required, and what of it (or of what the engine claims) was not judged. */
export interface Required {
  readonly required: readonly Step[]
  readonly unmet: readonly Unmet[]
}

/** Whether every check that failed is told, or only counted. */
type How = 'every check' | 'the rest in numbers'

/** How the random lessons were drawn, and up to which step was judged. */
export interface Drawn {
  readonly seed: number
  readonly runs: number
  readonly step: number
}

type Of<O extends Result['verdict']['outcome']> = {
  readonly check: Result['check']
  readonly verdict: Extract<Result['verdict'], { readonly outcome: O }>
}

const isWrong = (result: Result): result is Of<'wrong'> => result.verdict.outcome === 'wrong'
const isSkipped = (result: Result): result is Of<'skipped'> => result.verdict.outcome === 'skipped'
const isCrashed = (result: Result): result is Of<'crashed'> => result.verdict.outcome === 'crashed'

/** Where a fault stands in the pipeline: given matrices first, then in the order in which they are made. */
const placeOf = (fault: Fault | undefined): number =>
  fault && isAnswerName(fault.matrix) ? answerNames.indexOf(fault.matrix) : -1

/** Of those that found the same matrix wrong, the laws first: they say why. */
const inPipelineOrder = (wrong: readonly Of<'wrong'>[]): readonly Of<'wrong'>[] =>
  wrong.toSorted(
    (a, b) =>
      placeOf(a.verdict.faults[0]) - placeOf(b.verdict.faults[0]) ||
      Number(a.check.kind === 'case') - Number(b.check.kind === 'case'),
  )

const stepText = ({ matrix }: Fault): string => (isAnswerName(matrix) ? `step ${steps[matrix]}` : 'given')

/** The last line: what became of the checks. */
export const countsLines = ({ passed, wrong, skipped, crashed }: Report, width: number): readonly string[] =>
  wrap(`passed ${passed} · wrong ${wrong} · skipped ${skipped} · crashed ${crashed}`, { width })

/** The report in lines of at most `width`: what was asked, then (in full: every check) what is wrong in pipeline order, what
 *  crashed, what was skipped. */
export function reportLines(report: Report, { seed, runs, step }: Drawn, width: number, how: How): readonly string[] {
  const { results } = report
  const faulty = inPipelineOrder(results.filter(isWrong))
  const first = faulty[0]?.verdict.faults[0]
  return [
    ...wrap(
      `Judged ${report.engine}: ${counted(results.length, 'check')}, each law on ${counted(runs, 'random lesson')} of seed ${seed} and on the cases${step < 13 ? `, up to step ${step}` : ''}.`,
      { width },
    ),
    '',
    ...(how === 'every check' ? faulty.flatMap(result => [...wrongLines(result, width), '']) : []),
    ...crashLines(results.filter(isCrashed), width, how),
    ...skipLines(results.filter(isSkipped), width),
    ...(first && how === 'every check'
      ? wrap(`Look first at ${first.matrix} (${stepText(first)}): what comes after it follows from it.`, { width })
      : []),
  ]
}

function wrongLines({ check, verdict }: Of<'wrong'>, width: number): readonly string[] {
  const [first, ...others] = verdict.faults
  if (!first) return []
  const field = fields(width, 12, '  ')
  const cell = first.row === undefined ? '' : `, row ${first.row}, column ${first.column ?? 1}`
  const also = [...new Set(others.map(({ matrix }) => matrix).filter(matrix => matrix !== first.matrix))]
  const drawn = verdict.lesson.id === 'random-lesson' ? `, ${verdict.lesson.title}; --json prints it whole` : ''
  return [
    ...wrap(check.id, { width, first: 'WRONG  ', rest: '  ' }),
    ...wrap(check.title, { width, first: '  ' }),
    ...field('matrix', `${first.matrix}${cell} (${stepText(first)})`),
    ...field('expected', first.expected),
    ...field('found', first.found),
    ...field('because', whyOf(first)),
    ...(also.length > 0 ? field('also', few(also, 6)) : []),
    ...field('lesson', `${verdict.lesson.id} (${verdict.reading})${drawn}`),
  ]
}

/** What a fault's message says beyond what stands above it already. */
function whyOf({ message, expected }: Fault): string {
  const [before, ...after] = message.split(`it should be ${expected}: `)
  return before !== undefined && after.length > 0 ? after.join(`it should be ${expected}: `) : message
}

/** A message without what differs from one lesson to the next: its name, what was printed, and numbers. */
const wayOf = (message: string): string =>
  inOneLine(message)
    .replace(/: [{[].*/s, '')
    .replace(/"[^"]*"|\([^)]*\)|\d+/g, '…')

/** What the program itself wrote, with its own indents; of a traceback, no lines of marks. */
const toldLines = (message: string, width: number): readonly string[] =>
  message
    .split('\n')
    .filter(line => !/^[\s^~]+$/.test(line))
    .flatMap(line => wrap(line, { width, first: `  ${/^ */.exec(line)?.[0] ?? ''}` }))

/** What crashed in the same way is told once, with the message of the first; with every check, each message is. */
function crashLines(crashed: readonly Of<'crashed'>[], width: number, how: How): readonly string[] {
  const alike = Map.groupBy(crashed, ({ verdict: { error } }) =>
    how === 'every check' ? error.message : wayOf(error.message),
  )
  return [...alike.values()].flatMap(results => {
    const { verdict } = at(results, 0)
    return [
      ...wrap(
        few(
          results.map(({ check }) => check.id),
          6,
        ),
        { width, first: 'CRASHED  ', rest: '  ' },
      ),
      ...toldLines(verdict.error.message, width),
      ...wrap(`lesson ${verdict.lesson.id} (${verdict.reading})`, { width, first: '  ' }),
      '',
    ]
  })
}

function skipLines(skipped: readonly Of<'skipped'>[], width: number): readonly string[] {
  const byReason = Map.groupBy(skipped, ({ verdict }) => verdict.why)
  const lines = [...byReason].flatMap(([why, results]) =>
    wrap(
      `skipped ${results.length}: ${why} (${few(
        results.map(({ check }) => check.id),
        6,
      )})`,
      { width, rest: '  ' },
    ),
  )
  return lines.length > 0 ? [...lines, ''] : []
}

/** The report with what is wrong first, then every check in the order in which it ran, the lesson of each fault whole. */
export function reportJson({ results, ...counts }: Report, drawn: Drawn & Required, diagnosis: Diagnosis): string {
  const checks = results.map(({ check: { id, kind, step, title }, verdict }) => {
    const shown = verdict.outcome === 'crashed' ? { ...verdict, error: verdict.error.message } : verdict
    return { id, kind, step, title, ...shown }
  })
  const { steps, findings } = diagnosis
  return fieldsJson({ ...counts, ...drawn, steps, findings, checks })
}
