// The rules taken singly: what an op says without a graph around it, and how it refuses what does not fit.
import { describe, expect, it } from 'vitest'
import { alike, difference, exact, float } from '../src/arith.ts'
import { evaluate } from '../src/evaluate.ts'
import { toNumber } from '../src/exact.ts'
import { gradient } from '../src/gradient.ts'
import { describe as called, type Node, namesOf, type Shape, ShapeError, topological } from '../src/graph.ts'
import * as ops from '../src/ops.ts'
import { axes, axesText } from '../src/rearrange.ts'
import { rewrite } from '../src/rewrite.ts'

const { input, rules } = ops
const a = input('a', [2, 3])

describe('an op without the sources it needs', () => {
  it('says which is missing', () => {
    expect(() => rules.transpose.shape([], null)).toThrow(new ShapeError('an op was built without its source 1'))
    expect(() => rules.add.shape([a], null)).toThrow(new ShapeError('an op was built without its source 2'))
  })

  it('has no gradient to hand on', () => {
    const zeros = ops.fill(0, [2, 3])
    const ones = ops.table([[1, 1]])
    if (a.op !== 'input' || zeros.op !== 'fill' || ones.op !== 'table') throw new Error('each makes a node of its op')
    expect(rules.input.vjp(a, a)).toEqual([])
    expect(rules.fill.vjp(a, zeros)).toEqual([])
    expect(rules.table.vjp(a, ones)).toEqual([])
  })
})

describe('an op that no gradient passes', () => {
  const t = input('t', [1, 1])
  it.each([
    ['step', ops.step(t)],
    ['bits', ops.bits(t, 2)],
    ['a hard maximum', ops.share(t, false)],
  ])('%s says so for its one source', (_name, y) => {
    switch (y.op) {
      case 'step':
        return expect(rules.step.vjp(y, y)).toEqual([null])
      case 'bits':
        return expect(rules.bits.vjp(y, y)).toEqual([null])
      case 'share':
        return expect(rules.share.vjp(y, y)).toEqual([null])
      default:
        throw new Error(`${y.op} is none of these`)
    }
  })
})

describe('an input', () => {
  it('cannot be computed', () => {
    if (a.op !== 'input') throw new Error('input makes an input')
    expect(() => rules.input.cell(0, 0, [], exact, a)).toThrow(
      new ShapeError('a is an input and is not computed; give it a value'),
    )
  })

  it('is worked with the rest of a net, of which some may be missing', () => {
    const net = { gone: undefined as never, y: ops.transpose(input('x', [1, 2])) }
    expect(evaluate(net, { x: [[1, 2]] }, exact)).toEqual({ y: [[1], [2]] })
  })

  it('is refused when it has too many rows, or none', () => {
    const y = ops.relu(input('x', [1, 2]))
    expect(() =>
      evaluate(
        { y },
        {
          x: [
            [1, 2],
            [3, 4],
          ],
        },
        exact,
      ),
    ).toThrow('x is 2×2, needs 1×2')
    expect(() => evaluate({ y }, { x: [] }, exact)).toThrow('x is 0×0, needs 1×2')
  })
})

