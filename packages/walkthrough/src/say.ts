// Phrases of prose with numbers in them.
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Expression } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { lineOf, tokens } from '@dit-by-hand/graph/text'
import { leafOf } from './leaf.ts'
import { num, type Paragraph, type Piece, p } from './prose.ts'
import type { Spot } from './spots.ts'
import type { Facts } from './telling.ts'

/** Words that are chosen by the facts. */
export const words = (text: string): Piece => ({ kind: 'words', text })

/** "1 patch", "4 patches". */
export const counted = (count: number, one: string, many: string = `${one}s`): Paragraph =>
  p`${num(count)} ${words(count === 1 ? one : many)}`

/** "a, b and c". */
export function list(items: readonly (Piece | Paragraph)[]): Paragraph {
  return items.flatMap((item, i) => p`${words(i === 0 ? '' : i === items.length - 1 ? ' and ' : ', ')}${item}`)
}

/** "patch 3", "patches 2, 3 and 4", "every patch". More than a handful are counted, not listed. */
export function patchesOf(numbers: readonly number[], all: number): Paragraph {
  if (all > 1 && numbers.length === all) return p`every patch`
  if (numbers.length > handful) return counted(numbers.length, 'patch', 'patches')
  return p`${words(numbers.length === 1 ? 'patch ' : 'patches ')}${list(numbers.map(num))}`
}

/** As many as a reader takes in at a glance. */
export const handful = 6

/** "feature 1 of patch 3". */
export const featureOf = ({ row, column }: Spot): Paragraph => p`feature ${num(row)} of patch ${num(column)}`

/** "pixel 1 of patch 3". */
export const pixelOf = ({ row, column }: Spot): Paragraph => p`pixel ${num(row)} of patch ${num(column)}`

/** "2×2". */
export const by = (...lengths: readonly number[]): Piece => num(lengths.join('×'))

/** "√2". */
export const root = (of: number): Piece => num(`√${of}`)

/** "(2, −1)": a column as one number after the other; a long one ends in dots. */
export function columnText({ values }: Facts, name: Name): Piece {
  const cells = named(values, name, 'the lesson')
    .flatMap(row => row.slice(0, 1))
    .map(showNumber)
  return num(`(${[...cells.slice(0, handful), ...(cells.length > handful ? ['…'] : [])].join(', ')})`)
}

/** A line of arithmetic in prose, written as the lines beside a cell are: each number stands for a cell. */
function line(build: (cell: (value: Exact) => Expression) => Expression, result: Exact): Piece {
  const values: Exact[] = []
  const cell = (value: Exact): Expression => ({
    kind: 'cell',
    cell: { name: '', row: values.push(value) - 1, column: 0 },
  })
  const built = build(cell)
  const leaf = leafOf(({ row }) => at(values, row, 'the line'), built)
  return num(`${lineOf(tokens(built, leaf))} = ${showNumber(result)}`)
}

const times = (left: Expression, right: Expression): Expression => ({ kind: 'product', left, right })
const plus = (...terms: readonly Expression[]): Expression => ({ kind: 'sum', terms })
const minus = (value: Expression): Expression => times({ kind: 'literal', value: -1 }, value)

/** "1 + 2 = 3". */
export const sum = (terms: readonly Exact[], result: Exact): Piece =>
  line(cell => plus(...terms.map(term => cell(term))), result)

/** "1 − 2 = −1". */
export const difference = (from: Exact, less: Exact, result: Exact): Piece =>
  line(cell => plus(cell(from), minus(cell(less))), result)

/** "2·3 = 6". */
export const product = (left: Exact, right: Exact, result: Exact): Piece =>
  line(cell => times(cell(left), cell(right)), result)

/** "1 − 1/2·3 = −1/2": one step of gradient descent. */
export const descent = (from: Exact, rate: Exact, slope: Exact, result: Exact): Piece =>
  line(cell => plus(cell(from), minus(times(cell(rate), cell(slope)))), result)

/** "1·2 + 3·4 = 14": number after number, times another each, added up. */
export const weighted = (lefts: readonly Exact[], rights: readonly Exact[], result: Exact): Piece =>
  line(cell => plus(...lefts.map((left, i) => times(cell(left), cell(at(rights, i, 'the line'))))), result)
