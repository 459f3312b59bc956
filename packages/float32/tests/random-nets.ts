// Random nets with the slopes of everything they are given: any op, any of core's pieces, any sizes.
import { gated, gelu, layerNorm, linear, modulate, silu } from '@dit-by-hand/core/composites'
import { gradient } from '@dit-by-hand/core/gradient'
import { type Net, type Node, type Shape, topological } from '@dit-by-hand/core/graph'
import * as ops from '@dit-by-hand/core/ops'
import fc from 'fast-check'

export interface RandomNet {
  readonly net: Net
  readonly shapes: { readonly [name: string]: Shape }
  readonly perSample: readonly string[]
  readonly learn: readonly string[]
  readonly batch: number
}

/** Sizes that fit no tile, and a few that do. */
const sizes: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 17, 31, 33, 65]
const mostCells = 700

type Pick = (from: readonly Node[]) => Node | undefined

const same = (a: Node, b: Node): boolean => a.shape[0] === b.shape[0] && a.shape[1] === b.shape[1]
const onePlus = (x: Node): Node => ops.add(ops.fill(1, x.shape), ops.mul(x, x))
const reversed = (x: Node): Node => {
  const count = x.shape[0] * x.shape[1]
  return ops.arrange(
    x,
    Array.from({ length: count }, (_, i) => count - 1 - i),
    [x.shape[1], x.shape[0]],
  )
}

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
    return column && ops.mul(x, ops.spread(column, x.shape))
  },
  (x, pool, pick) => {
    const row = pick(pool.filter(node => node.shape[1] === x.shape[1] && node.shape[0] === 1))
    return row && ops.add(x, ops.spread(row, x.shape))
  },
  (x, pool, pick) => {
    const below = pick(pool.filter(node => node.shape[1] === x.shape[1]))
    return below && ops.stack(x, below)
  },
  x => (x.shape[0] > 1 ? ops.rows(x, 1, x.shape[0] - 1) : undefined),
  x => {
    const half = Math.floor(x.shape[0] / 2)
    return half > 0 ? ops.stack(ops.rows(x, half, x.shape[0] - half), ops.rows(x, 0, half)) : undefined
  },
  x => ops.tanh(x),
  x => ops.max0(x),
  x => ops.inv(onePlus(x)),
  x => ops.sqrt(onePlus(x)),
  x => ops.times(x, { n: -3n, d: 4n }),
  x => ops.sum(x, 'rows'),
  x => ops.sum(x, 'columns'),
  x => ops.transpose(x),
  reversed,
  x => ops.share(ops.times(x, { n: 1n, d: 2n }), true),
  x => gelu(x),
  x => silu(x),
  x => (x.shape[0] > 2 ? layerNorm(x, { n: 1n, d: 10n }) : undefined),
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

/** A random net; its slopes are those of the sum of all cells of what it makes last. */
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
    const { given } = ops
    const brought = [given('x', [rows, width]), given('y', [rows, width]), given('c', [rows, 1])]
    const shared = [given('w', [out, rows]), given('b', [out, 1]), given('v', [rows, 1]), given('p', [rows, width])]
    const [x = ops.fill(0, [1, 1]), , , w = x, b = x] = [...brought, ...shared]
    const pool: Node[] = [...brought, ...shared]
    let last: Node = linear(w, x, b)
    pool.push(last)
    for (const [what, which, other] of turns) {
      const from = pool[pool.length - 1 - (which % Math.min(pool.length, 5))] ?? last
      const made = steps[what % steps.length]?.(from, pool, nodes => nodes[other % Math.max(1, nodes.length)])
      if (made && made.shape[0] * made.shape[1] <= 2 * mostCells) {
        pool.push(made)
        last = made
      }
    }
    const slopes = gradient(last, ops.fill(1, last.shape), Object.fromEntries([...brought, ...shared].map(named)))
    const learn = shared.map(node => named(node)[0])
    const net: Net = { last, ...slopes }
    const used = new Set(topological(Object.values(net).flatMap(node => node ?? [])))
    return {
      net,
      shapes: Object.fromEntries([...brought, ...shared].map(node => [named(node)[0], node.shape])),
      perSample: brought.filter(node => used.has(node)).map(node => named(node)[0]),
      learn,
      batch,
    }
  })

const named = (node: Node): readonly [string, Node] => [node.op === 'given' ? node.arg.name : '', node]
