// The golden files: every tensor fits; and what others do otherwise is named.

import { at, named } from '@dit-by-hand/graph/at'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it, vi } from 'vitest'
import { CheckpointError, encode } from '../src/checkpoint/dtype.ts'
import { numbersOf, parseSafetensors, type Tensor, tensorOf, writeSafetensors } from '../src/checkpoint/safetensors.ts'
import { parityLines } from '../src/parity/lines.ts'
import { holds, parity } from '../src/parity/parity.ts'
import { double, type Reading } from '../src/reading.ts'
import { single } from '../src/single.ts'
import { changed, only } from './recorded.ts'
import { goldenFile, manifest } from './support.ts'
import { thorough } from './thorough.ts'

describe('the golden files fit', () => {
  const files = [
    ['a_p2_h24_d2', 185],
    ['d_video_ext', 104],
    ['tables', 54],
  ] as const
  // In a short run one way of sampling stands for the others: DDIM, ten steps, cut off.
  const isOther = (name: string): boolean => /(^|\.)sample\.(ddim10\.d|10\.(?!ddim\.clip1|timestep_map))/.test(name)
  const shortened = (file: Uint8Array): Uint8Array => (thorough ? file : only(file, name => !isOther(name)))
  const others = thorough ? 0 : 9

  it.each(files)('%s in double precision', async (stem, whole) => {
    const file = goldenFile(`${stem}.safetensors`)
    const count = stem === 'a_p2_h24_d2' ? whole - others : whole
    const report = await parity(shortened(file), { stem, manifest: manifest() })
    expect(report.comparisons.filter(({ fits }) => !fits)).toEqual([])
    expect(report.comparisons.length).toBe(count)
    expect(report.findings).toEqual([])
    expect(report.unread).toEqual([])
    expect(holds(report)).toBe(true)
    expect(parityLines(report).at(-1)).toBe(`All ${count} tensors agree.`)
    for (const { error, floor, tolerance, against, from } of report.comparisons) {
      expect(tolerance).toBeLessThanOrEqual(10 * floor)
      if (against === 'F64' && from === 'manifest') expect(error).toBeLessThan(1e-13)
    }
  })

  it.each(files.slice(thorough ? 0 : 1))('%s in single precision', async (stem, count) => {
    const report = await parity(goldenFile(`${stem}.safetensors`), { stem, manifest: manifest(), reading: single })
    expect(report.comparisons.filter(({ fits }) => !fits)).toEqual([])
    expect(report.comparisons.length).toBe(count)
    for (const { tolerance, floor } of report.comparisons) expect(tolerance).toBeLessThanOrEqual(10 * floor)
    // It was no double precision under another name: something is off by a rounding of single precision.
    expect(Math.max(...report.comparisons.map(({ error }) => error))).toBeGreaterThan(1e-7)
  })

  it('without a manifest, by the columns of the file', async () => {
    const report = await parity(goldenFile('tables.safetensors'))
    expect(holds(report)).toBe(true)
  })
})

const kept = /^(param|in)\.|^(f64\.)?(act\.(t_freq|output)|train\.\w+)$/
const few = only(goldenFile('a_p2_h24_d2.safetensors'), name => kept.test(name))

describe('two columns that are of two things', () => {
  it.each([
    [Number.NaN, undefined, double],
    [Number.POSITIVE_INFINITY, undefined, single],
    // Less than the largest number of the tensor, which is 1.72: within ten times that, zeros would fit.
    [1, undefined, double],
    [1, manifest(), single],
    // Less than a tenth, and less than anybody sees.
    [1e-3, undefined, single],
    [1e-3, manifest(), double],
  ])('excuse nothing: %d', async (more, told, reading) => {
    const wrong = changed(few, ['act.output'], numbers => numbers.map((own, i) => (i === 7 ? own + more : own)))
    const report = await parity(wrong, { stem: 'a_p2_h24_d2', explain: false, reading, manifest: told })
    expect(report.comparisons.filter(({ fits }) => !fits)).toMatchObject([{ tensor: 'act.output', against: 'F32' }])
  })
})

