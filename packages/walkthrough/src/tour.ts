// Where the reader is and what the reader has changed: one plain state, one pure function from state to state.

import { mostSteps } from '@dit-by-hand/core/generate'
import { equal, fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Edit, edited, givenCell, whyNot, withEdit } from './edits.ts'
import { valueAt } from './line.ts'
import { type Place, places } from './telling.ts'
import { workedWith } from './workbench.ts'

/** The whole state of a walk. Everything on a screen follows from it and the lesson. */
export interface Tour {
  readonly place: Place
  readonly cell: CellRef | null
  readonly reading: Reading
  readonly edits: readonly Edit[]
  readonly past: readonly (readonly Edit[])[]
  readonly future: readonly (readonly Edit[])[]
  /** Gradients under values. */
  readonly slopes: boolean
  /** The query-key box of step 7. */
  readonly box: boolean
  /** The finite-difference proof beside a gradient. */
  readonly proof: boolean
  /** In how many steps the video is generated. */
  readonly generation: number
  /** Where the reader came from by following cells. */
  readonly trail: readonly Stop[]
}

export interface Stop {
  readonly place: Place
  readonly cell: CellRef | null
}

export type Action =
  | { readonly type: 'next' | 'back' | 'undo' | 'redo' | 'reset' | 'slopes' | 'box' | 'proof' | 'return' }
  | { readonly type: 'goto'; readonly place: Place }
  | { readonly type: 'pick'; readonly cell: CellRef | null }
  | { readonly type: 'follow'; readonly to: Stop }
  | {
      readonly type: 'edit'
      readonly edit: Edit /** Part of the gesture before: undone together with it. */
      readonly merge?: boolean
    }
  | { readonly type: 'reading'; readonly reading?: Reading }
  | { readonly type: 'generation'; readonly steps: number }

export const start: Tour = {
  place: 'opening',
  cell: null,
  reading: 'corrected',
  edits: [],
  past: [],
  future: [],
  slopes: false,
  box: false,
  proof: false,
  generation: 1,
  trail: [],
}

/** The state after an action. What cannot be done (an edit that does not fit, back from the opening) changes nothing. */
export function tour(state: Tour, action: Action, lesson: Lesson): Tour {
  switch (action.type) {
    case 'next':
      return goto(state, places[places.indexOf(state.place) + 1])
    case 'back':
      return goto(state, places[places.indexOf(state.place) - 1])
    case 'goto':
      return goto(state, action.place)
    case 'pick':
      return { ...state, cell: action.cell, proof: false }
    case 'follow':
      return {
        ...state,
        ...action.to,
        proof: false,
        trail: [...state.trail, { place: state.place, cell: state.cell }].slice(-100),
      }
    case 'return': {
      const last = state.trail.at(-1)
      return last ? { ...state, ...last, proof: false, trail: state.trail.slice(0, -1) } : state
    }
    case 'edit': {
      if (whyNot(edited(lesson, state.edits), action.edit) !== undefined) return state
      return changed(state, editsAfter(state, action.edit, lesson), action.merge === true, lesson)
    }
    case 'reset':
      return state.edits.length === 0 ? state : changed(state, [], false, lesson)
    case 'undo': {
      const before = state.past.at(-1)
      return before
        ? fit(
            { ...state, edits: before, past: state.past.slice(0, -1), future: [state.edits, ...state.future] },
            lesson,
          )
        : state
    }
    case 'redo': {
      const [after, ...rest] = state.future
      return after ? fit({ ...state, edits: after, past: [...state.past, state.edits], future: rest }, lesson) : state
    }
    case 'reading':
      return { ...state, reading: action.reading ?? (state.reading === 'corrected' ? 'printed' : 'corrected') }
    case 'slopes':
      return { ...state, slopes: !state.slopes }
    case 'box':
      return { ...state, box: !state.box, cell: state.place === 'attention' ? null : state.cell }
    case 'proof':
      return { ...state, proof: !state.proof }
    case 'generation':
      return fit({ ...state, generation: action.steps }, lesson)
  }
}

/** One edit more; one that sets a computed number to what is computed takes back what it was changed to. */
function editsAfter({ edits, reading }: Tour, edit: Edit, lesson: Lesson): readonly Edit[] {
  const now = withEdit(lesson, edits, edit)
  if (givenCell(lesson, edit.cell) !== undefined) return now
  const others = now.filter(other => other !== edit)
  const computed = valueAt(workedWith(lesson, others, reading), edit.cell)
  return computed !== undefined && equal(computed, fromCell(edit.value)) ? others : now
}

const goto = (state: Tour, place: Place | undefined): Tour =>
  place === undefined || place === state.place ? state : { ...state, place, cell: null, proof: false, trail: [] }

function changed(state: Tour, edits: readonly Edit[], merge: boolean, lesson: Lesson): Tour {
  const past = merge && state.past.length > 0 ? state.past : [...state.past, state.edits].slice(-1000)
  return fit({ ...state, edits, past, future: [] }, lesson)
}

// An edited timestep may leave fewer steps to generate in.
function fit(state: Tour, lesson: Lesson): Tour {
  const most = mostSteps(edited(lesson, state.edits))
  return { ...state, generation: Math.max(1, Math.min(most, Math.trunc(state.generation) || 1)) }
}
