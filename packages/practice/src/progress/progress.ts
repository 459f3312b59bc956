// What a learner has done so far, as one plain value, and one pure function from event to event.
import type { Exercise, Posed } from '../exercise/exercise.ts'
import type { Entries } from '../marking/fields.ts'
import { hintCount } from '../marking/hints.ts'
import type { Problem } from '../problem/problem.ts'

/** Which problem, and what is asked of it. */
export interface Place {
  readonly problem: Omit<Problem, 'lesson'>
  readonly exercise: Exercise
}

/** One exercise, as far as it is worked. */
export interface Work extends Place {
  readonly entries: Entries
  /** Hints taken, by field. */
  readonly hints: { readonly [field: string]: number }
  /** Tasks whose answer was looked at, and tasks that are done: by id. */
  readonly revealed: readonly string[]
  readonly done: readonly string[]
  /** The task that is open, counted from 0. */
  readonly at: number
}

export interface Progress {
  readonly version: 1
  /** By {@link keyOf}. */
  readonly works: { readonly [key: string]: Work }
  /** The exercise that is open, by its key. */
  readonly open: string | null
}

export const nothing: Progress = { version: 1, works: {}, open: null }

/** What can happen. All but `open`, `reset` and `import` are about the exercise that is open. */
export type Event =
  | { readonly type: 'open'; readonly place: Place }
  | { readonly type: 'type'; readonly id: string; readonly text: string }
  | { readonly type: 'hint'; readonly id: string }
  | { readonly type: 'reveal'; readonly task: string; readonly entries: Entries }
  | { readonly type: 'done'; readonly task: string }
  | { readonly type: 'go'; readonly to: number }
  /** One exercise begins anew, or all is forgotten: whoever sends it has asked. */
  | { readonly type: 'reset'; readonly what: 'exercise' | 'everything' }
  /** What was kept elsewhere comes in: it wins where both have the same exercise. */
  | { readonly type: 'import'; readonly progress: Progress }

/** The place of a posed exercise. */
export const placeOf = ({ problem: { lesson: _, ...asked }, exercise }: Posed): Place => ({ problem: asked, exercise })

/** What an exercise is called in a file: the same place, the same key. */
export function keyOf({
  problem: { version, seed, difficulty, ties },
  exercise: { kind, steps, blanks },
}: Place): string {
  return [version, seed, difficulty, ties ? 'ties' : 'plain', kind, steps.join('.'), blanks].join(' ')
}

const fresh = (place: Place): Work => ({ ...place, entries: {}, hints: {}, revealed: [], done: [], at: 0 })

/** Whether nothing was done in an exercise. */
export const isFresh = ({ entries, hints, revealed, done, at }: Work): boolean =>
  at === 0 && [entries, hints, revealed, done].every(part => Object.keys(part).length === 0)

/** The exercise that is open; undefined where none is. */
export const opened = ({ works, open }: Progress): Work | undefined => (open === null ? undefined : works[open])

/** The progress after an event. What cannot be (typing where nothing is open) changes nothing. */
export function progressed(state: Progress, event: Event): Progress {
  switch (event.type) {
    case 'open': {
      const key = keyOf(event.place)
      return { ...state, open: key, works: { ...state.works, [key]: state.works[key] ?? fresh(event.place) } }
    }
    case 'reset':
      return event.what === 'everything' ? nothing : changed(state, fresh)
    case 'import':
      return { ...state, works: { ...state.works, ...event.progress.works } }
    case 'type':
      return changed(state, work => ({ ...work, entries: typed(work.entries, event.id, event.text) }))
    case 'hint':
      return changed(state, work => ({
        ...work,
        hints: { ...work.hints, [event.id]: Math.min(hintCount, hintsAt(work, event.id) + 1) },
      }))
    case 'reveal':
      return changed(state, work => ({
        ...work,
        entries: { ...work.entries, ...event.entries },
        revealed: added(work.revealed, event.task),
      }))
    case 'done':
      return changed(state, work => ({ ...work, done: added(work.done, event.task) }))
    case 'go':
      return changed(state, work => ({ ...work, at: Math.max(0, Math.trunc(event.to)) }))
  }
}

/** How many hints were taken at a field. */
export const hintsAt = ({ hints }: Pick<Work, 'hints'>, id: string): number =>
  Object.hasOwn(hints, id) ? Number(hints[id]) : 0

function changed(state: Progress, change: (work: Work) => Work): Progress {
  const work = opened(state)
  if (!work || state.open === null) return state
  return { ...state, works: { ...state.works, [state.open]: change(work) } }
}

const added = (list: readonly string[], item: string): readonly string[] =>
  list.includes(item) ? list : [...list, item]

/** Nothing typed is nothing kept. */
function typed(entries: Entries, id: string, text: string): Entries {
  const { [id]: _, ...others } = entries
  return text === '' ? others : { ...others, [id]: text }
}
