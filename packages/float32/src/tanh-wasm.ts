// tanh in WebAssembly, for loops: four cells at once, by polynomials fitted for the least largest relative error (Lawson's
// weights), each coefficient rounded to single precision before the next was fitted.
import { op } from './wasm-bytes.ts'

/** tanh x = x·P(x²)/Q(x²), highest power first. */
const above = [1.3386203e-8, 2.0636609e-5, 0.0034974806, 0.13382699, 1] as const
const below = [7.7908555e-7, 3.2885722e-4, 0.025884423, 0.4671602, 1] as const
/** Beyond this tanh rounds to 1. */
const far = 9.02

/** The constants of {@link tanhOf}, to be kept in locals, since a constant is built anew wherever it is used. */
export const tanhNumbers: readonly number[] = [...new Set([far, -far, 1, -1, ...above, ...below])]

/**
 * tanh of the four cells on the stack. Over all floats the error is at most 5.3 units in the last place, without fused
 * multiply–add 6.2; the result is never beyond ±1; a NaN stays.
 * @param number puts one of {@link tanhNumbers}, in all four lanes, on the stack
 * @param x @param square locals that it may use
 * @param fused whether the build has fused multiply–add
 */
export function tanhOf(number: (value: number) => number[], x: number, square: number, fused: boolean): number[] {
  const { four } = op
  // In this order of arguments, a NaN stays.
  const within = (least: number, most: number): number[] => [
    ...number(most),
    ...four.least,
    ...number(least),
    ...four.most,
  ]
  const polynomial = ([first, ...rest]: readonly [number, ...number[]]): number[] => [
    ...number(first),
    ...rest.flatMap(next => [
      ...op.get(square),
      ...(fused ? [...number(next), ...four.madd] : [...four.mul, ...number(next), ...four.add]),
    ]),
  ]
  return [
    ...within(-far, far),
    ...[...op.tee(x), ...op.get(x), ...four.mul, ...op.set(square)],
    ...[...op.get(x), ...polynomial(above), ...four.mul, ...polynomial(below), ...four.div],
    ...within(-1, 1),
  ]
}