describe('a double column', () => {
  const off = async (of: Uint8Array, reading: Reading): Promise<readonly string[]> =>
    (await parity(of, { reading, explain: false })).comparisons.flatMap(({ fits, tensor }) => (fits ? [] : [tensor]))

  it.each([double, single])('that is wrong by a twentieth does not excuse itself %#', async reading => {
    const wrong = changed(few, ['f64.act.output'], numbers => numbers.map((own, i) => (i === 7 ? own * 1.05 : own)))
    expect(await off(wrong, reading)).toEqual(['act.output'])
    expect(await off(few, reading)).toEqual([])
  })

  it.runIf(isTurn(0))('may have angles in single precision, as the official code has them there too', async () => {
    const { metadata, tensors } = parseSafetensors(few)
    const angles = [0, 37, 499, 999].map(t =>
      Array.from({ length: 128 }, (_, i) => Math.fround(t * Math.fround(10000 ** (-i / 128)))),
    )
    const waves = tensorOf(
      Float64Array.from(angles.flatMap(each => [...each.map(Math.cos), ...each.map(Math.sin)])),
      [4, 256],
    )
    const rounded = writeSafetensors({ metadata, tensors: new Map([...tensors, ['f64.act.t_freq', waves]]) })
    expect(await off(rounded, single)).toEqual([])
    expect((await parity(rounded)).findings).toMatchObject([
      { tensor: 'act.t_freq', says: expect.stringMatching(/^the double column is right to single precision only/) },
    ])
  })

  it.runIf(isTurn(3))('is computed once for both comparisons of a file', async () => {
    const file = Uint8Array.from(few)
    const first = await parity(file, { explain: false })
    const read = vi.spyOn(double, 'read')
    const second = await parity(file, { reading: single, explain: false })
    expect(read).not.toHaveBeenCalled()
    read.mockRestore()
    expect(second).toEqual(await parity(Uint8Array.from(few), { reading: single, explain: false }))
    expect(holds(first) && holds(second)).toBe(true)
  })

  it('may stand alone', async () => {
    const alone = only(few, name => name.startsWith('f64.') || !parseSafetensors(few).tensors.has(`f64.${name}`))
    const report = await parity(alone)
    expect(report).toMatchObject({ unread: [], findings: [] })
    expect(report.comparisons.map(({ tensor }) => tensor)).toEqual(
      (await parity(few)).comparisons.map(({ tensor }) => tensor),
    )
  })
})

describe('a file in half precision', () => {
  const { metadata, tensors } = parseSafetensors(few)
  /** Numbers by the upper bits of single precision, as bfloat16 has them. */
  const upper = (tensor: Tensor, shift = (own: number) => own): Tensor => {
    const bits = new Uint32Array(Float32Array.from(numbersOf(tensor), shift).buffer)
    return {
      dtype: 'BF16',
      shape: tensor.shape,
      bytes: encode(
        Array.from(bits, word => word >>> 16),
        'U16',
      ),
    }
  }
  const rounded = (shift?: (own: number) => number): Uint8Array => {
    const own = named(Object.fromEntries(tensors), 'act.output', 'the file')
    const bare = [...tensors].filter(([name]) => /^(param|in)\./.test(name))
    const table = named(Object.fromEntries(tensors), 'param.pos_embed', 'the file')
    const changed = [['param.pos_embed', upper(table)] as const, ['act.output', upper(own, shift)] as const]
    return writeSafetensors({ metadata, tensors: new Map([...bare, ...changed]) })
  }

  it('is compared to within its digits, and this is said', async () => {
    const report = await parity(rounded())
    expect(report.comparisons.map(({ tensor, against, from, fits }) => [tensor, against, from, fits])).toEqual([
      ['param.pos_embed', 'BF16', 'format', true],
      ['act.output', 'BF16', 'format', true],
    ])
    expect(parityLines(report).slice(-2)).toEqual([
      '2 tensors are compared only to within the few digits that their format has.',
      'All 2 tensors agree.',
    ])
  })

  it('is off where it is off by more', async () => {
    const report = await parity(
      rounded(own => own + 0.1),
      { explain: false },
    )
    expect(report.comparisons.filter(({ fits }) => !fits).map(({ tensor }) => tensor)).toEqual(['act.output'])
  })

  it.runIf(isTurn(1))('is refused where its digits tell nothing', async () => {
    const bytes = new Uint8Array(256).fill(0x38)
    const table = new Map(tensors).set('act.output', { dtype: 'F8_E4M3', shape: [256], bytes })
    table.delete('f64.act.output')
    await expect(parity(writeSafetensors({ metadata, tensors: table }))).rejects.toThrow(
      'act.output is in F8_E4M3, which has too few digits to compare',
    )
  })
})

