// Which kind of source each number of "sora-is-sky" has, without the sentences on why: what a screen marks numbers with.
// A test holds this to cases/sources.json.
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

/** The lesson that the sources are about. Numbers of other lessons are made up and have no source. */
const sourcedLesson = 'sora-is-sky'

const sourced = new WeakMap<Lesson, boolean>()

/** Whether this is that very lesson, number for number: another that goes by its name has no sources. */
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

/** What of the answers was printed as well; 'all', or the rows and columns, counted from 1. */
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

/** The mark of an answered number that was printed as well; undefined where it was only computed. Counted from 1. */
export function printedMark(name: AnswerName, row: number, column: number): Mark | undefined {
  const [kind, where] = printed[name] ?? []
  if (kind === undefined || where === undefined) return undefined
  return where === 'all' || (where[0] === row && where[1] === column) ? markOf(kind) : undefined
}
