// A cell of a trained net: its value is what the graph's own rules give, its gradient what a nudge shows.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Node } from '@dit-by-hand/graph/graph'
import { amend } from '@dit-by-hand/graph/ops'
import { regionName } from '@dit-by-hand/graph/regions'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { cellName } from '@dit-by-hand/graph/text'
import { describe, expect, it } from 'vitest'
import type { ModelInfo } from '../src/checkpoint/info.ts'
import { saveModel, type Weights } from '../src/checkpoint/save.ts'
import { inMemory, type Source } from '../src/checkpoint/source.ts'
import { explainable, explainCell } from '../src/explain/cell.ts'
import { askedAt, clipAt, type Moment, momentNet, noiseOf } from '../src/explain/moment.ts'
import { clipShape } from '../src/net.ts'
import { tiny, weightsOf } from './support.ts'

const published: ModelInfo = { config: tiny }
const straight: ModelInfo = { config: { ...tiny, learnedVariance: false }, predicts: 'clip' }
const moment: Moment = { steps: 5, step: 2, seed: 3, words: [0, 1, 1, 0], guidance: 1.5 }

/** Numbers as small as those of a net that has learned: large ones would magnify rounding. */
const weightsFor = ({ config }: ModelInfo): Weights =>
  Object.fromEntries(Object.entries(weightsOf(config)).map(([name, cells]) => [name, cells?.map(cell => cell / 3)]))

/** The net's own inputs and parameters at a moment, as grids. */
async function givenAt(info: ModelInfo, source: Source): Promise<Given<number>> {
  const weights = weightsFor(info)
  const net = momentNet(info)
  const x = await clipAt(info, moment, source)
  const grid = (cells: ArrayLike<number>, [rows, columns]: readonly [number, number]): Grid<number> =>
    gridFrom([rows, columns], (row, column) => at(cells, column * rows + row))
  return {
    ...askedAt(info, moment),
    x: grid(x, clipShape(info.config)),
    ...Object.fromEntries(
      Object.entries(weights).flatMap(([name, cells]) => (cells ? [[name, grid(cells, named(net, name).shape)]] : [])),
    ),
  }
}

describe.each([
  ['of the published kind', published],
  ['of the straight way', straight],
] as const)('a checkpoint %s', (_kind, info) => {
  const source = inMemory(saveModel(info, weightsFor(info)))

  it('has the values of the graph, and gradients that a nudge confirms', async () => {
    const net = momentNet(info)
    const given = await givenAt(info, source)
    const values = evaluate(net, given, float)
    const meanSquare = (of: Grid<number>): number =>
      of.flat().reduce((sum, cell) => sum + cell * cell, 0) / of.flat().length
    const names = [
      'block1.attention.head2.scores',
      'block0.mlp.up',
      'block0.attention.normed',
      'block1.attention.scale',
      'timestep.waves',
      'output',
      'x',
      'block0.attention.qkv.weight',
      'words',
    ]
    for (const name of names) {
      const [rows, columns] = named(net, name).shape
      const cell = { name, row: Math.floor(rows / 2), column: Math.floor(columns / 3) }
      const found = await explainCell(info, source, moment, cell)
      const exact = at(at(named(values, name), cell.row), cell.column)
      expect(Math.abs(found.value - exact)).toBeLessThan(2e-5 * (1 + Math.abs(exact)))
      for (const from of found.sources)
        expect(found.valueAt(from)).toBeCloseTo(at(at(named(values, from.name), from.row), from.column), 4)

      const nudged = (by: number): number => {
        const change = { row: cell.row, column: cell.column, value: exact + by }
        const moved =
          named(net, name).op === 'input'
            ? evaluate(net, { ...given, [name]: withCell(named(given, name), change) }, float)
            : evaluate(rewrite(net, { [name]: (node: Node) => amend(node, [change]) }), given, float)
        return meanSquare(named(moved, 'output'))
      }
      const slope = (nudged(1e-4) - nudged(-1e-4)) / 2e-4
      expect([name, found.gradient]).toEqual([name, expect.closeTo(slope, 3)])
    }
  })

  it('is told where a cell comes from and goes', async () => {
    const cell = { name: 'block1.attention.head0.scores', row: 2, column: 6 }
    const { sources, consumers, given } = await explainCell(info, source, moment, cell)
    expect(given).toBe(false)
    // Four features of the key of token 3, which lie below twelve of the queries; and of the query of token 7.
    expect(sources.map(cellName).toSorted()).toEqual(
      [1, 2, 3, 4].flatMap(i => [`block1.attention.qkv[${12 + i},3]`, `block1.attention.qkv[${i},7]`]).toSorted(),
    )
    expect(consumers.map(regionName)).toEqual(['block1.attention.head0.shares[1–8,7]'])
  })

  it('has guidance and the step behind it, worked from what the net says with and without the words', async () => {
    const said = info.predicts ? 'velocity' : 'output'
    const cell = { row: 1, column: 2 }
    const explained = (name: string, when = moment) => explainCell(info, source, when, { name, ...cell })
    const guided = await explained(info.config.learnedVariance ? 'guidedChannels' : 'guided')
    const names = guided.sources.map(({ name }) => name)
    expect(new Set(names)).toEqual(new Set(['unconditional', 'scale', said]))
    const [u, c] = [await explained('unconditional'), await explained(said)]
    const first = { ...moment, step: 1 }
    const bare = await explained(said, { ...first, words: [0, 0, 0, 1] })
    expect((await explained('unconditional', first)).value).toBeCloseTo(bare.value, 5)
    expect(u.value).not.toBeCloseTo(c.value, 3)
    expect(guided.value).toBeCloseTo(u.value + moment.guidance * (c.value - u.value), 5)
    // The clip of the next step is what this one makes.
    const next = await explained('next')
    const after = await clipAt(info, { ...moment, step: moment.step + 1 }, source)
    expect(next.value).toBeCloseTo(at(after, cell.column * clipShape(info.config)[0] + cell.row), 5)
    expect((await explained('x', { ...moment, step: moment.step + 1 })).value).toBeCloseTo(next.value, 5)
    expect(next.gradient).toBe(0)
  })

  it('starts from the noise of its seed', async () => {
    const first = await clipAt(info, { ...moment, step: 1 }, source)
    expect(first).toEqual(noiseOf(info.config, 3))
    expect(first).not.toEqual(noiseOf(info.config, 4))
    expect(await clipAt(info, moment, source)).not.toEqual(first)
  })

  it('names everything, inputs and parameters too', () => {
    const names = explainable(info).map(([name]) => name)
    expect(names).toContain('x')
    expect(names).toContain('block1.mlp.down.weight')
    expect(names).toContain('block1.mlp.bent')
  })
})

const withCell = (
  grid: Grid<number>,
  { row, column, value }: { readonly row: number; readonly column: number; readonly value: number },
): Grid<number> => grid.map((cells, r) => (r === row ? cells.map((cell, c) => (c === column ? value : cell)) : cells))
