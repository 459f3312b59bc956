// How much the tests of this room try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** Whether everything is tried. */
export const thorough: boolean = Boolean(process.env.DIT_THOROUGH)

/** Whether also what takes an hour is tried: with DIT_THOROUGH=all, by hand. */
export const everything: boolean = process.env.DIT_THOROUGH === 'all'

/** How many rounds: all, or as many as a short run has time for. */
export const rounds = (all: number, few: number): number => (thorough ? all : few)

/** All of a list; in a short run the first and every `nth` after it. */
export const every = <T>(nth: number, all: readonly T[]): readonly T[] =>
  all.filter((_, i) => thorough || i % nth === 0)
