// Random nets with the gradient at everything that is brought: any op, any of the graph's pieces, any sizes.
import { at } from '@dit-by-hand/graph/at'
import { linear } from '@dit-by-hand/graph/composites'
import { gradient } from '@dit-by-hand/graph/gradient'
import { entriesOf, type Net, type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import * as ops from '@dit-by-hand/graph/ops'
import { axes } from '@dit-by-hand/graph/rearrange'
import { scope } from '@dit-by-hand/graph/scope'
import { gated, gelu, layerNorm, modulate, silu } from '@dit-by-hand/graph/transformer'
import fc from 'fast-check'
import type { Learnable } from '../src/plan.ts'

export interface RandomNet extends Learnable {
  readonly net: Net
  readonly shapes: { readonly [name: string]: Shape }
  readonly perSample: readonly string[]
  readonly batch: number
}

/** Sizes that fit no tile, and a few that do. */
const sizes: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 17, 31, 33, 65]
const mostCells = 700

type Pick = (from: readonly Node[]) => Node | undefined

const same = (a: Node, b: Node): boolean => a.shape[0] === b.shape[0] && a.shape[1] === b.shape[1]
const onePlus = (x: Node): Node => ops.add(ops.fill(1, x.shape), ops.mul(x, x))
/** Its rows cut into pairs where they are even, and all of it in another order. */
const rearranged = (x: Node): Node => {
  const [r, c] = x.shape
  const pairs = r % 2 === 0 ? 2 : 1
  return ops.rearrange(x, axes('r p, c -> p c, r', { r: r / pairs, p: pairs, c }))
}
const tableOf = ([rows, columns]: Shape): Node =>
  ops.table(Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => ((r * 3 + c) % 5) - 2)))

/** What a random step may make of a node, and of another that fits it. */
const steps: readonly ((x: Node, pool: readonly Node[], pick: Pick) => Node | undefined)[] = [
  (x, pool, pick) => {
    const other = pick(pool.filter(node => node.shape[1] === x.shape[0]))
    return other && ops.matmul(other, x)
  },
  (x, pool, pick) => {
    const other = pick(pool.filter(node => node.shape[0] === x.shape[0]))
    return other && ops.matmul(ops.transpose(other), x)
  },
  (x, pool, pick) => {
    const other = pick(pool.filter(node => node.shape[1] === x.shape[1]))
    return other && ops.matmul(x, ops.transpose(other))
  },
  (x, pool, pick) => {
    const other = pick(pool.filter(node => same(node, x)))
    return other && ops.add(x, other)
  },
  (x, pool, pick) => {
    const other = pick(pool.filter(node => same(node, x)))
    return other && ops.mul(x, other)
  },
  (x, pool, pick) => {
    const column = pick(pool.filter(node => node.shape[0] === x.shape[0] && node.shape[1] === 1))
    return column && ops.mul(x, ops.broadcast(column, x.shape))
  },
  (x, pool, pick) => {
    const row = pick(pool.filter(node => node.shape[1] === x.shape[1] && node.shape[0] === 1))
    return row && ops.add(x, ops.broadcast(row, x.shape))
  },
  (x, pool, pick) => {
    const below = pick(pool.filter(node => node.shape[1] === x.shape[1]))
    return below && ops.stack(x, below)
  },
  x => (x.shape[0] > 1 ? ops.rows(x, 1, x.shape[0] - 1) : undefined),
  x => (x.shape[1] > 1 ? ops.columns(x, 1, x.shape[1] - 1) : undefined),
  x => {
    const half = Math.floor(x.shape[1] / 2)
    return half > 0 ? ops.add(ops.columns(x, 0, half), ops.columns(x, half, half)) : undefined
  },
  x => {
    const half = Math.floor(x.shape[0] / 2)
    return half > 0 ? ops.stack(ops.rows(x, half, x.shape[0] - half), ops.rows(x, 0, half)) : undefined
  },
  x => ops.tanh(x),
  x => ops.sin(x),
  x => ops.cos(x),
  x => ops.same(x),
  x => ops.add(x, tableOf(x.shape)),
  x => ops.mul(ops.broadcast(tableOf([x.shape[0], 1]), x.shape), x),
  x => ops.matmul(tableOf([3, x.shape[0]]), x),
  x => ops.relu(x),
  x => ops.inv(onePlus(x)),
  x => ops.sqrt(onePlus(x)),
  x => ops.times(x, { n: -3n, d: 4n }),
  x => ops.sum(x, 'rows'),
  x => ops.sum(x, 'columns'),
  x => ops.transpose(x),
  rearranged,
  x => ops.share(ops.times(x, { n: 1n, d: 2n }), true),
  x => gelu(x),
  x => silu(x),
  x => (x.shape[0] > 2 ? layerNorm(x, undefined, { n: 1n, d: 10n }) : undefined),
  (x, pool, pick) => {
    const columns = pool.filter(node => node.shape[0] === x.shape[0] && node.shape[1] === 1)
    const [shift, scale] = [pick(columns), pick(columns)]
    return shift && scale && modulate(x, shift, scale)
  },
  (x, pool, pick) => {
    const gate = pick(pool.filter(node => node.shape[0] === x.shape[0] && node.shape[1] === 1))
    const branch = pick(pool.filter(node => same(node, x)))
    return gate && branch && gated(x, gate, branch)
  },
]

