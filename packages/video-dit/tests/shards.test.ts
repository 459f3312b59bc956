// A model in several files: read as the one that they make together, and refused where index and shards disagree.
import { describe, expect, it } from 'vitest'
import { CheckpointError } from '../src/checkpoint/dtype.ts'
import { loadModel } from '../src/checkpoint/load.ts'
import { parseSafetensors, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import { saveModel } from '../src/checkpoint/save.ts'
import { sharded } from '../src/checkpoint/shards.ts'
import { inMemory } from '../src/checkpoint/source.ts'
import { tiny, weightsOf } from './support.ts'

const { metadata, tensors } = parseSafetensors(saveModel({ config: tiny }, weightsOf(tiny)))
const names = ['1.safetensors', '2.safetensors', 'more/3.safetensors']

/** Every third tensor in each of three shards. */
const shards = new Map(
  names.map((name, k) => [
    name,
    writeSafetensors({ metadata, tensors: new Map([...tensors].filter((_, i) => i % 3 === k)) }),
  ]),
)
const map = Object.fromEntries([...tensors.keys()].map((name, i) => [name, names[i % 3]]))

const joined = (weight_map: unknown, files = shards) =>
  sharded(JSON.stringify({ metadata: { total_size: 1 }, weight_map }), async path => inMemory(files.get(path)!))

const one = (name: string, meta = {}) =>
  writeSafetensors({ metadata: meta, tensors: new Map([[name, tensorOf(Float32Array.of(1), [1])]]) })

describe('shards', () => {
  it('load as the whole file does', async () => {
    const { info, weights, report } = await loadModel(await joined(map))
    expect(info.config).toEqual(tiny)
    expect(weights).toEqual(weightsOf(tiny))
    expect([report.missing, report.extra, report.misshapen]).toEqual([[], [], []])
    expect(report.positions).toBe(0)
  })

  it('have metadata in their index, too', async () => {
    const bare = new Map(
      [...shards].map(([name, file]) => [name, writeSafetensors({ ...parseSafetensors(file), metadata: {} })]),
    )
    const index = { metadata: { ...metadata, total_size: 1 }, weight_map: map }
    const source = await sharded(JSON.stringify(index), async path => inMemory(bare.get(path)!))
    expect((await loadModel(source)).info.config).toEqual(tiny)
  })

  it('give any bytes of the file that they make', async () => {
    const source = await joined(map)
    const file = new Uint8Array(source.size)
    await source.read(0, file)
    const read = parseSafetensors(file)
    expect(read.metadata).toEqual(metadata)
    expect(new Map([...read.tensors].toSorted())).toEqual(new Map([...tensors].toSorted()))
    for (const [from, length] of [
      [5, 3],
      [100, 5000],
      [source.size - 1, 1],
    ] as const) {
      const piece = new Uint8Array(length)
      await source.read(from, piece)
      expect(piece).toEqual(file.slice(from, from + length))
    }
    await expect(source.read(source.size - 1, new Uint8Array(2))).rejects.toThrow(CheckpointError)
  })

  it.each<[string, unknown, { [path: string]: Uint8Array }, RegExp]>([
    ['no map', undefined, {}, /no index of shards/],
    ['an empty map', {}, {}, /no index of shards/],
    ['a map of numbers', { x: 1 }, {}, /does not name the file of x/],
    ['a shard above', { x: 'a/../../b' }, {}, /puts x outside its folder, in "a/],
    ['a shard at the root', { x: '/etc/b' }, {}, /puts x outside its folder/],
    ['a shard on another disk', { x: 'C:\\b' }, {}, /puts x outside its folder/],
    ['a tensor that is not there', { x: 'a', y: 'a' }, { a: one('x') }, /says that y is in a; it is not there/],
    [
      'a tensor of no shard',
      { x: 'a', y: 'b' },
      { a: one('x'), b: one('z') },
      /b has z, which the index does not list/,
    ],
    ['a tensor in two', { x: 'a', y: 'b' }, { a: one('x'), b: one('x') }, /b has x, which the index says is in a/],
    ['a damaged shard', { x: 'a' }, { a: one('x').slice(0, -1) }, /^a: the tensors take 4 bytes; the file holds 3/],
    [
      'shards of two models',
      { x: 'a', y: 'b' },
      { a: one('x', { dit: '1' }), b: one('y', { dit: '2' }) },
      /^b has other metadata dit than what lies beside it/,
    ],
  ])('are refused with %s', async (_what, weights, files, why) => {
    const found = joined(weights, new Map(Object.entries(files)))
    await expect(found).rejects.toThrow(CheckpointError)
    await expect(found).rejects.toThrow(why)
  })

  it('are refused where the index is no JSON', async () => {
    await expect(sharded('{', async () => inMemory(one('x')))).rejects.toThrow(
      /^the index of the shards is not JSON: ./,
    )
  })
})
