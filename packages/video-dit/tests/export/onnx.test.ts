// The ONNX file: ONNX Runtime gives what the graph gives, within what single precision may lose, whatever the batch.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { ratio } from '@dit-by-hand/graph/exact'
import { entriesOf, type Net, type Node, topological } from '@dit-by-hand/graph/graph'
import {
  add,
  amend,
  bits,
  broadcast,
  columns,
  cos,
  fill,
  inv,
  matmul,
  mul,
  rearrange,
  relu,
  rows,
  rules,
  same,
  share,
  sin,
  sqrt,
  stack,
  step,
  sum,
  table,
  tanh,
  times,
  transpose,
} from '@dit-by-hand/graph/ops'
import { axes } from '@dit-by-hand/graph/rearrange'
import { pick, scope } from '@dit-by-hand/graph/scope'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ModelInfo } from '../../src/checkpoint/info.ts'
import { officialName } from '../../src/checkpoint/official.ts'
import { channelsOut, type DitConfig } from '../../src/config.ts'
import { clipAxes, onnxOf } from '../../src/export/onnx/dit.ts'
import { joined, OnnxModel } from '../../src/export/onnx/model.ts'
import { writeNet } from '../../src/export/onnx/reading.ts'
import { clipShape, dit } from '../../src/net.ts'
import { tiny } from '../support.ts'
import { rounds } from '../thorough.ts'
import { hasOnnxRuntime, type Ort, type OrtTensor, onnxRuntime } from './onnxruntime.ts'
import { drawnConfig, drawnSamples, drawnWeights, given, gridFrom, normals, type Sample, wordsOf } from './random.ts'
import { apart, single, toleranceOf } from './single.ts'

if (!hasOnnxRuntime())
  process.stderr.write('\nONNX Runtime is not here (DIT_THOROUGH=1 brings it): its tests are SKIPPED, not passed\n\n')

const count = rounds(24, 6)

/** What the graph says of each sample, and how far single precision may be off. */
const expected = (config: DitConfig, weights: ReturnType<typeof drawnWeights>, samples: readonly Sample[]) => {
  const net = pick(dit(config).net, ['output'])
  return samples.map(({ x, t, word }) => {
    const brought = {
      ...given(config, weights),
      x: gridFrom(x, clipShape(config)),
      t: [[t]],
      words: wordsOf(config, word),
    }
    const [output, rounded] = [float, single].map(k => named(evaluate(net, brought, k), 'output')) as [
      Grid<number>,
      Grid<number>,
    ]
    return { output: output.flat(), tolerance: toleranceOf(output, rounded) }
  })
}

/** A net of every op, on what all samples share and on what they do not, and two samples for it. */
function everyOp(): { readonly net: Net; readonly given: readonly { readonly [name: string]: Grid<number> }[] } {
  const whole = scope()
  const { name, input } = whole
  const [x, shared, digits] = [input('x', [4, 6]), input('shared', [4, 6]), input('whole', [1, 1])]
  for (const [of, node] of [
    ['x', x],
    ['shared', shared],
  ] as const) {
    const own = (as: string, made: Node): Node => name(`${of}.${as}`, made)
    const turned = own('transposed', transpose(node))
    own('product', matmul(node, own('same', same(turned))))
    own('doubled', times(add(node, shared), 2))
    const square = own('square', mul(node, node))
    own('inverse', inv(add(square, fill(1, [4, 6]))))
    own('root', sqrt(square))
    own('positive', mul(relu(node), step(node)))
    own('waves', add(add(tanh(node), sin(node)), cos(node)))
    own('row', broadcast(sum(node, 'columns'), [4, 6]))
    own('column', broadcast(sum(node, 'rows'), [4, 6]))
    own('slice', stack(rows(node, 1, 2), columns(stack(shared, shared), 0, 6)))
    own('part', columns(node, 2, 3))
    own('rearranged', rearrange(node, axes('a b, c d -> d a, c b', { a: 2, b: 2, c: 3, d: 2 })))
    own('soft', share(node, true))
    own(
      'hard',
      share(own('tied', mul(step(node), table([[1, 2, 3, 4, 5, 6]].flatMap(row => [row, row, row, row])))), false),
    )
    own('amended', amend(node, [{ row: 1, column: 2, value: ratio(1n, 3n) }]))
  }
  name('digits', bits(digits, 5))
  const sharedCells = gridFrom(normals(24, 5, 9), [4, 6])
  const given = [0, 1].map(i => ({
    x: gridFrom(normals(24, 5, i), [4, 6]),
    shared: sharedCells,
    whole: [[11 + 12 * i]],
  }))
  return { net: whole.net, given }
}