/** A random net: what it makes last, and up to two more matrices, which may be brought; with the gradient at everything that is
 *  brought, of the sum of all cells of what it makes last, or of half the sum of their squares. */
export const randomNet: fc.Arbitrary<RandomNet> = fc
  .record({
    rows: fc.constantFrom(...sizes),
    columns: fc.constantFrom(...sizes),
    out: fc.constantFrom(...sizes),
    batch: fc.integer({ min: 1, max: 3 }),
    turns: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 3, maxLength: 14 }),
  })
  .map(({ rows, columns, out, batch, turns }) => {
    const width = Math.min(columns, Math.floor(mostCells / rows) || 1)
    const model = scope()
    const init = { kind: 'brought' } as const
    const brought = [model.input('x', [rows, width]), model.input('y', [rows, width]), model.input('c', [rows, 1])]
    const parameter = (name: string, shape: Shape): Node => model.parameter(name, shape, { init, decay: true })
    const [w, b] = [parameter('w', [out, rows]), parameter('b', [out, 1])]
    const pool: Node[] = [...brought, w, b, parameter('v', [rows, 1]), parameter('p', [rows, width])]
    let last: Node = linear(w, at(brought, 0), b)
    pool.push(last)
    for (const [what, which, other] of turns) {
      const from = at(pool, pool.length - 1 - (which % Math.min(pool.length, 5)))
      const made = at(steps, what % steps.length)(from, pool, nodes => nodes[other % Math.max(1, nodes.length)])
      if (made && made.shape[0] * made.shape[1] <= 2 * mostCells) {
        pool.push(made)
        last = made
      }
    }
    const inputs = entriesOf(model.net)
    const seed = turns.length % 3 === 0 ? last : ops.fill(1, last.shape)
    const gradients = gradient(last, seed, Object.fromEntries(inputs))
    const shown = new Set([
      last,
      ...turns.slice(0, 2).map(([, which, other]) => at(pool, (which + other) % pool.length)),
    ])
    const used = new Set(topological([last, ...Object.values(gradients)]))
    return {
      net: Object.fromEntries([...shown].map((node, i) => [i === 0 ? 'last' : `other${i}`, node])),
      parameters: model.parameters,
      gradients,
      shapes: Object.fromEntries(inputs.map(([name, { shape }]) => [name, shape])),
      perSample: inputs.flatMap(([name, node]) => (used.has(node) && brought.includes(node) ? [name] : [])),
      batch,
    }
  })
