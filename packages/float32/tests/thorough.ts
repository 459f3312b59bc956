// How much the tests of this room try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** Whether everything is tried. */
export const thorough: boolean = Boolean(process.env.DIT_THOROUGH)

/** All of a list; in a short run the first and every `nth` after it. */
export const every = <T>(nth: number, all: readonly T[]): readonly T[] =>
  all.filter((_, i) => thorough || i % nth === 0)
