// A filled sheet marked without a screen: every number of it, later ones from the sheet's own earlier ones.
import { at } from '@dit-by-hand/graph/at'
import { fieldId } from '@dit-by-hand/practice/fields'
import { markCells, type Typed, type Verdict } from '@dit-by-hand/practice/mark'
import { namesAt } from '@dit-by-hand/practice/pose'
import { type Asked, difficulties, isDifficulty, largestSeed, type Problem } from '@dit-by-hand/practice/problem'
import { written } from '@dit-by-hand/practice/typed'
import { type AnswerName, stepNumbers } from '@dit-by-hand/spec/names'
import { kindOf, whyNotJson } from '@dit-by-hand/spec/not-json'
import { shapeIn } from '@dit-by-hand/spec/sizes'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { UsageError } from '../io.ts'

/** A sheet: which problem it is of, where it says so, and what stands in its cells; '' in a blank. */
export interface FilledSheet {
  readonly of: Partial<Asked>
  readonly values: { readonly [name: string]: readonly (readonly string[])[] }
}

/** How many cells are right, wrong and blank, and each with its verdict. */
export type Report = ReturnType<typeof markTyped>

/** The matrices of a sheet, in the order in which they are worked. */
export const namesOf = (problem: Problem): readonly AnswerName[] =>
  stepNumbers.flatMap(step => namesAt(problem.lesson, step))

/** A sheet with every cell blank, as JSON that a person can fill in: one row of a matrix a line. */
export function blankSheet(problem: Problem): string {
  const matrices = namesOf(problem).map(name => {
    const rows = blankRows(problem, name).map(row => `      [${row.map(() => 'null').join(', ')}]`)
    return `    ${JSON.stringify(name)}: [\n${rows.join(',\n')}\n    ]`
  })
  const { seed, difficulty, ties } = problem
  const head = `{\n  "seed": ${seed},\n  "difficulty": ${JSON.stringify(difficulty)},\n  "ties": ${ties},\n`
  return `${head}  "values": {\n${matrices.join(',\n')}\n  }\n}\n`
}

const blankRows = ({ lesson }: Problem, name: AnswerName): readonly (readonly string[])[] => {
  const [rows, columns] = shapeIn(lesson, name)
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''))
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a filled sheet: `values` by name as an answer has them, each cell a number, a text such as "1/2" or "−1", or null
 * where it is blank; a video frame by frame or its frames one under the other. The matrices alone will do, and so will an
 * answer with its `corrected` values.
 * @throws {UsageError} what is wrong, and where
 */
