// The error as a curve: what half the sum of squared errors would be if one number were another and nothing else changed.
import type { Worked } from '@dit-by-hand/core/lesson'
import { type Moved, mover, sameGrid } from '@dit-by-hand/core/nudge'
import { difference } from '@dit-by-hand/graph/arith'
import { add, compare, type Exact, equal, inv, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Node } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { add as twice } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { learnableNames, updatedName } from '@dit-by-hand/spec/names'
import { brief } from './brief.ts'
import { valueAt } from './line.ts'
import { gradedCell, gradientValue } from './proof.ts'
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
  /** Where J is least, if J is a parabola that opens upwards; with hard attention upstream, as long as its choice is the same. */
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

/** The curve of a number that has a gradient, or of the one a gradient belongs to; null for any other. */
export function errorCurve(cell: CellRef, worked: Worked): ErrorCurve | null {
  const here = gradedCell(cell)
  const [value, gradient] = [valueAt(worked, here), gradientValue(here, worked)]
  if (gradient === undefined || value === undefined) return null
  const move = mover(worked, here)
  const [below, still, above] = [move(-1), move(0), move(1)]
  // J(−1) + J(1) − 2·J(0): twice the leading coefficient of a parabola.
  const bend = difference(add(below.error, above.error), mul(2, still.error))
  const lowest = sign(bend) > 0 ? mul(mul(gradient, -1), inv(bend)) : null
  const lowestMoved = lowest === null ? null : move(lowest)
  const upstream = attentionAfter(here.name, worked)
  const stays = (...moved: readonly Moved[]): boolean =>
    upstream === null || moved.every(each => sameGrid(each.attention, still.attention))
  const least =
    lowest !== null && lowestMoved && stays(below, above, lowestMoved)
      ? { at: add(value, lowest), error: lowestMoved.error }
      : null
  const learned = learnableNames.find(name => name === here.name)
  const after = learned && valueAt(worked, { ...here, name: updatedName(learned) })
  return {
    now: { at: value, error: still.error },
    gradient,
    least,
    step: after === undefined ? null : { at: after, error: move(difference(after, value)).error },
    isFlat: sign(bend) === 0 && sign(gradient) === 0 && stays(below, above),
    upstream,
    reach: reachOf(lowest === null ? 1 : Math.abs(toNumber(lowest)), least !== null),
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
  // Past a jump J may be less still.
  const [alone, otherwise] =
    upstream === 'hard'
      ? [' while attention chooses the same patches', 'If nothing else changed and attention chose the same patches']
      : ['', 'If nothing else changed']
  const said: string[] = []
  if (isFlat) said.push(`${here}, and the same ${upstream ? 'nearby' : 'whatever this number is'}.`)
  else if (least && sign(gradient) === 0) said.push(`${here}, the least that this number alone can make it${alone}.`)
  else said.push(`${here}.`)
  if (least && sign(gradient) !== 0)
    said.push(`${otherwise}, J would be least at ${brief(least.at)}, where it is ${brief(least.error)}.`)
  if (upstream === 'hard' && (isFlat || !least)) said.push('It jumps wherever attention chooses another patch.')
  if (upstream === 'softmax' && !isFlat && !least)
    said.push('The curve is no parabola: the number changes attention, too.')
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
