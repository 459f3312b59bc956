// The number system of ranges: the bounds of a cell, whatever the inputs are. The ranges on labels are derived with it.
import { type Arith, timesBound } from './arith.ts'
import { named, own } from './at.ts'
import { evaluate, type Given, type Grid, gridFrom } from './evaluate.ts'
import { toNumber } from './exact.ts'
import { type Net, type Node, topological } from './graph.ts'

/** All numbers from `least` to `most`, or all whole ones. Each object stands for one cell, so that a cell times itself is
 *  known to be a square. */
export interface Interval {
  readonly least: number
  readonly most: number
  readonly whole: boolean
}

/** The range of a cell about which nothing is known. */
export const anything = (): Interval => between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

/** The range from one number to another, both included. */
export const between = (least: number, most: number, whole = false): Interval => ({ least, most, whole })

/** Interval arithmetic. The bounds always hold, but are not always the narrowest. */
export const interval: Arith<Interval> = {
  num: value => between(toNumber(value), toNumber(value), Number.isInteger(toNumber(value))),
  sum: terms => {
    let [least, most, whole] = [0, 0, true]
    for (const term of terms) {
      least += term.least
      most += term.most
      whole &&= term.whole
    }
    return between(least, most, whole)
  },
  mul: (a, b) => {
    const ends = [a.least, a.most].flatMap(x => [timesBound(x, b.least), timesBound(x, b.most)])
    const whole = a.whole && b.whole
    const least = Math.min(...ends)
    return between(a === b ? Math.max(0, least) : least, Math.max(...ends), whole)
  },
  inv: x => (x.least >= 0 || x.most < 0 ? between(1 / x.most, 1 / x.least) : anything()),
  sqrt: x => between(Math.sqrt(Math.max(0, x.least)), Math.sqrt(Math.max(0, x.most))),
  relu: x => between(Math.max(0, x.least), Math.max(0, x.most), x.whole),
  step: x => between(x.least > 0 ? 1 : 0, x.most > 0 ? 1 : 0, true),
  tanh: x => between(Math.tanh(x.least), Math.tanh(x.most)),
  sin: () => between(-1, 1),
  cos: () => between(-1, 1),
  bit: () => between(0, 1, true),
  share: scores => between(scores.length === 1 ? 1 : 0, 1, scores.length === 1),
  // A value put in place of a computed one may lie anywhere.
  amended: anything,
}

/** Bounds for every cell of a matrix, and what each of its columns sums to, where that is known. */
export interface Range extends Interval {
  readonly columnSum: number | null
}

/**
 * The range of a matrix, derived from the net alone.
 * @param known ranges of inputs, by name; any other input may be anything
 * @throws {RangeError} where the net has no such matrix
 */
export function rangeOf(net: Net, name: string, known: { readonly [name: string]: Interval | undefined } = {}): Range {
  const node = own(net, name)
  if (!node) throw new RangeError(`there is no matrix ${name}`)
  const cells = named(evaluate({ [name]: node }, inputsAs(node, known), interval), name).flat()
  const all = cells.reduce((a, b) => ({
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
    whole: a.whole && b.whole,
  }))
  return { ...all, columnSum: node.op === 'share' ? 1 : null }
}

function inputsAs(root: Node, known: { readonly [name: string]: Interval | undefined }): Given<Interval> {
  const given: { [name: string]: Grid<Interval> } = {}
  for (const { op, arg, shape } of topological([root]))
    if (op === 'input') given[arg.name] = gridFrom(shape, () => ({ ...(own(known, arg.name) ?? anything()) }))
  return given
}
