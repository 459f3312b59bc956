// Checkpoints: a model written and read again, as whole and piece by piece; and its training beside it.
import { at } from '@dit-by-hand/graph/at'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { encode, numbersFrom } from '../src/checkpoint/dtype.ts'
import { infoFrom } from '../src/checkpoint/info.ts'
import { isWhole, loadModel, loadWhole, readInfo, reportLines } from '../src/checkpoint/load.ts'
import { numbersOf, parseSafetensors, type Tensor, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import { saveModel, whole } from '../src/checkpoint/save.ts'
import { inMemory } from '../src/checkpoint/source.ts'
import { loadState, stateFile, stateName } from '../src/checkpoint/state.ts'
import { type DitConfig, official } from '../src/config.ts'
import { dit, parameterCount } from '../src/net.ts'
import { tiny, weightsOf } from './support.ts'

const twelve: DitConfig = { ...tiny, width: 24, depth: 12, video: [1, 8, 8], mlp: 4 }

describe('a model of 12 blocks', () => {
  const weights = weightsOf(twelve)
  const info = { config: twelve, vocabulary: ['sky', 'sea', 'sun', ''], predicts: 'noise' } as const
  const file = saveModel(info, weights)

  it('comes back as it went, to the bit, and is the same file again', async () => {
    const { info: read, weights: back, report } = await loadWhole(inMemory(file))
    expect(read).toEqual(info)
    expect(back).toEqual(weights)
    expect(report.missing).toEqual([])
    expect(report.extra).toEqual([])
    expect(report.positions).toBe(0)
    expect(saveModel(read, back)).toEqual(file)
  })

  it('lies as official checkpoints do: rows of outputs, a kernel with its axes, a head padded to 8 bytes', () => {
    const { tensors, metadata } = parseSafetensors(file)
    expect(metadata.format).toBe('pt')
    expect(new DataView(file.buffer).getBigUint64(0, true) % 8n).toBe(0n)
    expect(tensors.get('x_embedder.proj.weight')?.shape).toEqual([24, 2, 2, 2])
    expect(tensors.get('pos_embed')?.shape).toEqual([1, 16, 24])
    const qkv = tensors.get('blocks.11.attn.qkv.weight')
    expect(qkv?.shape).toEqual([72, 24])
    const cells = weights['block11.attention.qkv.weight']
    const view = new DataView(qkv!.bytes.buffer, qkv!.bytes.byteOffset)
    // Row 5, column 7: row by row there, column by column here.
    expect(view.getFloat32(4 * (5 * 24 + 7), true)).toBe(cells?.[7 * 72 + 5])
  })

  it('goes into memory that is there already', async () => {
    const memory = new Float32Array(parameterCount(twelve))
    let start = 0
    const { weights: back } = await loadWhole(inMemory(file), {
      into: ({ shape: [rows, columns] }) => {
        const cells = memory.subarray(start, start + rows * columns)
        start += cells.length
        return cells
      },
    })
    expect(back).toEqual(weights)
    expect(back['embed.weight']?.buffer).toBe(memory.buffer)
  })

  it('says what a file lacks, has besides, and has in another shape', async () => {
    const { tensors, metadata } = parseSafetensors(file)
    const changed = new Map(tensors)
    changed.delete('blocks.3.attn.proj.bias')
    changed.set('decoder.weight', tensorOf(new Float32Array(6), [2, 3]))
    changed.set('blocks.1.mlp.fc2.bias', tensorOf(new Float32Array(12), [12]))
    const source = inMemory(writeSafetensors({ metadata, tensors: changed }))
    const { report } = await loadModel(source)
    expect(report.missing).toEqual(['blocks.3.attn.proj.bias'])
    expect(report.extra).toEqual(['decoder.weight'])
    expect(report.misshapen).toEqual([{ name: 'blocks.1.mlp.fc2.bias', found: [12], wanted: [24] }])
    expect(isWhole(report)).toBe(false)
    expect(reportLines(report)).toContain('blocks.1.mlp.fc2.bias has the shape [12]; it must be [24].')
    await expect(loadWhole(source)).rejects.toThrow(
      / Missing: blocks\.3\.attn\.proj\.bias\. .* ignored: decoder\.weight$/,
    )
  })

  it('has its training beside it', async () => {
    const state = {
      step: 1200,
      seed: 7,
      build: 'relaxed-simd',
      momentum: weightsOf(twelve, 1),
      variance: weightsOf(twelve, 2),
      parameters: weightsOf(twelve, 3),
      more: { rate: '0.004' },
    }
    expect(await loadState(inMemory(whole(stateFile(twelve, state))), twelve)).toEqual(state)
    await expect(loadState(inMemory(whole(stateFile(twelve, state))), tiny)).rejects.toThrow('of another model')
    await expect(loadState(inMemory(file), twelve)).rejects.toThrow('the file holds no training state')
    expect(stateName('runs/sky.safetensors')).toBe('runs/sky.training.safetensors')
  })
})

describe('a file that says nothing of its model', () => {
  /** Its numbers are all the same: only shapes are read. */
  const plain = (config: DitConfig): Uint8Array => {
    const cells = dit(config).parameters.map(({ name, shape: [rows, columns] }) => {
      return [name, new Float32Array(rows * columns).fill(0.5)] as const
    })
    const { tensors } = parseSafetensors(saveModel({ config }, Object.fromEntries(cells)))
    return writeSafetensors({ metadata: {}, tensors })
  }

  it.runIf(isTurn(1))('is known by its shapes, with the heads of the published size', async () => {
    const config = { ...official('DiT-S/2', 8), words: 5 }
    const { info, report } = await loadWhole(inMemory(plain(config)))
    expect(info).toEqual({ config })
    expect(report.positions).toBe(0)
  })

  it.runIf(isTurn(5))('may have any prefix before its names, but one alone', async () => {
    const { tensors } = parseSafetensors(plain({ ...official('DiT-S/2', 8), words: 5 }))
    const named = (...prefixes: readonly string[]): Uint8Array => {
      const all = prefixes.flatMap(prefix => [...tensors].map(([name, tensor]) => [prefix + name, tensor] as const))
      return writeSafetensors({ metadata: {}, tensors: new Map(all) })
    }
    const { report } = await loadWhole(inMemory(named('module._orig_mod.')))
    expect([report.tensors, report.extra]).toEqual([tensors.size, []])
    expect((await loadWhole(inMemory(named('ema.', 'model.')))).report.extra).toContain('ema.final_layer.linear.bias')
    await expect(loadWhole(inMemory(named('net.', 'net_ema.')))).rejects.toThrow(
      'the file holds several models, net., net_ema.: it must have one',
    )
    const part = new Map([...tensors].filter(([name]) => !name.startsWith('blocks.0.')))
    await expect(loadWhole(inMemory(writeSafetensors({ metadata: {}, tensors: part })))).rejects.toThrow(
      'the file has no blocks.0.attn.qkv.weight: it is not a whole DiT',
    )
  })

  it.runIf(isTurn(2))('has the positions of the net, as its format rounds them', async () => {
    const { tensors } = parseSafetensors(plain({ ...official('DiT-S/2', 8), words: 5 }))
    const table = tensors.get('pos_embed')
    if (!table) throw new RangeError('there are no positions')
    const numbers = numbersOf(table)
    const withTable = (positions: Tensor) =>
      loadWhole(inMemory(writeSafetensors({ metadata: {}, tensors: new Map([...tensors, ['pos_embed', positions]]) })))
    const bits = new Uint32Array(numbersFrom(table.bytes, 'F32').buffer)
    const rounded = encode(
      Array.from(bits, cell => (cell + 0x8000) >>> 16),
      'U16',
    )
    expect((await withTable({ ...table, dtype: 'BF16', bytes: rounded })).report.positions).toBe(0)
    // The row before the column.
    const turned = numbers.map((_, i) => at(numbers, i - (i % 384) + ((i + 192) % 384)))
    await expect(withTable(tensorOf(turned, table.shape))).rejects.toThrow('The frozen positions differ from the net')
  })

  it('asks for what shapes do not tell', async () => {
    const source = inMemory(plain({ ...tiny, video: [1, 8, 8] }))
    await expect(loadModel(source)).rejects.toThrow(
      'no published model is 12 wide and 2 deep; say how many heads it has',
    )
    const { info } = await loadWhole(source, { heads: 3 })
    expect(info.config).toEqual({ ...tiny, video: [1, 8, 8] })
  })

  it('is not told otherwise than it says', async () => {
    const source = inMemory(saveModel({ config: tiny }, weightsOf(tiny)))
    const { heads, video } = tiny
    expect(await readInfo(source, { heads, video })).toEqual({ config: tiny })
    await expect(readInfo(source, { heads: heads + 1 })).rejects.toThrow(
      `the file itself says that its attention has ${heads} heads, not ${heads + 1}`,
    )
    await expect(readInfo(source, { video: [1, 8, 8] })).rejects.toThrow(/its clips are .*, not 1×8×8/)
  })
})

describe('metadata of a model that are damaged are refused', () => {
  it.each([
    ['no json', 'is not JSON'],
    [JSON.stringify({}), 'config is missing; it must be an object'],
    [JSON.stringify({ config: { ...tiny, width: '12' } }), 'config.width is "12"; it must be a finite number'],
    [JSON.stringify({ config: { ...tiny, heads: 5 } }), '5 heads do not divide a width of 12'],
    [JSON.stringify({ config: tiny, vocabulary: ['sky'] }), 'vocabulary has 1 word; it must have 4'],
    [JSON.stringify({ config: tiny, predicts: 'rain' }), 'predicts is "rain"; it must be noise, velocity or clip'],
    [
      JSON.stringify({ config: { ...tiny, rotary: true } }),
      'the metadata of the model are damaged or of another version: config.rotary is not a field of a model',
    ],
  ])('%s', (dit, message) => {
    expect(() => infoFrom({ dit })).toThrow(message)
  })

  it.each([{ kind: 'normal' }, { kind: 'zeros', deviation: 1 }, 'zeros', null])('initial %j', timestep => {
    const dit = JSON.stringify({ config: { ...tiny, initial: { timestep, words: { kind: 'xavier' } } } })
    expect(() => infoFrom({ dit })).toThrow('it must be zeros, normal with a deviation, xavier or brought')
  })
})
