// What the page and the judge's worker say to each other, and what the page makes of it.
import type { Fault } from '@dit-by-hand/spec/law'
import type { FaultId } from './faults.ts'

/** What the worker is asked to do. */
export interface Order {
  /** How many random lessons are drawn besides the cases. */
  readonly lessons: number
  readonly seed: number
  /** A mistake to put into the engine; null for the engine as it is. */
  readonly mistake: FaultId | null
}

/** How one check went: what a page needs of it. */
export interface Outcome {
  readonly id: string
  readonly title: string
  /** null where it belongs to no single step. */
  readonly step: number | null
  readonly kind: 'case' | 'law'
  readonly outcome: 'passed' | 'wrong' | 'skipped' | 'crashed'
  /** What is wrong, or why it was skipped; empty where it passed. */
  readonly messages: readonly string[]
  /** The lesson it went wrong on, as a file's text. */
  readonly lesson: string | null
}

/** What the worker tells. */
export type News =
  | { readonly type: 'result'; readonly result: Outcome; readonly done: number; readonly of: number }
  | { readonly type: 'end'; readonly seconds: number; readonly named: readonly string[] }
  | { readonly type: 'broke'; readonly message: string }

/** Where a run stands. */
export interface Run {
  readonly state: 'idle' | 'running' | 'ended' | 'cancelled' | 'broke'
  readonly done: number
  readonly of: number
  readonly results: readonly Outcome[]
  readonly seconds: number
  readonly message: string
  /** The mistakes that were found in the engine, in words. */
  readonly named: readonly string[]
}

export const idle: Run = { state: 'idle', done: 0, of: 0, results: [], seconds: 0, message: '', named: [] }

export type Happening = News | { readonly type: 'begin' } | { readonly type: 'cancel' }

/** The run after something happened. News that come after the end of a run change nothing. */
export function judging(run: Run, happening: Happening): Run {
  if (happening.type === 'begin') return { ...idle, state: 'running' }
  if (run.state !== 'running') return run
  switch (happening.type) {
    case 'result':
      return { ...run, done: happening.done, of: happening.of, results: [...run.results, happening.result] }
    case 'end':
      return { ...run, state: 'ended', seconds: happening.seconds, named: happening.named }
    case 'broke':
      return { ...run, state: 'broke', message: happening.message }
    case 'cancel':
      return { ...run, state: 'cancelled' }
  }
}

export const countOf = (run: Run, outcome: Outcome['outcome']): number =>
  run.results.filter(result => result.outcome === outcome).length

/** Faults as sentences; a long list ends in a count. */
export function sentences(faults: readonly Fault[]): readonly string[] {
  const most = 5
  const shown = faults.slice(0, most).map(({ message }) => `${message}.`)
  return faults.length > most ? [...shown, `And ${faults.length - most} more matrices.`] : shown
}
