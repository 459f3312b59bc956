// The random lessons of the published vectors, drawn by dice of their own, so that nothing else can change them.
import { diceFrom } from '../laws/law.ts'
import { largestTerm, lessonFrom, planOf } from '../laws/random-lesson.ts'
import type { Lesson } from '../lesson/format.ts'

/** As {@link Flavour} has them. */
export const vectorFlavours = ['hand-friendly', 'wild'] as const
export type VectorFlavour = (typeof vectorFlavours)[number]

/** What a random lesson is drawn from. The same place always gives the same lesson, whatever the others. */
export interface Place {
  /** The major version of the vectors. */
  readonly major: number
  readonly seed: number
  readonly flavour: VectorFlavour
  /** Counts from 1. */
  readonly number: number
}

/** The id of a lesson, such as "v1-s7-wild-017": never given to another one. */
export const vectorId = ({ major, seed, flavour, number }: Place): string =>
  `v${major}-s${seed}-${flavour}-${String(number).padStart(3, '0')}`

/** The lesson of a place, which `parseLesson` always accepts. */
export function vectorLesson(place: Place): Lesson {
  const id = vectorId(place)
  const dice = diceFrom(id)
  const flavour = place.flavour === 'wild' ? 'wild' : 'handFriendly'
  for (;;) {
    const lesson = lessonFrom(dice, planOf(dice, { flavour, number: place.number, sharpest: 100 }), id)
    // Large terms that cancel leave their rounding errors: doubles have to reach a tolerance of 1e-9.
    if (lesson.attention.kind !== 'softmax' || largestTerm(lesson) <= 1e13) return lesson
  }
}