describe('tensors that do not fit together', () => {
  const long = /^(f64\.)?(act\.blocks|grad_|adamw|sample\.\w+\.dd\w+\.clip)/
  const file = only(goldenFile('a_p2_h24_d2.safetensors'), name => !long.test(name))
  const { metadata, tensors } = parseSafetensors(file)
  const own = (name: string): Tensor => named(Object.fromEntries(tensors), name, 'the file')
  const first = (name: string, count: number): Tensor => {
    const { dtype, shape, bytes } = own(name)
    const each = bytes.byteLength / at(shape, 0)
    return { dtype, shape: [count, ...shape.slice(1)], bytes: bytes.subarray(0, count * each) }
  }
  const weight = 'param.t_embedder.mlp.2.weight'
  it.each([
    [
      'a name that is no way of sampling',
      { 'sample.foo.ddim.clip0.x': own('sample.z') },
      {},
      /^sample\.foo\.ddim\.clip0\.x cannot be computed: “foo” is not a respacing/,
    ],
    [
      'an odd batch',
      { 'sample.cfg_y': first('sample.cfg_y', 1) },
      {},
      /as many unconditional samples as conditional ones, not 1 in all/,
    ],
    [
      'fewer timesteps than clips',
      { 'cfg.t': first('cfg.t', 1) },
      {},
      /^the tensors of the file do not fit together: /,
    ],
    ['a scale that is no number', {}, { cfg_scale: 'four' }, /cfg_scale is four; it must be a number/],
    [
      'a weight of no axes',
      { [weight]: tensorOf(Float32Array.of(1), []) },
      {},
      /t_embedder\S+ is one number; it must be /,
    ],
  ])('are the fault of the file: %s', async (_, changed, told, why) => {
    const odd = writeSafetensors({
      metadata: { ...metadata, ...told },
      tensors: new Map([...tensors, ...Object.entries<Tensor>(changed)]),
    })
    const asked = parity(odd, { reading: single, explain: false, manifest: manifest(), stem: 'a_p2_h24_d2' })
    await expect(asked).rejects.toThrow(CheckpointError)
    await expect(asked).rejects.toThrow(why)
  })
  it.each([
    ['', /^config in the metadata is not JSON: ./],
    ['null', /^the number of heads is in neither/],
    ['{"heads": "two"}', /^the number of heads is in neither/],
    ['{"heads": 7}', /7 heads do not divide a width of 24/],
  ])('tell no number of heads: config %j', async (config, why) => {
    const kept = new Map([...tensors].filter(([name]) => !name.startsWith('act.')))
    const asked = parity(writeSafetensors({ metadata: { ...metadata, config }, tensors: kept }))
    await expect(asked).rejects.toThrow(CheckpointError)
    await expect(asked).rejects.toThrow(why)
  })
})

