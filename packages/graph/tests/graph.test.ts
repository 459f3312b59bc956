import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arith, exact, float } from '../src/arith.ts'
import { linear, meanSquare, subtract } from '../src/composites.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { gradient } from '../src/gradient.ts'
import { type Net, type Node, type Shape, ShapeError, topological } from '../src/graph.ts'
import { inputsOf } from '../src/inputs.ts'
import * as ops from '../src/ops.ts'
import { precise } from '../src/precise.ts'
import { axes } from '../src/rearrange.ts'
import { rewrite } from '../src/rewrite.ts'

const { input } = ops
const numbers = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  })

describe('shapes that do not fit', () => {
  const a = input('a', [2, 3])
  const b = input('b', [2, 4])
  it.each<[string, () => Node, string]>([
    ['matmul', () => ops.matmul(a, b), 'matmul: a (2×3) times b (2×4) does not fit: 3 columns meet 2 rows'],
    ['add', () => ops.add(a, b), 'add: a (2×3) and b (2×4) must have the same shape'],
    ['mul', () => ops.mul(a, b), 'mul: a (2×3) and b (2×4) must have the same shape'],
    ['stack', () => ops.stack(a, b), 'stack: a (2×3) and b (2×4) must have the same number of columns'],
    ['rows', () => ops.rows(a, 1, 2), 'rows: a (2×3) has no rows 2 to 3'],
    ['columns', () => ops.columns(a, 2, 2), 'columns: a (2×3) has no columns 3 to 4'],
    [
      'broadcast',
      () => ops.broadcast(a, [4, 3]),
      'broadcast: a (2×3) cannot be repeated to 4×3; each side must be 1 or the same',
    ],
    [
      'rearrange',
      () => ops.rearrange(a, axes('r, c -> c, r', { r: 3, c: 2 })),
      'rearrange: a (2×3) must be 3×2, the shape its axes make',
    ],
    ['table', () => ops.table([[1, 2], [3]]), 'table: needs rows of cells, all of one length'],
    ['bits', () => ops.bits(a, 2), 'bits: a (2×3) must be one number (1×1)'],
    ['amend', () => ops.amend(a, [{ row: 2, column: 0, value: 1 }]), 'amend: a (2×3) has no row 3, column 1'],
    ['gradient', () => gradient(ops.relu(a), b, { a }).a, 'gradient: relu (2×3) and b (2×4) must have the same shape'],
    // A transpose would take any.
    [
      'gradient',
      () => gradient(ops.transpose(a), b, { a }).a,
      'gradient: transpose (3×2) and b (2×4) must have the same shape',
    ],
  ])('%s names both', (_op, build, message) => {
    expect(build).toThrow(new ShapeError(message))
  })

  it.each<[string, () => Node, string]>([
    ['no rows', () => input('e', [0, 3]), 'input: no matrix is 0×3'],
    ['half a row', () => ops.fill(1, [2.5, 1]), 'fill: no matrix is 2.5×1'],
    ['no digit', () => ops.bits(input('n', [1, 1]), 0), 'bits: no matrix is 0×1'],
    ['a slice from a half', () => ops.rows(a, 0.5, 1), 'rows: a (2×3) has no rows 1.5 to 1.5'],
    ['a slice of no number', () => ops.columns(a, Number.NaN, 1), 'columns: a (2×3) has no columns NaN to NaN'],
    ['half a row of a slice', () => ops.rows(a, 0, 1.5), 'rows: a (2×3) has no rows 1 to 1.5'],
    [
      'a cell before the first',
      () => ops.amend(a, [{ row: 0, column: -1, value: 1 }]),
      'amend: a (2×3) has no row 1, column 0',
    ],
  ])('are no shapes: %s', (_what, build, message) => {
    expect(build).toThrow(new ShapeError(message))
  })

  it('are refused when the numbers come, with the name', () => {
    expect(() => evaluate({ y: ops.relu(a) }, { a: [[1, 2, 3]] }, exact)).toThrow('a is 1×3, needs 2×3')
    expect(() =>
      evaluate(
        { y: ops.relu(a) },
        {
          a: [
            [1, 2, 3],
            [4, 5],
          ],
        },
        exact,
      ),
    ).toThrow('a is 2×2, needs 2×3')
    expect(() => evaluate({ y: ops.relu(a) }, {}, exact)).toThrow('a (2×3) is an input; no value was given for it')
    const inherited = ops.relu(input('constructor', [1, 1]))
    expect(() => evaluate({ y: inherited }, {}, exact)).toThrow(
      'constructor (1×1) is an input; no value was given for it',
    )
  })
})

describe('what has no value', () => {
  const a = input('a', [1, 2])
  const over = ops.inv(a)
  it.each([
    ['exact', exact, [[3, 0]]],
    ['precise', precise, [[3n << 256n, 0n]]],
  ] as const)('is told with the cell where it was met: %s', (_name, k, given) => {
    const work = (net: Net) => () => evaluate<unknown, string>(net, { a: given }, k as Arith<unknown>)
    const cause = new RangeError('1/0 has no value')
    expect(work({ a, over })).toThrow(new RangeError('over, row 1, column 2: 1/0 has no value', { cause }))
    expect(work({ b: ops.times(a, 2), y: ops.times(over, 2) })).toThrow(
      new RangeError('inv (1×2) within y, row 1, column 2: 1/0 has no value'),
    )
  })
  it('keeps what it was told by', () => {
    const failing = {
      ...float,
      tanh: () => {
        throw new TypeError('no tanh here')
      },
    }
    expect(() => evaluate({ y: ops.tanh(a) }, { a: [[1, 2]] }, failing)).toThrow(new TypeError('no tanh here'))
  })
})

