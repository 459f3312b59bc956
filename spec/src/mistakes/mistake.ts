// What a mistake is: one way in which real people get this wrong, as data that a wrong engine can be made of.

import type { Formula } from '../laws/formulas.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, type Step, steps } from '../lesson/names.ts'

/** Makes one matrix, from any matrices of the lesson. */
export type Make = Formula['make']

/** Formulas that take the place of the right ones. */
export type Makes = { readonly [K in AnswerName]?: Make }

/** What a wrong engine may ask while it answers. */
export interface Answering {
  readonly lesson: Lesson
  readonly reading: Reading
  /** What a right engine answers. */
  right(reading?: Reading): Values
}

/** How a mistake comes about. */
export type How =
  /** Some formulas are wrong, and all that comes after them is made of what they give. */
  | { readonly kind: 'formulas'; readonly makes: Makes }
  /** The whole answer is spoilt, the same way every time it is asked for. */
  | { readonly kind: 'answer'; answer(asked: Answering): Values }
  /** Something is kept or changed between answers: `start` gives an engine its own memory. */
  | { readonly kind: 'memory'; start(): (asked: Answering) => Values }

export interface Mistake {
  /** Step and idea, such as "attention/transposed". */
  readonly id: string
  /** What a report begins with: names the matrix, and what is wrong with it. No full stop. */
  readonly title: string
  /** The first matrix it shows in; null where that hangs on the lesson. */
  readonly matrix: AnswerName | null
  readonly step: Step | null
  /** To the student: how it comes about, and what to do. */
  readonly message: string
  readonly how: How
}

/** A mistake of formulas; `makes` holds that of `matrix`, and of others that go wrong with it. */
export const mistaken = (id: string, matrix: AnswerName, title: string, message: string, makes: Makes): Mistake => ({
  id,
  title,
  matrix,
  step: steps[matrix],
  message,
  how: { kind: 'formulas', makes },
})

/** A mistake of whole answers. */
export const spoilt = (id: string, matrix: AnswerName | null, title: string, message: string, how: How): Mistake => ({
  id,
  title,
  matrix,
  step: matrix === null ? null : steps[matrix],
  message,
  how,
})
