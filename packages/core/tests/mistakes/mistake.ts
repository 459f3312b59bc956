// A wrong engine: one way in which real people get this wrong, as formulas in place of the right ones.
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { chain, type Makes, valuesOf } from '@dit-by-hand/spec/laws/chain'
import type { Formula } from '@dit-by-hand/spec/laws/formulas'
import type { AnswerName } from '@dit-by-hand/spec/names'

/** Makes one matrix, from any matrices of the lesson. */
export type Make = Formula['make']
export type { Makes }

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
  /** The first matrix it shows in; null where that hangs on the lesson. */
  readonly matrix: AnswerName | null
  /** What is wrong, in words. */
  readonly title: string
  readonly how: How
}

/** A mistake of formulas; `makes` holds that of `matrix`, and of others that go wrong with it. */
export const mistaken = (id: string, matrix: AnswerName, title: string, makes: Makes): Mistake => ({
  id,
  matrix,
  title,
  how: { kind: 'formulas', makes },
})

/** A mistake of whole answers. */
export const spoilt = (id: string, matrix: AnswerName | null, title: string, how: How): Mistake => ({
  id,
  matrix,
  title,
  how,
})

/** What the specification's own formulas give. */
export const rightly = (lesson: Lesson, reading: Reading): Values => valuesOf(lesson, chain(lesson, reading))

/** An engine of the specification's formulas with one mistake, and what follows from it. */
export function wrongEngine({ id, how }: Mistake): Engine {
  const spoil: (asked: Answering) => Values =
    how.kind === 'memory'
      ? how.start()
      : how.kind === 'answer'
        ? how.answer
        : ({ lesson, reading }) => valuesOf(lesson, chain(lesson, reading, how.makes))
  return {
    name: id,
    answer: (lesson, reading) => spoil({ lesson, reading, right: (which = reading) => rightly(lesson, which) }),
  }
}
