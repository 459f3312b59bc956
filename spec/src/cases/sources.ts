// Where every number of "sora-is-sky" comes from, and the works cited. A test checks them against the schema.
import file from '../../cases/sources.json' with { type: 'json' }
import type { AnswerCell } from '../lesson/format.ts'
import type { AnswerName, GivenName } from '../lesson/names.ts'
import { type Mark, type SourceKind, sourceMarks } from './marks.ts'
import type { Fact, Sources, Work } from './sources-schema.ts'

export type { SourceKind } from './marks.ts'
export type { Fact, Sources, Work } from './sources-schema.ts'

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

/** The source of one given number of "sora-is-sky". Rows and columns count from 1; the frames of `video` are one under the
 *  other, and each of `words` is a column. */
export function sourceOf(name: GivenName, row: number, column: number): Source {
  const found = sourceAmong(sources().given, name, row, column)
  if (!found) throw new Error(`cases/sources.json has no source for ${name}, row ${row}, column ${column}`)
  return found
}

/** As `sourceOf`, among these entries: a cell's own source takes precedence over its matrix's. */
export function sourceAmong(given: Sources['given'], name: GivenName, row: number, column: number): Source | undefined {
  const entries = given.filter(entry => entry.matrix === name)
  const own = entries.find(({ cell }) => cell?.[0] === row && cell[1] === column)
  const found = own ?? entries.find(({ cell }) => cell === undefined)
  return found && toSource(found)
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

/** A printed number or text outside the lesson's matrices. @throws {Error} where there is none with this id */
export function factOf(id: string): Fact {
  const found = sources().facts.find(fact => fact.id === id)
  if (!found) throw new Error(`cases/sources.json has no fact "${id}"`)
  return found
}
