// What a wrong matrix looks like beside the right one, where no mistake of the catalogue explains it.

import { map, transpose } from '../laws/grids.ts'
import type { Name } from '../lesson/names.ts'
import {
  type Arithmetic,
  compare,
  decimal,
  type Grid,
  magnitude,
  near,
  negative,
  same,
  type Value,
} from '../lesson/number.ts'
import { allAgree } from './evidence.ts'
import { apart, shown } from './pair.ts'

/** A wrong matrix and the right one, in one lesson. */
export interface Seen {
  readonly k: Arithmetic
  readonly expected: Grid
  readonly found: Grid
  readonly scales?: Grid | undefined
  /** Matrices of the same lesson that it may have been mistaken for. */
  others(): readonly { readonly name: Name; readonly grid: Grid }[]
}

/** A way of being wrong: how it is told, and the detail that shows it. */
export interface Look {
  readonly id: string
  /** Completes "attention …". */
  readonly says: string
  readonly detail: string
}

type Looker = (seen: Seen) => Look | undefined

const agrees = ({ k, scales }: Seen, a: Grid, b: Grid): boolean => allAgree(k, a, b, scales)
const cells = (grid: Grid): readonly Value[] => grid.flat()
const agreeCell = ({ k }: Seen, a: Value, b: Value): boolean => (k.kind === 'exact' ? same(a, b) : near(a, b))

const transposed: Looker = seen => {
  const { expected, found } = seen
  if (expected.length < 2 || !agrees(seen, transpose(expected), found)) return undefined
  const at = expected.findIndex((row, r) =>
    row.some((cell, c) => !agreeCell(seen, cell, expected[c]?.[r] ?? Number.NaN)),
  )
  return { id: 'transposed', says: 'looks transposed', detail: `your column ${at + 1} is the expected row ${at + 1}` }
}

/** Which row of the expected stands in each row found; undefined where they are not the same rows. */
function order(seen: Seen, expected: Grid, found: Grid): readonly number[] | undefined {
  const left = new Set(expected.keys())
  const places = found.map((row, r) => {
    const here = [r, ...left].find(
      i => left.has(i) && (expected[i] ?? []).every((cell, c) => agreeCell(seen, cell, row[c] ?? Number.NaN)),
    )
    if (here !== undefined) left.delete(here)
    return here ?? -1
  })
  return places.includes(-1) ? undefined : places
}

const reversed =
  (what: 'row' | 'column'): Looker =>
  seen => {
    const turn = (grid: Grid): Grid => (what === 'row' ? grid : transpose(grid))
    const expected = turn(seen.expected)
    if (expected.length < 2 || !agrees({ ...seen, scales: undefined }, expected.toReversed(), turn(seen.found)))
      return undefined
    const detail = `your ${what} 1 is the expected ${what} ${expected.length}`
    return { id: `${what}s-reversed`, says: `has its ${what}s in reverse`, detail }
  }

const permuted =
  (what: 'row' | 'column'): Looker =>
  seen => {
    const turn = (grid: Grid): Grid => (what === 'row' ? grid : transpose(grid))
    const places = order(seen, turn(seen.expected), turn(seen.found))
    const at = places?.findIndex((place, i) => place !== i) ?? -1
    if (!places || at < 0) return undefined
    return {
      id: `${what}s-permuted`,
      says: `has its ${what}s in another order`,
      detail: `your ${what} ${at + 1} is the expected ${what} ${(places[at] ?? 0) + 1}`,
    }
  }

/** The first cell that differs, told. */
export function firstCell({ k, expected, found, scales }: Seen): string {
  for (const [r, row] of expected.entries())
    for (const [c, cell] of row.entries()) {
      const other = found[r]?.[c] ?? Number.NaN
      if (!allAgree(k, [[cell]], [[other]], scales && [[scales[r]?.[c] ?? 1]]))
        return `row ${r + 1} column ${c + 1} is ${apart(other, cell)}, it should be ${apart(cell, other)}`
    }
  return 'no cell differs'
}

const changed =
  (id: string, says: string, change: (x: Value, k: Arithmetic) => Value): Looker =>
  seen =>
    agrees(
      seen,
      map(seen.expected, x => change(x, seen.k)),
      seen.found,
    )
      ? { id, says, detail: firstCell(seen) }
      : undefined

const offBy: Looker = seen => {
  const { k, expected, found } = seen
  const by = k.sub(found[0]?.[0] ?? 0, expected[0]?.[0] ?? 0)
  if (cells(expected).length < 2 || compare(by, 0) === 0) return undefined
  if (
    !agrees(
      seen,
      map(expected, x => k.add(x, by)),
      found,
    )
  )
    return undefined
  const says =
    compare(by, 0) > 0 ? 'is too large by the same number everywhere' : 'is too small by the same number everywhere'
  return { id: 'off-by-constant', says, detail: `every cell is off by ${shown(by)}` }
}

const offByRow: Looker = seen => {
  const { k, expected, found } = seen
  if ((expected[0]?.length ?? 0) < 2) return undefined
  const by = expected.map((row, r) => k.sub(found[r]?.[0] ?? 0, row[0] ?? 0))
  if (
    !agrees(
      seen,
      expected.map((row, r) => row.map(x => k.add(x, by[r] ?? 0))),
      found,
    )
  )
    return undefined
  const at = by.findIndex(x => compare(x, 0) !== 0)
  return {
    id: 'rows-off-by-constant',
    says: 'is off by one number in each row, as by a wrong bias',
    detail: `row ${at + 1} is off by ${shown(by[at] ?? 0)} in every column`,
  }
}

