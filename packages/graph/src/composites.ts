// Composites: functions built from ops, such as a linear layer. Those of a transformer block are in transformer.ts.
import { ratio } from './exact.ts'
import type { Node } from './graph.ts'
import { add, broadcast, fill, inv, matmul, mul, sqrt, sum, times } from './ops.ts'

/** a − b. */
export function subtract(a: Node, b: Node): Node {
  return add(a, times(b, -1))
}
/** A linear layer: W·x + b, the bias added to every column. W r×m, x m×n, b r×1: r×n. */
export function linear(weight: Node, x: Node, bias: Node): Node {
  const product = matmul(weight, x)
  return add(product, broadcast(bias, product.shape))
}
/** x/√width, cell by cell. */
export function overRoot(x: Node, width: number): Node {
  return mul(x, broadcast(inv(sqrt(fill(width, [1, 1]))), x.shape))
}
/** The mean of all cells: 1×1. */
export function mean(x: Node): Node {
  return times(sum(sum(x, 'rows'), 'columns'), ratio(1n, BigInt(x.shape[0] * x.shape[1])))
}
/** The mean of the squares of all cells: 1×1. */
export function meanSquare(x: Node): Node {
  return mean(mul(x, x))
}
