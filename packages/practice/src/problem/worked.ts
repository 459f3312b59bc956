// Some matrices of a lesson as plain numbers, the same to the last digit on every machine, softmax and all.
import { givenOf, netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Net } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { input } from '@dit-by-hand/graph/ops'
import { precise, preciseFrom, rounded } from '@dit-by-hand/graph/precise'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson } from '@dit-by-hand/spec/format'

/** Every named matrix as numbers. */
export type Numbers = { readonly [name: string]: Grid<number> | undefined }

/** The named matrices of a lesson: rounded once, where softmax makes decimals, after 12 places. The engine of a browser may
 *  take e^x a little differently from the next one, and what is drawn here must not depend on that. */
export function numbersOf(lesson: Lesson, names: readonly Name[]): Numbers {
  const net = netOf(lesson)
  return evaluated(Object.fromEntries(names.map(name => [name, named(net, name)])), givenOf(lesson), lesson)
}

/** What attends to what, and what is pooled by it, worked from the conditioned latent alone: whatever comes before it need not
 *  be worked again. */
export function attendingFrom(lesson: Lesson, conditioned: Grid<number>): Numbers {
  if (lesson.attention.kind === 'given') throw new RangeError('a given attention is not worked')
  const { query, key } = lesson.attention
  const given = { conditioned, query: query.map(row => row.map(Number)), key: key.map(row => row.map(Number)) }
  return evaluated(fromConditioned(netOf(lesson)), given, lesson)
}

const evaluated = (net: Net, given: Given<Exact>, { attention }: Lesson): Numbers =>
  attention.kind === 'softmax'
    ? each(evaluate(net, each(given, preciseFrom), precise), rounded)
    : each(evaluate(net, given, exact), toNumber)

const fromConditioned = memo((net: Net<Name>): Net => {
  const cut = rewrite(net, { conditioned: () => input('conditioned', named(net, 'conditioned').shape) })
  const names = ['queries', 'keys', 'scores', 'attention', 'pooled'] as const
  return Object.fromEntries(names.map(name => [name, named(cut, name)]))
})

const each = <A, B>(grids: Given<A>, of: (value: A) => B): { readonly [name: string]: Grid<B> | undefined } =>
  Object.fromEntries(Object.entries(grids).map(([name, grid]) => [name, grid?.map(row => row.map(of))]))
