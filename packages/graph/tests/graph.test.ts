import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact, float } from '../src/arith.ts'
import { linear, meanSquare, subtract } from '../src/composites.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { gradient } from '../src/gradient.ts'
import { type Node, type Shape, ShapeError, topological } from '../src/graph.ts'
import * as ops from '../src/ops.ts'

const { given } = ops
const numbers = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  })

describe('shapes that do not fit', () => {
  const a = given('a', [2, 3])
  const b = given('b', [2, 4])
  it.each<[string, () => Node, string]>([
    ['matmul', () => ops.matmul(a, b), 'matmul: a (2×3) times b (2×4) does not fit: 3 columns meet 2 rows'],
    ['add', () => ops.add(a, b), 'add: a (2×3) and b (2×4) must have one shape'],
    ['mul', () => ops.mul(a, b), 'mul: a (2×3) and b (2×4) must have one shape'],
    ['stack', () => ops.stack(a, b), 'stack: a (2×3) above b (2×4) must have as many columns'],
    ['rows', () => ops.rows(a, 1, 2), 'rows: a (2×3) has no rows 2 to 3'],
    ['spread', () => ops.spread(a, [4, 3]), 'spread: a (2×3) cannot be repeated to 4×3'],
    ['arrange', () => ops.arrange(a, [0, 0, 1, 2, 3, 4], [3, 2]), 'arrange: a (2×3) to 3×2 must use every cell once'],
    ['bits', () => ops.bits(a, 2), 'bits: a (2×3) must be one number (1×1)'],
    ['amend', () => ops.amend(a, [{ row: 2, column: 0, printed: 1 }]), 'amend: a (2×3) has no row 3, column 1'],
  ])('%s names both', (_op, build, message) => {
    expect(build).toThrow(new ShapeError(message))
  })

  it('are refused when the numbers come, with the name', () => {
    expect(() => evaluate({ y: ops.max0(a) }, { a: [[1, 2, 3]] }, exact)).toThrow('a is 1×3, needs 2×3')
    expect(() =>
      evaluate(
        { y: ops.max0(a) },
        {
          a: [
            [1, 2, 3],
            [4, 5],
          ],
        },
        exact,
      ),
    ).toThrow('a is 2×2, needs 2×3')
    expect(() => evaluate({ y: ops.max0(a) }, {}, exact)).toThrow('a (2×3) is needed and was not given')
  })
})

describe('the graph', () => {
  it('lists sources before what uses them, each once, however deep', () => {
    let node = given('x', [1, 1])
    for (let i = 0; i < 50_000; i++) node = ops.add(node, node)
    const order = topological([node])
    expect(order).toHaveLength(50_001)
    const place = new Map(order.map((n, i) => [n, i]))
    expect(order.every(n => n.src.every(source => place.get(source)! < place.get(n)!))).toBe(true)
  })

  it('shares equally among the largest, and softly otherwise', () => {
    const scores = given('s', [3, 2])
    const s = [
      [4, 1],
      [4, 0],
      [2, -1],
    ]
    expect(evaluate({ y: ops.share(scores, false) }, { s }, exact).y).toEqual([
      [{ n: 1n, d: 2n }, 1],
      [{ n: 1n, d: 2n }, 0],
      [0, 0],
    ])
    const soft = evaluate({ y: ops.share(scores, true) }, { s: s.map(row => row.map(x => x * 1000)) }, float).y!
    expect(soft).toEqual([
      [0.5, 1],
      [0.5, 0],
      [0, 0],
    ])
  })
})

