// A student's own numbers beside a lesson, as text and as JSON: the verdict first, then what to put right.
import type { Judged } from '@dit-by-hand/practice/own-numbers'
import { notes, verdict } from '@dit-by-hand/practice/own-numbers-told'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type AnswerName, slugOf, stepNumbers, steps } from '@dit-by-hand/spec/names'
import { type Diagnosis, type StepState, wrongMatrix } from '../diagnose.ts'
import { lessonLine } from '../options.ts'
import { diagnosisLines, pairLines } from './diagnosis.ts'
import { fieldsJson } from './json.ts'
import { wrap } from './wrap.ts'

/** In lines of at most `width`. */
export function numbersLines(lesson: Lesson, judged: Judged, width: number): readonly string[] {
  const { reading, given } = judged
  const say = (text: string): readonly string[] => wrap(text, { width, rest: '  ' })
  return [
    ...say(`${lessonLine(lesson, reading)}: ${verdict(judged, String)}`),
    '',
    ...given.flatMap(({ name, shape, shapeFound, cells }) => [
      ...say(
        `${name} is given, and is not the lesson’s${cells ? '' : `: ${shape.join('×')}, here ${shapeFound.join('×')}`}`,
      ),
      ...(cells ? pairLines(cells, width) : []),
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

export function numbersJson(lesson: Lesson, judged: Judged): string {
  const { wrong, ...rest } = judged
  const told = wrong.map(({ matrix, also, follows, mistake, looks, shape, shapeFound, cells }) => {
    return { matrix, mistake, looks, also, follows, shape, shapeFound, cells }
  })
  return fieldsJson({ lesson: lesson.id, verdict: verdict(judged, String), wrong: told, ...rest })
}
