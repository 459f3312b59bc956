// How problems come out over many seeds: how often lessons were refused before one was nice, and how large their numbers are.

import { netOf } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { countOf } from '@dit-by-hand/graph/scope'
import type { Difficulty } from '../problem.ts'
import { numbersOf } from '../worked.ts'
import { firstLesson } from './lesson.ts'

export interface Tally {
  /** How many seeds needed so many tries before; sorted by how many. */
  readonly tries: ReadonlyMap<number, number>
  /** How often lessons were refused for what reason, numbers left out; the commonest first. */
  readonly refused: ReadonlyMap<string, number>
  /** The largest number of a lesson, signs forgotten: how many lessons have it. */
  readonly largest: ReadonlyMap<number, number>
  /** Terms of arithmetic by hand: cells that are computed. */
  readonly cells: number
}

const counted = <K>(
  keys: Iterable<K>,
  sort: (a: readonly [K, number], b: readonly [K, number]) => number,
): ReadonlyMap<K, number> =>
  new Map([...Map.groupBy(keys, key => key)].map(([key, all]) => [key, all.length] as const).toSorted(sort))

/** Draws the lessons of the seeds from 0 on. */
export function tally(difficulty: Difficulty, ties: boolean, seeds: number): Tally {
  const [tries, refused, largest]: [number[], string[], number[]] = [[], [], []]
  let cells = 0
  for (let seed = 0; seed < seeds; seed++) {
    const drawn = firstLesson({ seed, difficulty, ties })
    tries.push(drawn.refused.length)
    for (const why of drawn.refused) refused.push(why.replace(/\d+(\.\d+)?/g, '…'))
    const made = entriesOf(netOf(drawn.lesson))
    const numbers = numbersOf(
      drawn.lesson,
      made.map(([name]) => name),
    )
    const all = made.flatMap(([name]) => named(numbers, name).flat())
    largest.push(Math.ceil(Math.max(...all.map(Math.abs)) / 10) * 10)
    cells = countOf(made.flatMap(([, node]) => (node.op === 'input' ? [] : [node])))
  }
  return {
    tries: counted(tries, ([a], [b]) => a - b),
    refused: counted(refused, ([, a], [, b]) => b - a),
    largest: counted(largest, ([a], [b]) => a - b),
    cells,
  }
}
