// What a screen shows at one moment of a walk: everything settled but the pixels. The same scene for every front end.

import { generate } from '@dit-by-hand/core/generate'
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { type Exact, equal, isDecimal, toCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { cellKey } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Erratum, errataAt } from '@dit-by-hand/spec/errata'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import type { GivenName, Step } from '@dit-by-hand/spec/names'
import { givenNames, isAnswerName, stepOfSlug } from '@dit-by-hand/spec/names'
import { isSourced, printedAt, type Source, sourceOf } from '@dit-by-hand/spec/sources'
import { givenCell } from './edits.ts'
import { factsOf } from './facts.ts'
import { type Formula, formulaFor, formulasOf } from './formulas.ts'
import { type Line, lineFor, type Proof, proofFor, valueAt } from './line.ts'
import { columnHead, gradientAt, matrices, type Role, rowHead } from './matrices.ts'
import type { Paragraph } from './prose.ts'
import { tellingOf } from './steps.ts'
import { storyAt } from './stories.ts'
import { type Facts, isLate, type Layout, type Operator, type Place, places } from './telling.ts'
import type { Tour } from './tour.ts'
import { workedOf, workedWith } from './workbench.ts'

/** How a cell is lit: the one in focus, what it is made from, what it goes into. */
export type Lit = 'focus' | 'source' | 'consumer'

/** One number as shown. */
export interface CellView {
  readonly cell: CellRef
  readonly value: Exact
  readonly text: string
  readonly lit: Lit | null
  /** What it was before the reader's edits, where that differs. */
  readonly was: string | null
  /** The lesson brings it; a computed number may be changed, too, but seldom is. */
  readonly given: boolean
  readonly misprint: MisprintView | null
  /** Where the number comes from, in the one lesson whose sources are known. */
  readonly origin: Source | null
  /** The gradient at this number, where gradients are shown. */
  readonly gradient: string | null
}

/** A misprint where it stands: what was printed (null where that is not known) and what is true. */
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
  /** Frames one under the other, drawn as pictures where a screen can. */
  readonly frames: { readonly count: number; readonly rows: number } | null
  readonly shape: readonly [rows: number, columns: number]
  readonly says: string
  /** How it is made; null where it is given. */
  readonly formula: Formula | null
  readonly rows: readonly (readonly CellView[])[]
  readonly rowHeads: readonly string[]
  readonly columnHeads: readonly string[]
  readonly at: { readonly row: number; readonly column: number; readonly rowSpan: number }
}

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

export interface Scene {
  readonly place: Place
  readonly step: Step | null
  readonly title: string
  readonly prose: readonly Paragraph[]
  readonly story: Paragraph | null
  /** The formulas that sum the step up. */
  readonly formulas: readonly Formula[]
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
  readonly line: Line | null
  readonly proof: Proof | null
  readonly leftOut: readonly Paragraph[]
  readonly errata: readonly Erratum[]
  readonly map: readonly MapStop[]
  /** The query-key box: null where the step has none. */
  readonly box: 'open' | 'closed' | null
  /** Whether there is a printed reading that differs. */
  readonly hasMisprints: boolean
  /** The generated video step by step, where it is generated in more than one. */
  readonly generations: readonly { readonly t: number; readonly block: Block }[]
  /** The lesson as edited. */
  readonly lesson: Lesson
  readonly facts: Facts
}

/** The number of a place: 1–13, or null for the opening and the closing. */
export const stepOf = (place: Place): Step | null => stepOfSlug(place) ?? null

/** The scene of a state. Pure: the same state and lesson, the same scene. */
export function scene(state: Tour, original: Lesson): Scene {
  const worked = workedWith(original, state.edits, state.reading)
  const { lesson } = worked
  const before = workedOf(original, state.reading)
  const facts = factsOf(worked)
  const telling = tellingOf(state.place)
  const box = telling.opened && lesson.attention.kind !== 'given' ? (state.box ? 'open' : 'closed') : null
  const layout = (box === 'open' && telling.opened ? telling.opened : telling.layout)(facts)
  const focus = state.cell ?? startOf(state.place, facts)
  const line = focus && valueAt(worked, focus) !== undefined ? lineFor(focus, worked, facts) : null
  const view: View = {
    original,
    lesson,
    worked,
    before,
    facts,
    lit: litBy(line),
    slopes: state.slopes || state.place === 'slopes',
  }
  const step = stepOf(state.place)
  return {
    place: state.place,
    step,
    title: telling.title,
    prose: telling.prose(facts),
    story: storyAt(state.place, facts),
    formulas: formulasOf(telling, facts),
    ...placed(layout, view),
    line,
    proof: state.proof && focus ? proofFor(focus, worked) : null,
    leftOut: telling.leftOut(facts),
    errata: step !== null && isSourced(original) ? errataAt(step) : [],
    map: places.map(place => ({
      place,
      step: stepOf(place),
      title: tellingOf(place).title,
      here: place === state.place,
    })),
    box,
    hasMisprints: lesson.errata.some(({ printed }) => printed !== null),
    generations: isLate(state.place) && state.generation > 1 ? generationsOf(view, state) : [],
    lesson,
    facts,
  }
}

