// The values of a lesson written as an answer, and an answer read as numbers.
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toCell, toNumber } from '@dit-by-hand/graph/exact'
import type { AnswerCell, AnswerMatrix, Lesson, Values } from '@dit-by-hand/spec/format'
import { givenOf, type Worked } from './lesson.ts'
import { workingNames } from './names.ts'

/** The answer of a worked lesson: the names of the specification, cells as in a lesson (decimals where softmax is used), and
 *  the video frame by frame. */
export function answerOf({ lesson, values }: Worked): Values {
  const given = Object.keys(givenOf(lesson)).filter(name => name !== 'noise' && name !== 'attention')
  const left = new Set<string>([...given, ...Object.keys(workingNames)])
  const answer: { [name: string]: AnswerMatrix | AnswerMatrix[] } = {}
  for (const [name, grid] of Object.entries(values)) {
    if (!grid || left.has(name)) continue
    const cells = grid.map(row => row.map(lesson.attention.kind === 'softmax' ? toNumber : toCell))
    answer[name] = name === 'generatedVideo' ? inFrames(lesson, cells) : cells
  }
  return answer as Values
}

/** The rows of a video, whose frames stand one under the other, frame by frame. */
export function inFrames<Row>({ video }: Lesson, rows: readonly Row[]): Row[][] {
  const height = rows.length / video.length
  return video.map((_, frame) => rows.slice(frame * height, (frame + 1) * height))
}

/** Whether an answered cell is a number: a JSON number, or an integer or fraction as text. */
export const isCell = (cell: unknown): cell is AnswerCell =>
  typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\/0*[1-9]\d*)?$/.test(cell))

const isRows = (raw: unknown): raw is readonly (readonly unknown[])[] => Array.isArray(raw) && raw.every(Array.isArray)

/** An answered matrix as rows of numbers, of whatever shape, the frames of a video one under the other; where it is none,
 *  a sentence that says what it is instead. */
export function gridOfAnswer(raw: unknown, isVideo: boolean): Grid<Exact> | string {
  if (Array.isArray(raw) && !raw.some(Array.isArray)) return 'it is a flat list instead of rows of numbers'
  if (!isRows(raw)) return 'it is not a matrix'
  const frames = isVideo ? raw : [raw]
  if (!frames.every(isRows)) return 'it is one matrix instead of a list of frames'
  const rows = frames.flat()
  return rows.every((row): row is readonly AnswerCell[] => row.every(isCell))
    ? rows.map(row => row.map(fromCell))
    : 'it holds something that is not a number'
}