export function readSheet(text: string, named: string): FilledSheet {
  const refuse = (why: string): UsageError => new UsageError(`${named} is no filled sheet: ${why}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(`it is not valid JSON: ${whyNotJson(text, error)}.`)
    throw error
  }
  const kind = kindOf(value)
  if (kind !== undefined) throw refuse(`it is ${kind}.`)
  if (!isObject(value)) throw refuse('it needs an object with "values", a matrix by each name.')
  const given = value.values ?? value.corrected ?? value
  if (!isObject(given)) throw refuse('"values" needs an object, a matrix by each name.')
  const matrices = Object.entries(given).filter(([name]) => !['seed', 'difficulty', 'ties', 'lesson'].includes(name))
  const values = Object.fromEntries(matrices.map(([name, matrix]) => [name, rowsOf(matrix, name, refuse)]))
  return { of: statedIn(value, refuse), values }
}

/** Which problem a sheet says that it is of. */
function statedIn(
  { seed, difficulty, ties }: { readonly [key: string]: unknown },
  refuse: (why: string) => UsageError,
): Partial<Asked> {
  const no = (key: string, found: unknown, needs: string): UsageError =>
    refuse(`its "${key}" is ${JSON.stringify(found)}; it needs ${needs}.`)
  if (seed !== undefined && !(typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= largestSeed))
    throw no('seed', seed, `a whole number from 0 to ${largestSeed}`)
  if (difficulty !== undefined && !(typeof difficulty === 'string' && isDifficulty(difficulty)))
    throw no('difficulty', difficulty, `one of ${difficulties.join(', ')}`)
  if (ties !== undefined && typeof ties !== 'boolean') throw no('ties', ties, 'true or false')
  return {
    ...(seed !== undefined && { seed }),
    ...(difficulty !== undefined && { difficulty }),
    ...(ties !== undefined && { ties }),
  }
}

/**
 * Which problem a sheet is marked against: the one that it says it is of, and what is wanted where it says nothing.
 * @throws {UsageError} where the two differ, or neither says which seed
 */
export function askedOf({ of }: Pick<FilledSheet, 'of'>, wanted: Partial<Asked>, named: string): Asked {
  const { seed, difficulty = 'hard-attention', ties = false } = { ...wanted, ...of }
  if (seed === undefined)
    throw new UsageError(`${named} does not say which problem it is of. Which seed? --seed says it, or "seed" in it.`)
  const asked = { seed, difficulty, ties }
  const said = (by: Asked): string => `seed ${by.seed}, ${by.difficulty}, ${by.ties ? 'with ties' : 'without ties'}`
  const other = said({ ...asked, ...wanted })
  if (said(asked) !== other) throw new UsageError(`${named} is of ${said(asked)}; what is asked for is ${other}.`)
  return asked
}

function rowsOf(matrix: unknown, name: string, refuse: (why: string) => UsageError): readonly (readonly string[])[] {
  if (!Array.isArray(matrix)) throw refuse(`${name} needs a list of rows.`)
  const rows: readonly unknown[] = matrix.some(row => Array.isArray(row) && row.some(Array.isArray))
    ? matrix.flat()
    : matrix
  return rows.map((row, r) => {
    if (!Array.isArray(row)) throw refuse(`row ${r + 1} of ${name} needs a list of numbers.`)
    return row.map((cell: unknown, c) => {
      if (cell === null) return ''
      if (typeof cell === 'number' && Number.isFinite(cell)) return written(cell)
      if (typeof cell === 'string' && cell.length <= 64) return cell
      throw refuse(
        `row ${r + 1}, column ${c + 1} of ${name} is ${JSON.stringify(cell)}; it needs a number, a text or null.`,
      )
    })
  })
}

/**
 * Marks a filled sheet against its problem.
 * @throws {UsageError} where it has a matrix that the problem has not, or of another shape
 */
export function markSheet(problem: Problem, sheet: FilledSheet, named: string): Report {
  const names = namesOf(problem)
  for (const name of Object.keys(sheet.values))
    if (!names.some(known => known === name) && name !== 'noise')
      throw new UsageError(`${named} has a matrix ${name}, which is not asked for; there are ${names.join(', ')}.`)
  return markTyped(
    problem,
    names.flatMap(name => cellsOf(problem, name, sheet.values[name] ?? blankRows(problem, name), named)),
  )
}

/** Marks what stands in the cells of a sheet, in the order of the walk; '' in a blank. */
export function markTyped(problem: Problem, typed: readonly Typed[]) {
  const asked = typed.map(({ cell }) => cell)
  const verdicts = markCells(problem, typed, asked)
  const cells = typed.map(({ cell, text }, i) => ({ cell, typed: text, verdict: at(verdicts, i) }))
  const of = (...states: readonly Verdict['state'][]): number =>
    cells.filter(({ verdict }) => states.includes(verdict.state)).length
  return { right: of('right'), wrong: of('wrong', 'unread'), blank: of('blank'), cells }
}

function cellsOf(
  { lesson }: Problem,
  name: AnswerName,
  rows: readonly (readonly string[])[],
  named: string,
): readonly Typed[] {
  const [height, width] = shapeIn(lesson, name)
  if (rows.length !== height || rows.some(row => row.length !== width))
    throw new UsageError(`${named}: ${name} is ${rows.length}×${rows[0]?.length ?? 0}, and needs ${height}×${width}.`)
  return rows.flatMap((row, r) => row.map((text, c) => ({ cell: { name, row: r, column: c }, text })))
}

/** A report as the fields of JSON: the counts, and every cell that is not blank. */
export function reportFields(
  { seed, difficulty, ties, version }: Problem,
  report: Report,
): { readonly [name: string]: unknown } {
  const { right, wrong, blank } = report
  const cells = report.cells
    .filter(({ verdict }) => verdict.state !== 'blank')
    .map(({ cell, typed, verdict }) => ({
      matrix: cell.name,
      row: cell.row + 1,
      column: cell.column + 1,
      typed,
      state: verdict.state,
      ...(verdict.state === 'right' && {
        how: verdict.how,
        follows: verdict.follows === null ? null : fieldId(verdict.follows),
      }),
      ...(verdict.state === 'wrong' && { named: verdict.isNamed }),
      says: verdict.state === 'blank' ? '' : verdict.says,
    }))
  return { version, seed, difficulty, ties, right, wrong, blank, cells }
}

/** A number as it is found on a sheet, "latent Z[1,2]", and what is said of it; what stands there, too, unless that begins with it. */
export function cellTold({ cell, typed, verdict }: Report['cells'][number]): readonly [where: string, says: string] {
  const place = `${titleOf(cell.name)} ${shortName(cell)}`
  if (verdict.state === 'blank') return [place, '']
  const isSaid = verdict.state === 'unread' || (verdict.state === 'wrong' && verdict.isNamed)
  return [isSaid ? place : `${place} (${typed.trim()})`, verdict.says]
}

/** A report for a person: the counts, then each number that is not right, a line each. */
export function reportLines({ right, wrong, blank, cells }: Report): readonly string[] {
  const told = cells.filter(
    ({ verdict }) => verdict.state !== 'blank' && !(verdict.state === 'right' && verdict.follows === null),
  )
  return [`${right} right, ${wrong} not yet, ${blank} blank.`, ...told.map(one => cellTold(one).join(': '))]
}
