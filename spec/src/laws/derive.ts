// A lesson worked out from the formulas alone, matrix by matrix as they are wanted, in the corrected reading.
import type { Lesson } from '../lesson/format.ts'
import { isAnswerName, type Name } from '../lesson/names.ts'
import type { Arithmetic, Grid } from '../lesson/number.ts'
import { type At, formulas, given } from './formulas.ts'

/** Gives any matrix of a lesson. In exact arithmetic nothing that softmax made may be asked for. */
export function derive(k: Arithmetic, lesson: Lesson): At {
  const known = new Map<Name, Grid>()
  const at: At = name => {
    const before = known.get(name)
    if (before) return before
    const grid = isAnswerName(name) ? formulas[name].make(k, at, lesson) : given(k, lesson, name)
    known.set(name, grid)
    return grid
  }
  return at
}