describe('names and axes of another file', () => {
  const { metadata, tensors } = parseSafetensors(few)
  const patches = 'param.x_embedder.proj.weight'
  it.each<[string, string, (shape: readonly number[]) => readonly number[], string]>([
    [patches, 'x_embedder.proj.weight', shape => shape, `it must be called ${patches}`],
    [patches, 'param.module.x_embedder.proj.weight', shape => shape, `it must be called ${patches}`],
    [
      'in.x',
      'in.x',
      ([n = 0, C = 0, ...sides]) => [n, ...sides, C],
      'in.x has 8 channels, on its second axis; the patches have 4',
    ],
  ])('%s as %s is told from ours', async (from, to, turned, why) => {
    const own = named(Object.fromEntries(tensors), from, 'the file')
    const others = [...tensors].filter(([name]) => name !== from)
    const renamed = new Map([...others, [to, { ...own, shape: turned(own.shape) }]])
    await expect(parity(writeSafetensors({ metadata, tensors: renamed }))).rejects.toThrow(why)
  })
})

describe('a tensor that has not what its name says', () => {
  it.each([
    ['tables', 'linear10.betas', 'linear1000000000.betas', 'has 10 numbers; by its name it must have 1000000000'],
    ['tables', 'temb.dim7.f32', 'temb.dim1000000000.f32', 'has 63 numbers; by its name it must have 9000000000'],
    ['tables', 'pos2d.D16.grid3', 'pos2d.D16.grid1000', 'has 144 numbers; by its name it must have 16000000'],
    [
      'd_video_ext',
      'rf.sample.euler8.x',
      'rf.sample.heun1000000000.x',
      'has 2304 numbers; by its name it must have 288000000000',
    ],
    [
      'd_video_ext',
      'adamw.step3.x_embedder.proj.bias',
      'adamw.step1000000000.x_embedder.proj.bias',
      'cannot be computed: adamw.losses has 3 items; there is no item 1000000000',
    ],
  ])('of %s: %s as %s', async (stem, name, as, why) => {
    const kept = (own: string): boolean => own === name || !/^(f64\.)?(act|unpatchify|grad_rf|adamw\.step)/.test(own)
    const { metadata, tensors } = parseSafetensors(only(goldenFile(`${stem}.safetensors`), kept))
    const renamed = new Map([...tensors].map(([own, tensor]) => [own === name ? as : own, tensor]))
    const asked = parity(writeSafetensors({ metadata, tensors: renamed }), {
      reading: single,
      stem,
      manifest: manifest(),
    })
    await expect(asked).rejects.toThrow(CheckpointError)
    await expect(asked).rejects.toThrow(`${as} ${why}`)
  })
})