describe('what does not fit', () => {
  it('is a ShapeError, which calls an unnamed matrix by its op', () => {
    expect(new ShapeError('x').name).toBe('ShapeError')
    expect(called(a)).toBe('a (2×3)')
    expect(called(ops.relu(a))).toBe('relu (2×3)')
  })

  it('is refused where rows fit and columns do not, and the other way round', () => {
    expect(() => ops.add(a, input('b', [3, 3]))).toThrow('add: a (2×3) and b (3×3) must have the same shape')
    expect(() => ops.add(a, input('b', [2, 2]))).toThrow('add: a (2×3) and b (2×2) must have the same shape')
    expect(() => ops.broadcast(input('b', [1, 2]), [2, 3])).toThrow('broadcast: b (1×2) cannot be repeated to 2×3')
    expect(() => ops.broadcast(input('b', [3, 1]), [2, 3])).toThrow('broadcast: b (3×1) cannot be repeated to 2×3')
    expect(() => ops.bits(input('b', [1, 2]), 2)).toThrow('bits: b (1×2) must be one number (1×1)')
    expect(() => ops.bits(input('b', [2, 1]), 2)).toThrow('bits: b (2×1) must be one number (1×1)')
  })

  it('is refused where a table has no cells, or rows of several lengths', () => {
    for (const cells of [[], [[]], [[1], [1, 2]], [[1, 2], [1]]])
      expect(() => ops.table(cells)).toThrow(new ShapeError('table: needs rows of cells, all of one length'))
    expect(ops.table([[1, 2]]).shape).toEqual([1, 2])
  })

  it('is refused beyond either end of the rows, and not at the ends', () => {
    expect(() => ops.rows(a, -1, 1)).toThrow('rows: a (2×3) has no rows 0 to 0')
    expect(() => ops.rows(a, 0, 0)).toThrow('rows: a (2×3) has no rows 1 to 0')
    expect(() => ops.rows(a, 1, 2)).toThrow('rows: a (2×3) has no rows 2 to 3')
    expect(ops.rows(a, 1, 1).shape).toEqual([1, 3])
    expect(ops.rows(a, 0, 2).shape).toEqual([2, 3])
  })

  it('is refused where axes do not say what goes where', () => {
    const sizes = { a: 2, b: 3 }
    expect(() => axes('a b', sizes)).toThrow('is not of the form “rows, columns -> rows, columns”')
    expect(() => axes('a, b', sizes)).toThrow('is not of the form')
    expect(() => axes('a, b -> a', sizes)).toThrow('is not of the form')
    expect(() => axes('a, b -> a, b -> b, a', sizes)).toThrow('is not of the form')
    expect(() => axes('a, b -> a, a', sizes)).toThrow('needs every axis once on each side')
    expect(() => axes('a a, b -> a, a b', sizes)).toThrow('needs every axis once on each side')
    expect(() => axes('a, c -> c, a', sizes)).toThrow('the axis c needs a size of 1 or more')
    expect(() => axes('a, b -> b, a', { a: 2, b: 0 })).toThrow('the axis b needs a size of 1 or more')
    expect(() => axes('a, b -> b, a', { a: 2, b: 1.5 })).toThrow('the axis b needs a size of 1 or more')
  })

  it('is no axis of several letters, nor a side without one', () => {
    const by = axes(' top  left , -> left,top', { top: 2, left: 3 })
    expect(by).toEqual({ sizes: { left: 3, top: 2 }, from: [['top', 'left'], []], to: [['left'], ['top']] })
    expect(axesText(by)).toBe('top left, 1 → left, top')
    expect(
      evaluate({ y: ops.rearrange(input('x', [6, 1]), by) }, { x: [[1], [2], [3], [4], [5], [6]] }, exact).y,
    ).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
  })

  it('is refused beyond either end of the columns, and not at the ends', () => {
    expect(() => ops.columns(a, -1, 1)).toThrow('columns: a (2×3) has no columns 0 to 0')
    expect(() => ops.columns(a, 2, 2)).toThrow('columns: a (2×3) has no columns 3 to 4')
    expect(ops.columns(a, 0, 3).shape).toEqual([2, 3])
    expect(ops.columns(a, 2, 1).shape).toEqual([2, 1])
  })

  it('is refused where an amended cell is not there, by row or by column', () => {
    expect(() => ops.amend(a, [{ row: 0, column: 3, value: 1 }])).toThrow('amend: a (2×3) has no row 1, column 4')
    expect(() => ops.amend(a, [{ row: 2, column: 0, value: 1 }])).toThrow('amend: a (2×3) has no row 3, column 1')
    expect(ops.amend(a, [{ row: 1, column: 2, value: 1 }]).shape).toEqual([2, 3])
  })
})

describe('builders', () => {
  it('make no node that changes nothing', () => {
    expect(ops.transpose(ops.transpose(a))).toBe(a)
    expect(ops.amend(a, [])).toBe(a)
    expect(ops.broadcast(a, [2, 3])).toBe(a)
    const row = input('row', [1, 3])
    const column = input('column', [2, 1])
    expect(ops.broadcast(row, [2, 3])).not.toBe(row)
    expect(ops.broadcast(column, [2, 3])).not.toBe(column)
  })

  it('make the same op on other sources, the same node on the same ones, and none on too few', () => {
    const y = ops.add(a, a)
    expect(ops.withSources(y, [a, a])).toBe(y)
    expect(ops.withSources(y, [a, y]).src).toEqual([a, y])
    expect(() => ops.withSources(y, [a])).toThrow(new ShapeError('an op was built without its source 2'))
  })

  it('make nodes that nobody can change', () => {
    expect(Object.isFrozen(ops.relu(a))).toBe(true)
  })
})

