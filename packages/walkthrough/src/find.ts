// Finds where a reader wants to go: a step by its number, a matrix by its name or symbol.

import { keysOf } from '@dit-by-hand/graph/at'
import type { Lesson } from '@dit-by-hand/spec/format'
import { matrices } from './matrices.ts'
import { nameFrom } from './meant.ts'
import { didYouMean } from './nearest.ts'
import { type Place, places } from './telling.ts'
import type { Action, Tour } from './tour.ts'
import { workedWith } from './workbench.ts'

/** The action to take, or why there is none. */
export type Found = { readonly action: Action } | { readonly why: string }

const byNumber: ReadonlyMap<string, Place> = new Map(places.slice(0, -1).map((place, step) => [`${step}`, place]))

/** Whether the typed text is the number of a step. */
export const isStepNumber = (typed: string): boolean => byNumber.has(typed)

/**
 * Finds where a reader wants to go.
 * @param typed "7"; "0" for the opening and "end" for the closing; "latent", "Z", "∂Z"; spaces around it do not matter
 */
export function find(typed: string, { edits, reading }: Pick<Tour, 'edits' | 'reading'>, lesson: Lesson): Found {
  const wanted = typed.trim()
  const place = wanted === 'end' ? 'closing' : byNumber.get(wanted)
  if (place) return { action: { type: 'goto', place } }
  if (/^\d+$/.test(wanted)) return { why: 'Steps are 1 to 13; 0 is the opening, end the closing.' }
  const name = nameFrom(wanted)
  if (name === undefined) return { why: `There is no matrix “${wanted}”. ${didYouMean(wanted, callable)}`.trim() }
  if (!workedWith(lesson, edits, reading).values[name])
    return { why: `This lesson has no ${matrices[name].title}: its attention is ${kinds[lesson.attention.kind]}.` }
  return { action: { type: 'follow', to: { place: matrices[name].place, cell: { name, row: 0, column: 0 } } } }
}

const kinds = { given: 'given', hard: 'a hard maximum', softmax: 'softmax' } as const

/** Everything that can be typed: every name, and every symbol that is not a name. */
export const callable: readonly string[] = keysOf(matrices).flatMap(name =>
  matrices[name].symbol === name ? [name] : [name, matrices[name].symbol],
)
