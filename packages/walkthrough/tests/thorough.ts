// How much the tests of this room try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** How many rounds: all, or as many as a short run has time for. */
export const rounds = (all: number, few: number): number => (process.env.DIT_THOROUGH ? all : few)

/** All of a list; in a short run the first and every `nth` after it. */
export const every = <T>(nth: number, all: readonly T[]): readonly T[] =>
  all.filter((_, i) => process.env.DIT_THOROUGH || i % nth === 0)
