// What a diagnosis consists of: one finding for each thing to put right.
import type { Result, Verdict } from '../judge/conformance.ts'
import type { Lesson, Reading } from '../lesson/format.ts'
import type { AnswerName, Name, Step } from '../lesson/names.ts'
import type { Mistake } from '../mistakes/mistake.ts'
import type { Evidence } from './evidence.ts'
import type { Look } from './looks.ts'
import type { Pair } from './pair.ts'

/** One thing to put right. */
export interface Finding {
  /** `not written`: no answer had it. `crashed`: nothing came of it at all. */
  readonly kind: 'wrong' | 'not written' | 'crashed'
  /** The first line: what is wrong, named where it is known. */
  readonly headline: string
  /** Where to look; null where it is no single step. */
  readonly step: Step | null
  /** The matrix to look at, and others that are wrong for the same reason. */
  readonly matrices: readonly Name[]
  /** The mistake that predicts what was found, in every lesson asked. */
  readonly mistake: Pick<Mistake, 'id' | 'title' | 'message'> | null
  /** What to do about it: the message of the mistake, or what the matrix should be. */
  readonly suggestion: string
  /** Wrong too, but only because of this: nothing to look for there yet. */
  readonly follows: readonly AnswerName[]
  /** Among those, the ones that do not even follow from the engine's own matrices: to be looked at next. */
  readonly next: readonly AnswerName[]
  /** The smallest lesson found that shows it, with what was expected and what came. */
  readonly example: Example | null
  /** Checks that failed on it. */
  readonly checks: readonly string[]
}

export interface Example {
  readonly lesson: Lesson
  readonly reading: Reading
  /** Null where the matrix is missing or misshapen, or a law speaks of something else. */
  readonly pair: Pair | null
  /** What is wrong, in a sentence. */
  readonly says: string
}

/** A finding before its example is looked for. */
export interface Draft extends Omit<Finding, 'example' | 'checks' | 'headline'> {
  /** The first half of the headline; the detail is taken from the example. */
  readonly title: string
  readonly look: Look | null
  readonly shownBy: readonly Evidence[]
  /** What no answer has: nothing before it can be blamed for that. */
  readonly absent: ReadonlySet<AnswerName>
  readonly given?: Example
}

/** A check that was not passed. */
export type Wrong = {
  readonly check: Result['check']
  readonly verdict: Extract<Verdict, { readonly outcome: 'wrong' }>
}
export const isWrong = (result: Result): result is Wrong => result.verdict.outcome === 'wrong'

/** Whether a matrix of an answer is anything but right. */
export const bad = (evidence: Evidence, name: AnswerName): boolean => evidence.state(name) !== 'right'

/** A mistake as a finding names it. */
export const brief = ({ id, title, message }: Mistake): NonNullable<Finding['mistake']> => ({ id, title, message })
