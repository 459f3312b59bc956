// What a screen shows at one moment of a walk, complete but for pixels and words (told.ts). The same for every front end.

import { mostSteps } from '@dit-by-hand/core/generate'
import type { Name } from '@dit-by-hand/core/names'
import { at } from '@dit-by-hand/graph/at'
import { type Exact, isDecimal, toCell } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import { isSourced, type Mark } from '@dit-by-hand/spec/marks'
import { type Step, stepOfSlug } from '@dit-by-hand/spec/names'
import { cellView, litBy, type View } from './cell-view.ts'
import { givenCell, prompted } from './edits.ts'
import { factsOf, factsOnce } from './facts.ts'
import { blockWith, laidOut } from './laid-out.ts'
import { type Line, lineFor, valueAt } from './line.ts'
import type { Role } from './matrices.ts'
import { type MisprintPlace, misprintsOf } from './misprints.ts'
import { stageAt, stagesOf } from './stages.ts'
import { tellingOf } from './steps.ts'
import { type Facts, isLate, isPassed, type Operator, type Pass, type Place, places, type StageId } from './telling.ts'
import type { Tour } from './tour.ts'
import { passesOf, workedOf, workedWith } from './workbench.ts'

/** How a cell is lit: the one in focus, what it is made from, what it goes into. */
export type Lit = 'focus' | 'source' | 'consumer'

/** One number as shown. */
export interface CellView {
  readonly cell: CellRef
  readonly value: Exact
  readonly text: string
  /** The full number, where the text is shortened. */
  readonly whole: string | null
  readonly lit: Lit | null
  /** Its value before the reader's edits, where that differs. */
  readonly was: string | null
  /** Whether the lesson gives it. (Computed numbers may be edited too.) */
  readonly given: boolean
  readonly misprint: MisprintView | null
  /** The source of the number, in the one lesson whose sources are known. */
  readonly origin: Mark | null
  /** The gradient at this number, where gradients are shown. */
  readonly gradient: string | null
}

/** A misprint in its cell: what was printed (null where that is not known) and what is true. */
export interface MisprintView {
  readonly id: string
  readonly printed: string | null
  readonly correct: string
}

/** A matrix on the grid of the step. Rows and columns of the grid count from 0. */
export interface Block {
  readonly name: Name
  readonly title: string
  readonly symbol: string
  readonly role: Role
  readonly isGradient: boolean
  /** Whether it is transposed: each of its rows is a column of the matrix. Its cells keep the matrix's coordinates. */
  readonly turned: boolean
  /** For a video, its frames one under the other, drawn as pictures where a screen can. */
  readonly frames: { readonly count: number; readonly rows: number } | null
  readonly shape: readonly [rows: number, columns: number]
  /** Whether it is computed, here or elsewhere, and not given. */
  readonly isMade: boolean
  readonly rows: readonly (readonly CellView[])[]
  readonly rowHeads: readonly string[]
  readonly columnHeads: readonly string[]
  readonly at: { readonly row: number; readonly column: number; readonly rowSpan: number }
}

/** A block with another view of each of its cells. */
export const withCells = (block: Block, look: (view: CellView) => CellView): Block => ({
  ...block,
  rows: block.rows.map(cells => cells.map(look)),
})

/** A block without lit cells or gradients. */
export const unlit = (block: Block): Block => withCells(block, view => ({ ...view, lit: null, gradient: null }))

/** A scene with other cells lit. */
export const relit = (scene: Scene, lit: (cell: CellRef) => Lit | null): Scene => ({
  ...scene,
  blocks: scene.blocks.map(block => withCells(block, view => ({ ...view, lit: lit(view.cell) }))),
})

/** A sign between matrices. */
export interface Sign {
  readonly text: Operator
  readonly at: { readonly row: number; readonly column: number }
}

/** One stop of the map. */
export interface MapStop {
  readonly place: Place
  /** 1–13, or null for the opening and the closing. */
  readonly step: Step | null
  readonly title: string
  readonly here: boolean
}

/** One stop of the map of a step that has stages. */
export interface StageStop {
  readonly id: StageId
  readonly title: string
  /** The matrices that it makes. */
  readonly makes: readonly Name[]
  readonly here: boolean
}

export interface Scene {
  readonly place: Place
  readonly step: Step | null
  readonly title: string
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
  readonly line: Line | null
  /** Whether the proof of a gradient is asked for; `proofOf` makes it. */
  readonly wantsProof: boolean
  /** Whether this is the lesson of the walkthrough itself, whose numbers have sources and whose originals have errata. */
  readonly isSourced: boolean
  readonly map: readonly MapStop[]
  /** The query-key box: null where the step has none. */
  readonly box: 'open' | 'closed' | null
  /** The stage on show; null where the step has none. */
  readonly stage: StageId | null
  readonly stages: readonly StageStop[]
  /** Where the two readings differ, if there are two: each misprint whose printed number is known. */
  readonly misprints: readonly MisprintPlace[]
  /** Which pass of the generation the numbers are of; null where the place has none, or there is only one. */
  readonly pass: { readonly at: number; readonly of: number; readonly t: number } | null
  /** The most steps in which the lesson can be generated. */
  readonly mostSteps: number
  /** The generated video after each step, where there are several. */
  readonly generations: readonly { readonly t: number; readonly block: Block }[]
  /** The lesson as edited. */
  readonly lesson: Lesson
  readonly facts: Facts
}