/** The cell in focus when a place is entered. */
export function startOf(place: Place, facts: Facts): CellRef | null {
  return tellingOf(place).start(facts)
}

interface View {
  readonly original: Lesson
  readonly lesson: Lesson
  readonly worked: Worked
  readonly before: Worked
  readonly facts: Facts
  readonly lit: (cell: CellRef) => Lit | null
  readonly slopes: boolean
}

function litBy(line: Line | null): (cell: CellRef) => Lit | null {
  if (!line) return () => null
  const lit = new Map<string, Lit>(line.consumers.map(cell => [cellKey(cell), 'consumer']))
  for (const cell of line.sources) lit.set(cellKey(cell), 'source')
  lit.set(cellKey(line.cell), 'focus')
  return cell => lit.get(cellKey(cell)) ?? null
}

function placed(layout: Layout, view: View): { readonly blocks: readonly Block[]; readonly signs: readonly Sign[] } {
  const blocks: Block[] = []
  const signs: Sign[] = []
  layout.forEach((squares, row) => {
    squares.forEach((square, column) => {
      if (square === '' || square === '^') return
      if (isOperator(square)) {
        signs.push({ text: square, at: { row, column } })
        return
      }
      let rowSpan = 1
      while (layout[row + rowSpan]?.[column] === '^') rowSpan++
      blocks.push(blockOf(square, { row, column, rowSpan }, view))
    })
  })
  return { blocks, signs }
}

const isOperator = (square: string): square is Operator => ['+', '−', '·', '=', '→'].includes(square)

function blockOf(name: Name, place: Block['at'], view: View): Block {
  const { facts, worked } = view
  const about = matrices[name]
  const grid = named(worked.values, name, 'the lesson')
  const isVideo = name === 'video' || name === 'generatedVideo'
  return {
    name,
    title: about.title,
    symbol: about.symbol,
    role: about.role,
    isGradient: about.isGradient,
    frames: isVideo ? { count: facts.size.video.frames, rows: facts.size.video.rows } : null,
    shape: named(worked.net, name).shape,
    says: about.says,
    formula: formulaFor(facts, name) ?? null,
    rows: grid.map((cells, row) => cells.map((value, column) => cellView({ name, row, column }, value, view))),
    rowHeads: grid.map((_, row) => rowHead(name, row, facts)),
    columnHeads: at(grid, 0, name).map((_, column) => columnHead(name, column, facts)),
    at: place,
  }
}

function cellView(cell: CellRef, value: Exact, view: View): CellView {
  const text = showNumber(value)
  const before = valueAt(view.before, cell)
  const gradient = view.slopes ? gradientAt(cell.name) : undefined
  const at = gradient && valueAt(view.worked, { ...cell, name: gradient })
  return {
    cell,
    value,
    text,
    lit: view.lit(cell),
    was: before !== undefined && !equal(before, value) ? showNumber(before) : null,
    given: givenCell(view.lesson, cell) !== undefined,
    misprint: misprintAt(cell, view.lesson),
    origin: originOf(cell, view),
    gradient: at === undefined ? null : showNumber(at),
  }
}

function misprintAt({ name, row, column }: CellRef, lesson: Lesson): MisprintView | null {
  const found = lesson.errata.find(slip => slip.matrix === name && slip.row === row + 1 && slip.column === column + 1)
  if (!found) return null
  const shown = (cell: string | number): string => String(cell).replace('-', '−')
  return { id: found.id, printed: found.printed === null ? null : shown(found.printed), correct: shown(found.correct) }
}

const isGivenName = (name: string): name is GivenName => givenNames.some(given => given === name)

function originOf(cell: CellRef, { original, lesson, worked, before }: View): Source | null {
  if (!isSourced(original)) return null
  if (isGivenName(cell.name))
    return givenCell(lesson, cell) === givenCell(original, cell)
      ? sourceOf(cell.name, cell.row + 1, cell.column + 1)
      : null
  return lesson === original && worked.net === before.net && isAnswerName(cell.name)
    ? (printedAt(cell.name, cell.row + 1, cell.column + 1) ?? null)
    : null
}

function generationsOf(view: View, state: Tour): Scene['generations'] {
  return generate(view.lesson, state.generation, view.worked.net).map(({ t, worked }, i) => ({
    t,
    block: blockOf(
      'generatedVideo',
      { row: i, column: 0, rowSpan: 1 },
      { ...view, worked, before: worked, lit: () => null },
    ),
  }))
}

/** What a cell says now, as it would be typed; undefined where the lesson has no such cell, '' where it is a decimal. */
export function typedNow(scene: Scene, cell: CellRef): Cell | '' | undefined {
  const given = givenCell(scene.lesson, cell)
  if (given !== undefined) return given
  const value = valueAt(scene.facts, cell)
  return value === undefined ? undefined : isDecimal(value) ? '' : toCell(value)
}
