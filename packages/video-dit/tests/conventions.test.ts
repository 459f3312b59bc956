// The passport: files as somebody with other conventions would have made them, each named, none misnamed.
import { at } from '@dit-by-hand/graph/at'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import type { Convention } from '../src/parity/check.ts'
import { netConventions } from '../src/parity/conventions.ts'
import { golden } from '../src/parity/golden.ts'
import { type Finding, holds, parity } from '../src/parity/parity.ts'
import { trainingConventions } from '../src/parity/training.ts'
import { changed, only, recorded } from './recorded.ts'
import { goldenFile, manifest } from './support.ts'
import { every, everything, thorough } from './thorough.ts'

const image = { stem: 'a_p2_h24_d2', file: goldenFile('a_p2_h24_d2.safetensors') }
const video = { stem: 'd_video_ext', file: goldenFile('d_video_ext.safetensors') }

type Subject = typeof image

/** The image's net alone, without learning and sampling. */
const bare = { stem: image.stem, file: only(image.file, name => /^(f64\.)?(param|in|act|cfg)\./.test(name)) }

const found = async ({ stem }: Subject, file: Uint8Array): Promise<readonly Finding[]> =>
  (await parity(file, { stem, manifest: manifest() })).findings

const named = (says: string): Convention => {
  const convention = [...netConventions, ...trainingConventions].find(each => each.says === says)
  if (!convention) throw new RangeError(`no convention says that ${says}`)
  return convention
}

/** The net's own tensors, without learning and sampling. */
const forward = (tensor: string): boolean => /^(act|cfg)\./.test(tensor)

/** Two ways of saying one thing, where the file does not tell the modulation itself. */
const sameThing = (says: string): string =>
  says
    .replace(
      'scale and shift are swapped in the modulation weights',
      'scale and shift are swapped: scale comes before shift',
    )
    .replace('the modulation weights have their parts in the order', "the modulation's parts come in the order")
    .replace(
      'the modulation weights have the perceptron before the attention',
      "the perceptron's modulation comes before the attention's",
    )

/** Every row of so many numbers in another order. */
const moved = (numbers: ArrayLike<number>, width: number, order: (k: number) => number): readonly number[] =>
  Array.from(numbers, (_, i) => at(numbers, i - (i % width) + order(i % width)))

/** With the guidance of all channels in place of the official one, as the file itself has it; in single precision only. */
function guidedAlike(): Uint8Array {
  const whole = golden(bare.file).numbers('cfg.out_all_channels')
  return only(
    changed(bare.file, ['cfg.out'], () => whole),
    name => name !== 'f64.cfg.out',
  )
}

describe('golden files with tensors moved by hand', () => {
  const files: readonly (readonly [string, Uint8Array])[] = [
    [
      'the timestep embedding has its sines before its cosines',
      changed(bare.file, ['act.t_freq'], numbers => moved(numbers, 256, k => (k + 128) % 256)),
    ],
    [
      'the timestep embedding is interleaved: cosine, sine, cosine, sine',
      changed(bare.file, ['act.t_freq'], numbers => moved(numbers, 256, k => (k % 2) * 128 + Math.floor(k / 2))),
    ],
    [
      'positions have the row before the column',
      changed(bare.file, ['param.pos_embed'], numbers => moved(numbers, 24, k => (k + 12) % 24)),
    ],
    [
      'positions have their cosines before their sines',
      changed(bare.file, ['param.pos_embed'], numbers => moved(numbers, 12, k => (k + 6) % 12)),
    ],
    [
      'positions are interleaved: sine, cosine, sine, cosine',
      changed(bare.file, ['param.pos_embed'], numbers => moved(numbers, 12, k => (k % 2) * 6 + Math.floor(k / 2))),
    ],
    ['the network gets the timestep times 1000', changed(bare.file, ['in.t'], numbers => numbers.map(t => t / 1000))],
    ['timesteps are counted from 1', changed(bare.file, ['in.t'], numbers => numbers.map(t => t - 1))],
    ['all channels are guided, not only the first three', guidedAlike()],
    [
      'the rows of qkv are in the order key, query, value',
      changed(bare.file, ['act.blocks.0.attn.qkv'], numbers =>
        moved(numbers, 72, k => at([24, 0, 48], Math.floor(k / 24)) + (k % 24)),
      ),
    ],
  ]
  // Every seventh in a short run: the timestep, the guidance.
  it.runIf(isTurn(5)).each(every(7, files))('%s', { timeout: 300_000 }, async (says, file) => {
    const [first] = await found(bare, file)
    expect(first?.says).toBe(says)
  })

  // In a short run `dit parity` is asked the same.
  it.runIf(thorough)('noise is no convention', { timeout: 300_000 }, async () => {
    const file = changed(bare.file, ['act.blocks.1.mlp'], numbers => numbers.map((x, i) => x + 0.01 * Math.sin(i)))
    expect(await found(bare, file)).toEqual([{ tensor: 'act.blocks.1.mlp', block: 'block 1', says: undefined }])
  })
})

