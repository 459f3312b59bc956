// The pieces of a grown-up net, made of ops: their values against the formulas written plainly, their gradients against
// nudges.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact, float } from '../src/arith.ts'
import { meanSquare } from '../src/composites.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { expression } from '../src/expression.ts'
import { gradient } from '../src/gradient.ts'
import { type Node, type Shape, ShapeError, topological } from '../src/graph.ts'
import { formulaLatex } from '../src/latex.ts'
import { input, mul, share, sum, tanh } from '../src/ops.ts'
import { precise, preciseFrom, rounded } from '../src/precise.ts'
import { scope } from '../src/scope.ts'
import { spoken } from '../src/spoken.ts'
import { cellName, lineOf, tokens } from '../src/text.ts'
import { gated, gelu, layer, layerNorm, logistic, modulate, multiHead, silu, split } from '../src/transformer.ts'

const wide: Shape = [4, 3]
const tall: Shape = [4, 1]
const columnOf = (grid: Grid<number>, column: number): number[] => grid.map(row => row[column] ?? Number.NaN)

/** Each piece as a graph, and cell by cell as its paper writes it. */
const pieces: {
  readonly [name: string]: {
    readonly shapes: readonly Shape[]
    readonly build: (x: readonly Node[]) => Node
    readonly plain: (x: readonly Grid<number>[], row: number, column: number) => number
  }
} = {
  tanh: { shapes: [wide], build: ([x]) => tanh(x!), plain: ([x], r, c) => Math.tanh(x![r]![c]!) },
  logistic: { shapes: [wide], build: ([x]) => logistic(x!), plain: ([x], r, c) => 1 / (1 + Math.exp(-x![r]![c]!)) },
  silu: { shapes: [wide], build: ([x]) => silu(x!), plain: ([x], r, c) => x![r]![c]! / (1 + Math.exp(-x![r]![c]!)) },
  gelu: {
    shapes: [wide],
    build: ([x]) => gelu(x!),
    plain: ([grid], r, c) => {
      const x = grid![r]![c]!
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
    },
  },
  'layer norm': {
    shapes: [wide],
    build: ([x]) => layerNorm(x!),
    plain: ([x], r, c) => {
      const column = columnOf(x!, c)
      const mean = column.reduce((a, b) => a + b) / column.length
      const variance = column.reduce((total, cell) => total + (cell - mean) ** 2, 0) / column.length
      return (column[r]! - mean) / Math.sqrt(variance + 1e-6)
    },
  },
  modulate: {
    shapes: [wide, tall, tall],
    build: ([x, shift, scale]) => modulate(x!, shift!, scale!),
    plain: ([x, shift, scale], r, c) => x![r]![c]! * (1 + scale![r]![0]!) + shift![r]![0]!,
  },
  'mean square': {
    shapes: [wide],
    build: ([x]) => meanSquare(x!),
    plain: ([x]) => x!.flat().reduce((total, cell) => total + cell ** 2, 0) / x!.flat().length,
  },
  'two heads': {
    shapes: [wide, wide, wide],
    build: ([queries, keys, values]) => multiHead(queries!, keys!, values!, 2),
    plain: ([queries, keys, values], r, c) => {
      const own = r < 2 ? [0, 1] : [2, 3]
      const powers = keys![0]!.map((_, key) =>
        Math.exp(own.reduce((score, i) => score + keys![i]![key]! * queries![i]![c]!, 0) / Math.sqrt(own.length)),
      )
      const total = powers.reduce((a, b) => a + b)
      return powers.reduce((mixed, power, key) => mixed + values![r]![key]! * power, 0) / total
    },
  },
  'gated residual': {
    shapes: [wide, tall, wide],
    build: ([x, gate, branch]) => gated(x!, gate!, branch!),
    plain: ([x, gate, branch], r, c) => x![r]![c]! + gate![r]![0]! * branch![r]![c]!,
  },
}

const cells = ([rows, columns]: Shape): fc.Arbitrary<number[][]> =>
  fc.array(
    fc.array(
      fc.integer({ min: -400, max: 400 }).map(n => n / 128),
      { minLength: columns, maxLength: columns },
    ),
    { minLength: rows, maxLength: rows },
  )

