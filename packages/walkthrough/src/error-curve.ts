// The error as a curve: what half the sum of squared errors would be if one number were another and nothing else changed.
import type { Worked } from '@dit-by-hand/core/lesson'
import { type Moved, mover, sameGrid } from '@dit-by-hand/core/nudge'
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, equal, inv, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Node } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { add as twice } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { learnableNames, updatedName } from '@dit-by-hand/spec/names'
import { brief } from './brief.ts'
import { valueAt } from './line.ts'
import { gradientAt, isName, meaningOf } from './matrices.ts'
import type { Scene } from './scene.ts'

/** A place on the curve: the number, and J there. */
export interface CurvePlace {
  readonly at: Exact
  readonly error: Exact
}

/** J = ½·Σ error² as a function of one number of the lesson. */
export interface ErrorCurve {
  /** Where the lesson stands. */
  readonly now: CurvePlace
  readonly gradient: Exact
  /** Where J is least, if J is a parabola that opens upwards. */
  readonly least: CurvePlace | null
  /** Where a step of gradient descent takes this number, if it is learned. */
  readonly step: CurvePlace | null
  /** Whether J stays the same however the number is moved, at least while attention stays. */
  readonly isFlat: boolean
  /** What J owes to attention, if the number is upstream of it: a hard choice makes jumps, softmax makes a curve that is no
   *  parabola. */
  readonly upstream: 'hard' | 'softmax' | null
  /** How far from the number, on both sides, the curve is worth a look. */
  readonly reach: number
  /** The lesson with the number moved. */
  readonly move: (by: Exact) => Moved
}

const minus = (a: Exact, b: Exact): Exact => add(a, mul(b, -1))

/** The curve of a number that has a gradient, or of the one a gradient belongs to; null for any other. */
export function errorCurve(cell: CellRef, worked: Worked): ErrorCurve | null {
  const meaning = isName(cell.name) ? meaningOf(cell.name) : undefined
  const here = { ...cell, name: meaning?.kind === 'gradient' ? meaning.of : cell.name }
  const slopes = gradientAt(here.name)
  const gradient = slopes && valueAt(worked, { ...here, name: slopes })
  const value = valueAt(worked, here)
  if (gradient === undefined || value === undefined) return null
  const move = mover(worked, here)
  const place = (by: Exact): CurvePlace => ({ at: add(value, by), error: move(by).error })
  const now = place(0)
  const [below, above] = [move(-1), move(1)]
  // J(−1) + J(1) − 2·J(0): twice the leading coefficient of a parabola.
  const bend = minus(add(below.error, above.error), mul(2, now.error))
  const lowest = sign(bend) > 0 ? mul(mul(gradient, -1), inv(bend)) : null
  const upstream = attentionAfter(here.name, worked)
  const attention = named(worked.values, 'attention')
  const stays = (...moved: readonly Moved[]): boolean =>
    upstream === null || moved.every(each => sameGrid(each.attention, attention))
  const isParabola = lowest !== null && stays(below, above, move(lowest))
  const learned = learnableNames.find(name => name === here.name)
  const after = learned && valueAt(worked, { ...here, name: updatedName(learned) })
  return {
    now,
    gradient,
    least: isParabola ? place(lowest) : null,
    step: after === undefined ? null : place(minus(after, value)),
    isFlat: sign(bend) === 0 && sign(gradient) === 0 && stays(below, above),
    upstream,
    reach: reachOf(lowest === null ? 1 : Math.abs(toNumber(lowest)), isParabola),
    move,
  }
}

/** The attention that is computed from a matrix, be it by a long way; null where it is not, or is given. */
function attentionAfter(name: string, { lesson, net }: Worked): 'hard' | 'softmax' | null {
  const { kind } = lesson.attention
  if (kind === 'given' || name === 'attention') return null
  const moved = rewrite(net, { [name]: (node: Node) => twice(node, node) })
  return moved.attention === net.attention ? null : kind
}

/** Half as far again as the lowest place, rounded up to 1, 2 or 5 times a power of ten, and at least 1. */
function reachOf(lowest: number, isParabola: boolean): number {
  const wanted = Math.max(1, 1.5 * (isParabola ? lowest : Math.min(lowest, 5)))
  const power = 10 ** Math.floor(Math.log10(wanted))
  return power * ([1, 2, 5].find(each => each * power >= wanted) ?? 10)
}

/** J beside a number, as decimals. */
export type CurvePoint = readonly [number: number, error: number]

/** The curve as points from left to right, as many on each side as said and the lesson's own number between them. Where hard
 *  attention makes another choice J jumps, and another run of points begins. */
export function curveRuns(
  { now, reach, move, upstream }: ErrorCurve,
  each: number,
): readonly (readonly CurvePoint[])[] {
  const runs: CurvePoint[][] = []
  let before: Moved | undefined
  for (let i = -each; i <= each; i++) {
    const by = mul(reach, mul(i, inv(each)))
    const moved = move(by)
    const point = [toNumber(add(now.at, by)), toNumber(moved.error)] as const
    const run = runs.at(-1)
    if (run && before && (upstream !== 'hard' || sameGrid(before.attention, moved.attention))) run.push(point)
    else runs.push([point])
    before = moved
  }
  return runs
}

/** The curve in words. */
export function curveWords({ now, gradient, least, step, isFlat, upstream }: ErrorCurve): string {
  const here = `J is ${brief(now.error)} here`
  const said: string[] = []
  if (isFlat) said.push(`${here}, and the same ${upstream ? 'nearby' : 'whatever this number is'}.`)
  else if (least && sign(gradient) === 0) said.push(`${here}, the least that this number alone can make it.`)
  else said.push(`${here}.`)
  if (least && sign(gradient) !== 0)
    said.push(`If nothing else changed, J would be least at ${brief(least.at)}, where it is ${brief(least.error)}.`)
  if (upstream === 'hard' && (isFlat || !least)) said.push('It jumps wherever attention chooses another patch.')
  if (upstream === 'softmax' && !isFlat) said.push('The curve is no parabola: the number changes attention, too.')
  if (step && !equal(step.at, now.at)) {
    const how = compare(step.error, now.error) > 0 ? ', too far: J would grow to' : ', where J would be'
    said.push(`The step of descent leads to ${brief(step.at)}${how} ${brief(step.error)}.`)
  }
  return said.join(' ')
}

/** The curve for the cell in focus, where the scene asks for the proof of its gradient; else null. */
export const curveOf: (scene: Scene) => ErrorCurve | null = memo(({ wantsProof, line, facts }: Scene) =>
  wantsProof && line ? errorCurve(line.cell, facts) : null,
)
