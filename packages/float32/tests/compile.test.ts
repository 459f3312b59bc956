// Compiling: what is asked while tasks are sorted, literals that are nearly the same, tables, and slices of columns.
import { at } from '@dit-by-hand/graph/at'
import { ratio, toNumber } from '@dit-by-hand/graph/exact'
import { gradient } from '@dit-by-hand/graph/gradient'
import { add, columns, fill, input, inv, mul, sqrt, table, tanh, times } from '@dit-by-hand/graph/ops'
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open } from '../src/open.ts'
import { compile } from '../src/plan.ts'
import { Precedence } from '../src/precedence.ts'
import { report } from '../src/report.ts'
import { openTrainer } from '../src/train.ts'
import { thorough } from './thorough.ts'

describe('what comes after what', () => {
  const things = 70
  const numbered = Array.from({ length: things }, (_, i) => i)
  const pairs = fc.array(fc.tuple(fc.nat(things - 1), fc.nat(things - 1)), { maxLength: 200 })

  it('is what a walk along all pairs finds, in whatever order they are told', () => {
    fc.assert(
      fc.property(pairs, told => {
        const ways = new Precedence()
        for (let i = 0; i < things; i++) ways.add()
        const after = Array.from({ length: things }, () => new Set<number>())
        const reached = (from: number): ReadonlySet<number> => {
          const seen = new Set<number>()
          const visit = (thing: number): void =>
            after[thing]?.forEach(other => {
              if (seen.has(other)) return
              seen.add(other)
              visit(other)
            })
          visit(from)
          return seen
        }
        for (const [thing, other] of told) {
          if (thing === other || reached(other).has(thing)) continue
          after[thing]?.add(other)
          ways.put(thing, other)
        }
        for (const thing of numbered) {
          const wanted = reached(thing)
          expect(numbered.filter(other => ways.follows(thing, other))).toEqual(numbered.filter(x => wanted.has(x)))
        }
      }),
      {
        numRuns: 100,
        examples: [
          [
            [
              [3, 69],
              [69, 1],
            ],
          ],
        ],
      },
    )
  })
})