describe('names', () => {
  it('belong to a node each, and none to what is not there', () => {
    expect([...namesOf({ first: a, gone: undefined as never })]).toEqual([[a, 'first']])
    expect(() => namesOf({ first: a, second: a })).toThrow('second and first are one node; each name needs its own')
  })
})

describe('number systems', () => {
  it.each([
    ['exact', exact.relu(-3), exact.relu(0), exact.relu(3), exact.step(-3), exact.step(0), exact.step(3)],
    ['double precision', float.relu(-3), float.relu(0), float.relu(3), float.step(-3), float.step(0), float.step(3)],
  ])('clip below 0 and step above it, %s', (_name, ...found) => {
    expect(found).toEqual([0, 0, 3, 0, 0, 1])
  })

  it('keep what is not a number visible through a ReLU', () => {
    for (const k of [exact, float]) expect(k.relu(k.sqrt(-1))).toBeNaN()
  })

  it('invert, and take roots', () => {
    expect([float.inv(4), float.sqrt(9), float.inv(0)]).toEqual([0.25, 3, Number.POSITIVE_INFINITY])
    expect([exact.inv(4), exact.sqrt(9)]).toEqual([{ n: 1n, d: 4n }, 3])
  })

  it('tell no difference where only rounding is left of decimals; a sum is as it comes out', () => {
    expect(difference(0.1 + 0.2, 0.3)).toBe(0)
    expect(difference(1e6 + 0.1, 1e6 + 0.1 + 1e-9)).toBe(0)
    expect([alike(1 / 3, { n: 1n, d: 3n }), alike(1 - 1e-13, 1)]).toEqual([true, false])
    expect(difference(1 - 1e-13, 1)).toBe(1 - 1e-13 - 1)
    expect(difference(Number.POSITIVE_INFINITY, 0.5)).toBe(Number.POSITIVE_INFINITY)
    expect(exact.sum([0.1, 0.2, -0.3])).toBe(0.1 + 0.2 - 0.3)
    // What matters may be as small: of numbers that cancel it is all that is left.
    expect(exact.sum([165_000, 1.25e-9, -165_000])).not.toBe(0)
  })

  it('leave no sign on a zero that they clip', () => {
    for (const k of [exact, float]) expect(k.relu(-0)).toBe(0)
  })

  it('take sine and cosine of a fraction as of its decimal', () => {
    const half = { n: 1n, d: 2n }
    expect([exact.sin(half), exact.cos(half), exact.sin(0), exact.cos(0)]).toEqual([Math.sin(0.5), Math.cos(0.5), 0, 1])
  })

  it('read binary digits of the whole part', () => {
    for (const value of [
      { n: 13n, d: 2n },
      { n: 1n, d: 2n },
    ])
      expect([2, 1, 0].map(place => exact.bit(value, place))).toEqual(
        [2, 1, 0].map(place => float.bit(toNumber(value), place)),
      )
  })

  it('read binary digits, the lowest at place 0, below 0 those of the two’s complement', () => {
    for (const k of [exact, float]) {
      expect([3, 2, 1, 0].map(place => k.bit(6, place))).toEqual([0, 1, 1, 0])
      expect([3, 2, 1, 0].map(place => k.bit(-3, place))).toEqual([1, 1, 0, 1])
    }
  })

  it('share among ties, and give nothing to the rest', () => {
    expect([0, 1, 2].map(i => float.share([1, 5, 5], i, false))).toEqual([0, 0.5, 0.5])
    expect([0, 1, 2].map(i => exact.share([5, 1, 5], i, false))).toEqual([{ n: 1n, d: 2n }, 0, { n: 1n, d: 2n }])
    expect(float.share([1000, 0], 0, true)).toBe(1)
  })

  it('take a printed value as it is', () => {
    const never = (): never => {
      throw new Error('what is printed is not computed')
    }
    expect(exact.amended({ n: 1n, d: 2n }, never, 'misprint')).toEqual({ n: 1n, d: 2n })
    expect(float.amended({ n: 1n, d: 2n }, never, 'edit')).toBe(0.5)
    expect(float.num({ n: 1n, d: 2n })).toBe(0.5)
  })
})

