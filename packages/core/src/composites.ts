// Composites: functions over ops, not ops. Fast readings recognise them by their shape in the graph.
import { type Exact, ratio } from './exact.ts'
import type { Node } from './graph.ts'
import { add, fill, inv, matmul, mul, spread, sqrt, sum, tanh, times } from './ops.ts'

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
/** 1/(1 + e^−x), cell by cell, as ½ + ½·tanh(x/2), which overflows nowhere. */
export function logistic(x: Node): Node {
  return times(add(fill(1, x.shape), tanh(times(x, half))), half)
}
/** x·logistic(x), cell by cell: SiLU (Elfwing et al. 2018, arXiv 1702.03118). */
export function silu(x: Node): Node {
  return mul(x, logistic(x))
}
/** ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), cell by cell: GELU in its tanh form (Hendrycks & Gimpel 2016, arXiv
 *  1606.08415, section 2). */
export function gelu(x: Node): Node {
  const bent = mul(x, add(fill(1, x.shape), times(mul(x, x), cubic)))
  return mul(x, times(add(fill(1, x.shape), tanh(times(bent, Math.sqrt(2 / Math.PI)))), half))
}
/** Every column less its mean, over the root of its population variance + epsilon: layer normalisation without
 *  parameters (Ba et al. 2016, arXiv 1607.06450). x d×n: d×n. */
export function layerNorm(x: Node, epsilon: Exact = millionth): Node {
  const mean = (of: Node): Node => times(sum(of, 'columns'), ratio(1n, BigInt(x.shape[0])))
  const centred = subtract(x, spread(mean(x), x.shape))
  const variance = mean(mul(centred, centred))
  return mul(centred, spread(inv(sqrt(add(variance, fill(epsilon, variance.shape)))), x.shape))
}
/** x·(1 + scale) + shift, scale and shift beside every column. x d×n, both d×1: d×n. Peebles & Xie 2023, section 3.2. */
export function modulate(x: Node, shift: Node, scale: Node): Node {
  const grown = add(fill(1, scale.shape), scale)
  return add(mul(x, spread(grown, x.shape)), spread(shift, x.shape))
}
/** x + gate·branch, the gate beside every column. x, branch d×n, gate d×1: d×n. adaLN-Zero starts with gates of 0. */
export function gated(x: Node, gate: Node, branch: Node): Node {
  return add(x, mul(spread(gate, branch.shape), branch))
}

const half = ratio(1n, 2n)
const cubic = ratio(44715n, 1_000_000n)
const millionth = ratio(1n, 1_000_000n)
