// Compiling: what is asked while tasks are sorted, and literals that are nearly the same.
import { ratio } from '@dit-by-hand/graph/exact'
import { fill, input, inv, mul, sqrt } from '@dit-by-hand/graph/ops'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open } from '../src/open.ts'
import { Precedence } from '../src/precedence.ts'

describe('what comes after what', () => {
  const things = 70
  const numbered = Array.from({ length: things }, (_, i) => i)
  const pairs = fc.array(fc.tuple(fc.nat(things - 1), fc.nat(things - 1)), { maxLength: 200 })

  it('is what a walk along all pairs finds, in whatever order they are told', () => {
    fc.assert(
      fc.property(pairs, told => {
        const ways = new Precedence(things)
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
})
