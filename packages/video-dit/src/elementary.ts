// e^x, ln x, bounds and the like, cell by cell, built from the graph's ops, so that every reading has them.
import { subtract } from '@dit-by-hand/graph/composites'
import { type Exact, ratio } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import {
  add,
  broadcast,
  fill,
  inv,
  mul,
  rearrange,
  relu,
  rows,
  share,
  sqrt,
  stack,
  times,
} from '@dit-by-hand/graph/ops'
import { axes, turned } from '@dit-by-hand/graph/rearrange'
import { type Naming, nameless } from '@dit-by-hand/graph/scope'

/** e^x, as the ratio of the two entries of softmax(x, 0): precise also where e^x is tiny. For |x| < 700. */
export function exp(x: Node, { name }: Naming = nameless): Node {
  const [r, c] = x.shape
  const flat = axes('r, c -> , r c', { r, c })
  const line = rearrange(x, flat)
  const shares = name('sharesWithOne', share(stack(line, fill(0, line.shape)), true))
  return rearrange(mul(rows(shares, 0, 1), inv(rows(shares, 1, 1))), turned(flat))
}

/** Square roots taken before the series: they bring 10⁻¹² to 0.65, near enough to 1. */
const roots = 6
/** Terms of the series; the first one left out is below 10⁻¹⁷ of the first. */
const terms = 12

/** ln x for 10⁻¹² ≤ x ≤ 10¹²: 2^(k+1)·artanh z of z = (y − 1)/(y + 1), y the 2^k-th root of x. Absolute error below 10⁻¹³. */
export function log(x: Node, { name }: Naming = nameless): Node {
  let root = x
  for (let i = 0; i < roots; i++) root = sqrt(root)
  root = name('root', root)
  const one = fill(1, x.shape)
  const z = name('ratio', mul(subtract(root, one), inv(add(root, one))))
  const square = name('square', mul(z, z))
  let series: Node = fill(ratio(1n, BigInt(2 * terms + 1)), x.shape)
  for (let i = terms - 1; i >= 0; i--) {
    series = add(mul(series, square), fill(ratio(1n, BigInt(2 * i + 1)), x.shape))
    if (i % 3 === 0) series = name(`series${i}`, series)
  }
  return times(mul(z, series), 2 ** (roots + 1))
}

/** max(x, least). */
export const atLeast = (x: Node, least: Exact): Node => {
  const bound = fill(least, x.shape)
  return add(bound, relu(subtract(x, bound)))
}

/** min(x, most). */
export const atMost = (x: Node, most: Exact): Node => {
  const bound = fill(most, x.shape)
  return subtract(bound, relu(subtract(bound, x)))
}

/** Every cell of x times the one number in `by`, which is 1×1. */
export const scaled = (by: Node, x: Node): Node => mul(broadcast(by, x.shape), x)
