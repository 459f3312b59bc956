// Composites: functions over ops, not ops. Fast readings recognise them by their shape in the graph.
import { ratio } from './exact.ts'
import type { Node } from './graph.ts'
import { add, matmul, mul, spread, sum, times } from './ops.ts'

/** a − b. */
export function subtract(a: Node, b: Node): Node {
  return add(a, times(b, -1))
}
/** W·x + b, the bias beside every column. W r×m, x m×n, b r×1: r×n. */
export function linear(weight: Node, x: Node, bias: Node): Node {
  const product = matmul(weight, x)
  return add(product, spread(bias, product.shape))
}
/** The mean of the squares of all cells: 1×1. */
export function meanSquare(x: Node): Node {
  return times(sum(sum(mul(x, x), 'rows'), 'columns'), ratio(1n, BigInt(x.shape[0] * x.shape[1])))
}
