// The graph against a DiT that knows nothing of it: NumPy's, written from the paper (spec/engines/dit.py), forward and
// every gradient, on random configurations. Skipped, and said so, where there is no Python with NumPy.
import { fileURLToPath } from 'node:url'
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { gradient } from '@dit-by-hand/graph/gradient'
import { input } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { pick } from '@dit-by-hand/graph/scope'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { officialName, officialShape } from '../src/checkpoint/official.ts'
import { channelsOut, type DitConfig, positionWidths } from '../src/config.ts'
import { clipShape, dit } from '../src/net.ts'
import { drawnConfig, drawnWeights, given, gridFrom, normals } from './export/random.ts'
import { apart } from './export/single.ts'
import { rounds } from './thorough.ts'

const python = pythonWith('numpy')
if (python === undefined)
  process.stderr.write(
    '\nno Python here has NumPy (Debian: python3-numpy): its DiT is NOT asked, these tests are SKIPPED\n\n',
  )

const engine = fileURLToPath(new URL('../../../spec/engines/dit.py', import.meta.url))
const batch = 2

type Nested = number | readonly Nested[]

/** Numbers as lists in lists, the last axis innermost. */
function nested(cells: ArrayLike<number>, [size, ...rest]: readonly number[]): Nested {
  if (size === undefined) return at(cells, 0)
  const each = cells.length / size
  return Array.from({ length: size }, (_, i) =>
    nested(Array.prototype.slice.call(cells, i * each, (i + 1) * each), rest),
  )
}

const flat = (value: Nested): readonly number[] => (typeof value === 'number' ? [value] : value.flatMap(flat))

interface Answer {
  readonly output: Nested
  readonly gradients: { readonly [name: string]: Nested }
}

/** A sample of a configuration: the clip, when, which words, and the gradient at what comes out. */
function sampleOf(config: DitConfig, seed: number, index: number) {
  const [rows, columns] = clipShape(config)
  const height = (rows / config.channels) * channelsOut(config)
  const stream = 20 + 4 * index
  return {
    x: gridFrom(normals(rows * columns, seed, stream), [rows, columns]),
    t: [[at([0, 731, 999, 12.5], (seed + index) % 4)]],
    // Words of a prompt: none, one, or one said twice.
    words: Array.from({ length: config.words }, (_, word) => [(seed + index + word) % 3]),
    seed: gridFrom(normals(height * columns, seed, stream + 1), [height, columns]),
  }
}

function question(config: DitConfig, seed: number): string {
  const weights = drawnWeights(config, seed)
  const samples = Array.from({ length: batch }, (_, i) => sampleOf(config, seed, i))
  const clip = (name: 'x' | 'seed', channels: number): Nested =>
    nested(
      samples.flatMap(sample => sample[name].flat()),
      [batch, channels, ...config.video],
    )
  const parameters = dit(config).parameters.map(parameter => {
    const grid = named(given(config, weights), parameter.name)
    return [officialName(parameter.name), nested(grid.flat(), officialShape(parameter, config))] as const
  })
  return JSON.stringify({
    config: { ...config, positions: positionWidths(config) },
    parameters: Object.fromEntries(parameters),
    x: clip('x', config.channels),
    t: samples.map(({ t }) => t.flat()[0]),
    words: samples.map(({ words }) => words.flat()),
    seed: clip('seed', channelsOut(config)),
  })
}

/** The same by the graph: outputs sample by sample, gradients summed over the batch, at x sample by sample. */
function byGraph(
  config: DitConfig,
  seed: number,
  change: (net: ReturnType<typeof dit>['net']) => typeof net = net => net,
) {
  const { net: plain, parameters } = dit(config)
  const net = change(plain)
  const output = named(net, 'output')
  const wanted = pick(net, [...parameters.map(({ name }) => name), 'x'])
  const slopes = gradient(output, input('seed', output.shape), wanted)
  const weights = given(config, drawnWeights(config, seed))
  const read = Array.from({ length: batch }, (_, i) =>
    evaluate(
      { output, ...Object.fromEntries(Object.entries(slopes).map(([name, node]) => [`d ${name}`, node])) },
      {
        ...weights,
        ...sampleOf(config, seed, i),
      },
      float,
    ),
  )
  const each = (name: string): readonly (readonly number[])[] => read.map(grids => named(grids, name).flat())
  const summed = (name: string): readonly number[] => each(name).reduce((a, b) => a.map((cell, i) => cell + at(b, i)))
  return {
    output: each('output').flat(),
    x: each('d x').flat(),
    gradients: parameters.map(({ name }) => [officialName(name), summed(`d ${name}`)] as const),
  }
}

/** One of the nets drawn (seed 83) is so steep that NumPy’s order of adding alone, which is not the same in every run, moves
 *  its gradients by 1e-12. */
const tolerance = (cells: readonly number[]): number => 1e-11 * Math.max(1, ...cells.map(Math.abs))

describe.skipIf(python === undefined)('NumPy’s DiT', { timeout: 300_000 }, () => {
  const seeds = Array.from({ length: rounds(120, 6) }, (_, seed) => seed)
  const ask = (asked: readonly number[]): readonly Answer[] =>
    runPython(
      python ?? '',
      [engine],
      import.meta.dirname,
      asked.map(seed => `${question(drawnConfig(seed), seed)}\n`).join(''),
    )
      .trim()
      .split('\n')
      .map((line): Answer => JSON.parse(line))

  it.runIf(isTurn(3))('gives the outputs and every gradient that the graph gives', () => {
    const kinds = new Set<string>()
    ask(seeds).forEach((answer, seed) => {
      const config = drawnConfig(seed)
      kinds.add(`${config.depth} blocks`).add(`${config.heads} heads`).add(`patches ${config.patch[0]} deep`)
      const ours = byGraph(config, seed)
      const what = `configuration ${seed}: ${JSON.stringify(config)}`
      expect(apart(flat(answer.output), ours.output), what).toBeLessThan(tolerance(ours.output))
      expect(Object.keys(answer.gradients).toSorted()).toEqual(
        ['x', ...ours.gradients.map(([name]) => name)].toSorted(),
      )
      expect(apart(flat(named(answer.gradients, 'x')), ours.x), what).toBeLessThan(tolerance(ours.x))
      for (const [name, cells] of ours.gradients)
        expect(apart(flat(named(answer.gradients, name)), cells), `${name}, ${what}`).toBeLessThan(tolerance(cells))
    })
    // 1 to 3 blocks, 1 to 3 heads, patches of 1 and 2 frames.
    expect(kinds.size).toBe(8)
  })

  it.runIf(isTurn(4))('notices a slip of the graph', () => {
    const [answer] = ask([4])
    const config = drawnConfig(4)
    const slipped = byGraph(config, 4, net =>
      rewrite(net, { 'block0.attention.shift': () => named(net, 'block0.attention.scale') }),
    )
    expect(apart(flat(answer?.output ?? []), slipped.output)).toBeGreaterThan(1e-6)
  })
})
