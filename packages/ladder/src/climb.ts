// Applies rungs to a lesson's model, computes its numbers, and finds what a rung changes.
import { givenOf } from '@dit-by-hand/core/lesson'
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, equal, isDecimal, ratio, toNumber } from '@dit-by-hand/graph/exact'
import { formulaOf } from '@dit-by-hand/graph/formula'
import { type Net, namesOf, type Shape, topological } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type Rung, rungs } from './rungs.ts'
import { ground, type Tower } from './tower.ts'

/** Whether a rung is applied alone to the walk's model, or on top of all rungs below it. */
export type Mode = 'alone' | 'upon the others'

/** A model with the values of its named matrices. */
export interface Worked {
  readonly tower: Tower
  readonly values: { readonly [name: string]: Grid<Exact> | undefined }
}

/** The rungs with these ids, in the order of the ladder. @throws {RangeError} where there is no such rung */
export function rungsOf(ids: readonly string[]): readonly Rung[] {
  const unknown = ids.find(id => rungs.every(rung => rung.id !== id))
  if (unknown !== undefined)
    throw new RangeError(`there is no rung ${unknown}; the rungs are ${rungs.map(({ id }) => id).join(', ')}`)
  return rungs.filter(({ id }) => ids.includes(id))
}

/** The lesson's model with some rungs applied, in their order. */
export function climbed(lesson: Lesson, some: readonly Rung[]): Tower {
  let tower = ground(lesson)
  for (const rung of some) tower = { ...tower, net: rung.rewrite(tower) }
  return tower
}

/** The same with its values: inputs are the lesson's; parameters that it does not have are made up from their names. */
export function worked(lesson: Lesson, some: readonly Rung[]): Worked {
  const tower = climbed(lesson, some)
  return { tower, values: evaluate(tower.net, given(tower, lesson), exact) }
}

/** The values of all inputs: the lesson's where it has them in this shape, else made up. */
export function given({ net }: Tower, lesson: Lesson): Given<Exact> {
  const known: Given<Exact> = givenOf(lesson)
  return Object.fromEntries(
    [...inputsOf(net)].map(([name, { shape }]) => {
      const grid = known[name]
      const fits = grid?.length === shape[0] && at(grid, 0, name).length === shape[1]
      return [name, grid && fits ? grid : madeUp(name, shape)]
    }),
  )
}

/** Quarters from −1 to 1 that depend on the name alone; for a wide matrix a sixteenth of that, so that sums stay small. */
function madeUp(name: string, [rows, columns]: Shape): Grid<Exact> {
  let state = [...name].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) as number)) % 2147483647, 7) + 1
  const parts = columns > 16 ? 64n : 4n
  const next = (): Exact => {
    state = (state * 16807) % 2147483647
    return ratio(BigInt((state % 9) - 4), parts)
  }
  return Array.from({ length: rows }, () => Array.from({ length: columns }, next))
}

/** One matrix before and after a rung; null where it does not exist. */
export interface Change {
  readonly name: string
  readonly before: Grid<Exact> | null
  readonly after: Grid<Exact> | null
  /** Whether any number, or the shape, has changed. */
  readonly isChanged: boolean
  /** Whether it depends on the clip or its noise, and not only on the prompt and the timestep. */
  readonly isOfClip: boolean
}

/** A matrix's formula before and after a rung; null where it does not exist. */
export interface Rewritten {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/** What a rung changes. */
export interface Step {
  readonly rung: Rung
  /** The formulas that change, in the order in which they are computed. */
  readonly formulas: readonly Rewritten[]
  /** The matrices that the rung is about. */
  readonly shown: readonly Change[]
  /** All other matrices that have changed or are new. */
  readonly others: readonly Change[]
}

/** How far apart two decimals may be that another order of the same arithmetic has rounded, of the larger one or of 1. */
const roundedApart = 1e-12

/** What is smaller is not left over where numbers cancel, but small in itself, as a share of softmax may be. */
const leastRest = 1e-20

/** Whether a number is what it was, but for rounding where it is a decimal. */
export function isSame(before: Exact, after: Exact): boolean {
  if (!isDecimal(before) && !isDecimal(after)) return equal(before, after)
  const [a, b] = [toNumber(before), toNumber(after)]
  const size = Math.max(Math.abs(a), Math.abs(b))
  return Math.abs(a - b) <= roundedApart * (size < leastRest ? size : Math.max(1, size))
}

const isSameGrid = (a: Grid<Exact> | undefined, b: Grid<Exact> | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.length === b.length &&
  a.every((row, r) => row.length === b[r]?.length && row.every((cell, c) => isSame(cell, at(at(b, r), c))))

const clip: ReadonlySet<string> = new Set(['video', 'noise'])

const formulaIn = (net: Net, name: string): string | null => (net[name] ? formulaOf(net, name) : null)

/** Finds what a rung changes. @throws {RangeError} where there is no such rung */
export function stepOf(lesson: Lesson, id: string, mode: Mode): Step {
  const rung = at(rungsOf([id]), 0)
  const below = mode === 'alone' ? [] : rungs.slice(0, rungs.indexOf(rung))
  const [{ values: before, tower: was }, { values: after, tower }] = [
    worked(lesson, below),
    worked(lesson, [...below, rung]),
  ]
  const changeOf = (name: string): Change => ({
    name,
    before: before[name] ?? null,
    after: after[name] ?? null,
    isChanged: !isSameGrid(before[name], after[name]),
    isOfClip: topological([tower.net[name] ?? named(was.net, name)]).some(
      node => node.op === 'input' && clip.has(node.arg.name),
    ),
  })
  const called = namesOf(tower.net)
  const inOrder = topological([...called.keys()]).flatMap(node => called.get(node) ?? [])
  const names = [...new Set([...inOrder, ...Object.keys(before)])]
  return {
    rung,
    formulas: rung.formulas.flatMap(name => {
      const [before, after] = [formulaIn(was.net, name), formulaIn(tower.net, name)]
      return before === after ? [] : [{ name, before, after }]
    }),
    shown: rung.shows.filter(name => before[name] ?? after[name]).map(changeOf),
    others: names
      .filter(name => !rung.shows.includes(name))
      .map(changeOf)
      .filter(({ isChanged }) => isChanged),
  }
}
