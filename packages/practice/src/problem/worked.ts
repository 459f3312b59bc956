// Some matrices of a lesson as plain numbers, the same to the last digit on every machine, softmax and all.
import { givenOf, netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { toNumber } from '@dit-by-hand/graph/exact'
import { precise, preciseFrom, rounded } from '@dit-by-hand/graph/precise'
import type { Lesson } from '@dit-by-hand/spec/format'

/** Every named matrix as numbers. */
export type Numbers = { readonly [name: string]: Grid<number> | undefined }

/** The named matrices of a lesson: rounded once, where softmax makes decimals, after 12 places. The engine of a browser may
 *  take e^x a little differently from the next one, and what is drawn here must not hang on that. */
export function numbersOf(lesson: Lesson, names: readonly Name[]): Numbers {
  const net = netOf(lesson)
  const wanted = Object.fromEntries(names.map(name => [name, named(net, name)]))
  const given = givenOf(lesson)
  if (lesson.attention.kind !== 'softmax') return each(evaluate(wanted, given, exact), toNumber)
  return each(evaluate(wanted, each(given, preciseFrom), precise), rounded)
}

const each = <A, B>(grids: Given<A>, of: (value: A) => B): { readonly [name: string]: Grid<B> | undefined } =>
  Object.fromEntries(Object.entries(grids).map(([name, grid]) => [name, grid?.map(row => row.map(of))]))
