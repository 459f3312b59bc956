// A lesson's answer as it is published: exact matrices exactly, decimals with the same digits on every machine.
import { named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, isDecimal, toCell } from '@dit-by-hand/graph/exact'
import type { Net } from '@dit-by-hand/graph/graph'
import { precise, preciseFrom, rounded } from '@dit-by-hand/graph/precise'
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import type { Wanted } from '@dit-by-hand/spec/vectors'
import { inFrames } from './answer.ts'
import { givenOf, netOf, work } from './lesson.ts'
import type { Name } from './names.ts'

/** The wanted matrices of a lesson, the video frame by frame. Decimals are computed to 256 binary places and rounded once:
 *  to 12 digits, or to 12 decimal places where they are below 1.
 *  @throws {RangeError} where a matrix is wanted exactly but holds decimals */
export function published(lesson: Lesson, reading: Reading, { exact, decimal }: Wanted): Values {
  const net = netOf(lesson, reading)
  const cells: { [name: string]: AnswerMatrix } = {}
  const exactly: { readonly [name: string]: Grid<Exact> | undefined } = work(lesson, net).values
  for (const name of exact) cells[name] = matrixOf(name, exactly, exactCell)
  if (decimal.length > 0) {
    const values = precisely(lesson, net)
    for (const name of decimal) cells[name] = matrixOf(name, values, rounded)
  }
  const { generatedVideo: _, ...others } = cells
  return { ...others, generatedVideo: inFrames(lesson, named(cells, 'generatedVideo', 'the answer')) }
}

function precisely(lesson: Lesson, net: Net<Name>): { readonly [name: string]: Grid<bigint> | undefined } {
  const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(preciseFrom))])
  return evaluate(net, Object.fromEntries(given), precise)
}

function matrixOf<R>(
  name: string,
  values: { readonly [name: string]: Grid<R> | undefined },
  cell: (value: R) => number | string,
): AnswerMatrix {
  return named(values, name, 'the lesson').map(row => row.map(cell))
}

function exactCell(value: Exact): number | string {
  if (isDecimal(value)) throw new RangeError(`${value} is not exact`)
  return toCell(value)
}
