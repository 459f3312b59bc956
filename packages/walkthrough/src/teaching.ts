// What a link says besides the state of the walk: the lesson, and a teacher's settings.

/** A lesson: one of the specification's cases by its id, or a whole lesson, packed into letters and digits. */
export type LessonRef =
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'packed'; readonly data: string }

/** A teacher's settings in a link. */
export interface Teaching {
  /** Computed numbers are hidden until the reader asks for them. */
  readonly hideResults: boolean
  /** Steps (1–13) that are not shown at all, in order. */
  readonly hiddenSteps: readonly number[]
  /** Given numbers cannot be changed. */
  readonly locked: boolean
  /** Nothing but the sheet and its line: for a frame in another page, or a slide. */
  readonly embed: boolean
  /** Large type, for a projector. */
  readonly present: boolean
}

export const noTeaching: Teaching = {
  hideResults: false,
  hiddenSteps: [],
  locked: false,
  embed: false,
  present: false,
}

/** The lesson of the walkthrough itself. */
export const walkthroughLesson: LessonRef = { kind: 'case', id: 'sora-is-sky' }
