// The state of a walk (where the reader is, and the reader's edits), and a pure function from state to state.

import { mostSteps } from '@dit-by-hand/core/generate'
import { cellValue } from '@dit-by-hand/core/lesson'
import { alike } from '@dit-by-hand/graph/arith'
import { fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Edit, edited, givenCell, whyNot, withEdit } from './edits.ts'
import { factsOf } from './facts.ts'
import { stageAt, stagesOf } from './stages.ts'
import { type Place, places, type StageId } from './telling.ts'
import { workedWith } from './workbench.ts'

/** The whole state of a walk. Everything on a screen follows from it and the lesson. */
export interface Tour {
  readonly place: Place
  readonly cell: CellRef | null
  readonly reading: Reading
  readonly edits: readonly Edit[]
  readonly past: readonly (readonly Edit[])[]
  readonly future: readonly (readonly Edit[])[]
  /** Whether gradients are shown under values. */
  readonly slopes: boolean
  /** Whether the query-key box of step 7 is open. */
  readonly box: boolean
  /** The stage of a step that has stages; null for that of the cell in focus, or the first. */
  readonly stage: StageId | null
  /** Whether the finite-difference proof of a gradient is shown. */
  readonly proof: boolean
  /** The number of steps in which the video is generated. */
  readonly generation: number
  /** The step on show, counted from 1; null for the last. */
  readonly pass: number | null
  /** The stops from which the reader came by following cells. */
  readonly trail: readonly Stop[]
}

export interface Stop {
  readonly place: Place
  readonly cell: CellRef | null
  /** The stage, where one was chosen. */
  readonly stage?: StageId
  readonly pass?: number
}

export type Action =
  | { readonly type: 'next' | 'back' | 'undo' | 'redo' | 'reset' | 'slopes' | 'box' | 'proof' | 'return' }
  | { readonly type: 'goto'; readonly place: Place }
  | { readonly type: 'stage'; readonly stage: StageId }
  | { readonly type: 'turn'; readonly by: 1 | -1 /** To the next stage, or the one before. */ }
  | { readonly type: 'pass'; readonly pass: number }
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
  box: true,
  stage: null,
  proof: false,
  generation: 1,
  pass: null,
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
      return fit({ ...state, cell: action.cell, proof: false }, lesson)
    case 'follow':
      return {
        ...state,
        stage: null,
        ...action.to,
        proof: false,
        trail: [...state.trail, whereAt(state)].slice(-100),
      }
    case 'stage':
      return state.stage === action.stage ? state : { ...state, stage: action.stage, cell: null, proof: false }
    case 'turn':
      return turned(state, action.by, lesson)
    case 'pass':
      return fit({ ...state, pass: action.pass }, lesson)
    case 'return': {
      const last = state.trail.at(-1)
      return last
        ? { ...state, stage: null, pass: null, ...last, proof: false, trail: state.trail.slice(0, -1) }
        : state
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
      return fit({ ...state, generation: action.steps, pass: null }, lesson)
  }
}

const whereAt = ({ place, cell, stage, pass }: Tour): Stop => ({
  place,
  cell,
  ...(stage !== null && { stage }),
  ...(pass !== null && { pass }),
})

/** The next stage of the step, or the one before; the same state where there is none. */
function turned(state: Tour, by: 1 | -1, lesson: Lesson): Tour {
  const facts = factsOf(workedWith(lesson, state.edits, state.reading))
  const stages = stagesOf(state.place, facts)
  const now = stageAt(state, facts)?.id
  const next = stages[stages.findIndex(({ id }) => id === now) + by]
  return next ? { ...state, stage: next.id, cell: null, proof: false } : state
}

/** The edits after one more; setting a computed number to its computed value removes its edit. */
function editsAfter({ edits, reading }: Tour, edit: Edit, lesson: Lesson): readonly Edit[] {
  const now = withEdit(lesson, edits, edit)
  if ('prompt' in edit) return now
  const others = now.filter(other => other !== edit)
  return alike(cellValue(workedWith(lesson, others, reading), edit.cell), fromCell(edit.value)) ? others : now
}

const goto = (state: Tour, place: Place | undefined): Tour =>
  place === undefined || place === state.place
    ? state
    : { ...state, place, cell: null, stage: null, proof: false, trail: [] }

function changed(state: Tour, edits: readonly Edit[], merge: boolean, lesson: Lesson): Tour {
  const past = merge && state.past.length > 0 ? state.past : [...state.past, state.edits].slice(-1000)
  return fit({ ...state, edits, past, future: [] }, lesson)
}

// An edited timestep may allow fewer steps, and another prompt may have fewer words to focus.
function fit(state: Tour, lesson: Lesson): Tour {
  const now = edited(lesson, state.edits)
  const most = mostSteps(now)
  const generation = Math.max(1, Math.min(most, Math.trunc(state.generation) || 1))
  const pass = state.pass === null ? null : Math.max(1, Math.min(generation, Math.trunc(state.pass) || 1))
  const gone = state.cell?.name === 'words' && givenCell(now, state.cell) === undefined
  return { ...state, generation, pass: pass === generation ? null : pass, cell: gone ? null : state.cell }
}
