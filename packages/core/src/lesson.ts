// A lesson's net, the matrices it gives, and all its values. answer.ts makes an answer of them.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Amendment, Net, Node } from '@dit-by-hand/graph/graph'
import { memoByKey } from '@dit-by-hand/graph/memo'
import { amend } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { AttentionKind, GivenName } from '@dit-by-hand/spec/names'
import { type Dit, dit } from './dit.ts'
import type { Name } from './names.ts'
import { type DitSizes, sizesOf } from './sizes.ts'

/** The matrices that a lesson gives, as exact numbers. Words are columns, in the order of the prompt. */
export function givenOf(lesson: Lesson): { readonly [K in GivenName | 'attention']?: Grid<Exact> } {
  const matrix = (rows: readonly (readonly (number | string)[])[]): Grid<Exact> => rows.map(row => row.map(fromCell))
  const column = (cells: readonly (number | string)[]): Grid<Exact> => cells.map(cell => [fromCell(cell)])
  const words = wordsOf(lesson).map(word => named(lesson.prompt.words, word, 'the prompt'))
  const { attention } = lesson
  return {
    video: matrix(lesson.video.flat()),
    encoderWeight: matrix(lesson.encoder.weight),
    encoderBias: column(lesson.encoder.bias),
    noise: matrix(lesson.noise),
    words: matrix(at(words, 0, 'the prompt').map((_, row) => words.map(word => at(word, row, 'a word’s vector')))),
    t: [[lesson.timestep.t]],
    modulationWeight: matrix(lesson.modulation.weight),
    modulationBias: column(lesson.modulation.bias),
    ...(attention.kind === 'given'
      ? { attention: matrix(attention.matrix) }
      : { query: matrix(attention.query), key: matrix(attention.key) }),
    feedForwardWeight: matrix(lesson.feedForward.weight),
    feedForwardBias: column(lesson.feedForward.bias),
    learningRate: column([lesson.learningRate]),
    decoderWeight: matrix(lesson.decoder.weight),
    decoderBias: column(lesson.decoder.bias),
  }
}

/** The words that have vectors, in the order in which the prompt has them. */
export function wordsOf({ prompt }: Lesson): readonly string[] {
  const said = prompt.text.toLowerCase().split(/\s/)
  const place = (word: string): number => said.indexOf(word.toLowerCase())
  return Object.keys(prompt.words).toSorted((a, b) => place(a) - place(b))
}

const sized = (sizes: DitSizes, kind: AttentionKind): string => JSON.stringify([sizes, kind])
const built: (sizes: DitSizes, kind: AttentionKind) => Dit = memoByKey(dit, sized)
const misprinted: (sizes: DitSizes, kind: AttentionKind, slips: readonly (readonly [Name, Amendment])[]) => Net<Name> =
  memoByKey(
    (sizes, kind, slips) => rewrite(built(sizes, kind).net, misprints(slips)),
    (sizes, kind, slips) => `${sized(sizes, kind)} ${JSON.stringify(slips, exactly)}`,
  )
const exactly = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

/** The lesson's model. Lessons of the same sizes share one. */
export const modelOf = (lesson: Lesson): Dit => built(sizesOf(lesson), lesson.attention.kind)

/** The lesson's net in one reading: `printed` has every misprint whose printed value is known, `corrected` has none.
 *  Lessons of the same sizes and misprints share one. */
// Stryker disable next-line StringLiteral: whatever is not the printed reading is the corrected one
export function netOf(lesson: Lesson, reading: Reading = 'corrected'): Net<Name> {
  const slips = reading === 'printed' ? slipsOf(lesson) : []
  return slips.length === 0 ? modelOf(lesson).net : misprinted(sizesOf(lesson), lesson.attention.kind, slips)
}

/** The misprints of a lesson whose printed value is known: each with its matrix, cell and printed value. */
export const slipsOf = ({ errata }: Lesson): readonly (readonly [Name, Amendment])[] =>
  errata.flatMap(({ matrix, row, column, printed }) =>
    printed === null ? [] : [[matrix, { row: row - 1, column: column - 1, value: fromCell(printed) }] as const],
  )

function misprints(slips: readonly (readonly [Name, Amendment])[]): { readonly [K in Name]?: (node: Node) => Node } {
  const byMatrix = Map.groupBy(slips, ([matrix]) => matrix)
  return Object.fromEntries(
    [...byMatrix].map(([matrix, here]) => [
      matrix,
      (node: Node) =>
        amend(
          node,
          here.map(([, cell]) => cell),
        ),
    ]),
  )
}

/** The values of every named matrix of a lesson. */
export type WorkedValues = { readonly [K in Name]?: Grid<Exact> }

/** A lesson with its net, in the chosen reading, and all its values. */
export interface Worked {
  readonly lesson: Lesson
  readonly net: Net<Name>
  readonly values: WorkedValues
}

/** The value of one cell. @throws {RangeError} naming the matrix and its shape, where the lesson has no such cell */
export function cellValue(
  { lesson, values }: Pick<Worked, 'lesson' | 'values'>,
  { name, row, column }: CellRef,
): Exact {
  const grid = named<Grid<Exact>>(values, name, `the lesson ${lesson.id}`)
  const value = grid[row]?.[column]
  if (value !== undefined) return value
  throw new RangeError(
    `${name} is ${grid.length}×${at(grid, 0, name).length}; it has no row ${row + 1}, column ${column + 1}`,
  )
}

/** Computes all values of a lesson. @param net the lesson's net, or a rewriting of it */
export function work(lesson: Lesson, net: Net<Name> = netOf(lesson)): Worked {
  return { lesson, net, values: evaluate(net, givenOf(lesson), exact) }
}
