// Judges the numbers of a student's own program against one lesson: what is right, what is wrong first, and why.
import { answerOf } from '@dit-by-hand/core/answer'
import { netOf, work } from '@dit-by-hand/core/lesson'
import { type CellPair, explain, type Named } from '@dit-by-hand/core/mistakes'
import { boundsOf, precisions, withRoundingTakenBack } from '@dit-by-hand/core/rounding'
import { named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toCell, toNumber } from '@dit-by-hand/graph/exact'
import type { Shape } from '@dit-by-hand/graph/graph'
import { showNumber } from '@dit-by-hand/graph/style'
import type { AnswerCell, AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { type AnswerName, isAnswerName, isGivenName, type Name, namesFor } from '@dit-by-hand/spec/names'
import { callable } from '@dit-by-hand/walkthrough/find'
import { nameFrom } from '@dit-by-hand/walkthrough/meant'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { called, type Numbers, NumbersError } from './numbers.ts'

/** A matrix that a lesson gives, and that is not as the lesson has it. */
export interface Given {
  readonly name: Name
  readonly shape: Shape
  readonly shapeFound: readonly number[]
  /** null where the shapes differ. */
  readonly cells: readonly (readonly CellPair[])[] | null
}

export interface Judged {
  readonly reading: Reading
  /** In the order in which the matrices are worked. */
  readonly right: readonly AnswerName[]
  /** One for each mistake, the first to put right first. */
  readonly wrong: readonly Named[]
  /** What the lesson gives and was entered otherwise: to be put right before anything else. */
  readonly given: readonly Given[]
  readonly absent: readonly AnswerName[]
  /** Arrays that are no matrix of the lesson, and what could be meant. */
  readonly unknown: readonly { readonly label: string; readonly shape: readonly number[]; readonly hint: string }[]
  /** Whether patches were rows and not columns, in all of them: they were turned over. */
  readonly isTurned: boolean
  /** Matrices that came more than once: the last one counts. */
  readonly repeated: readonly Name[]
}

/**
 * @param reading undefined for the corrected one, or the printed one where it alone makes all right
 * @throws {NumbersError} where none of the numbers is of a matrix of the lesson
 */
export function judgeNumbers(lesson: Lesson, all: readonly Numbers[], reading?: Reading): Judged {
  const judged = judgeIn(lesson, all, reading ?? 'corrected')
  if (reading !== undefined || judged.wrong.length === 0 || lesson.errata.every(({ printed }) => printed === null))
    return judged
  const printed = judgeIn(lesson, all, 'printed')
  return printed.wrong.length === 0 ? printed : judged
}

function judgeIn(lesson: Lesson, all: readonly Numbers[], reading: Reading): Judged {
  const worked = work(lesson, netOf(lesson, reading))
  const right = answerOf(worked)
  const gridOf = (name: Name): Grid<Exact> => named(worked.values, name)
  const known = new Map<Name, Numbers>()
  const repeated = new Set<Name>()
  const unknown: Judged['unknown'][number][] = []
  for (const one of all) {
    const meant = one.label === null ? undefined : nameFrom(one.label)
    if (meant !== undefined && isJudged(meant) && worked.values[meant]) {
      if (known.has(meant)) repeated.add(meant)
      known.set(meant, one)
    } else if (one.shape.length > 0) unknown.push(strange(one, meant))
  }
  if (known.size === 0) throw noneOf(unknown)
  const fitted = [...known].map(([name, { shape }]) => [fitOf(shape, gridOf(name)), name] as const)
  const isTurned =
    fitted.some(([fit]) => fit === 'turned') && fitted.every(([fit]) => fit === 'turned' || fit === 'both')
  const own = new Map([...known].map(([name, numbers]) => [name, rowsOf(numbers, gridOf(name), isTurned)]))
  const bounds = boundsOf(lesson, reading, precisions.single)
  const near = (name: Name, rows: AnswerMatrix): AnswerMatrix => {
    const limits = named(bounds, name)
    const room = roomIn(known.get(name)?.places)
    return rows.map((row, r) =>
      row.map((cell, c) => {
        const limit = limits[r]?.[c]
        const isNear = limit && Math.abs(toNumber(fromCell(cell)) - toNumber(limit.value)) <= limit.error + room
        return isNear ? toCell(limit.value) : cell
      }),
    )
  }
  const entries = [...own].map(([name, rows]) => [name, near(name, rows)] as const)
  const answer = Object.fromEntries(
    entries.flatMap(([name, rows]) =>
      isAnswerName(name) && right[name] ? [[name, framesOf(name, rows, lesson)]] : [],
    ),
  ) as Values
  const places = Math.max(0, ...all.map(one => one.places ?? 0))
  const precision = { ...precisions.single, smallest: Math.max(precisions.single.smallest, roomIn(places)) }
  const followed = withRoundingTakenBack(lesson, reading, answer, precision)
  const wrong = explain([
    { lesson, reading, answer: followed, precision: 'single', ...(places > 0 && { places: Math.min(places, 5) }) },
  ])
  const isSpoilt = new Set<Name>(wrong.flatMap(({ matrix, also, follows }) => [matrix, ...also, ...follows]))
  const names = namesFor(lesson.attention.kind)
  return {
    reading,
    right: names.filter(name => answer[name] && !isSpoilt.has(name)),
    wrong,
    given: entries.flatMap(([name, rows]) =>
      isAnswerName(name) && right[name] ? [] : differing(name, rows, gridOf(name)),
    ),
    absent: names.filter(name => !answer[name] && name !== 'noise'),
    unknown,
    isTurned,
    repeated: [...repeated],
  }
}

/** Half a unit of the last place that was printed; nothing where fewer than two were, for those are exact. */
const roomIn = (places: number | null | undefined): number =>
  places !== null && places !== undefined && places >= 2 ? 0.5 * 10 ** -places * 1.0001 : 0

/** Gradients of what lies between two named matrices are not asked for. */
const isJudged = (name: string): name is Name => isAnswerName(name) || isGivenName(name)

function strange({ label, shape }: Numbers, meant: string | undefined): Judged['unknown'][number] {
  const hint = meant
    ? isJudged(meant)
      ? `This lesson has no ${meant}.`
      : 'It is not among what is judged.'
    : label === null
      ? ''
      : didYouMean(label, callable)
  return { label: called(label), shape, hint }
}

function noneOf(unknown: Judged['unknown']): NumbersError {
  const [first] = unknown
  if (!first) return new NumbersError('There are no numbers in it.')
  const hint = first.hint === '' ? 'Write its name before it, such as “latent = …”.' : first.hint
  return new NumbersError(`None of the numbers is known by its name. The first is ${first.label}: ${hint}`)
}

/** A shape as rows and columns, without axes of length 1 in front: a batch of one. */
function flat(shape: readonly number[]): readonly number[] {
  const inner = shape.findIndex((length, axis) => length !== 1 || axis >= shape.length - 2)
  return shape.slice(Math.max(0, inner))
}

/** Whether an array fits a matrix as it is, only turned over, or both ways; undefined where neither. */
function fitOf(shape: readonly number[], wanted: Grid<Exact>): 'as it is' | 'turned' | 'both' | undefined {
  const [rows, columns] = [wanted.length, wanted[0]?.length]
  const [height, width, ...deeper] = flat(shape)
  const count = shape.reduce((product, length) => product * length, 1)
  if (width === undefined || deeper.length > 0) return count === rows * (columns ?? 0) ? 'both' : undefined
  const isPlain = height === rows && width === columns
  const isTurned = height === columns && width === rows
  return isPlain && isTurned ? 'both' : isPlain ? 'as it is' : isTurned ? 'turned' : undefined
}

/** An array as rows: a flat list as the row or column that is wanted, frames one under the other. */
function rowsOf({ shape, cells }: Numbers, wanted: Grid<Exact>, isTurned: boolean): AnswerMatrix {
  const axes = flat(shape)
  const isFlat = axes.length < 2
  const columns = wanted[0]?.length ?? 1
  const isWhole = isFlat && cells.length === wanted.length * columns
  const width = isWhole ? columns : (axes.at(-1) ?? 1)
  const rows = Array.from({ length: width === 0 ? 0 : cells.length / width }, (_, r) =>
    cells.slice(r * width, (r + 1) * width),
  )
  return isTurned && axes.length === 2 ? transposed(rows) : rows
}

const transposed = (rows: readonly (readonly AnswerCell[])[]): AnswerMatrix =>
  (rows[0] ?? []).map((_, c) => rows.flatMap(row => row.slice(c, c + 1)))

function framesOf(name: AnswerName, rows: AnswerMatrix, { video }: Lesson): AnswerMatrix | readonly AnswerMatrix[] {
  if (name !== 'generatedVideo') return rows
  const height = rows.length / video.length
  return Number.isInteger(height) ? video.map((_, f) => rows.slice(f * height, (f + 1) * height)) : [rows]
}

function differing(name: Name, rows: AnswerMatrix, wanted: Grid<Exact>): readonly Given[] {
  const shape: Shape = [wanted.length, wanted[0]?.length ?? 0]
  const shapeFound = [rows.length, rows[0]?.length ?? 0]
  if (`${shape}` !== `${shapeFound}`) return [{ name, shape, shapeFound, cells: null }]
  const cells = wanted.map((row, r) =>
    row.map((cell, c): CellPair => {
      const found = fromCell(rows[r]?.[c] ?? Number.NaN)
      const differs = !(Math.abs(toNumber(cell) - toNumber(found)) <= 1e-6 * Math.max(1, Math.abs(toNumber(cell))))
      return { wanted: showNumber(cell), found: showNumber(found), differs }
    }),
  )
  return cells.flat().some(({ differs }) => differs) ? [{ name, shape, shapeFound, cells }] : []
}
