// `dit export`: ONNX and a folder for PyTorch, from a name, a configuration or a checkpoint; nothing is written over unasked.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { parseSafetensors, writeSafetensors } from '@dit-by-hand/video-dit/checkpoint'
import { loadModel } from '@dit-by-hand/video-dit/checkpoint/load'
import { modelFile, whole } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { readKnown } from '@dit-by-hand/video-dit/learn/known'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-export-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const config = {
  ...{ channels: 2, video: [2, 4, 4], patch: [1, 2, 2], width: 12, depth: 2, heads: 3, mlp: 2, words: 4 },
  learnedVariance: false,
}
const torch = ['export', '--to', 'torch', '--steps', '2', '--batch', '2', '--clips', '3', '--out', 'folder']

beforeAll(async () => {
  writeFileSync(join(cwd, 'tiny.json'), JSON.stringify({ config, predicts: 'velocity' }))
  const { code, stderr } = await dit([...torch, '--config', 'tiny.json'], { cwd })
  expect([code, stderr]).toEqual([0, ''])
})

describe('dit export', () => {
  it('writes a folder for PyTorch', () => {
    expect(readdirSync(join(cwd, 'folder')).toSorted()).toEqual([
      'data.safetensors',
      'model.py',
      'model.safetensors',
      'train.py',
    ])
    expect(readFileSync(join(cwd, 'folder', 'model.py'), 'utf8')).toContain('class DiT(')
  })

  it('writes the same model as ONNX, from a seed or from its checkpoint', async () => {
    const seeded = await dit(['export', '--to', 'onnx', '--config', 'tiny.json', '--out', 'a.onnx'], { cwd })
    expect([seeded.code, seeded.stderr]).toEqual([0, ''])
    expect(seeded.stdout).toContain('a.onnx: ONNX, opset 17, IR version 8.')
    const loaded = await dit(
      ['export', '--to', 'onnx', '--checkpoint', 'folder/model.safetensors', '--out', 'deep/b.onnx'],
      { cwd },
    )
    expect([loaded.code, loaded.stderr]).toEqual([0, ''])
    const [a, b] = [readFileSync(join(cwd, 'a.onnx')), readFileSync(join(cwd, 'deep/b.onnx'))]
    expect(a).toEqual(b)
    for (const name of ['blocks.1.attn.qkv.weight', 'y_embedder.embedding_table.weight', 'pos_embed'])
      expect(a.includes(name), name).toBe(true)
  })

  it('keeps what a model says of itself', async () => {
    const { info, report } = await loadModel(inMemory(readFileSync(join(cwd, 'folder/model.safetensors'))))
    expect(info).toEqual({ config, predicts: 'velocity' })
    expect([report.missing, report.extra, report.misshapen]).toEqual([[], [], []])
  })

  it('says what of a checkpoint is not its model', async () => {
    const { info, weights } = await loadModel(inMemory(readFileSync(join(cwd, 'folder/model.safetensors'))))
    const more = { name: 'decoder.weight', shape: [2, 3], matrix: [2, 3], cells: new Float32Array(6) } as const
    writeFileSync(join(cwd, 'more.safetensors'), whole(modelFile(info, weights, {}, [more])))
    const { stdout } = await dit(['export', '--to', 'onnx', '-c', 'more.safetensors', '-o', 'more.onnx'], { cwd })
    expect(stdout).toMatch(/^Not part of this model, and ignored: decoder\.weight\.\nmore\.onnx: ONNX/)
  })

  it('is told what a checkpoint without metadata and positions leaves open, and reads one in shards', async () => {
    const { tensors } = parseSafetensors(readFileSync(join(cwd, 'folder/model.safetensors')))
    const bare = [...tensors].filter(([name]) => name !== 'pos_embed')
    const shards = [bare.slice(0, 5), bare.slice(5)].map((part, i) => {
      const name = `model-0000${i + 1}-of-00002.safetensors`
      writeFileSync(join(cwd, 'folder', name), writeSafetensors({ metadata: { format: 'pt' }, tensors: new Map(part) }))
      return part.map(([tensor]) => [tensor, name] as const)
    })
    const index = { metadata: { total_size: 1 }, weight_map: Object.fromEntries(shards.flat()) }
    writeFileSync(join(cwd, 'folder/model.safetensors.index.json'), JSON.stringify(index))
    const asked = ['export', '--to', 'onnx', '-c', 'folder/model.safetensors.index.json', '-o', 'shards.onnx']
    const said = ['--heads', '3', '--size', '2x4x4']
    expect((await dit(asked, { cwd })).stderr).toMatch(/index\.json: the file has no pos_embed; say how large the clip/)
    expect((await dit([...asked, ...said], { cwd })).stderr).toBe('')
    writeFileSync(join(cwd, 'plain.json'), JSON.stringify({ config }))
    const { code } = await dit(['export', '--to', 'onnx', '--config', 'plain.json', '--out', 'whole.onnx'], { cwd })
    const [a, b] = ['shards.onnx', 'whole.onnx'].map(name => readFileSync(join(cwd, name)))
    expect([code, Buffer.compare(a!, b!)]).toEqual([0, 0])
    rmSync(join(cwd, 'folder/model-00002-of-00002.safetensors'))
    const lost = await dit([...asked, ...said, '--force'], { cwd })
    expect(lost).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/00002\.safetensors cannot be read: there is no/),
    })
  })

  it('writes over nothing unasked, and says so before any work', async () => {
    const [again, forced] = [
      [...torch, '--config', 'tiny.json'],
      [...torch, '--config', 'tiny.json', '--force'],
    ]
    const before = readFileSync(join(cwd, 'folder', 'model.py'), 'utf8')
    writeFileSync(join(cwd, 'folder', 'model.py'), 'mine')
    expect(await dit(again, { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `dit: ${join('folder', 'model.py')} cannot be written: it already exists; --force overwrites it.\n`,
    })
    expect(readFileSync(join(cwd, 'folder', 'model.py'), 'utf8')).toBe('mine')
    expect((await dit(forced, { cwd })).code).toBe(0)
    expect(readFileSync(join(cwd, 'folder', 'model.py'), 'utf8')).toBe(before)
  })

  it.each([
    [['--to', 'onnx', '--out', 'x.onnx'], /One model is needed: --checkpoint FILE .* --config NAME/],
    [['--to', 'onnx', '--out', 'x.onnx', '--config', 'tiny.json', '--checkpoint', 'y'], /One model is needed/],
    [['--to', 'tflite', '--out', 'x', '--config', 'tiny.json'], /Allowed choices are onnx, torch/],
    [['--to', 'onnx', '--out', 'x.onnx', '--config', 'DiT-M/2'], /DiT-M\/2 is not a published model \(DiT-XL\/2, /],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--checkpoint', 'no.safetensors'],
      /no.safetensors cannot be read: there is no such file/,
    ],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--checkpoint', 'tiny.json'],
      /tiny.json: this JSON is no index of shards: its weight_map must name the file of each tensor/,
    ],
    [['--to', 'onnx', '--out', 'x.onnx', '--config', 'tiny.json', '--heads', '3'], /--heads is only for a checkpoint/],
    [['--to', 'onnx', '--out', 'x.onnx', '--config', 'tiny.json', '--size', '4x4'], /--size is only for a checkpoint/],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--checkpoint', 'folder/model.safetensors', '--size', '2x4x8'],
      /folder.model.safetensors: the file itself says that its clips are 2×4×4, not 2×4×8/,
    ],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--config', 'tiny.json', '--steps', '3'],
      /--steps is only for data for PyTorch/,
    ],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--checkpoint', 'folder/model.safetensors', '--seed', '3'],
      /--seed is only for an untrained model/,
    ],
    [
      ['--to', 'onnx', '--out', 'x.onnx', '--checkpoint', 'folder/model.safetensors', '--heads', '4'],
      /folder.model.safetensors: the file itself says that its attention has 3 heads, not 4/,
    ],
    [['--to', 'onnx', '--out', 'folder', '--config', 'tiny.json'], /folder cannot be written: it is a folder/],
  ])('refuses %j', async (args, why) => {
    const { code, stdout, stderr } = await dit(['export', ...args], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(why)
    expect(readdirSync(cwd)).not.toContain('x.onnx')
  })

  it.each([
    ['{', /model\.json is not JSON: /],
    ['[]', /^dit: model\.json: the model is not valid: it is not an object\.\n/],
    ['{"config": {}}', /^dit: model\.json: .*config\.channels is missing; it must be a finite number\.\n/],
    [
      JSON.stringify({ config: { ...config, width: '24' } }),
      /^dit: model\.json: .*config\.width is "24"; it must be a finite number\.\n/,
    ],
    [JSON.stringify({ config, predict: 'velocity' }), /^dit: model\.json: .*: predict is not a field of a model\.\n/],
    [
      JSON.stringify({ config: { ...config, head: 3 } }),
      /^dit: model\.json: .*: config\.head is not a field of a model\.\n/,
    ],
    [JSON.stringify({ config: { ...config, heads: 7 } }), /^dit: model\.json: .*7 heads do not divide a width of/],
  ])('refuses a model of %s as what its reader wrote', async (model, why) => {
    writeFileSync(join(cwd, 'model.json'), model)
    const { code, stderr } = await dit(['export', '--to', 'onnx', '--out', 'x.onnx', '--config', 'model.json'], { cwd })
    expect([code, stderr]).toEqual([2, expect.stringMatching(why)])
  })

  it.runIf(isTurn(3))('takes the decoder of a model that reads codes along, or says where it is', async () => {
    const recipe = {
      frames: 2,
      features: 16,
      heads: 2,
      depth: 1,
      batch: 2,
      clips: 8,
      codes: { count: 6, whitening: 0.5 },
    }
    writeFileSync(join(cwd, 'recipe.json'), JSON.stringify(recipe))
    const train = ['train', '--config', 'recipe.json', '--steps', '1', '--samples', '0', '--workers', '1', '--out']
    const learned = await dit([...train, 'codes.safetensors'], { cwd })
    expect([learned.code, learned.stdout]).toEqual([
      0,
      expect.stringContaining('Training for 1 step of 2 clips: recipe'),
    ])
    const from = ['--checkpoint', 'codes.safetensors', '--out'] as const
    const folder = await dit(['export', '--to', 'torch', '--steps', '1', ...from, 'codes'], { cwd })
    expect(folder.stdout).toContain('the first step of 32 clips that dit draws from seed 1')
    const { size, frozen } = await readKnown(inMemory(readFileSync(join(cwd, 'codes/model.safetensors'))))
    expect([size.frames, frozen?.scales.length]).toEqual([2, 6])
    const onnx = await dit(['export', '--to', 'onnx', ...from, 'codes.onnx'], { cwd })
    expect(onnx.stdout).toContain('Its clips are codes. A patch of 1×16×16 pixels')
  })
})