it('draws nothing inside, and calls what is stored by its official name', () => {
  const { model } = onnxOf({ config: tiny }, drawnWeights(tiny, 1), 'none')
  const text = new TextDecoder('latin1').decode(joined(model))
  expect(text).not.toContain('Random')
  for (const { name } of dit(tiny).parameters) expect(text).toContain(officialName(name))
})

describe.skipIf(!hasOnnxRuntime())('ONNX Runtime', { timeout: 180_000 }, () => {
  let ort: Ort
  beforeAll(() => {
    ort = onnxRuntime()
  })

  const opened = (info: ModelInfo, weights: ReturnType<typeof drawnWeights>) =>
    ort.InferenceSession.create(joined(onnxOf(info, weights, 'none').model), {
      logSeverityLevel: 3,
    })

  const feeds = (info: ModelInfo, samples: readonly Sample[]): { readonly [name: string]: OrtTensor } => {
    const { config } = info
    const batch = samples.length
    const x = Float32Array.from(samples.flatMap(sample => [...sample.x]))
    const words = Float32Array.from(samples.flatMap(({ word }) => wordsOf(config, word).flat()))
    return {
      x: new ort.Tensor('float32', x, [batch, ...clipAxes(config, config.channels)]),
      t: new ort.Tensor(
        'float32',
        Float32Array.from(samples, ({ t }) => t),
        [batch],
      ),
      ...(info.vocabulary
        ? { words: new ort.Tensor('float32', words, [batch, config.words]) }
        : {
            y: new ort.Tensor(
              'int64',
              BigInt64Array.from(samples, ({ word }) => BigInt(word)),
              [batch],
            ),
          }),
    }
  }

  it.each(Array.from({ length: count }, (_, i) => i))('gives the outputs of configuration %i', async seed => {
    const config = drawnConfig(seed)
    const weights = drawnWeights(config, seed)
    const vocabulary = Array.from({ length: config.words }, (_, i) => `word ${i}`)
    const info: ModelInfo = seed % 2 === 0 ? { config } : { config, vocabulary }
    const session = await opened(info, weights)
    const samples = drawnSamples(config, seed, 3)
    const wanted = expected(config, weights, samples)
    const axes = clipAxes(config, channelsOut(config))
    for (const batch of [3, 1]) {
      const prediction = named(await session.run(feeds(info, samples.slice(0, batch))), 'prediction')
      const numbers = Float32Array.from(prediction.data, Number)
      expect(prediction.dims).toEqual([batch, ...axes])
      const size = axes.reduce((a, b) => a * b, 1)
      for (let i = 0; i < batch; i++) {
        const { output, tolerance } = at(wanted, i)
        expect(apart(numbers.subarray(i * size, (i + 1) * size), output)).toBeLessThanOrEqual(tolerance)
      }
    }
    await session.release()
  })

  it('says what it is fed and gives by name', async () => {
    const session = await opened({ config: tiny }, drawnWeights(tiny, 1))
    expect(session.inputMetadata.map(({ name, type, shape }) => [name, type, shape])).toEqual([
      ['x', 'float32', ['batch', 2, 2, 4, 4]],
      ['t', 'float32', ['batch']],
      ['y', 'int64', ['batch']],
    ])
    expect(session.outputNames).toEqual(['prediction'])
    await session.release()
  })

  it('finds the weights of a large model in the file beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dit-onnx-'))
    try {
      const [info, weights] = [{ config: tiny }, drawnWeights(tiny, 1)]
      const { model, data } = onnxOf(info, weights, 'model.onnx.data', 1000)
      expect(data?.name).toBe('model.onnx.data')
      writeFileSync(join(folder, 'model.onnx'), joined(model))
      writeFileSync(join(folder, 'model.onnx.data'), joined(data?.parts ?? []))
      const [outside, inside] = [
        await ort.InferenceSession.create(join(folder, 'model.onnx')),
        await opened(info, weights),
      ]
      const fed = feeds(info, drawnSamples(tiny, 1, 2))
      const [found, wanted] = [await outside.run(fed), await inside.run(fed)]
      expect(named(found, 'prediction').data).toEqual(named(wanted, 'prediction').data)
      await Promise.all([outside.release(), inside.release()])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('does every op there is as the graph does', async () => {
    const { net, given: brought } = everyOp()
    expect(new Set(topological(entriesOf(net).map(([, node]) => node)).map(({ op }) => op))).toEqual(
      new Set(Object.keys(rules)),
    )
    const to = new OnnxModel()
    const perSample = ['x', 'whole']
    const entries = entriesOf(net).filter(([, { op }]) => op !== 'input')
    const inputs = new Map(
      entriesOf(net).flatMap(([name, node]) => {
        if (node.op !== 'input') return []
        const varies = perSample.includes(name)
        const value = to.input({ name, type: 'float', shape: [...(varies ? ['batch'] : []), ...node.shape] })
        return [[name, { value, varies }] as const]
      }),
    )
    const made = writeNet(
      net,
      entries.map(([, node]) => node),
      name => {
        const found = inputs.get(name)
        if (!found) throw new RangeError(name)
        return found
      },
      to,
    )
    made.forEach(({ value, varies }, i) => {
      const { shape } = at(entries, i)[1]
      to.output({ name: value, type: 'float', shape: [...(varies ? ['batch'] : []), ...shape] })
    })
    const session = await ort.InferenceSession.create(joined(to.files('none').model))
    const results = await session.run(
      Object.fromEntries(
        [...inputs].map(([name, { varies }]) => {
          const samples = varies ? brought : brought.slice(0, 1)
          const cells = Float32Array.from(samples.flatMap(sample => named(sample, name).flat()))
          const [grid] = samples.map(sample => named(sample, name))
          const shape = [grid?.length ?? 0, grid?.[0]?.length ?? 0]
          return [name, new ort.Tensor('float32', cells, [...(varies ? [samples.length] : []), ...shape])]
        }),
      ),
    )
    brought.forEach((sample, i) => {
      const [exact, rounded] = [evaluate(net, sample, float), evaluate(net, sample, single)]
      entries.forEach(([name, { shape }], j) => {
        const [wanted, near] = [named(exact, name), named(rounded, name)]
        const size = shape[0] * shape[1]
        const from = at(made, j).varies ? i * size : 0
        const found = Float32Array.from(named(results, name).data, Number).subarray(from, from + size)
        expect(apart(found, wanted.flat()), name).toBeLessThanOrEqual(toleranceOf(wanted, near))
      })
    })
    await session.release()
  })

  it('refuses a class that is not there', async () => {
    const session = await opened({ config: tiny }, drawnWeights(tiny, 1))
    const fed = feeds({ config: tiny }, drawnSamples(tiny, 1, 1))
    await expect(session.run({ ...fed, y: new ort.Tensor('int64', BigInt64Array.of(4n), [1]) })).rejects.toThrow(
      /out of/,
    )
    await session.release()
  })
})
