// What is said of a student's own numbers, in sentences: the verdict, and what else a reader should know.
import { few } from '@dit-by-hand/graph/counted'
import type { Name } from '@dit-by-hand/spec/names'
import type { Given, Judged } from './judge.ts'

/** What a matrix is called. */
type Say = (name: Name) => string

/** The matrices that a mistake is in, or follows from one. */
const spoilt = ({ wrong }: Judged): readonly Name[] =>
  wrong.flatMap(({ matrix, also, follows }) => [matrix, ...also, ...follows])

/** What is said of a matrix that the lesson gives and that was entered otherwise, after its name or “it”. */
export const otherwise = ({ cells, shape, shapeFound }: Given): string =>
  `is given, and is not the lesson’s${cells ? '' : `: it is ${shapeFound.join('×')}, it should be ${shape.join('×')}`}`

/** How many are right, and where to look first. */
export function verdict(judged: Judged, say: Say): string {
  const { right, wrong, given } = judged
  const count = right.length + spoilt(judged).length
  const [first] = [...given.map(({ name }) => name), ...wrong.map(({ matrix }) => matrix)]
  if (first === undefined) {
    if (count === 0) return 'What the lesson gives is as it should be; nothing that follows from it is here.'
    return count === 1 ? `${right.map(say).join()} is right.` : `All ${count} matrices are right.`
  }
  if (count + given.length === 1) return `${say(first)} is not right.`
  const some = count > 1 ? `${right.length} of ${count} matrices are right. ` : ''
  return `${some}Look first at ${say(first)}.`
}

/** Of arrays that were left out: each of which more is known in a sentence, and all others in one. */
function leftOut(unknown: Judged['unknown']): readonly string[] {
  const others = unknown.flatMap(({ label, shape, hint }) =>
    shape && hint === '' ? [`${label} (${shape.join('×')})`] : [],
  )
  return [
    ...unknown.flatMap(({ label, shape, hint }) => {
      if (!shape) return [`${hint} It was left out.`]
      return hint === '' ? [] : [`${label} (${shape.join('×')}) is no matrix of this lesson, and was left out. ${hint}`]
    }),
    ...(others.length > 0 ? [`No matrices of this lesson, and left out: ${few(others, 6)}.`] : []),
  ]
}

/** What the numbers leave open, a sentence each. */
export function notes(
  { reading, right, absent, unknown, isTransposed, repeated, between, wanted, elsewhere }: Judged,
  say: Say,
): readonly string[] {
  return [
    ...(elsewhere ? [`All of them are right in another lesson, “${elsewhere.title}” (${elsewhere.id}).`] : []),
    ...(reading === 'printed' ? ['They follow the article as it was printed, with its misprint.'] : []),
    ...(isTransposed ? ['Patches are rows in them. The lesson has patches as columns, so they were transposed.'] : []),
    ...(repeated.length > 0 ? [`Here more than once, and the last one counts: ${repeated.map(say).join(', ')}.`] : []),
    ...(wanted.length > 0
      ? [`The mistake may lie before it, in what is not here. Print these, too: ${wanted.map(say).join(', ')}.`]
      : []),
    ...leftOut(unknown),
    ...(between.length > 0 ? [`Not judged, since what follows from them is: ${few(between, 6)}.`] : []),
    ...(right.length > 0 ? [`Right: ${right.map(say).join(', ')}.`] : []),
    ...(absent.length > 0 ? [`Not here yet: ${few(absent.map(say), 6)}.`] : []),
  ]
}