/** The number of a place: 1–13, or null for the opening and the closing. */
export const stepOf = (place: Place): Step | null => stepOfSlug(place) ?? null

/** The scene of a state. Pure: the same state and lesson, the same scene. */
export function scene(state: Tour, original: Lesson): Scene {
  const first = workedWith(original, state.edits, state.reading)
  const { lesson } = first
  const passes = passesOf(first, isPassed(state.place) ? state.generation : 1)
  const pass = passAt(state, passes)
  const { worked } = at(passes, pass.at - 1, 'the passes')
  const unchanged = passesOf(workedOf(original, state.reading), pass.of)
  const facts = pass.of === 1 ? factsOnce(worked) : factsOf(worked, pass)
  const telling = tellingOf(state.place)
  const stage = stageAt(state, facts)
  const shown = stage?.id ?? null
  const box = telling.opened && lesson.attention.kind !== 'given' ? (state.box ? 'open' : 'closed') : null
  const layout = (stage ?? { layout: box === 'open' && telling.opened ? telling.opened : telling.layout }).layout(facts)
  const focus = state.cell ?? (stage ?? telling).start(facts)
  const line = valueAt(worked, focus) !== undefined ? lineFor(focus, worked, facts) : null
  const view: Seen = {
    original,
    lesson: worked.lesson,
    worked,
    before: (unchanged[pass.at - 1] ?? at(unchanged, 0, 'the passes')).worked,
    edits: state.edits,
    words: prompted(original, state.edits),
    facts,
    lit: litBy(line),
    slopes: state.slopes,
  }
  const step = stepOf(state.place)
  return {
    place: state.place,
    step,
    title: telling.title,
    ...laidOut(layout, (name, at) => blockOf(name, at, view)),
    line,
    wantsProof: state.proof,
    isSourced: isSourced(original),
    map: places.map(place => ({
      place,
      step: stepOf(place),
      title: tellingOf(place).title,
      here: place === state.place,
    })),
    box,
    stage: shown,
    stages: stagesOf(state.place, facts).map(({ id, title, formula }) => ({
      id,
      title,
      makes: id === 'learning' ? [] : formula(facts),
      here: id === shown,
    })),
    misprints: misprintsOf(original),
    pass: pass.of === 1 ? null : { at: pass.at, of: pass.of, t: worked.lesson.timestep.t },
    mostSteps: mostSteps(lesson),
    generations: isLate(state.place) && passes.length > 1 ? generationsOf(view, passes) : [],
    lesson,
    facts,
  }
}

/** The pass on show. */
function passAt({ pass, generation }: Tour, passes: ReturnType<typeof passesOf>): Pass {
  const of = passes.length
  return {
    at: Math.min(of, pass ?? generation),
    of,
    all: passes.map(({ t, worked: { values } }) => ({ t, values })),
  }
}

/** What it takes to show a matrix of one scene. */
interface Seen extends View {
  readonly facts: Facts
}

const blockOf = (name: Name, place: Block['at'], view: Seen): Block =>
  blockWith(name, place, view, (cell, value) => cellView(cell, value, view))

const generationsOf = (view: Seen, passes: ReturnType<typeof passesOf>): Scene['generations'] =>
  passes.map(({ t, worked }, i) => ({
    t,
    block: blockOf(
      'generatedVideo',
      { row: i, column: 0, rowSpan: 1 },
      { ...view, worked, before: worked, lit: () => null },
    ),
  }))

/** Whether a reader may edit a cell here. In a later pass of a generation computed numbers cannot be edited, only in the first;
 *  and the timestep counts down by itself. */
const isOpen = ({ pass }: Scene, cell: CellRef, given: boolean): boolean =>
  pass === null || pass.at === 1 || (given && cell.name !== 't')

/** A given number that may be edited here; else undefined. */
export function givenNow(scene: Scene, cell: CellRef): Cell | undefined {
  return isOpen(scene, cell, true) ? givenCell(scene.lesson, cell) : undefined
}

/** A cell's value as it would be typed; undefined where it cannot be edited, '' where it is a decimal. */
export function typedNow(scene: Scene, cell: CellRef): Cell | '' | undefined {
  const value = valueAt(scene.facts, cell)
  if (value === undefined || !isOpen(scene, cell, givenCell(scene.lesson, cell) !== undefined)) return undefined
  return isDecimal(value) ? '' : toCell(value)
}

/** The row and column of a cell in its block, counted from 0: swapped in a transposed block. */
export const spotIn = ({ turned }: Pick<Block, 'turned'>, { row, column }: CellRef): { row: number; column: number } =>
  turned ? { row: column, column: row } : { row, column }

/** The view of a cell; null where the scene does not show it. */
export function viewAt({ blocks }: Pick<Scene, 'blocks'>, cell: CellRef): CellView | null {
  const views = blocks.flatMap(({ rows }) => rows.flat())
  return views.find(view => cellKey(view.cell) === cellKey(cell)) ?? null
}

/** The view of the cell in focus; null where the scene does not show it. */
export const viewInFocus = (scene: Scene): CellView | null => scene.line && viewAt(scene, scene.line.cell)
