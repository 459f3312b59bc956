// Problems by name, where a lesson is asked for by its id: "softmax-7" is the problem of seed 7.
import { type Asked, difficulties, type Problem, problem } from './problem.ts'

const form = new RegExp(String.raw`^(?:practice-)?(${difficulties.join('|')})-(\d+)(-ties)?$`)

/**
 * The problem of a name: `softmax-7`, `hard-attention-7-ties`, or the id of its lesson, `practice-softmax-7`.
 * @returns undefined where it is no such name
 * @throws {RangeError} where there is no such problem
 */
export function problemNamed(name: string): Problem | undefined {
  const [, named, seed, ties] = form.exec(name) ?? []
  const difficulty = difficulties.find(one => one === named)
  return difficulty && problem({ seed: Number(seed), difficulty, ties: ties !== undefined })
}

/** What {@link problemNamed} knows a problem by. */
export const nameOf = ({ seed, difficulty, ties = false }: Asked): string =>
  `${difficulty}-${seed}${ties ? '-ties' : ''}`

/** What a mistyped name may be meant to be. */
export const namesLike = (name: string): readonly string[] => {
  const [, seed] = /-(\d+)$/.exec(name) ?? []
  return seed === undefined ? [] : difficulties.map(difficulty => `${difficulty}-${seed}`)
}