// A column of one value has no spread to divide by: its layer norm turns within a thousandth, and nudges cannot follow.
const spreadOut = (grid: Grid<number>): boolean =>
  grid[0]!.every((_, c) => {
    const column = columnOf(grid, c)
    return Math.max(...column) - Math.min(...column) > 0.5
  })

describe('the pieces of a grown-up net', () => {
  for (const [name, { shapes, build, plain }] of Object.entries(pieces)) {
    const inputs = shapes.map((shape, i) => input(`x${i}`, shape))
    const y = build(inputs)
    const brought = (grids: readonly Grid<number>[]): { readonly [name: string]: Grid<number> } =>
      Object.fromEntries(grids.map((grid, i) => [`x${i}`, grid]))
    const grids = fc.tuple(...shapes.map(cells)).filter(([x]) => spreadOut(x!))

    it(`${name}: every cell is what the formula says`, () => {
      fc.assert(
        fc.property(grids, x => {
          evaluate({ y }, brought(x), float).y!.forEach((row, r) =>
            row.forEach((cell, c) => expect(cell).toBeCloseTo(plain(x, r, c), 10)),
          )
        }),
      )
    })

    it(`${name}: every gradient is what a nudge shows`, () => {
      const weights = input('weights', y.shape)
      const total = sum(sum(mul(y, weights), 'rows'), 'columns')
      const slopes: { readonly [name: string]: Node } = gradient(
        y,
        weights,
        Object.fromEntries(inputs.map((x, i) => [`x${i}`, x])),
      )
      fc.assert(
        fc.property(grids, cells(y.shape), (x, by) => {
          const worked = evaluate(slopes, { ...brought(x), weights: by }, float)
          const at = (i: number, r: number, c: number, move: number): number => {
            const moved = x.map((grid, g) =>
              g === i ? grid.map((row, rr) => row.map((v, cc) => (rr === r && cc === c ? v + move : v))) : grid,
            )
            return evaluate({ total }, { ...brought(moved), weights: by }, float).total![0]![0]!
          }
          x.forEach((grid, i) =>
            grid.forEach((row, r) =>
              row.forEach((_, c) => {
                const proof = (at(i, r, c, 1e-5) - at(i, r, c, -1e-5)) / 2e-5
                expect(Math.abs(worked[`x${i}`]![r]![c]! - proof)).toBeLessThan(1e-6 * Math.max(1, Math.abs(proof)))
              }),
            ),
          )
        }),
        { numRuns: 10 },
      )
    })
  }

  it('sum along rows or down columns, in the words that every reading knows', () => {
    for (const [name, { shapes, build }] of Object.entries(pieces)) {
      const inputs = shapes.map((shape, i) => input(`x${i}`, shape))
      const y = build(inputs)
      const slopes: { readonly [name: string]: Node } = gradient(y, y, { x: inputs[0]! })
      const sums = topological([y, ...Object.values(slopes)]).flatMap(node =>
        node.op === 'sum' ? [node.arg.along] : [],
      )
      for (const along of sums) expect(['rows', 'columns'], name).toContain(along)
    }
  })

  it('name their stages in a scope', () => {
    const x = input('x', wide)
    const namesIn = (build: (model: ReturnType<typeof scope>) => unknown): readonly string[] => {
      const model = scope()
      build(model)
      return Object.keys(model.net)
    }
    expect(namesIn(model => gelu(x, model))).toEqual(['bent'])
    expect(namesIn(model => layerNorm(x, model))).toEqual(['mean', 'centred', 'variance', 'deviation'])
    expect(namesIn(model => multiHead(x, x, x, 2, head => model.within(`head${head}`)))).toEqual(
      ['head0', 'head1'].flatMap(head => ['scores', 'shares', 'pooled'].map(stage => `${head}.${stage}`)),
    )
  })

  it('are cut into heads only where the heads divide the rows', () => {
    const x = input('x', wide)
    expect(() => multiHead(x, x, x, 3)).toThrow(new ShapeError('3 heads do not divide the 4 rows of x (4×3)'))
    expect(() => multiHead(x, x, x, -2)).toThrow(new ShapeError('-2 heads do not divide the 4 rows of x (4×3)'))
    for (const heads of [1, 2, 4]) expect(multiHead(x, x, x, heads).shape).toEqual(wide)
  })

  it('are split only into parts that divide the rows', () => {
    for (const parts of [3, 0, -2, 0.5])
      expect(() => split(input('x', [8, 2]), parts)).toThrow(
        new ShapeError(`split: x (8×2) cannot be cut into ${parts} parts of equal height`),
      )
  })

  it('split from the top into parts that together are the whole', () => {
    const x = input('x', wide)
    const parts = split(x, 2)
    expect(split(x, 1).map(({ shape }) => shape)).toEqual([wide])
    expect(parts.map(({ shape }) => shape)).toEqual([
      [2, 3],
      [2, 3],
    ])
    fc.assert(
      fc.property(cells(wide), grid => {
        const found = parts.map(part => evaluate({ part }, { x: grid }, float).part!)
        expect(found.flat()).toEqual(grid)
      }),
    )
  })

  it('have layers that name their sum, and their weight and bias below that name', () => {
    const model = scope()
    const drawn = { kind: 'normal', deviation: 0.02 } as const
    const hidden = layer(model.within('mlp'), 'up', 2, model.input('x', [3, 4]))
    layer(model, 'down', 1, hidden, drawn)
    expect(model.parameters).toEqual([
      { name: 'mlp.up.weight', shape: [2, 3], init: { kind: 'xavier' }, decay: true },
      { name: 'mlp.up.bias', shape: [2, 1], init: { kind: 'zeros' }, decay: false },
      { name: 'down.weight', shape: [1, 2], init: drawn, decay: true },
      { name: 'down.bias', shape: [1, 1], init: { kind: 'zeros' }, decay: false },
    ])
    expect(model.net['mlp.up']).toBe(hidden)
    const x = [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ]
    const brought = {
      'mlp.up.weight': [
        [1, 0, -1],
        [0, 2, 0],
      ],
      'mlp.up.bias': [[1], [-1]],
    }
    expect(evaluate({ hidden }, { x, ...brought }, float).hidden).toEqual([
      [-7, -7, -7, -7],
      [9, 11, 13, 15],
    ])
  })

  it('overflow nowhere', () => {
    const x = input('x', [1, 4])
    const far = [[-1e30, -100, 100, 1e30]]
    expect(evaluate({ y: logistic(x) }, { x: far }, float).y).toEqual([[0, 0, 1, 1]])
    const slope = evaluate(gradient(silu(x), input('g', [1, 4]), { x }), { x: far, g: [[1, 1, 1, 1]] }, float).x
    expect(slope).toEqual([[0, 0, 1, 1]])
  })
})

