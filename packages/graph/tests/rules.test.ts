// The rules taken singly: what an op says without a graph around it, and how it refuses what does not fit.
import { describe, expect, it } from 'vitest'
import { exact, float } from '../src/arith.ts'
import { evaluate } from '../src/evaluate.ts'
import { gradient } from '../src/gradient.ts'
import { describe as called, namesOf, ShapeError } from '../src/graph.ts'
import * as ops from '../src/ops.ts'

const { given, rules } = ops
const a = given('a', [2, 3])

describe('an op without the sources it needs', () => {
  it('says which is missing', () => {
    expect(() => rules.transpose.shape([], null)).toThrow(new ShapeError('an op was built without its source 1'))
    expect(() => rules.add.shape([a], null)).toThrow(new ShapeError('an op was built without its source 2'))
  })

  it('has no slopes to hand on', () => {
    const zeros = ops.fill(0, [2, 3])
    if (a.op !== 'given' || zeros.op !== 'fill') throw new Error('given makes a given, fill a fill')
    expect(rules.given.vjp(a, a, a)).toEqual([])
    expect(rules.fill.vjp(a, zeros, zeros)).toEqual([])
  })
})

describe('an op that no slope passes', () => {
  const t = given('t', [1, 1])
  it.each([
    ['step', ops.step(t)],
    ['bits', ops.bits(t, 2)],
    ['a hard maximum', ops.share(t, false)],
  ])('%s says so for its one source', (_name, y) => {
    switch (y.op) {
      case 'step':
        return expect(rules.step.vjp(y, y, y)).toEqual([null])
      case 'bits':
        return expect(rules.bits.vjp(y, y, y)).toEqual([null])
      case 'share':
        return expect(rules.share.vjp(y, y, y)).toEqual([null])
      default:
        throw new Error(`${y.op} is none of these`)
    }
  })
})

describe('a given matrix', () => {
  it('cannot be computed', () => {
    if (a.op !== 'given') throw new Error('given makes a given')
    expect(() => rules.given.cell(0, 0, [], exact, a)).toThrow(
      new ShapeError('a is given, not computed; no value was brought for it'),
    )
  })

  it('is worked with the rest of a net, of which some may be missing', () => {
    const net = { gone: undefined as never, y: ops.transpose(given('x', [1, 2])) }
    expect(evaluate(net, { x: [[1, 2]] }, exact)).toEqual({ y: [[1], [2]] })
  })

  it('is refused when it has too many rows, or none', () => {
    const y = ops.max0(given('x', [1, 2]))
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
    expect(called(ops.max0(a))).toBe('max0 (2×3)')
  })

  it('is refused where rows fit and columns do not, and the other way round', () => {
    expect(() => ops.add(a, given('b', [3, 3]))).toThrow('add: a (2×3) and b (3×3) must have one shape')
    expect(() => ops.add(a, given('b', [2, 2]))).toThrow('add: a (2×3) and b (2×2) must have one shape')
    expect(() => ops.spread(given('b', [1, 2]), [2, 3])).toThrow('spread: b (1×2) cannot be repeated to 2×3')
    expect(() => ops.spread(given('b', [3, 1]), [2, 3])).toThrow('spread: b (3×1) cannot be repeated to 2×3')
    expect(() => ops.bits(given('b', [1, 2]), 2)).toThrow('bits: b (1×2) must be one number (1×1)')
    expect(() => ops.bits(given('b', [2, 1]), 2)).toThrow('bits: b (2×1) must be one number (1×1)')
  })

  it('is refused beyond either end of the rows, and not at the ends', () => {
    expect(() => ops.rows(a, -1, 1)).toThrow('rows: a (2×3) has no rows 0 to 0')
    expect(() => ops.rows(a, 0, 0)).toThrow('rows: a (2×3) has no rows 1 to 0')
    expect(() => ops.rows(a, 1, 2)).toThrow('rows: a (2×3) has no rows 2 to 3')
    expect(ops.rows(a, 1, 1).shape).toEqual([1, 3])
    expect(ops.rows(a, 0, 2).shape).toEqual([2, 3])
  })

  it('is refused where an arrangement leaves a cell out, uses one twice or has too many', () => {
    expect(() => ops.arrange(a, [0, 1, 2, 3], [2, 2])).toThrow('arrange: a (2×3) to 2×2 must use every cell once')
    expect(() => ops.arrange(a, [0, 1, 2, 3, 4, 4], [3, 2])).toThrow(ShapeError)
    expect(() => ops.arrange(a, [0, 1, 2, 3, 4, 5, 5], [7, 1])).toThrow(ShapeError)
    expect(() => ops.arrange(a, [0, 1, 2, 3, 4, 5], [7, 1])).toThrow(ShapeError)
    expect(() => ops.arrange(a, [0, 1, 2, 3, 4, 5, 6], [7, 1])).toThrow(ShapeError)
  })

  it('is refused where an amended cell is not there, by row or by column', () => {
    expect(() => ops.amend(a, [{ row: 0, column: 3, printed: 1 }])).toThrow('amend: a (2×3) has no row 1, column 4')
    expect(() => ops.amend(a, [{ row: 2, column: 0, printed: 1 }])).toThrow('amend: a (2×3) has no row 3, column 1')
    expect(ops.amend(a, [{ row: 1, column: 2, printed: 1 }]).shape).toEqual([2, 3])
  })
})

