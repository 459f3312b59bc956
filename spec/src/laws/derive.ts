// Computes a lesson's matrices from the formulas alone, in the corrected reading, each when it is asked for.
import type { Lesson } from '../lesson/format.ts'
import type { Arithmetic } from '../lesson/number.ts'
import { chain } from './chain.ts'
import type { At } from './formulas.ts'

/** A function that computes any matrix of a lesson. In exact arithmetic, matrices after a softmax must not be asked for. */
export const derive = (k: Arithmetic, lesson: Lesson): At => chain(lesson, 'corrected', {}, undefined, k)
