// Where every number of "sora-is-sky" comes from, and the works cited. A test checks them against the schema.
import file from '../../cases/sources.json' with { type: 'json' }
import type { AnswerCell } from '../lesson/format.ts'
import type { AnswerName, GivenName } from '../lesson/names.ts'
import { type Mark, type SourceKind, sourceMarks } from './marks.ts'
import type { Sources, Work } from './sources-schema.ts'

export type { SourceKind } from './marks.ts'
export type { Sources, Work } from './sources-schema.ts'

/** The three kinds of source: the mark that a reader sees, and its meaning. */
export const sourceKinds = {
  article: { mark: sourceMarks.article, meaning: 'printed in the article' },
  exercise: { mark: sourceMarks.exercise, meaning: 'printed in the exercise that the article walks through' },
  reconstructed: {
    mark: sourceMarks.reconstructed,
    meaning: 'not printed in our sources; chosen so that every printed number holds',
  },
} as const

/** Where a number comes from: its kind, the kind's mark, and a sentence for the reader. */
export interface Source extends Mark {
  readonly why: string
}

const all = file as Sources

/** cases/sources.json. */
export const sources = (): Sources => all

const toSource = ({ source, why }: { readonly source: SourceKind; readonly why: string }): Source => ({
  kind: source,
  mark: sourceKinds[source].mark,
  why,
})

/** The source of a given matrix of "sora-is-sky": all its numbers have the same. */
export function sourceOf(name: GivenName): Source {
  const found = sources().given.find(({ matrix }) => matrix === name)
  if (!found) throw new Error(`cases/sources.json has no source for ${name}`)
  return toSource(found)
}

/** The source of an answered number of "sora-is-sky" that was printed, and what was printed; `undefined` where it was only
 *  computed. Rows and columns count from 1. */
export function printedAt(
  name: AnswerName,
  row: number,
  column: number,
): (Source & { readonly printed: AnswerCell }) | undefined {
  const found = sources().answered.find(entry => entry.matrix === name)
  const printed = found?.printed[row - 1]?.[column - 1]
  return found && printed !== undefined && printed !== null ? { ...toSource(found), printed } : undefined
}

/** The works cited, in the order in which a reader meets them. */
export const works = (): readonly Work[] => sources().works

/** A cited work. @throws {Error} where there is none with this id */
export function workOf(id: Work['id']): Work {
  const found = works().find(work => work.id === id)
  if (!found) throw new Error(`cases/sources.json has no work "${id}"`)
  return found
}
