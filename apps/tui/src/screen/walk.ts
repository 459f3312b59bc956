// What the screen remembers beside the tour, and the small moves that every key is made of.
import { memo } from '@dit-by-hand/graph/memo'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Mode } from '@dit-by-hand/walkthrough/keys'
import type { Played } from '@dit-by-hand/walkthrough/motion'
import { type Scene, scene } from '@dit-by-hand/walkthrough/scene'
import { type Action, type Tour, tour } from '@dit-by-hand/walkthrough/tour'

/** What lies over the page, and what it needs to remember. */
export type Panel =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'goto'; readonly typed: string; readonly refused: string | null }
  | { readonly kind: 'edit'; readonly typed: string; readonly refused: string | null }
  | { readonly kind: 'reset' }
  | { readonly kind: 'consumers'; readonly at: number }
  | { readonly kind: 'film' }
  /** Training watched: at which step, and whether it runs. */
  | { readonly kind: 'learning'; readonly step: number; readonly running: boolean }
  /** The words of the prompt; `typed` is a new word with its vector, where one is being typed. */
  | { readonly kind: 'prompt'; readonly at: number; readonly typed: string | null; readonly refused: string | null }
  /** A step that is played, or one cell of it; time in milliseconds at the ordinary speed. */
  | {
      readonly kind: 'play'
      readonly played: Played
      readonly time: number
      readonly playing: boolean
      readonly speed: number
    }
  | { readonly kind: 'opening'; readonly time: number; readonly playing: boolean }

/** The whole state of the screen but its size. */
export interface Walk {
  readonly lesson: Lesson
  /** The file that the lesson was read from; null for one that comes with the program. */
  readonly path: string | null
  readonly tour: Tour
  readonly mode: Mode
  readonly panel: Panel | null
  /** The first line of the page on show. */
  readonly scroll: number
  /** What was just said to the reader; gone at the next key. */
  readonly notice: string | null
  /** Nothing is to move by itself. */
  readonly still: boolean
  readonly done: boolean
}

/** What the walk must know of the page on the screen in order to scroll it. */
export interface Extent {
  /** Lines on show, and lines that cannot be scrolled past. */
  readonly view: number
  readonly most: number
  /** Lines of the page that the cell in focus needs; null where it does not scroll with the page. */
  readonly focus: { readonly from: number; readonly to: number } | null
  /** The same for the help. */
  readonly helpMost: number
}

export type Measure = (walk: Walk) => Extent

export const startWalk = (lesson: Lesson, start: Tour, path: string | null = null, still = false): Walk => ({
  lesson,
  path,
  tour: start,
  mode: 'reading',
  panel: null,
  scroll: 0,
  notice: null,
  still,
  done: false,
})

const scenes = memo((lesson: Lesson) => memo((state: Tour) => scene(state, lesson)))

/** The scene of a walk, worked out once. */
export const sceneOf = ({ tour, lesson }: Pick<Walk, 'tour' | 'lesson'>): Scene => scenes(lesson)(tour)

/** The same with a word to the reader. */
export const say = (walk: Walk, notice: string): Walk => ({ ...walk, notice })

/** What is typed after one more key, no longer than `most`; null for a key that types nothing. */
export function retyped(typed: string, key: string, most: number): string | null {
  if (key === 'Backspace') return [...typed].slice(0, -1).join('')
  const letter = key === 'Space' ? ' ' : key
  return [...letter].length === 1 && typed.length < most ? typed + letter : null
}

/** The page moved just so far that the cell in focus is on it. */
export function revealed(walk: Walk, measure: Measure): Walk {
  const { view, most, focus } = measure(walk)
  const scroll = Math.min(walk.scroll, most)
  if (!focus) return { ...walk, scroll }
  const low = focus.to > scroll + view ? focus.to - view : scroll
  return { ...walk, scroll: Math.max(0, Math.min(most, focus.from, low)) }
}

/** An action taken; another place begins at its top. */
export function acted(walk: Walk, action: Action): Walk {
  const next = tour(walk.tour, action, walk.lesson)
  const stays = next.place === walk.tour.place && next.stage === walk.tour.stage
  return next === walk.tour ? walk : { ...walk, tour: next, scroll: stays ? walk.scroll : 0 }
}

/** An action taken, and the cell in focus in view. */
export const seen = (walk: Walk, action: Action, measure: Measure): Walk => revealed(acted(walk, action), measure)

/** A step taken: read from its top, or with its cell in view. */
export const stepped = (walk: Walk, action: Action, measure: Measure): Walk =>
  walk.mode === 'cells' ? seen(walk, action, measure) : acted(walk, action)