describe('the graph', () => {
  it('lists sources before what uses them, each once, however deep', () => {
    let node = input('x', [1, 1])
    for (let i = 0; i < 50_000; i++) node = ops.add(node, node)
    const order = topological([node])
    expect(order).toHaveLength(50_001)
    const place = new Map(order.map((n, i) => [n, i]))
    expect(order.every(n => n.src.every(source => place.get(source)! < place.get(n)!))).toBe(true)
  })

  it('tells the inputs of a net, whether they are named in it or not, and of what is looked at besides', () => {
    const [x, y, z] = ['x', 'y', 'z'].map(name => input(name, [1, 1])) as [Node, Node, Node]
    const net = { sum: ops.add(x, ops.fill(1, [1, 1])), y }
    expect([...inputsOf(net)]).toEqual([
      ['x', x],
      ['y', y],
    ])
    expect([...inputsOf(net, [ops.tanh(z)]).keys()]).toEqual(['x', 'y', 'z'])
  })

  it('shares equally among the largest, and softly otherwise', () => {
    const scores = input('s', [3, 2])
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
  'broadcast a row': { shapes: [[1, 3]], build: ([a]) => ops.broadcast(a!, [2, 3]) },
  'broadcast a column': { shapes: [[2, 1]], build: ([a]) => ops.broadcast(a!, [2, 3]) },
  'broadcast a cell': { shapes: [[1, 1]], build: ([a]) => ops.broadcast(a!, [2, 3]) },
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
  'columns from the middle': { shapes: [[2, 4]], build: ([a]) => ops.columns(a!, 1, 2) },
  'columns to the right': { shapes: [[2, 4]], build: ([a]) => ops.columns(a!, 2, 2) },
  rearrange: {
    shapes: [[4, 6]],
    build: ([a]) => ops.rearrange(a!, axes('T t, H h -> h T, H t', { T: 2, t: 2, H: 3, h: 2 })),
  },
  same: { shapes: [[2, 2]], build: ([a]) => ops.same(a!) },
  sine: { shapes: [[2, 2]], build: ([a]) => ops.sin(a!) },
  cosine: { shapes: [[2, 2]], build: ([a]) => ops.cos(a!) },
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
  'relu away from 0': { shapes: [[2, 2]], build: ([a]) => ops.relu(ops.add(a!, ops.fill({ n: 1n, d: 2n }, [2, 2]))) },
}

describe('the gradient of each op', () => {
  for (const [name, { shapes, build }] of Object.entries(plainOps))
    it(name, () => {
      const inputs = shapes.map((shape, i) => input(`x${i}`, shape))
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
                const slope = worked[`x${i}`]![r]![c]!
                expect(Math.abs(slope - proof)).toBeLessThan(1e-5 * Math.max(1, Math.abs(proof)))
              }),
            ),
          )
        }),
        { numRuns: 20 },
      )
    })

  it('is 0 through a hard maximum, and 0 at the corner of relu', () => {
    const x = input('x', [2, 1])
    const hard = ops.share(x, false)
    expect(evaluate(gradient(hard, hard, { x }), { x: [[1], [2]] }, exact).x).toEqual([[0], [0]])
    const clipped = ops.relu(x)
    expect(evaluate(gradient(clipped, ops.fill(1, [2, 1]), { x }), { x: [[0], [2]] }, exact).x).toEqual([[0], [1]])
  })

  it('is a node of its own at every name, through which what follows flows', () => {
    const [x, bias] = [input('x', [1, 1]), input('bias', [1, 1])]
    const middle = ops.add(ops.times(x, 3), bias)
    const y = ops.times(middle, 5)
    const found = gradient(y, ops.fill(1, [1, 1]), { x, bias, middle })
    expect(new Set(Object.values(found)).size).toBe(3)
    const changed = rewrite(found, { middle: node => ops.amend(node, [{ row: 0, column: 0, value: 7 }]) })
    expect(evaluate(changed, { x: [[1]], bias: [[0]] }, exact)).toEqual({ middle: [[7]], x: [[21]], bias: [[7]] })
    expect(() => gradient(y, y, { middle, again: middle })).toThrow('again and middle are one node')
  })

  it('is no node more than it needs: the seed stays the seed, and siblings read what their sum reads', () => {
    const [x, z, seed] = [input('x', [1, 1]), input('z', [1, 1]), input('seed', [1, 1])]
    const y = ops.add(ops.add(x, z), input('w', [1, 1]))
    const found = gradient(y, seed, { y, x, z })
    expect(found.y).not.toBe(seed)
    expect([found.y, found.x, found.z].map(({ op, src }) => [op, ...src])).toEqual([
      ['same', seed],
      ['same', found.y],
      ['same', found.y],
    ])
    expect(gradient(ops.times(x, 3), seed, { x }).x.op).toBe('times')
  })
})
