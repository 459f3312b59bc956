// Questions with a few answers: which arithmetic makes a cell, and what will come out, asked before it is worked.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { at, keysOf, named } from '@dit-by-hand/graph/at'
import { compare, sign } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, expression } from '@dit-by-hand/graph/expression'
import { lineOf, tokens } from '@dit-by-hand/graph/text'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { arithmeticSlips } from '../marking/arithmetic.ts'
import type { Dice } from '../problem/random.ts'
import { cellsOf } from './cells.ts'
import type { Choice, Option } from './exercise.ts'

type Question = Omit<Choice, 'step' | 'shows'>

const most = 4

const shown = (of: Expression): string => lineOf(tokens(of, cell => ({ text: shortName(cell) })))

/** Which of some lines of arithmetic makes a cell: beside the right one, lines of other cells and lines with one slip. */
export function whichArithmetic(worked: Worked, name: AnswerName, dice: Dice): Question {
  const all = cellsOf(worked.net, name)
  const cell = dice.pick(all)
  const right = expression(worked.net, cell)
  const optionOf = (other: CellRef, where = ''): Option => ({
    text: shown(expression(worked.net, other)),
    says: `that is how ${shortName(other)} is made${where}`,
  })
  const slips = arithmeticSlips(right, ref => ({ text: shortName(ref), value: cellValue(worked, ref) }))
  const others: readonly Option[] = [
    ...dice.shuffled(all).map(other => optionOf(other)),
    ...[...slips].map(({ of, says }) => ({ text: shown(of), says })),
    ...dice.shuffled(otherMatrices(worked, name)).map(other => optionOf(other, ', in another matrix')),
  ]
  const texts = new Set([shown(right)])
  const wrong = others.filter(({ text }) => !texts.has(text) && texts.add(text))
  const options = dice.shuffled([{ text: shown(right), says: '' }, ...mixed(wrong).slice(0, most - 1)])
  return {
    kind: 'choice',
    id: `which ${name}`,
    cell,
    question: `Which arithmetic makes ${shortName(cell)}?`,
    options,
    answer: options.findIndex(({ says }) => says === ''),
    where: placeOf(cell),
  }
}

const placeOf = ({ name, row, column }: CellRef): string => `${titleOf(name)}: row ${row + 1}, column ${column + 1}.`

/** Some of the first and some of the last, so that not all are of one kind. */
const mixed = <T>(items: readonly T[]): readonly T[] =>
  items.length <= most ? items : [at(items, 0), at(items, 1), ...items.slice(Math.floor(items.length / 2))]

const otherMatrices = ({ net }: Worked, name: AnswerName): readonly CellRef[] =>
  keysOf(net)
    .filter(other => other !== name && named(net, other).op !== 'input')
    .map(other => ({ name: other, row: 0, column: 0 }))

/** What will come out: of attention, to whom a patch attends; of any other cell, its sign. */
export function predicted(worked: Worked, name: AnswerName, dice: Dice): Question {
  return name === 'attention' ? attending(worked, dice) : signed(worked, name, dice)
}

function attending(worked: Worked, dice: Dice): Question {
  const grid = named(worked.values, 'attention')
  const column = dice.int(0, grid.length - 1)
  const shares = grid.map(row => at(row, column))
  const best = shares.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  const answer = shares.findIndex(share => compare(share, best) === 0)
  const scores = `column ${column + 1} of the ${worked.lesson.attention.kind === 'given' ? 'matrix' : 'scores'}`
  return {
    kind: 'choice',
    id: 'predict attention',
    cell: { name: 'attention', row: answer, column },
    question: `To which patch will patch ${column + 1} attend most?`,
    options: shares.map((share, i) => ({
      text: `patch ${i + 1}`,
      says: compare(share, best) === 0 ? '' : `${scores} has a larger number than that in row ${i + 1}`,
    })),
    answer,
    where: `Look for the largest number in ${scores}.`,
  }
}

const signs = ['negative', 'zero', 'positive'] as const

function signed(worked: Worked, name: AnswerName, dice: Dice): Question {
  const cell = dice.pick(cellsOf(worked.net, name))
  const value = cellValue(worked, cell)
  const answer = sign(value) + 1
  return {
    kind: 'choice',
    id: `predict ${name}`,
    cell,
    question: `Will ${shortName(cell)} be negative, zero or positive?`,
    options: signs.map((text, i) => ({ text, says: i === answer ? '' : 'its terms come to something else' })),
    answer,
    where: placeOf(cell),
  }
}
