// How much the tests of this room try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** Whether everything is tried. */
export const thorough = Boolean(process.env.DIT_THOROUGH)

/** Whether also what takes half an hour is tried: with DIT_THOROUGH=all, by hand. */
export const everything = process.env.DIT_THOROUGH === 'all'

/** All of a list; in a short run every `nth` of it, from number `turn` on: tests that take turns try all between them. */
export const inTurn = <T>(all: readonly T[], nth: number, turn: number): readonly T[] =>
  thorough ? all : all.filter((_, i) => i % nth === turn % nth)