describe('tanh in the other readings', () => {
  const x = input('x', [1, 1])
  const y = tanh(x)
  it('stays exact at 0 and becomes a decimal elsewhere', () => {
    expect(evaluate({ y }, { x: [[0]] }, exact).y).toEqual([[0]])
    expect(evaluate({ y }, { x: [[{ n: 1n, d: 2n }]] }, exact).y).toEqual([[Math.tanh(0.5)]])
  })
  it('has the same digits in 256 places', () => {
    for (const value of [-3, 0, 1])
      expect(rounded(evaluate({ y }, { x: [[preciseFrom(value)]] }, precise).y![0]![0]!)).toBeCloseTo(
        Math.tanh(value),
        12,
      )
  })
  it('is written in a line, in words and in LaTeX', () => {
    const of = expression({ y, x }, { name: 'y', row: 0, column: 0 })
    const leaf = (cell: { name: string; row: number; column: number }) => ({ text: cellName(cell) })
    expect(lineOf(tokens(of, leaf))).toBe('tanh(x[1,1])')
    expect(lineOf(tokens(of, leaf, { style: spoken }))).toBe('the hyperbolic tangent of x[1,1]')
    expect(formulaLatex({ y, x }, 'y')).toBe('\\mathit{y} = \\tanh\\left(\\mathit{x}\\right)')
  })
  it('leaves softmax its own op', () => {
    expect(share(input('s', [2, 2]), true).op).toBe('share')
  })
})
