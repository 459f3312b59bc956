// Compares an engine with the vectors: cells must be equal where they are exact, and within the tolerance where not.
import type { Engine } from '../judge/engine.ts'
import { cellOf } from '../lesson/at.ts'
import type { AnswerCell, Values } from '../lesson/format.ts'
import { type AnswerName, isAnswerName } from '../lesson/names.ts'
import { exactly, near, same } from '../lesson/number.ts'
import type { Vector } from './all.ts'

type Rows = readonly (readonly AnswerCell[])[]

const rowsOf = (values: Values, name: AnswerName): Rows =>
  name === 'generatedVideo' ? (values.generatedVideo ?? []).flat() : (values[name] ?? [])

const isDecimal = (cell: AnswerCell): boolean => typeof cell === 'number' && !Number.isSafeInteger(cell)

/** The matrices in which an engine disagrees with a vector, each with the first such cell. In softmax lessons an engine may use
 *  decimals throughout: the tolerance then also applies to decimals in place of exact cells. */
export async function disagreements(vector: Vector, engine: Engine): Promise<readonly string[]> {
  const { id, lesson, answer, decimals } = vector
  const problems: string[] = []
  for (const reading of ['corrected', 'printed'] as const) {
    const wanted = answer[reading]
    if (!wanted) continue
    const found = await engine.answer(lesson, reading)
    for (const name of namesIn(wanted)) {
      const [is, should] = [rowsOf(found, name), rowsOf(wanted, name)]
      if (String(is.map(row => row.length)) !== String(should.map(row => row.length))) {
        problems.push(`${id} (${reading}): ${engine.name} answers ${name} in another shape`)
        continue
      }
      const agrees = (got: AnswerCell, want: AnswerCell): boolean =>
        decimals.includes(name) || (lesson.attention.kind === 'softmax' && isDecimal(got))
          ? near(exactly(got), exactly(want))
          : same(exactly(got), exactly(want))
      const place = should
        .flatMap((row, r) => row.map((want, c) => ({ r, c, want, got: cellOf(is, r, c) })))
        .find(({ got, want }) => !agrees(got, want))
      if (place)
        problems.push(
          `${id} (${reading}): ${name} row ${place.r + 1} column ${place.c + 1} is ${place.want}; ${engine.name} finds ${place.got}`,
        )
    }
  }
  return problems
}

const namesIn = (values: Values): readonly AnswerName[] => Object.keys(values).filter(isAnswerName)
