// What a step of the walkthrough is made of but for its words (words.ts). It holds no value, colour or position on a screen.

import type { WorkedValues } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type StepSlug, stepSlugs } from '@dit-by-hand/spec/names'
import type { Sizes } from '@dit-by-hand/spec/sizes'

/** The opening (what is given), the thirteen steps, the closing (what we did). */
export type Place = 'opening' | StepSlug | 'closing'
export const places: readonly ['opening', ...typeof stepSlugs, 'closing'] = ['opening', ...stepSlugs, 'closing']

/** Whether a place is about generating, which may then take more than one step. The closing looks back on the lesson as it
 *  was worked, in one. */
export const isLate = (place: Place): boolean =>
  places.indexOf(place) >= places.indexOf('denoise') && place !== 'closing'

/** Whether a place is worked anew by every pass of a generation: from the conditions to the guess, and from there back to
 *  a video. Training is no part of it. */
export const isPassed = (place: Place): boolean =>
  isLate(place) ||
  (places.indexOf(place) >= places.indexOf('conditions') && places.indexOf(place) < places.indexOf('slopes'))

/** Which pass of a generation the numbers are of, and all its passes, the first being the lesson itself. */
export interface Pass {
  /** Counted from 1. */
  readonly at: number
  readonly of: number
  readonly all: readonly { readonly t: number; readonly values: WorkedValues }[]
}

/** What prose may speak of: the lesson, its sizes, and every worked number in the reading on show. */
export interface Facts {
  readonly lesson: Lesson
  /** The lesson's net, in the reading on show. */
  readonly net: Net<Name>
  readonly size: Sizes
  readonly values: WorkedValues
  readonly pass: Pass
  /** One worked number; rows and columns count from 1. @throws {RangeError} where there is none */
  cell(name: Name, row: number, column: number): Exact
}

/** What stands between two matrices of a row. */
export type Operator = '+' | '−' | '·' | '⊙' | '=' | '→'

/** A matrix turned over: its rows as columns. */
export type Turned = `${Name}ᵀ`

/** One square of the layout: a matrix, as it is or turned over, an operator, nothing (''), or the matrix above going on
 *  ('^'). A product is laid out as a teacher does: weight left, input above, result where they meet, bias beside the
 *  weight. */
export type Square = Name | Turned | Operator | '' | '^'
/** Rows of squares on one grid. An empty row ends a grid: the columns below it are measured anew. */
export type Layout = readonly (readonly Square[])[]

/** The stages of a step that is too long for one page. */
export const stageIds = [
  'error',
  'layer',
  'attention',
  'query-key',
  'latent',
  'steering',
  'update',
  'learning',
] as const
export type StageId = (typeof stageIds)[number]

/** A stage of a step: told, laid out and summed up like a step of its own. */
export interface Stage {
  readonly id: StageId
  readonly title: string
  readonly formula: (facts: Facts) => readonly Name[]
  readonly layout: (facts: Facts) => Layout
  readonly start: (facts: Facts) => CellRef
}

export interface Telling {
  readonly place: Place
  readonly title: string
  /** The matrices whose formulas sum the step up, or what leads to what. The formulas themselves are read from the net. */
  readonly formula: (facts: Facts) => readonly Name[] | { readonly from: readonly Name[]; readonly to: Name }
  readonly layout: (facts: Facts) => Layout
  /** The same with the query-key box opened, where there is one. */
  readonly opened?: (facts: Facts) => Layout
  /** The stages that it is told in, where it is too long for one page: the prose of the step opens the first of them, and
   *  layout, formula and start are those of the first. */
  readonly stages?: (facts: Facts) => readonly Stage[]
  /** Where the eye should start: the cell in focus when the step is entered. It exists in every lesson. */
  readonly start: (facts: Facts) => CellRef
}
