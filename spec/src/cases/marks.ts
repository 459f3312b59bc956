// The kind of source of each number of "sora-is-sky", with which screens mark it; sources.ts says more.
// A test checks this against cases/sources.json.
import sora from '../../cases/sora-is-sky.json' with { type: 'json' }
import type { Lesson } from '../lesson/format.ts'
import type { AnswerName, GivenName } from '../lesson/names.ts'

/** The kinds of source, each with its mark. */
export const sourceMarks = { article: '●', exercise: '◐', reconstructed: '○' } as const

export type SourceKind = keyof typeof sourceMarks

/** The mark of a number. */
export interface Mark {
  readonly kind: SourceKind
  readonly mark: (typeof sourceMarks)[SourceKind]
}

const markOf = (kind: SourceKind): Mark => ({ kind, mark: sourceMarks[kind] })

/** The lesson that the sources are about. The numbers of other lessons are invented. */
const sourcedLesson = 'sora-is-sky'

const sourced = new WeakMap<Lesson, boolean>()

/** Whether a lesson is that one, number for number: an edited lesson of the same id has no sources. */
export function isSourced(lesson: Lesson): boolean {
  const known = sourced.get(lesson)
  if (known !== undefined) return known
  const same = lesson.id === sourcedLesson && alike(lesson, sora)
  sourced.set(lesson, same)
  return same
}

function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [mine, other] = [Object.entries(a), new Map(Object.entries(b))]
  return mine.length === other.size && mine.every(([key, value]) => other.has(key) && alike(value, other.get(key)))
}

const inArticle: readonly GivenName[] = ['encoderWeight', 'encoderBias', 't']

/** The mark of a given number of "sora-is-sky": all numbers of a matrix have the same. */
export const givenMark = (name: GivenName): Mark => markOf(inArticle.includes(name) ? 'article' : 'reconstructed')

/** Which answers were printed: 'all' of a matrix, or one cell by row and column, counted from 1. */
const printed: { readonly [K in AnswerName]?: readonly [kind: SourceKind, where: 'all' | readonly [number, number]] } =
  {
    textEmbedding: ['exercise', 'all'],
    timeEmbedding: ['exercise', 'all'],
    condition: ['exercise', 'all'],
    scaleShift: ['article', 'all'],
    scale: ['article', 'all'],
    shift: ['article', 'all'],
    lossGradient: ['article', [2, 2]],
  }

/** The mark of an answered number that was printed; undefined where it was only computed. Rows and columns count from 1. */
export function printedMark(name: AnswerName, row: number, column: number): Mark | undefined {
  const [kind, where] = printed[name] ?? []
  if (kind === undefined || where === undefined) return undefined
  return where === 'all' || (where[0] === row && where[1] === column) ? markOf(kind) : undefined
}
