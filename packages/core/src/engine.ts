// The engine, as the specification asks for it.
import type { Engine } from '@dit-by-hand/spec/engine'
import { answerOf } from './answer.ts'
import { netOf, work } from './lesson.ts'

/** Answers every named matrix of a lesson, exactly (in double precision where softmax is used). */
export const engine: Engine = {
  name: 'core',
  answer: (lesson, reading) => answerOf(work(lesson, netOf(lesson, reading))),
}