describe('a reference that leaves nothing to compare', () => {
  const { metadata, tensors } = parseSafetensors(goldenFile('a_p2_h24_d2.safetensors'))
  const withOutput = (output: Tensor): Uint8Array => {
    const kept = [...tensors].filter(([name]) => /^(param|in)\./.test(name))
    return writeSafetensors({ metadata, tensors: new Map([...kept, ['act.output', output]]) })
  }
  const output = named(Object.fromEntries(tensors), 'act.output', 'the file')

  it('is refused where a tensor is empty', async () => {
    await expect(parity(withOutput(tensorOf(new Float32Array(0), [0, 8, 8, 8])))).rejects.toThrow(
      new CheckpointError('act.output is 0×8×8×8, without any number to compare'),
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('never agrees with %d, in one column or two', async cell => {
    const spoilt = Float64Array.from(numbersOf(output), (own, i) => (i === 7 ? cell : own))
    const { tensors: own } = parseSafetensors(withOutput(output))
    for (const file of [
      withOutput(tensorOf(Float32Array.from(spoilt), output.shape)),
      writeSafetensors({ metadata, tensors: new Map([...own, ['f64.act.output', tensorOf(spoilt, output.shape)]]) }),
    ]) {
      // The search for a convention takes a while.
      const explain = thorough && cell === Number.POSITIVE_INFINITY
      const { comparisons, findings } = await parity(file, { explain })
      expect(comparisons.filter(({ fits }) => !fits).map(({ tensor }) => tensor)).toEqual(['act.output'])
      expect(findings).toEqual(explain ? [{ tensor: 'act.output', block: 'output', says: undefined }] : [])
    }
  })

  it('is refused where the manifest would excuse any number', async () => {
    const wrong = tensorOf(
      Float32Array.from(numbersOf(output), number => -number),
      output.shape,
    )
    const floors = { float32_vs_float64: { all: { loose: { 'act.output': { max_abs: 1e9 } } } } }
    const compared = parity(withOutput(wrong), { stem: 'loose', manifest: floors })
    await expect(compared).rejects.toThrow(
      /^the manifest says that single precision loses 1000000000 of act\.output, where no number is larger than 1\.7/,
    )
  })
})

it('does not name a convention for a tensor that it leaves as it is', async () => {
  // The network's times 1000 would cost three digits, but it has no part in the patches.
  const patches = only(goldenFile('a_p2_h24_d2.safetensors'), name => /^(param|in)\.|^act\.x_embedder$/.test(name))
  const wrong = changed(patches, ['act.x_embedder'], numbers => numbers.map(own => own + 3e-5))
  const { findings } = await parity(wrong, { stem: 'other' })
  expect(findings).toEqual([{ tensor: 'act.x_embedder', block: 'patches', says: undefined }])
})

describe('a parameter that is none', () => {
  const weight = 'param.blocks.0.attn.qkv.weight'
  const { metadata, tensors } = parseSafetensors(few)
  const withWeight = (change: (tensor: Tensor) => Tensor): Uint8Array => {
    const own = named(Object.fromEntries(tensors), weight, 'the file')
    return writeSafetensors({ metadata, tensors: new Map(tensors).set(weight, change(own)) })
  }
  it.each([
    ['turned round', (own: Tensor) => ({ ...own, shape: own.shape.toReversed() }), 'is 24×72; it must be 72×24'],
    ['whole numbers', (own: Tensor) => ({ ...own, dtype: 'I32' as const }), 'is I32; it must be in floating point'],
    ['no number', (own: Tensor) => tensorOf(new Float32Array(72 * 24).fill(Number.NaN), own.shape), 'is NaN'],
  ])('%s is refused by name', async (_, change, why) => {
    const asked = parity(withWeight(change))
    await expect(asked).rejects.toThrow(CheckpointError)
    await expect(asked).rejects.toThrow(new RegExp(`${weight} .*${why}|number 1 of ${weight} ${why}`))
  })

  it('turned round is told by its axes, too, where their number tells the size of the model', async () => {
    const up = 'param.blocks.0.mlp.fc1.weight'
    const own = named(Object.fromEntries(tensors), up, 'the file')
    const turned = new Map(tensors).set(up, { ...own, shape: own.shape.toReversed() })
    const asked = parity(writeSafetensors({ metadata, tensors: turned }))
    await expect(asked).rejects.toThrow(`${up} is 24×96; it must be 24×24, row by row`)
  })

  it('is told where the model has no such parameter', async () => {
    const more = ['param.blocks.2.attn.qkv.weight', 'param.blocks.0.attn.qkv.scale']
    const own = named(Object.fromEntries(tensors), weight, 'the file')
    const file = writeSafetensors({
      metadata,
      tensors: new Map([...tensors, ...more.map(name => [name, own] as const)]),
    })
    // A third block would be read; a part of it is not.
    await expect(parity(file)).rejects.toThrow('the file has no tensor param.blocks.2.')
    const scaled = writeSafetensors({ metadata, tensors: new Map([...tensors, [more[1]!, own]]) })
    expect((await parity(scaled, { explain: false })).unread).toEqual([more[1]])
  })
})