/** What cannot be told from these: a thing that differs in nothing, or is said in another way. */
const unseen: { readonly [stem: string]: { readonly [says: string]: readonly (string | undefined)[] } } = {
  a_p2_h24_d2: {
    // One frame comes in no order, and on a square the tokens counted the other way are the axes the other way.
    'tokens are counted with time fastest': [],
    'positions have the axes in the order column, row, frame': [],
    'positions have the axes in the order column, frame, row': [],
    'positions have the axes in the order row, column, frame': ['positions have the row before the column'],
    'positions have the axes in the order row, frame, column': ['positions have the row before the column'],
    'positions are counted column before row': ['positions have the row before the column'],
  },
  d_video_ext: {
    // One channel comes in no order.
    'a patch is read channel last: row, column, channel': [],
    'an output token is laid out channel first': [],
  },
}

describe.each([
  ['an image', image],
  ['a clip', video],
] as const)('files of another model of %s', (_what, subject) => {
  const all = netConventions.filter(
    (_, i) => everything || i % (thorough ? 8 : 96) === (subject === image ? 20 : 8) % (thorough ? 8 : 96),
  )

  it.runIf(isTurn(4)).each(all.map(({ says }) => says))('%s', { timeout: 600_000 }, async says => {
    const file = await recorded(subject.file, [named(says)], forward)
    const names = (await found(subject, file)).map(finding => finding.says)
    expect(names).toEqual(unseen[subject.stem]?.[says] ?? [subject === image ? says : sameThing(says)])
  })
})

describe('files of another way to learn', () => {
  const ways: readonly (readonly [string, Subject])[] = [
    ['the velocity points from noise to the clip', video],
    ['clips are noised by the squared cosine schedule', image],
    ['the loss has no variance bound', image],
    ['the variance bound is counted in nats', image],
    ['time runs the other way: 0 is noise', video],
  ]
  it.runIf(isTurn(3)).each(ways.slice(0, everything ? ways.length : thorough ? 2 : 1))(
    '%s',
    { timeout: 600_000 },
    async (says, subject) => {
      // In a short run without the slopes and the steps of training.
      const kept = (tensor: string): boolean => thorough || !/^(grad|adamw)/.test(tensor)
      const report = await parity(await recorded(subject.file, [named(says)], kept), {
        stem: subject.stem,
        manifest: manifest(),
      })
      expect(holds(report)).toBe(false)
      expect(report.findings.map(finding => finding.says)).toEqual([says])
    },
  )
})

it.runIf(isTurn(1))('two conventions at once are both named', { timeout: 600_000 }, async () => {
  const both = ['timesteps are counted from 1', 'the rows of qkv are in the order key, query, value']
  const file = await recorded(bare.file, both.map(named))
  expect((await found(bare, file)).map(({ says }) => says)).toEqual(both)
})
