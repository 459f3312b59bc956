// The law of finite differences: the gradient along a direction, measured by the loss a little ahead and a little behind.

import { cellOf } from '../lesson/at.ts'
import { gradientName, hasName, type LearnableName } from '../lesson/names.ts'
import { decimal, exact, type Grid, magnitudes, negative, same, show, type Value } from '../lesson/number.ts'
import { shapeIn } from '../lesson/sizes.ts'
import { derive } from './derive.ts'
import { moved, single } from './edits.ts'
import { constant, inner, map, map2 } from './grids.ts'
import { type Ask, arithmeticOf, type Dice, type Draft, type Fault, type Seen, see } from './law.ts'

/** ½·Σ lossGradient²: what the gradients are gradients of (the walkthrough leaves out the 2/N of the mean). */
export function halfSquares(seen: Seen): Value {
  const k = seen.arithmetic
  return k.div(inner(k, seen.at('lossGradient'), seen.at('lossGradient')), 2)
}

/** A random direction: all cells, or one alone. */
function direction([rows, columns]: readonly [number, number], dice: Dice): Grid {
  if (dice.int(0, 1) === 0) return single(rows, columns, dice.int(0, rows - 1), dice.int(0, columns - 1))
  return map(constant(rows, columns, 0), () => dice.pick([-3, -2, -1, 1, 2, 3]))
}

const scaled = (a: Grid, by: Value): Grid => map(a, cell => exact.mul(cell, by))

/** `(L(+h) − L(−h)) / 2h`, or nothing where a lesson cannot hold so small a step or an attention changes on the way. */
async function measured(ask: Ask, at: Seen, name: LearnableName, along: Grid, h: Value): Promise<Value | undefined> {
  const ahead = moved(at.lesson, name, scaled(along, h))
  const behind = moved(at.lesson, name, scaled(along, negative(h)))
  if (!ahead || !behind) return undefined
  const [after, before] = [await see(ask, ahead), await see(ask, behind)]
  const isKept = (seen: Seen): boolean => alike(seen.at('attention'), at.at('attention'))
  if (at.lesson.attention.kind === 'hard' && ![after, before].every(isKept)) return undefined
  const k = at.arithmetic
  return k.div(k.sub(halfSquares(after), halfSquares(before)), k.mul(2, k.of(show(h))))
}

/** Exactly the same numbers. */
export const alike = (a: Grid, b: Grid): boolean =>
  a.every((row, r) => row.every((cell, c) => same(cell, cellOf(b, r, c))))

/** The cell that moves along a direction, where it is the only one. */
function onlyCell(along: Grid): { readonly row: number; readonly column: number; readonly by: Value } | undefined {
  const [first, second] = along.flatMap((row, r) =>
    row.flatMap((by, c) => (by === 0 ? [] : [{ row: r + 1, column: c + 1, by }])),
  )
  return second ? undefined : first
}

/** The law that a gradient equals its finite difference. Along one parameter the loss is quadratic for given or hard
 *  attention, so central differences are exact except at a kink, where nothing is claimed; for softmax they come close. */
export function difference(name: LearnableName): Draft {
  const gradient = gradientName(name)
  return {
    id: `slopes/difference-${gradient}`,
    statement: `${gradient} is how fast ½·Σ lossGradient² changes with ${name}: it equals the central difference in a random direction.`,
    needs: ['forward', 'slopes'],
    applies: ({ attention }) => hasName(attention.kind, name),
    async check(lesson, ask, dice) {
      const at = await see(ask, lesson)
      const k = at.arithmetic
      const along = direction(shapeIn(lesson, name), dice)
      const steps = map(along, cell => k.of(show(cell)))
      const told = inner(k, at.at(gradient), steps)
      const wrong = (found: Value): readonly Fault[] => {
        const only = onlyCell(along)
        const place = only && { row: only.row, column: only.column }
        const what = only
          ? `one cell (${show(only.by)} at row ${only.row} column ${only.column})`
          : 'a direction through all its cells'
        const message = `${gradient} along ${what} is ${show(told)}; it should be ${show(found)}: the loss itself changes by that`
        return [{ matrix: gradient, ...place, expected: show(found), found: show(told), message }]
      }
      if (arithmeticOf(lesson).kind === 'exact') {
        for (const h of [1, exact.div(1, 64), exact.div(1, 2 ** 14)]) {
          const found = await measured(ask, at, name, along, h)
          if (found !== undefined) return same(found, told) ? [] : wrong(found)
        }
        return []
      }
      const noise = rounding(at)
      let before: number | undefined
      for (const power of [12, 20, 28]) {
        const h = exact.div(1, 2 ** power)
        const measure = await measured(ask, at, name, along, h)
        if (measure === undefined) return []
        const [found, gradientTold] = [decimal(measure), decimal(told)]
        const off = Math.abs(found - gradientTold)
        if (off <= 1e-6 * Math.max(1, Math.abs(gradientTold)) + noise * 2 ** power) return []
        if (before !== undefined && Math.abs(found - before) < off / 8) return wrong(found)
        before = found
      }
      return []
    },
  }
}

/** A bound on the rounding error of ½·Σ lossGradient² of a softmax lesson. */
function rounding(seen: Seen): number {
  const terms = derive(magnitudes, seen.lesson)('predictedNoise')
  const worst = map2(seen.at('lossGradient'), terms, (a, b) => Math.abs(decimal(a)) * (1 + decimal(b)))
  return 2 ** -42 * worst.flat().reduce<number>((sum, cell) => sum + decimal(cell), 0)
}