const factor: Looker = seen => {
  const { k, expected, found } = seen
  const all = cells(expected)
  const at = all.findIndex(x => compare(x, 0) !== 0)
  if (at < 0 || all.length < 2) return undefined
  const by = k.div(cells(found)[at] ?? 0, all[at] ?? 1)
  if (
    compare(by, 1) === 0 ||
    compare(by, 0) === 0 ||
    !agrees(
      seen,
      map(expected, x => k.mul(x, by)),
      found,
    )
  )
    return undefined
  return {
    id: 'factor',
    says: 'is multiplied by a number that does not belong there',
    detail: `every cell is ${shown(by)} times what it should be`,
  }
}

const rounded: Looker = seen => {
  if (seen.k.kind !== 'exact') return undefined
  const wrong = cells(seen.expected).flatMap((x, i) => {
    const y = cells(seen.found)[i] ?? Number.NaN
    return same(x, y) ? [] : [[decimal(x), decimal(y)] as const]
  })
  if (wrong.every(([x, y]) => near(x, y)))
    return { id: 'decimals', says: 'holds decimals where it should hold fractions', detail: firstCell(seen) }
  for (let places = 6; places >= 0; places--)
    if (
      wrong.every(
        ([x, y]) =>
          Math.abs(x - y) <= 0.501 * 10 ** -places && Math.abs(y * 10 ** places - Math.round(y * 10 ** places)) < 1e-6,
      )
    )
      return {
        id: 'rounded',
        says:
          places === 0 ? 'is rounded to whole numbers' : `is rounded to ${places} ${places === 1 ? 'place' : 'places'}`,
        detail: firstCell(seen),
      }
  return undefined
}

const shifted =
  (what: 'row' | 'column', by: 1 | -1): Looker =>
  seen => {
    const turn = (grid: Grid): Grid => (what === 'row' ? grid : transpose(grid))
    const [expected, found] = [turn(seen.expected), turn(seen.found)]
    const kept = expected.length - 1
    if (kept < 1) return undefined
    const [here, there] =
      by === 1 ? [found.slice(1), expected.slice(0, kept)] : [found.slice(0, kept), expected.slice(1)]
    if (!agrees({ ...seen, scales: undefined }, there, here)) return undefined
    const [mine, wanted] = by === 1 ? [2, 1] : [1, 2]
    return {
      id: `${what}s-shifted`,
      says: `is shifted by one ${what}`,
      detail: `your ${what} ${mine} is the expected ${what} ${wanted}`,
    }
  }

const notZero: Looker = seen =>
  cells(seen.expected).every(x => compare(x, 0) === 0)
    ? { id: 'not-zero', says: 'is not 0, as it should be', detail: firstCell(seen) }
    : undefined

const holding =
  (name: Name): Looker =>
  seen =>
    seen.others().some(other => other.name === name && agrees(seen, other.grid, seen.found))
      ? { id: `is-${name}`, says: `holds ${name} instead`, detail: firstCell(seen) }
      : undefined

const confined: Looker = seen => {
  const { k, expected, found } = seen
  const [height, width] = [expected.length, expected[0]?.length ?? 0]
  const wrong = expected.flatMap((row, r) =>
    row.flatMap((cell, c) => (allAgree(k, [[cell]], [[found[r]?.[c] ?? Number.NaN]]) ? [] : [{ r, c }])),
  )
  for (const [what, at, all] of [
    ['row', 'r', height],
    ['column', 'c', width],
  ] as const) {
    if (all < 2) continue
    for (const [name, index] of [
      ['last', all - 1],
      ['first', 0],
    ] as const)
      if (wrong.every(cell => cell[at] === index))
        return { id: `only-${name}-${what}`, says: `is wrong in its ${name} ${what} alone`, detail: firstCell(seen) }
  }
  return undefined
}

const lookers = (others: readonly Name[]): readonly Looker[] => [
  notZero,
  transposed,
  changed('negated', 'has its sign flipped', negative),
  ...others.map(holding),
  changed('clipped', 'is clipped at 0', (x, k) => k.max0(x)),
  changed('absolute', 'holds sizes without their signs', magnitude),
  reversed('row'),
  reversed('column'),
  permuted('row'),
  permuted('column'),
  factor,
  offBy,
  shifted('row', 1),
  shifted('row', -1),
  shifted('column', 1),
  shifted('column', -1),
  offByRow,
  rounded,
  confined,
]

/** What all these have in common: the first look that fits each of them, told on the first. A matrix of one cell looks
 *  like everything, so it is asked only where there is no other. */
export function lookOf(all: readonly Seen[]): Look | undefined {
  const telling = all.filter(({ expected }) => cells(expected).length > 1)
  const [first, ...rest] = telling.length > 0 ? telling : all
  if (!first) return undefined
  for (const looker of lookers(first.others().map(({ name }) => name))) {
    const look = looker(first)
    if (look && rest.every(seen => looker(seen)?.id === look.id)) return look
  }
  return undefined
}
