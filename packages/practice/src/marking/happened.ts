// What happened: which rewrites of a matrix, or of one line of its arithmetic, give the very number that was filled in.
import { answerOf } from '@dit-by-hand/core/answer'
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { type Slip, slips } from '@dit-by-hand/core/mistakes/slips'
import { readThrough } from '@dit-by-hand/core/names'
import { exact } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey, evaluateExpression, expression } from '@dit-by-hand/graph/expression'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { taught } from './agreed.ts'
import { arithmeticSlips, type LineSlip, termsOf } from './arithmetic.ts'
import { farFetched, needsCompany, plain, saysAllOrNothing } from './likely.ts'
import { bases, expected, isSoft, leafOf, type Sheet } from './sheet.ts'
import { isExactly, isNear, type Written } from './tolerance.ts'
import { writingSlips } from './writing.ts'

/** A number that was filled in. */
export interface Filled extends Written {
  readonly cell: CellRef
}

/** A slip that gives the number, and how far-fetched it is. */
interface Guess extends Pick<LineSlip, 'says' | 'family' | 'isWhole' | 'rank'> {
  /** Whether it is told of a term of the line, or of matrices. */
  readonly isTerm: boolean
}

/** Every slip of a matrix that somebody may make by hand, worked from these numbers. */
const likely = memo((from: Worked) =>
  memoByKey(
    (name: AnswerName): readonly (Slip & { readonly rank: number })[] => {
      const asked = { lesson: from.lesson, reading: 'corrected', answer: answerOf(from) } as const
      return [...slips(asked, name, of => `the ${titleOf(of)}`)].flatMap(slip => {
        const rank = farFetched(name, slip)
        return rank === undefined ? [] : [{ ...slip, says: taught(slip.says, `the ${titleOf(name)}`), rank }]
      })
    },
    name => name,
  ),
)

/**
 * What happened at a cell that is not as it should be, as a clause after "is what comes out when"; the likelier of two that
 * give the same, or both where neither is. Nothing is said that does not give this very number.
 * @param beside everything that was filled in in the same matrix, the cell itself among it
 */
export function happened(sheet: Sheet, here: Filled, beside: readonly Filled[]): string | null {
  const name = here.cell.name as AnswerName
  const known = beside.map(filled => ({ filled, isRight: agrees(sheet, filled, expected(sheet, filled.cell)) }))
  const wrong = known.filter(({ isRight }) => !isRight).length
  const guesses: Guess[] = []
  const add = (made: Exact, guess: Guess): void => {
    if (isExactly(here, made) && !guesses.some(({ says }) => says === guess.says)) guesses.push(guess)
  }
  const { right } = sheet
  // An activation is often worked in one go with what it clips: a slip may be there, but is likelier nearer by.
  const lines = [
    [expression(right.net, here.cell), 0],
    [expression(right.net, here.cell, readThrough), 0.6],
  ] as const
  for (const from of bases(sheet, name)) {
    for (const { says, family, rank: far, grid } of likely(from)(name)) {
      const of = ({ row, column }: CellRef): Exact => at(at(grid, row, name), column, name)
      const explained = known.filter(({ filled }) => agrees(sheet, filled, of(filled.cell))).length
      const all = explained === known.length
      const rank = wrong > 1 && all ? far - 10 : far > plain && !all && known.length > 1 ? far + 3 : far
      if (far < needsCompany || rank < 0) add(of(here.cell), { says, family, rank, isWhole: true, isTerm: false })
    }
    for (const [line, further] of lines)
      for (const [i, slip] of [...arithmeticSlips(line, cell => leafOf(sheet, cell))].entries()) {
        const made = evaluateExpression(slip.of, exact, cell => cellValue(from, cell))
        add(made, { ...slip, rank: slip.rank + further + i / 1000, isTerm: true })
      }
    for (const { made, ...slip } of writingSlips(sheet, here.cell, from))
      add(made, { ...slip, family: 'count', isWhole: true, isTerm: false })
  }
  // Nearly any slip with powers of e may give a share of all or nothing.
  const saysLittle = name === 'attention' && isSoft(sheet.lesson, name) && [0, 1].includes(toNumber(here.value))
  const isMeant = ({ says, rank }: Guess): boolean => rank < 0 || (here.places === null && saysAllOrNothing.test(says))
  const sorted = guesses.filter(guess => !saysLittle || isMeant(guess)).toSorted((a, b) => a.rank - b.rank)
  const [first] = sorted
  if (!first) return null
  const second = sorted.find(guess => guess.rank <= first.rank + nearlyAsLikely && !areOne(first, guess))
  if (second && first.rank > 0) return `${first.says}, or when ${second.says}`
  const isCommon = first.rank >= 0 && new Set(sorted.map(({ family }) => family)).size >= many
  return isCommon ? `${first.says}, among other mistakes` : first.says
}