// One op at a time: the slope of ½·Σ y² must be what a small nudge of each input cell shows.
const plainOps: {
  readonly [name: string]: { readonly shapes: readonly Shape[]; readonly build: (x: readonly Node[]) => Node }
} = {
  matmul: {
    shapes: [
      [2, 3],
      [3, 2],
    ],
    build: ([a, b]) => ops.matmul(a!, b!),
  },
  transpose: { shapes: [[2, 3]], build: ([a]) => ops.transpose(a!) },
  add: {
    shapes: [
      [2, 2],
      [2, 2],
    ],
    build: ([a, b]) => ops.add(a!, b!),
  },
  'add to itself': { shapes: [[2, 2]], build: ([a]) => ops.add(a!, a!) },
  mul: {
    shapes: [
      [2, 2],
      [2, 2],
    ],
    build: ([a, b]) => ops.mul(a!, b!),
  },
  times: { shapes: [[2, 2]], build: ([a]) => ops.times(a!, { n: -3n, d: 2n }) },
  'spread a row': { shapes: [[1, 3]], build: ([a]) => ops.spread(a!, [2, 3]) },
  'spread a column': { shapes: [[2, 1]], build: ([a]) => ops.spread(a!, [2, 3]) },
  'spread a cell': { shapes: [[1, 1]], build: ([a]) => ops.spread(a!, [2, 3]) },
  'sum along rows': { shapes: [[2, 3]], build: ([a]) => ops.sum(a!, 'rows') },
  'sum along columns': { shapes: [[2, 3]], build: ([a]) => ops.sum(a!, 'columns') },
  'rows from the middle': { shapes: [[4, 2]], build: ([a]) => ops.rows(a!, 1, 2) },
  'rows from the top': { shapes: [[4, 2]], build: ([a]) => ops.rows(a!, 0, 3) },
  stack: {
    shapes: [
      [1, 2],
      [3, 2],
    ],
    build: ([a, b]) => ops.stack(a!, b!),
  },
  arrange: { shapes: [[2, 3]], build: ([a]) => ops.arrange(a!, [3, 1, 4, 0, 5, 2], [3, 2]) },
  linear: {
    shapes: [
      [2, 3],
      [3, 2],
      [2, 1],
    ],
    build: ([a, b, c]) => linear(a!, b!, c!),
  },
  subtract: {
    shapes: [
      [2, 2],
      [2, 2],
    ],
    build: ([a, b]) => subtract(a!, b!),
  },
  'mean of squares': { shapes: [[2, 2]], build: ([a]) => meanSquare(a!) },
  softmax: { shapes: [[3, 2]], build: ([a]) => ops.share(a!, true) },
  'one over': { shapes: [[2, 2]], build: ([a]) => ops.inv(ops.add(ops.mul(a!, a!), ops.fill(1, [2, 2]))) },
  root: { shapes: [[2, 2]], build: ([a]) => ops.sqrt(ops.add(ops.mul(a!, a!), ops.fill(1, [2, 2]))) },
  'max0 away from 0': { shapes: [[2, 2]], build: ([a]) => ops.max0(ops.add(a!, ops.fill({ n: 1n, d: 2n }, [2, 2]))) },
}

describe('the slope of each op', () => {
  for (const [name, { shapes, build }] of Object.entries(plainOps))
    it(name, () => {
      const inputs = shapes.map((shape, i) => given(`x${i}`, shape))
      const y = build(inputs)
      const slopes = gradient(y, y, Object.fromEntries(inputs.map((x, i) => [`x${i}`, x])))
      fc.assert(
        fc.property(fc.tuple(...shapes.map(([r, c]) => numbers(r, c))), grids => {
          const at = (move: readonly [input: number, row: number, column: number, by: number]): number => {
            const brought = grids.map((grid, i) =>
              grid.map((row, r) =>
                row.map((x, c) => (i === move[0] && r === move[1] && c === move[2] ? x + move[3] : x)),
              ),
            )
            const out = evaluate({ y }, Object.fromEntries(brought.map((grid, i) => [`x${i}`, grid])), float).y!
            return out.flat().reduce((total, v) => total + v * v, 0) / 2
          }
          const worked: { readonly [k: string]: Grid<number> | undefined } = evaluate(
            slopes,
            Object.fromEntries(grids.map((grid, i) => [`x${i}`, grid])),
            float,
          )
          grids.forEach((grid, i) =>
            grid.forEach((row, r) =>
              row.forEach((_, c) => {
                const proof = (at([i, r, c, 1e-4]) - at([i, r, c, -1e-4])) / 2e-4
                const slope = worked[`d_x${i}`]![r]![c]!
                expect(Math.abs(slope - proof)).toBeLessThan(1e-5 * Math.max(1, Math.abs(proof)))
              }),
            ),
          )
        }),
        { numRuns: 20 },
      )
    })

  it('is 0 through a hard maximum, and 0 at the corner of max0', () => {
    const x = given('x', [2, 1])
    const hard = ops.share(x, false)
    expect(evaluate(gradient(hard, hard, { x }), { x: [[1], [2]] }, exact).d_x).toEqual([[0], [0]])
    const clipped = ops.max0(x)
    expect(evaluate(gradient(clipped, ops.fill(1, [2, 1]), { x }), { x: [[0], [2]] }, exact).d_x).toEqual([[0], [1]])
  })

  it('can be renamed or replaced as it is made, and what follows sees it', () => {
    const x = given('x', [1, 1])
    const middle = ops.times(x, 3)
    const y = ops.times(middle, 5)
    const seen: string[] = []
    const slopes = gradient(y, ops.fill(1, [1, 1]), { x, middle }, (name, slope) => {
      seen.push(name)
      return name === 'd_middle' ? ops.amend(slope, [{ row: 0, column: 0, printed: 7 }]) : slope
    })
    expect(seen).toEqual(['d_middle', 'd_x'])
    expect(evaluate(slopes, { x: [[1]] }, exact)).toEqual({ d_middle: [[7]], d_x: [[21]] })
  })
})
