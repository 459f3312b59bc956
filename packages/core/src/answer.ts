// From the numbers of a lesson to its answer.
import { toCell, toNumber } from '@dit-by-hand/graph/exact'
import type { AnswerMatrix, Values } from '@dit-by-hand/spec/format'
import { givenOf, type Worked } from './lesson.ts'
import { workingNames } from './names.ts'

/** Values as an answer: the names of the specification, cells as in a lesson (decimals where softmax is used), the video
 *  frame by frame. */
export function answerOf({ lesson, values }: Worked): Values {
  const frames = lesson.video.length
  const given = Object.keys(givenOf(lesson)).filter(name => name !== 'noise' && name !== 'attention')
  const left = new Set<string>([...given, ...Object.keys(workingNames)])
  const answer: { [name: string]: AnswerMatrix | AnswerMatrix[] } = {}
  for (const [name, grid] of Object.entries(values)) {
    if (!grid || left.has(name)) continue
    const cells = grid.map(row => row.map(lesson.attention.kind === 'softmax' ? toNumber : toCell))
    const rows = cells.length / frames
    answer[name] = name === 'generatedVideo' ? lesson.video.map((_, f) => cells.slice(f * rows, (f + 1) * rows)) : cells
  }
  return answer as Values
}
