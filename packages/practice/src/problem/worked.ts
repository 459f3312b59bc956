// Some matrices of a lesson as plain numbers, the same to the last digit on every machine, softmax and all.
import { givenOf, netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { type Arith, exact } from '@dit-by-hand/graph/arith'
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
  const wanted = Object.fromEntries(names.map(name => [name, named(net, name)]))
  const given = givenOf(lesson)
  if (lesson.attention.kind !== 'softmax') return each(evaluate(wanted, given, exact), toNumber)
  return each(evaluate(wanted, each(given, preciseFrom), precise), rounded)
}

/** What attends to what, worked from the conditioned latent alone: whatever comes before it need not be worked again. */
export interface Attending {
  readonly numbers: Numbers
  /** The same with what is pooled by it, which is worked only where it is asked for. */
  readonly pooled: () => Numbers
}

export function attendingFrom(lesson: Lesson, conditioned: Grid<number>): Attending {
  if (lesson.attention.kind === 'given') throw new RangeError('a given attention is not worked')
  const nets = fromConditioned(netOf(lesson))
  const { query, key, kind } = lesson.attention
  const given = { conditioned, query: query.map(row => row.map(Number)), key: key.map(row => row.map(Number)) }
  return kind === 'hard'
    ? inStages<Exact>(nets, given, exact, toNumber)
    : inStages(nets, each(given, preciseFrom), precise, rounded)
}

function inStages<R>(
  { scored, pooled }: Stages,
  given: Given<R>,
  k: Arith<R>,
  number: (value: R) => number,
): Attending {
  const first = evaluate<R, string>(scored, given, k)
  const numbers = each(first, number)
  return {
    numbers,
    pooled: () => ({ ...numbers, ...each(evaluate<R, string>(pooled, { ...given, ...first }, k), number) }),
  }
}

/** A net up to attention, and one that goes on from it. */
interface Stages {
  readonly scored: Net
  readonly pooled: Net
}

const fromConditioned = memo((net: Net<Name>): Stages => {
  const brought = (name: Name) => () => input(name, named(net, name).shape)
  const cut = rewrite(net, { conditioned: brought('conditioned') })
  const on = rewrite(net, { conditioned: brought('conditioned'), attention: brought('attention') })
  const names = ['queries', 'keys', 'scores', 'attention'] as const
  return {
    scored: Object.fromEntries(names.map(name => [name, named(cut, name)])),
    pooled: { pooled: named(on, 'pooled') },
  }
})

const each = <A, B>(grids: Given<A>, of: (value: A) => B): { readonly [name: string]: Grid<B> | undefined } =>
  Object.fromEntries(Object.entries(grids).map(([name, grid]) => [name, grid?.map(row => row.map(of))]))