describe('gradients', () => {
  it('are zeros where nothing flows, in the shape of what they belong to', () => {
    const b = input('b', [1, 2])
    const y = ops.relu(a)
    const slopes = gradient(y, y, { b, a })
    expect(slopes.b?.op).toBe('fill')
    expect(slopes.b?.shape).toEqual([1, 2])
    expect(slopes.a?.shape).toEqual([2, 3])
  })

  it('of what was repeated are summed along what it was repeated along, and nothing else', () => {
    const cell = input('cell', [1, 1])
    const summed = (shape: Shape): readonly string[] => {
      const y = ops.broadcast(cell, shape)
      const slope = gradient(y, input('g', shape), { cell }).cell
      return topological([slope]).flatMap(node => (node.op === 'sum' ? [node.arg.along] : []))
    }
    expect([summed([2, 1]), summed([1, 3]), summed([2, 3])]).toEqual([['columns'], ['rows'], ['rows', 'columns']])
  })

  it('of a slice have no empty matrix above it, nor below', () => {
    const x = input('x', [3, 3])
    for (const cut of [ops.rows, ops.columns])
      for (const [from, count] of [
        [0, 1],
        [1, 1],
        [2, 1],
        [0, 3],
      ] as const) {
        const y = cut(x, from, count)
        for (const { shape } of topological([gradient(y, y, { x }).x])) expect(Math.min(...shape)).toBeGreaterThan(0)
      }
  })

  it('flow through what was put in the place of a number as if it had not been', () => {
    const x = input('x', [1, 2])
    const y = ops.amend(ops.times(x, 3), [{ row: 0, column: 1, value: 9 }])
    expect(evaluate(gradient(y, ops.fill(1, [1, 2]), { x }), { x: [[5, 6]] }, exact).x).toEqual([[3, 3]])
  })

  it('stop at a step, so that what is below it has gradient 0', () => {
    const y = ops.step(a)
    const found = evaluate(
      gradient(y, ops.fill(1, [2, 3]), { a }),
      {
        a: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      exact,
    )
    expect(found.a).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
  })

  it('sum along rows or down columns, in the words that every reading knows', () => {
    const wide = ops.broadcast(input('cell', [1, 1]), [2, 3])
    const tall = ops.broadcast(input('row', [1, 3]), [2, 3])
    const y = ops.share(ops.add(ops.add(wide, tall), ops.broadcast(input('column', [2, 1]), [2, 3])), true)
    const wanted = Object.fromEntries(
      topological([y]).flatMap(node => (node.op === 'input' ? [[node.arg.name, node]] : [])),
    )
    const slopes = Object.values<Node>(gradient(y, y, wanted))
    const along = topological(slopes).flatMap(node => (node.op === 'sum' ? [node.arg.along] : []))
    expect(new Set(along)).toEqual(new Set(['rows', 'columns']))
  })

  it('stand in the order of the way down, zeros too', () => {
    const [x, q, b] = [input('x', [2, 1]), input('q', [2, 1]), input('b', [1, 1])]
    const y = ops.add(x, ops.share(q, false))
    expect(Object.keys(gradient(y, y, { x, b, q }))).toEqual(['q', 'x', 'b'])
  })

  it('add up where a matrix is used twice, also where one use has none', () => {
    const x = input('x', [2, 1])
    const y = ops.add(x, ops.share(x, false))
    const found = evaluate(gradient(y, ops.fill(3, [2, 1]), { x }), { x: [[1], [2]] }, exact)
    expect(found.x).toEqual([[3], [3]])
  })

  it('of a softmax that is rewritten to what was printed are made with what was printed', () => {
    const x = input('x', [2, 1])
    const y = ops.share(x, true)
    const net = { y, slope: gradient(y, ops.fill(1, [2, 1]), { x }).x }
    const printed = rewrite(net, { y: node => ops.amend(node, [{ row: 0, column: 0, value: 2 }]) })
    // shares 2 and ½: each times (1 − (2 + ½))
    expect(evaluate(printed, { x: [[0], [0]] }, exact).slope).toEqual([[-3], [-0.75]])
  })
})
