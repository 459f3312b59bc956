// What a step of the walkthrough consists of, without its words (words.ts). It has no values, colours or positions on a screen.

import type { WorkedValues } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type StepSlug, stepSlugs } from '@dit-by-hand/spec/names'
import type { Sizes } from '@dit-by-hand/spec/sizes'

/** A page of the walk: the opening (what is given), a step, or the closing (what we did). */
export type Place = 'opening' | StepSlug | 'closing'
export const places: readonly ['opening', ...typeof stepSlugs, 'closing'] = ['opening', ...stepSlugs, 'closing']

export const isPlace = (text: string | null): text is Place => places.some(place => place === text)

/** Whether a place is about generating, which may take several steps. The closing looks back on the lesson in one step. */
export const isLate = (place: Place): boolean =>
  places.indexOf(place) >= places.indexOf('denoise') && place !== 'closing'

/** Whether every pass of a generation computes a place anew: from the conditions to the prediction, and from there to the
 *  video, without training. */
export const isPassed = (place: Place): boolean =>
  isLate(place) ||
  (places.indexOf(place) >= places.indexOf('conditions') && places.indexOf(place) < places.indexOf('slopes'))

/** A pass of a generation, among all its passes; the first is the lesson itself. */
export interface Pass {
  /** Counted from 1. */
  readonly at: number
  readonly of: number
  readonly all: readonly { readonly t: number; readonly values: WorkedValues }[]
}

/** The facts that prose may state: the lesson, its sizes, and every value in the reading on show. */
export interface Facts {
  readonly lesson: Lesson
  /** The lesson's net, in the reading on show. */
  readonly net: Net<Name>
  readonly size: Sizes
  readonly values: WorkedValues
  readonly pass: Pass
  /** One value; rows and columns count from 1. @throws {RangeError} where there is none */
  cell(name: Name, row: number, column: number): Exact
}

/** The sign between two matrices of a row. */
export type Operator = '+' | '−' | '·' | '⊙' | '=' | '→'

/** A transposed matrix. */
export type Turned = `${Name}ᵀ`

/** One square of the layout: a matrix, perhaps transposed, an operator, nothing (''), or the continuation of the matrix above
 *  ('^'). A product is laid out as teachers do: weight left, input above, result where they meet, bias beside the weight. */
export type Square = Name | Turned | Operator | '' | '^'
/** Rows of squares on one grid. An empty row ends a grid; below it, columns have other widths. */
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

/** A stage of a step, with prose, layout and formulas like a step of its own. */
export interface Stage extends Pick<Telling, 'title' | 'layout' | 'start'> {
  readonly id: StageId
  readonly formula: (facts: Facts) => readonly Name[]
}

export interface Telling {
  readonly title: string
  /** The matrices whose formulas summarise the step, or which lead from some to another. The formulas are read from the net. */
  readonly formula: (facts: Facts) => readonly Name[] | { readonly from: readonly Name[]; readonly to: Name }
  readonly layout: (facts: Facts) => Layout
  /** The same with the query-key box opened, where there is one. */
  readonly opened?: (facts: Facts) => Layout
  /** The stages of a step that is too long for one page: its prose opens the first of them, whose layout, formula and start it
   *  has. */
  readonly stages?: (facts: Facts) => readonly Stage[]
  /** The cell in focus when the step is entered. It exists in every lesson. */
  readonly start: (facts: Facts) => CellRef
}
