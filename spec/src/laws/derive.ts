// A lesson worked out from the formulas alone, matrix by matrix as they are wanted, in the corrected reading.
import type { Lesson } from '../lesson/format.ts'
import type { Arithmetic } from '../lesson/number.ts'
import { chain } from './chain.ts'
import type { At } from './formulas.ts'

/** Gives any matrix of a lesson. In exact arithmetic nothing that softmax made may be asked for. */
export const derive = (k: Arithmetic, lesson: Lesson): At => chain(lesson, 'corrected', {}, undefined, k)