describe('literals', () => {
  it('that JSON does not know are kept apart: ∞, −∞, NaN', async () => {
    const x = input('x', [2, 3])
    const number = (value: bigint) => fill(ratio(value, 1n), [2, 3])
    const net = {
      infinite: mul(x, inv(number(0n))),
      below: mul(x, mul(inv(number(0n)), number(-1n))),
      nothing: mul(x, sqrt(number(-1n))),
    }
    const runner = await open(net, { batch: 1, perSample: ['x'], outputs: Object.keys(net) })
    runner.cells('x').fill(2)
    runner.run()
    const found = Object.keys(net).map(name => [...new Set(runner.cells(name))])
    expect(found).toEqual([[Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [Number.NaN]])
  })

  it('are multiplied with one another only where single precision has the product', async () => {
    const x = input('x', [1, 3])
    const net = { up: times(times(x, 1e30), 1e30), down: times(times(x, 1e-30), 1e-30) }
    const runner = await open(net, { batch: 1, perSample: ['x'], outputs: Object.keys(net) })
    runner.bring('x', [[0, 1e-30, 1e30]])
    runner.run()
    const found = [runner.read('up'), runner.read('down')].map(([row]) => row?.map(cell => Number(cell.toPrecision(6))))
    expect(found).toEqual([
      [0, 1e30, Number.POSITIVE_INFINITY],
      [0, 0, 1e-30],
    ])
  })
})

describe('a table', () => {
  it('is there as soon as the plan is bound, for every worker', async () => {
    const [x, w] = [input('x', [2, 3]), input('w', [2, 3])]
    const cells = [
      [1, { n: 1n, d: 4n }, -3],
      [0, 7, { n: -5n, d: 8n }],
    ]
    const positions = table(cells)
    const y = mul(add(x, positions), w)
    const learn = {
      parameters: [{ name: 'w', shape: w.shape, init: { kind: 'zeros' }, decay: false }] as const,
      gradients: gradient(y, fill(1, y.shape), { w }),
    }
    const options = { batch: 2, perSample: ['x'], outputs: ['y', 'positions'], learn, workers: 2 }
    const trainer = await openTrainer({ y, positions }, options)
    expect(trainer.workers).toBe(2)
    expect(report(at(trainer.plans, 1)).fallbacks).toEqual([])
    trainer.cells('w').fill(2)
    for (const sample of [0, 1]) trainer.cells('x', sample).fill(sample)
    await trainer.gradients()
    const numbers = cells.map(row => row.map(toNumber))
    expect(trainer.read('positions')).toEqual(numbers)
    for (const sample of [0, 1])
      expect(trainer.read('y', sample)).toEqual(numbers.map(row => row.map(cell => 2 * (cell + sample))))
    expect(trainer.gradient('w')).toEqual(numbers.map(row => row.map(cell => 2 * cell + 1)))
    await trainer.close()
  })
})

describe('an output with the name of an input', () => {
  it('is read as the output; what is brought is the input', async () => {
    const x = input('x', [2, 1])
    const runner = await open({ x: add(x, fill(1, [2, 1])) }, { batch: 2, perSample: ['x'], outputs: ['x'] })
    runner.bring('x', [[1], [2]], 0)
    runner.bring('x', [[3], [4]], 1)
    runner.run()
    expect([runner.read('x', 0), runner.read('x', 1)]).toEqual([
      [[2], [3]],
      [[4], [5]],
    ])
  })
})

describe('slices of columns', () => {
  it('have gradients that are turned back together, in one move, however many slices', () => {
    const [x, w] = [input('x', [4, 12]), input('w', [4, 12])]
    const both = add(x, w)
    const slices = Array.from({ length: 4 }, (_, i) => tanh(columns(both, 3 * i, 3)))
    const y = slices.reduce(mul)
    const learn = {
      parameters: [{ name: 'w', shape: w.shape, init: { kind: 'zeros' }, decay: false }] as const,
      gradients: gradient(y, fill(1, y.shape), { w }),
    }
    const plan = compile({ y }, { batch: 2, perSample: ['x'], outputs: ['y'], learn })
    // Four slices down, their four gradients turned to be put together, and all of them turned back.
    expect(plan.steps.filter(({ kind }) => kind === 'move')).toHaveLength(9)
    expect(report(plan).fallbacks).toEqual([])
  })
})

describe('a net as deep as it is long', () => {
  const ones = [[1]]
  it.runIf(isTurn(3))('is compiled where nothing but cheap steps lie between', async () => {
    const x = input('x', [1, 1])
    let y = x
    for (let i = 0; i < 20_000; i++) y = add(y, x)
    const runner = await open({ x, y }, { batch: 1, perSample: ['x'], outputs: ['y'] })
    runner.bring('x', ones)
    runner.run()
    expect(runner.read('y')).toEqual([[20_001]])
  })

  it.runIf(isTurn(0))('is trained where one parameter is used in every step', async () => {
    const [w, x] = [input('w', [1, 1]), input('x', [1, 1])]
    // Deeper than any stack.
    const uses = thorough ? 20_000 : 12_000
    let y = x
    for (let i = 0; i < uses; i++) y = mul(w, y)
    const gradients = gradient(y, fill(1, [1, 1]), { w })
    const parameters = [{ name: 'w', shape: [1, 1], init: { kind: 'zeros' }, decay: false }] as const
    const trainer = await openTrainer(
      { w, x, y },
      { batch: 2, perSample: ['x'], outputs: ['y'], learn: { parameters, gradients } },
    )
    trainer.bring('w', ones)
    for (const sample of [0, 1]) trainer.bring('x', ones, sample)
    await trainer.gradients()
    expect(trainer.gradient('w')).toEqual([[2 * uses]])
    await trainer.close()
  })
})
