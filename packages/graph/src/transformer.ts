// The parts of a transformer block, built from ops. Given a scope they name their stages, so that each cell of a large net
// is a short line of arithmetic over named cells.
import { eachOf } from './at.ts'
import { linear, overRoot, subtract } from './composites.ts'
import { type Exact, ratio } from './exact.ts'
import { describe, type Node, type Shape, ShapeError } from './graph.ts'
import { add, broadcast, fill, inv, matmul, mul, rows, share, sqrt, stack, sum, tanh, times, transpose } from './ops.ts'
import { type Init, type Naming, nameless, type Scope, zeros } from './scope.ts'

/** A linear layer, W·x + b, named; its weight and bias are in the scope of that name. x in×n: out×n. */
export function layer(to: Scope, name: string, out: number, x: Node, init: Init = { kind: 'xavier' }): Node {
  const { parameter } = to.within(name)
  const weight = parameter('weight', [out, x.shape[0]], { init, decay: true })
  const bias = parameter('bias', [out, 1], { init: zeros, decay: false })
  return to.name(name, linear(weight, x, bias))
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
export function gelu(x: Node, { name }: Naming = nameless): Node {
  const bent = name('bent', mul(x, add(fill(1, x.shape), times(mul(x, x), cubic))))
  return mul(x, times(add(fill(1, x.shape), tanh(times(bent, Math.sqrt(2 / Math.PI)))), half))
}
/** Every column less its mean, over the root of its population variance + epsilon: layer normalisation without
 *  parameters (Ba et al. 2016, arXiv 1607.06450). x d×n: d×n. */
export function layerNorm(x: Node, { name }: Naming = nameless, epsilon: Exact = millionth): Node {
  const meanOf = (of: Node): Node => times(sum(of, 'columns'), ratio(1n, BigInt(x.shape[0])))
  const centred = name('centred', subtract(x, broadcast(name('mean', meanOf(x)), x.shape)))
  const variance = name('variance', meanOf(mul(centred, centred)))
  const deviation = name('deviation', sqrt(add(variance, fill(epsilon, variance.shape))))
  return mul(centred, broadcast(inv(deviation), x.shape))
}
/** x·(1 + scale) + shift, the same for every column. x d×n, shift and scale d×1: d×n. Peebles & Xie 2023, section 3.2. */
export function modulate(x: Node, shift: Node, scale: Node): Node {
  const grown = add(fill(1, scale.shape), scale)
  return add(mul(x, broadcast(grown, x.shape)), broadcast(shift, x.shape))
}
/** x + gate·branch, the same gate for every column. x, branch d×n, gate d×1: d×n. adaLN-Zero starts with gates of 0. */
export function gated(x: Node, gate: Node, branch: Node): Node {
  return add(x, mul(broadcast(gate, branch.shape), branch))
}
/**
 * Multi-head softmax attention (Vaswani et al. 2017, section 3.2). Queries, keys and values D×n each, head after head in
 * their rows: D×n. Each head's attention weights are n×n, one column for each query.
 * @throws {ShapeError} where the heads do not divide D
 */
export function multiHead(
  queries: Node,
  keys: Node,
  values: Node,
  heads: number,
  within: (head: number) => Naming = () => nameless,
): Node {
  const width = queries.shape[0] / heads
  if (!(heads >= 1 && Number.isInteger(width)))
    throw new ShapeError(`${heads} heads do not divide the ${queries.shape[0]} rows of ${describe(queries)}`)
  const pooled = Array.from({ length: heads }, (_, head) => {
    const { name } = within(head)
    const [q, k, v] = eachOf([queries, keys, values], of => rows(of, head * width, width))
    const scores = name('scores', matmul(transpose(k), q))
    return name('pooled', matmul(v, name('shares', share(overRoot(scores, width), true))))
  })
  return pooled.reduce(stack)
}
/** A matrix cut into pieces of equal height, from the top: a D·parts×n matrix as `parts` matrices of D×n.
 *  @throws {ShapeError} where the parts do not divide its rows */
export function split(x: Node, parts: number): readonly Node[] {
  const height: Shape[0] = x.shape[0] / parts
  if (!(parts >= 1 && Number.isInteger(height)))
    throw new ShapeError(`split: ${describe(x)} cannot be cut into ${parts} parts of equal height`)
  return Array.from({ length: parts }, (_, part) => rows(x, part * height, height))
}

const half = ratio(1n, 2n)
const cubic = ratio(44715n, 1_000_000n)
const millionth = ratio(1n, 1_000_000n)
