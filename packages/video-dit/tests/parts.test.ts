// Parts left out: the same as if their parameters were 0, and what follows from the mathematics alone.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, gridFrom } from '@dit-by-hand/graph/evaluate'
import { describe, expect, it } from 'vitest'
import { openGenerator, usualSampling } from '../src/learn/generate.ts'
import { dit } from '../src/net.ts'
import { partsNamed, partsOf, without, withoutText } from '../src/parts.ts'
import { tiny, weightsOf } from './support.ts'

const { net, parameters } = dit(tiny)
const weights = weightsOf(tiny)
const { width: D, heads } = tiny

/** The inputs, with some cells of some parameters at 0. */
function given(isZero: (name: string, row: number, column: number) => boolean = () => false): Given<number> {
  const own = parameters.map(({ name, shape }) => {
    const cells = named(weights, name)
    return [
      name,
      gridFrom(shape, (row, column) => (isZero(name, row, column) ? 0 : at(cells, row + column * shape[0]))),
    ]
  })
  const x = gridFrom([16, 4], (row, column) => Math.cos(3 * row + column))
  return { ...Object.fromEntries(own), x, t: [[500]], words: [[0], [1], [0], [0]] }
}
const outputs = (names: readonly string[], inputs: Given<number>): readonly number[] =>
  named(evaluate(without(net, tiny, names), inputs, float), 'output').flat()

/** A layer's parameters for some of its rows: nothing comes out of them. */
const rowsOf = (layer: string, from: number, count: number) => (name: string, row: number) =>
  name.startsWith(`${layer}.`) && row >= from && row < from + count

describe('a net without a part computes what it would if that part’s parameters were 0', () => {
  it.each([
    ['words', (name: string) => name === 'label.table'],
    ['time', (name: string) => name.startsWith('timestep.out.')],
    ['block0.attention', rowsOf('block0.modulation', 2 * D, D)],
    ['block1.mlp', rowsOf('block1.modulation', 5 * D, D)],
    [
      'block1.attention.head2',
      (name: string, _: number, column: number) => name === 'block1.attention.out.weight' && column >= 2 * (D / heads),
    ],
  ])('%s', (part, isZero) => {
    const found = outputs([part], given())
    expect(found).toEqual(outputs([], given(isZero)))
    expect(found).not.toEqual(outputs([], given()))
  })
})

it('leaves out several at once, and a block with both its halves', () => {
  expect(outputs(['block1'], given())).toEqual(outputs(['block1.mlp', 'block1.attention'], given()))
  expect(outputs(['block0', 'block1'], given())).not.toEqual(outputs(['block1'], given()))
})

it('cannot tell the order of frames without the positions: swapped frames come out swapped', () => {
  // Rows of a clip are channel by channel, then frame by frame, four to a frame.
  const swapped = <T>(rows: readonly T[]): T[] => rows.map((_, row) => at(rows, row ^ 4))
  const inputs = given()
  const other = { ...inputs, x: swapped(named(inputs, 'x')) }
  const of = (names: readonly string[], from: Given<number>) =>
    named(evaluate(without(net, tiny, names), from, float), 'output')
  const [found, wanted] = [of(['positions'], other), swapped(of(['positions'], inputs))]
  found.flat().forEach((cell, i) => {
    expect(cell).toBeCloseTo(at(wanted.flat(), i), 9)
  })
  expect(Math.abs(at(of([], other).flat(), 0) - at(swapped(of([], inputs)).flat(), 0))).toBeGreaterThan(1e-3)
})

it('names every part once, each with matrices that the net has', () => {
  const parts = partsOf(tiny)
  expect(new Set(parts.map(({ name }) => name)).size).toBe(3 + 2 * (3 + heads))
  for (const zero of parts.flatMap(part => part.zeros)) expect(net).toHaveProperty([zero])
  expect(partsNamed(tiny, ['block1.attention.head0', 'words']).map(({ says }) => says)).toEqual([
    'the words',
    'head 1 of block 2',
  ])
  expect(withoutText(tiny, ['block1', 'block0.mlp', 'time'])).toBe('without the time, the MLP of block 1 and block 2')
})

it('refuses a part that the net does not have, and says which it has', () => {
  expect(() => without(net, tiny, ['block2.mlp'])).toThrow(
    'no part “block2.mlp”. It has words, time, positions and block0 to block1; and of block0, block0.attention, block0.attention.head0 to head2 and block0.mlp',
  )
})

it('a generator follows the net that is left', async () => {
  const config = { ...tiny, learnedVariance: false }
  const clip = async (left: readonly string[], zeroed: readonly string[]) => {
    const generator = await openGenerator(config, 'velocity', { batch: 1, seed: 3, without: left })
    const all = weightsOf(config)
    const own = Object.keys(all).map(name => {
      const share = zeroed.includes(name) ? 0 : 1 / 4
      return [name, named(all, name).map(cell => share * cell)] as const
    })
    generator.bring(Object.fromEntries(own))
    return generator.clips([[0, 1, 0, 0]], [0], { ...usualSampling, steps: 2 })
  }
  expect(await clip(['words'], [])).toEqual(await clip([], ['label.table']))
  expect(await clip(['words'], [])).not.toEqual(await clip([], []))
})
