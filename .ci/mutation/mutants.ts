// One mutant as this repository tells of it, and the list of those that cannot be told from the right code.
import { readFileSync } from 'node:fs'

/** Where a mutant is, by the text of the source, so that lines above it may come and go. */
export interface Place {
  /** From the repository's root. */
  readonly file: string
  /** The source line on which it begins, without its indentation. */
  readonly line: string
  /** Stryker's name for the kind of change, such as "ConditionalExpression". */
  readonly mutator: string
  /** The source text that is replaced, and by what; runs of white space count as one space. */
  readonly from: string
  readonly to: string
  /** Which of several that are alike in all of that, in the order of the file. Default 1. */
  readonly nth?: number
}

/** What became of a mutant, and which suite (the part before the colon of a check's id) did it. */
export interface Mutant extends Place {
  readonly row: number
  readonly status: 'killed' | 'timeout' | 'survived' | 'uncovered' | 'error'
  readonly by: string
  readonly reason: string
}

/** Why a mutant cannot be killed. */
export const categories = {
  'same-result': 'another way to the same result: no input tells it apart',
  'ill-typed': 'the compiler refuses it, and the result is the same',
  'only-faster': 'it only spares work: the result is the same without it',
  'never-there': 'it stands for a value that the types allow and the graph never has',
} as const

/** A mutant that no check can tell from the right code, and why not. */
export interface Equivalent extends Place {
  readonly category: keyof typeof categories
  readonly why: string
}

export const equivalents: readonly Equivalent[] = JSON.parse(
  readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'),
)

export const oneSpace = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The same for the same mutant, whatever stands above it. */
export const keyOf = ({ file, line, mutator, from, to, nth = 1 }: Place): string =>
  JSON.stringify([file, line, mutator, from, to, nth])

/** Whether every mutant that is like this one, on every line of the source like this, is listed: then there is no need
 *  to try it. */
export function isListed(place: Omit<Place, 'nth'>, source: string): boolean {
  const listed = equivalents.filter(one => keyOf({ ...one, nth: 1 }) === keyOf(place)).length
  const lines = source.split('\n').filter(text => text.trim() === place.line).length
  return listed > 0 && listed >= lines * (place.line.split(place.from).length - 1)
}

/** The text between two places of a source; lines and columns count from 0. */
export function textBetween(source: string, start: Position, end: Position): string {
  const lines = source.split('\n').slice(start.line, end.line + 1)
  lines.push((lines.pop() ?? '').slice(0, end.column))
  return [(lines[0] ?? '').slice(start.column), ...lines.slice(1)].join('\n')
}

/** What Stryker's JSON report holds of what is wanted here. */
export interface StrykerReport {
  readonly files: {
    readonly [file: string]: {
      readonly source: string
      readonly mutants: readonly {
        readonly mutatorName: string
        readonly replacement?: string
        readonly status: string
        readonly statusReason?: string
        readonly killedBy?: readonly string[]
        readonly location: { readonly start: Position; readonly end: Position }
      }[]
    }
  }
  readonly testFiles?: {
    readonly [file: string]: { readonly tests: readonly { readonly id: string; readonly name: string }[] }
  }
}
/** A place in a source. */
export interface Position {
  readonly line: number
  readonly column: number
}

const statuses: { readonly [status: string]: Mutant['status'] | undefined } = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'uncovered',
}

/** The mutants of a report, file by file in the order of the source. */
export function mutantsIn({ files, testFiles = {} }: StrykerReport): readonly Mutant[] {
  const names = new Map(Object.values(testFiles).flatMap(({ tests }) => tests.map(({ id, name }) => [id, name])))
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    const alike = new Map<string, number>()
    const inOrder = mutants.toSorted(
      ({ location: a }, { location: b }) => a.start.line - b.start.line || a.start.column - b.start.column,
    )
    return inOrder.map((mutant): Mutant => {
      const { start, end } = mutant.location
      const zero = ({ line, column }: Position): Position => ({ line: line - 1, column: column - 1 })
      const place: Place = {
        file,
        line: (lines[start.line - 1] ?? '').trim(),
        mutator: mutant.mutatorName,
        from: oneSpace(textBetween(source, zero(start), zero(end))),
        to: oneSpace(mutant.replacement ?? ''),
      }
      const nth = (alike.get(keyOf(place)) ?? 0) + 1
      alike.set(keyOf(place), nth)
      const killer = names.get(mutant.killedBy?.[0] ?? '') ?? ''
      return {
        ...place,
        ...(nth > 1 ? { nth } : {}),
        row: start.line,
        status: statuses[mutant.status] ?? 'error',
        by: killer,
        reason: mutant.statusReason ?? '',
      }
    })
  })
}
