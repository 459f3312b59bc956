// A student's own numbers beside a lesson, as text, as JSON and in a grade book: the verdict first, then what to put right.
import type { Judged } from '@dit-by-hand/practice/own-numbers'
import { notes, otherwise, verdict } from '@dit-by-hand/practice/own-numbers-told'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type AnswerName, slugOf, stepNumbers, steps } from '@dit-by-hand/spec/names'
import type { Told } from '../class.ts'
import { type Diagnosis, type StepState, wrongMatrix } from '../diagnose.ts'
import { lessonLine } from '../options.ts'
import { diagnosisLines, pairLines } from './diagnosis.ts'
import { wrap } from './wrap.ts'

/** In lines of at most `width`. */
function numbersLines(lesson: Lesson, judged: Judged, width: number): readonly string[] {
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

/** As the fields of JSON. */
function numbersFields(lesson: Lesson, judged: Judged): { readonly [name: string]: unknown } {
  const { wrong, ...rest } = judged
  const told = wrong.map(({ matrix, mistake, looks, also, follows, shape, shapeFound, cells }) => {
    return { matrix, mistake, looks, also, follows, shape, shapeFound, cells }
  })
  return { lesson: lesson.id, verdict: verdict(judged, String), wrong: told, ...rest }
}

/** What is wrong first, and what happened there; nothing where nothing is. */
function firstOf({ given: [given], wrong: [wrong] }: Judged): Told['first'] {
  if (given) return [given.name, `it ${otherwise(given)}`]
  return wrong ? [wrong.matrix, wrongMatrix(wrong).headline.replace(`${wrong.matrix}: `, '')] : ['', '']
}

/** What is told of a file. @param named what `--lesson` knows the lesson by */
export function numbersTold(file: string, lesson: Lesson, named: string, judged: Judged, width: number): Told {
  const { right, wrong, given, absent } = judged
  const mistaken = wrong.flatMap(({ matrix, also }) => [matrix, ...also])
  const first = firstOf(judged)
  const isRight = given.length + wrong.length === 0
  const missing = isRight && absent.length > 0 ? ` Not here yet: ${absent.length}.` : ''
  return {
    file,
    lesson: named,
    right: right.length,
    follow: wrong.flatMap(({ follows }) => follows).length,
    wrong: mistaken.length,
    missing: absent.length,
    first,
    isRight,
    line: `${file}: ${verdict(judged, String)}${missing}`,
    whole: () => numbersLines(lesson, judged, width),
    fields: numbersFields(lesson, judged),
    spoilt: [...given.map(({ name }) => name), ...mistaken],
  }
}
