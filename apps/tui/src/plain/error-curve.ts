// The error as a curve, drawn in blocks: J over one number, which stands in the middle.
import { add } from '@dit-by-hand/graph/exact'
import { brief } from '@dit-by-hand/walkthrough/brief'
import { curveRuns, type ErrorCurve } from '@dit-by-hand/walkthrough/error-curve'
import { padEnd, padStart } from '../screen/text.ts'
import { columnLines } from '../video/curve.ts'

const [rows, eighths] = [5, 8] as const

/** Lines of the picture: the columns, and two with numbers. */
export const pictureRows = rows + 2

/** Columns of J from 0 up, and under them the numbers at both ends and the number itself. @param indent columns before all */
export function curvePicture(curve: ErrorCurve, width: number, indent: number): readonly string[] {
  const each = Math.max(8, Math.min(24, Math.floor((width - indent - 1) / 2)))
  const errors = curveRuns(curve, each)
    .flat()
    .map(([, error]) => error)
  const most = Math.max(...errors)
  const heights = errors.map(error => (most === 0 ? 0 : Math.round((error / most) * rows * eighths)))
  const end = (by: number): string => brief(add(curve.now.at, by))
  const here = brief(curve.now.at)
  const half = `${padEnd(end(-curve.reach), each)}▲${padStart(end(curve.reach), each)}`
  const middle = ' '.repeat(Math.max(0, each - Math.floor(here.length / 2))) + here
  return [...columnLines(heights, rows), half, middle].map(line => `${' '.repeat(indent)}${line}`.trimEnd())
}
