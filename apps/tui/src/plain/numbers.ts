// A student's own numbers beside a lesson, as text, as JSON and in a grade book: the verdict first, then what to put right.
import type { Given, Judged } from '@dit-by-hand/practice/own-numbers'
import { notes, verdict } from '@dit-by-hand/practice/own-numbers-told'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type AnswerName, type Name, slugOf, stepNumbers, steps } from '@dit-by-hand/spec/names'
import type { Refused, Told } from '../class.ts'
import type { Marks } from '../csv.ts'
import { type Diagnosis, type StepState, wrongMatrix } from '../diagnose.ts'
import { lessonLine } from '../options.ts'
import { diagnosisLines, pairLines } from './diagnosis.ts'
import { wrap } from './wrap.ts'

/** In lines of at most `width`. */
export function numbersLines(lesson: Lesson, judged: Judged, width: number): readonly string[] {
  const { reading, given } = judged
  const say = (text: string): readonly string[] => wrap(text, { width, rest: '  ' })
  return [
    ...say(`${lessonLine(lesson, reading)}: ${verdict(judged, String)}`),
    '',
    ...given.flatMap(one => [
      ...say(`${one.name} ${otherwise(one)}`),
      ...(one.cells ? pairLines(one.cells, width) : []),
      '',
    ]),
    ...diagnosisLines(diagnosisOf(judged), width),
    ...notes(judged, String).flatMap(say),
  ]
}

/** Each step as far as its matrices are there. */
function diagnosisOf({ right, wrong }: Judged): Diagnosis {
  const states: readonly (readonly [StepState, readonly AnswerName[]])[] = [
    ['wrong', wrong.flatMap(({ matrix, also }) => [matrix, ...also])],
    ['follows', wrong.flatMap(({ follows }) => follows)],
    ['right', right],
  ]
  return {
    upTo: 13,
    steps: stepNumbers.map(step => {
      const [state = 'not asked'] = states.find(([, names]) => names.some(name => steps[name] === step)) ?? []
      return { step, title: slugOf(step), state }
    }),
    findings: wrong.map(one => wrongMatrix(one)),
  }
}

const otherwise = ({ cells, shape, shapeFound }: Given): string =>
  `is given, and is not the lesson’s${cells ? '' : `: ${shape.join('×')}, here ${shapeFound.join('×')}`}`

/** As the fields of JSON. */
export function numbersFields(lesson: Lesson, judged: Judged): { readonly [name: string]: unknown } {
  const { wrong, ...rest } = judged
  const told = wrong.map(({ matrix, mistake, looks, also, follows, shape, shapeFound, cells }) => {
    return { matrix, mistake, looks, also, follows, shape, shapeFound, cells }
  })
  return { lesson: lesson.id, verdict: verdict(judged, String), wrong: told, ...rest }
}

/** One of a class. */
export type OfClass =
  | { readonly file: string; readonly lesson: Lesson; readonly named: string; readonly judged: Judged }
  | Refused

/** What is wrong first, and what happened there; undefined where nothing is. */
function firstOf({ given: [given], wrong: [wrong] }: Judged): { readonly in: Name; readonly says: string } | undefined {
  if (given) return { in: given.name, says: `it ${otherwise(given)}` }
  return wrong && { in: wrong.matrix, says: wrongMatrix(wrong).headline.replace(`${wrong.matrix}: `, '') }
}

/** A line for each file, and under it what is wrong first. */
export function toldOf(each: OfClass): Told | Refused {
  if ('refused' in each) return each
  const { file, judged } = each
  const first = firstOf(judged)
  const absent = !first && judged.absent.length > 0 ? ` Not here yet: ${judged.absent.length}.` : ''
  return {
    file,
    isRight: first === undefined,
    lines: [`${file}: ${verdict(judged, String)}${absent}`, ...(first ? [`  first: ${first.in}: ${first.says}`] : [])],
    wrong: [...judged.given.map(({ name }) => name), ...judged.wrong.flatMap(({ matrix, also }) => [matrix, ...also])],
  }
}

/** What a grade book has of one file. @see Marks */
export function markOf(each: OfClass): Marks | Refused {
  if ('refused' in each) return each
  const { file, named: lesson, judged } = each
  const { right, wrong, absent } = judged
  const { in: first = '', says = '' } = firstOf(judged) ?? {}
  return {
    file,
    lesson,
    right: right.length,
    follow: wrong.flatMap(({ follows }) => follows).length,
    wrong: wrong.flatMap(({ matrix, also }) => [matrix, ...also]).length,
    missing: absent.length,
    first: [first, says],
  }
}