/** Slips that are no further apart than this are both told. */
const nearlyAsLikely = 0.25

/** A number that slips of so many families give, as they often give 0, may well come from another than the one that is told. */
const many = 4

/** Two slips of which one is told: two terms that may both have been forgotten, or one slip in other words. */
function areOne(a: Guess, b: Guess): boolean {
  if (kindOf(a) === kindOf(b)) return true
  const turned = turnedIn(a)
  if (turned !== undefined && turned === turnedIn(b)) return true
  if (a.family !== b.family) return false
  if (a.family === 'rounding') return true
  if (a.family === 'sign' && [a, b].some(({ says }) => says === 'its sign is flipped')) return true
  return inOneTerm.has(a.family) && a.isTerm !== b.isTerm && a.isWhole && b.isWhole
}

/** What is said without its numbers. */
const kindOf = ({ says }: Guess): string => says.replace(/[\d−·()/]+/g, '')

/** What is turned where it should not be, or not turned where it should. */
const turnedIn = ({ says }: Guess): string | undefined =>
  /^(.*) (?:(?:is|are) (?:not )?transposed|(?:lies|is summed|are summed) along the wrong axis)$/.exec(says)?.[1]

/** Slips that come to the same whether they are told of a matrix or of the term that it is in the line. */
const inOneTerm: ReadonlySet<Slip['family']> = new Set(['left out', 'sign', 'twice'])

/** Whether a number that was filled in is the one that is made. */
export const agrees = ({ lesson }: Sheet, filled: Filled, made: Exact): boolean =>
  isExactly(filled, made) !== null ||
  (isSoft(lesson, filled.cell.name) && isNear(filled, made, filled.cell.name === 'attention'))

/** What a number of a matrix cannot be, and why. */
const impossible: { readonly [name: string]: readonly [is: (value: number) => boolean, says: string] } = {
  latent: [value => value < 0, 'max(0, ·) lets nothing below 0 through.'],
  timeEmbedding: [value => value !== 0 && value !== 1, 'The digits of t in binary are 0 or 1.'],
  attention: [value => value <= 0 || value >= 1, 'A softmax makes every share more than 0 and less than 1.'],
  loss: [value => value < 0, 'A mean of squares is never below 0.'],
  decoded: [value => value < 0, 'max(0, ·) lets nothing below 0 through.'],
}

/** What is true of a wrong number, where no slip gives it. */
export function looksLike(sheet: Sheet, { cell, value }: Filled): string | null {
  const { lesson, right } = sheet
  const off = Math.abs(toNumber(value) - toNumber(expected(sheet, cell)))
  if (cell.name === 'attention' && lesson.attention.kind === 'hard')
    return `In column ${cell.column + 1} of the scores, look for the largest number: its row gets the share, all other rows get 0.`
  if (isSoft(lesson, cell.name) && off <= 0.1) return 'That is close. Keep two decimals all the way, and round once.'
  const [isImpossible, why] = impossible[cell.name] ?? []
  if (why && isImpossible?.(toNumber(value))) return why
  const made = expression(right.net, cell)
  if (made.kind === 'cell')
    return `Nothing is worked out here: it is taken over as it is from the ${titleOf(made.cell.name)}.`
  const isSum = termsOf(made).length > 1
  return Math.abs(off - 1) < 0.01 && isSum ? 'That is one off: add the terms once more.' : null
}

/** Two filled cells are the same cell. */
export const isSameCell = (a: CellRef, b: CellRef): boolean => cellKey(a) === cellKey(b)
