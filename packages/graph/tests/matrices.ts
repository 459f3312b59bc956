// Random nets of small matrices, for formulas that are read back or run.
import fc from 'fast-check'
import type { Grid } from '../src/evaluate.ts'
import { type Exact, ratio } from '../src/exact.ts'
import type { Node } from '../src/graph.ts'
import * as op from '../src/ops.ts'

/** What the inputs are. */
export const given: { readonly [name: string]: Grid<number> } = {
  A: [
    [1, 2],
    [-3, 0.5],
  ],
  B: [
    [0.25, -1],
    [2, 3],
  ],
  c: [[2], [-0.5]],
  r: [[1.5]],
}
const inputs = {
  A: op.input('A', [2, 2]),
  B: op.input('B', [2, 2]),
  c: op.input('c', [2, 1]),
  r: op.input('r', [1, 1]),
}
const repeated = (x: Node): Node => op.broadcast(x, [2, 2])

const { any } = fc.letrec<{ any: Node; column: Node }>(tie => ({
  column: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(inputs.c, inputs.r, op.inv(inputs.c), op.inv(inputs.r), op.fill(ratio(-1n, 3n), [2, 2])),
    tie('any').map(x => op.sum(x, 'rows')),
    tie('any').map(x => op.sum(op.sum(x, 'columns'), 'rows')),
  ),
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(inputs.A, inputs.B),
    ...[op.matmul, op.add, op.mul].map(of => fc.tuple(tie('any'), tie('any')).map(([a, b]) => of(a, b))),
    ...[op.add, op.mul].map(of => fc.tuple(tie('any'), tie('column')).map(([a, b]) => of(a, repeated(b)))),
    fc.tuple(tie('any'), tie('column')).map(([a, b]) => op.mul(repeated(b), a)),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => op.mul(a, op.inv(b))),
    fc.tuple(tie('any'), fc.constantFrom<Exact>(-1, 2, ratio(1n, 3n), -2)).map(([x, by]) => op.times(x, by)),
    ...[op.inv, op.sqrt, op.relu, op.step, op.tanh, op.transpose, (x: Node) => op.mul(x, x), op.same].map(of =>
      tie('any').map(x => of(x)),
    ),
    tie('any').map(x => op.share(x, true)),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => op.stack(op.rows(a, 0, 1), op.rows(b, 1, 1))),
  ),
}))

/** Nets of 2×2 matrices of these inputs; what is repeated meets one that is not. */
export const anyMatrix: fc.Arbitrary<Node> = any
