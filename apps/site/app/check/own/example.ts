// Numbers to try: what a program might print that has taken a wrong turn, made from the lesson.

import { at, named } from '@dit-by-hand/graph/at'
import { caseOf } from '@dit-by-hand/spec/cases'

/** The first matrices of the walk as NumPy prints them; noise is added, but nothing is scaled before it is shifted. */
export function example(): string {
  const { corrected } = caseOf('sora-is-sky').answer
  const rowsOf = (name: 'latent' | 'noised' | 'scale' | 'shift'): readonly (readonly number[])[] =>
    named(corrected, name).map(row => row.map(Number))
  const noised = rowsOf('noised')
  const shift = rowsOf('shift')
  const shifted = noised.map((row, r) => row.map(cell => cell + at(at(shift, r), 0)))
  const printed = (label: string, rows: readonly (readonly number[])[]): string => {
    const wide = Math.max(...rows.flat().map(cell => `${cell}`.length))
    return `${label}\n[${rows.map(row => `[${row.map(cell => `${cell}`.padStart(wide)).join(' ')}]`).join('\n ')}]`
  }
  return [
    printed('latent', rowsOf('latent')),
    printed('noised latent', noised),
    printed('scale', rowsOf('scale')),
    printed('scaled latent', noised),
    printed('shift', shift),
    printed('conditioned latent', shifted),
  ].join('\n')
}
