// A scene whose computed numbers are hidden until they are asked for, one by one. Nothing of it may follow from a number
// that is hidden: not the signs of its line, not what is dimmed there, not where the eye begins.
import { cellValue, netOf } from '@dit-by-hand/core/lesson'
import { type CellRef, cellKey, type Expression, sources } from '@dit-by-hand/graph/expression'
import { type Leaf, tokens } from '@dit-by-hand/graph/text'
import type { Lesson } from '@dit-by-hand/spec/format'
import { givenCell } from '@dit-by-hand/walkthrough/edits'
import { leafOf } from '@dit-by-hand/walkthrough/leaf'
import { arithmeticOf, type Line, shortName } from '@dit-by-hand/walkthrough/line'
import { gradientAt } from '@dit-by-hand/walkthrough/matrices'
import { type CellView, type Scene, scene, withCells } from '@dit-by-hand/walkthrough/scene'
import type { Tour } from '@dit-by-hand/walkthrough/tour'
import { hiddenText } from './hidden.ts'

type IsHidden = (cell: CellRef) => boolean

/** The scene of a state with every computed number but the shown ones, by their keys, as a question mark. */
export function hiddenScene(state: Tour, lesson: Lesson, shown: ReadonlySet<string>): Scene {
  const at = scene(state, lesson)
  // Where the eye begins is chosen for what stands there.
  const corner = at.line && { name: at.line.cell.name, row: 0, column: 0 }
  return masked(state.cell === null && corner ? scene({ ...state, cell: corner }, lesson) : at, shown)
}

/** The same of a scene. */
export function masked(whole: Scene, shown: ReadonlySet<string>): Scene {
  const isHidden: IsHidden = cell => givenCell(whole.lesson, cell) === undefined && !shown.has(cellKey(cell))
  const hide = (view: CellView): CellView => {
    const name = view.gradient === null ? undefined : gradientAt(view.cell.name)
    const gradient = name && isHidden({ ...view.cell, name }) ? hiddenText : view.gradient
    return isHidden(view.cell)
      ? { ...view, text: hiddenText, whole: null, value: 0, was: null, gradient, misprint: null, origin: null }
      : { ...view, gradient }
  }
  const { line } = whole
  return {
    ...whole,
    blocks: whole.blocks.map(block => withCells(block, hide)),
    line: line && maskedLine(line, whole, isHidden),
    wantsProof: false,
    generations: [],
  }
}

function maskedLine(line: Line, { facts }: Scene, isHidden: IsHidden): Line {
  const own = isHidden(line.cell)
  // What was put in the place of a hidden number is hidden, too: its line is the one of the model.
  const arithmetic: Expression = arithmeticOf(line.cell, own ? { ...facts, net: netOf(facts.lesson) } : facts)
  const hides = own || sources(arithmetic).some(isHidden)
  const shown = leafOf(ref => cellValue(facts, ref), hides ? undefined : arithmetic)
  const leaf: Leaf = ref => (isHidden(ref) ? { text: hiddenText } : shown(ref))
  return {
    ...line,
    names: tokens(arithmetic, ref => ({ text: shortName(ref) })),
    values: tokens(arithmetic, leaf),
    meaning: null,
    result: own ? hiddenText : line.result,
  }
}
