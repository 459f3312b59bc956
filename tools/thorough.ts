// How much tests try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** Whether everything is tried. */
export const thorough: boolean = Boolean(process.env.DIT_THOROUGH)

/** Whether also what takes an hour is tried: with DIT_THOROUGH=all, by hand. */
export const everything: boolean = process.env.DIT_THOROUGH === 'all'

/** How many rounds: all, or as many as a short run has time for. */
export const rounds = (all: number, few: number): number => (thorough ? all : few)

/** All of a list; in a short run every `nth` of it, from number `turn` on: tests that take turns try all between them. */
export const inTurn = <T>(all: readonly T[], nth: number, turn: number): readonly T[] =>
  thorough ? all : all.filter((_, i) => i % nth === turn % nth)

/** In how many short runs every long test is tried once. */
export const turns = 6

/** Which of its {@link turns} a short run is, from 0 on: as DIT_TURN says, or another one each day. Throws for another DIT_TURN. */
export const turn: number = turnOf(process.env.DIT_TURN, Date.now())

/** @param milliseconds the time, since 1970 */
export function turnOf(said: string | undefined, milliseconds: number): number {
  if (said === undefined) return Math.floor(milliseconds / 86_400_000) % turns
  if (!/^\d$/.test(said) || Number(said) >= turns)
    throw new RangeError(`DIT_TURN is ${JSON.stringify(said)}; it needs to be a number from 0 to ${turns - 1}`)
  return Number(said)
}

/** Whether a test that takes long is tried: one in six in a short run, all in a thorough one. */
export const isTurn = (which: number): boolean => thorough || which % turns === turn
