// The by-hand model as an engine that the specification can judge.
import type { Engine } from '@dit-by-hand/spec/engine'
import { answerOf } from './answer.ts'
import { netOf, work } from './lesson.ts'

/** Answers with every named matrix of a lesson: exactly, or in double precision where softmax is used. */
export const engine: Engine = {
  name: 'core',
  answer: (lesson, reading) => answerOf(work(lesson, netOf(lesson, reading))),
}