describe('builders', () => {
  it('make no node that changes nothing', () => {
    expect(ops.transpose(ops.transpose(a))).toBe(a)
    expect(ops.amend(a, [])).toBe(a)
    expect(ops.spread(a, [2, 3])).toBe(a)
    const row = given('row', [1, 3])
    const column = given('column', [2, 1])
    expect(ops.spread(row, [2, 3])).not.toBe(row)
    expect(ops.spread(column, [2, 3])).not.toBe(column)
  })

  it('make nodes that nobody can change', () => {
    expect(Object.isFrozen(ops.max0(a))).toBe(true)
  })
})

describe('names', () => {
  it('are the first that a node was given, and none for what is not there', () => {
    const names = namesOf({ first: a, gone: undefined as never, second: a })
    expect([...names]).toEqual([[a, 'first']])
  })
})

describe('number systems', () => {
  it.each([
    ['exact', exact.max0(-3), exact.max0(0), exact.max0(3), exact.step(-3), exact.step(0), exact.step(3)],
    ['double precision', float.max0(-3), float.max0(0), float.max0(3), float.step(-3), float.step(0), float.step(3)],
  ])('clip below 0 and step above it, %s', (_name, ...found) => {
    expect(found).toEqual([0, 0, 3, 0, 0, 1])
  })

  it('keep what is not a number visible through a ReLU', () => {
    expect(float.max0(Number.NaN)).toBeNaN()
  })

  it('invert, and take roots', () => {
    expect([float.inv(4), float.sqrt(9), float.inv(0)]).toEqual([0.25, 3, Number.POSITIVE_INFINITY])
    expect([exact.inv(4), exact.sqrt(9)]).toEqual([{ n: 1n, d: 4n }, 3])
  })

  it('read binary digits, the lowest at place 0', () => {
    for (const k of [exact, float]) expect([3, 2, 1, 0].map(place => k.bit(6, place))).toEqual([0, 1, 1, 0])
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
    expect(exact.printed({ n: 1n, d: 2n }, never)).toEqual({ n: 1n, d: 2n })
    expect(float.printed({ n: 1n, d: 2n }, never)).toBe(0.5)
    expect(float.num({ n: 1n, d: 2n })).toBe(0.5)
  })
})

describe('slopes', () => {
  it('are zeros where nothing flows, in the shape of what they belong to', () => {
    const b = given('b', [1, 2])
    const y = ops.max0(a)
    const slopes = gradient(y, y, { b, a })
    expect(slopes.d_b?.op).toBe('fill')
    expect(slopes.d_b?.shape).toEqual([1, 2])
    expect(slopes.d_a?.shape).toEqual([2, 3])
  })

  it('stop at a step, so that what is below it has slope 0', () => {
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
    expect(found.d_a).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
  })

  it('are named once, also where a node has no slope of its own', () => {
    const seen: string[] = []
    const b = given('b', [1, 1])
    gradient(ops.max0(a), a, { a, b }, (name, slope) => {
      seen.push(name)
      return slope
    })
    expect(seen).toEqual(['d_a', 'd_b'])
  })

  it('are named in the order of the way down, zeros too', () => {
    const [x, q] = [given('x', [2, 1]), given('q', [2, 1])]
    const y = ops.add(x, ops.share(q, false))
    const seen: string[] = []
    gradient(y, y, { x, q }, (name, slope) => {
      seen.push(name)
      return slope
    })
    expect(seen).toEqual(['d_q', 'd_x'])
  })

  it('add up where a matrix is used twice, also where one use has none', () => {
    const x = given('x', [2, 1])
    const y = ops.add(x, ops.share(x, false))
    const found = evaluate(gradient(y, ops.fill(3, [2, 1]), { x }), { x: [[1], [2]] }, exact)
    expect(found.d_x).toEqual([[3], [3]])
  })

  it('of a misprinted softmax are made with what was printed', () => {
    const x = given('x', [2, 1])
    const y = ops.amend(ops.share(x, true), [{ row: 0, column: 0, printed: 2 }])
    const found = evaluate(gradient(y, ops.fill(1, [2, 1]), { x }), { x: [[0], [0]] }, exact)
    // shares 2 and ½: each times (1 − (2 + ½))
    expect(found.d_x).toEqual([[-3], [-0.75]])
  })
})
