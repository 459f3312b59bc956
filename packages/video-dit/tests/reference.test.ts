// Files of models that nobody has measured, made by a second DiT in PyTorch: they fit, and a slip in one is seen.
// Skipped, and said so, where there is no Python with torch: .ci/run brings Debian's.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds, parity } from '../src/parity/parity.ts'
import { single } from '../src/single.ts'
import { changed, only } from './recorded.ts'
import { thorough } from './thorough.ts'

const python = pythonWith('torch')

const config = {
  input_size: 8,
  patch_size: 2,
  in_channels: 4,
  hidden_size: 24,
  depth: 2,
  num_heads: 3,
  mlp_ratio: 4,
  class_dropout_prob: 0.1,
  num_classes: 5,
  learn_sigma: true,
}

/** The smallest first: a short run makes that one alone. */
const models = [
  {
    name: 'no learned variance, no label left out',
    spacings: 'ddim10 10',
    tensors: 110,
    config: { ...config, learn_sigma: false, class_dropout_prob: 0, depth: 1, hidden_size: 16, num_heads: 2 },
  },
  {
    name: 'wide patches of colour',
    spacings: 'ddim10 10',
    tensors: 242,
    config: { ...config, patch_size: 4, in_channels: 3, hidden_size: 32, depth: 3, num_heads: 4 },
  },
  {
    name: 'a thousand classes, one head, patches of one cell',
    spacings: 'ddim5 10,15',
    tensors: 189,
    config: {
      ...config,
      input_size: 4,
      patch_size: 1,
      in_channels: 5,
      hidden_size: 8,
      num_heads: 1,
      mlp_ratio: 2,
      num_classes: 1000,
    },
  },
] as const

type Model = (typeof models)[number]

describe.skipIf(python === undefined)('files that nobody has measured', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dit-reference-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const known = new Map<Model, Uint8Array>()
  const made = (model: Model): Uint8Array => {
    const file = known.get(model) ?? makeAnew(model)
    known.set(model, file)
    return file
  }
  const makeAnew = ({ config: told, spacings }: Model): Uint8Array => {
    const out = join(folder, 'made.safetensors')
    const script = join(import.meta.dirname, 'reference.py')
    runPython(python ?? '', [script, out, '7', JSON.stringify(told), spacings], folder)
    return readFileSync(out)
  }

  // In a short run the net alone, below.
  it.runIf(thorough).each(models)('fit: $name', async model => {
    const file = made(model)
    for (const reading of [undefined, single]) {
      const report = await parity(file, { ...(reading && { reading }), explain: false })
      expect(report.comparisons.filter(({ fits }) => !fits)).toEqual([])
      expect(report.comparisons.length).toBe(model.tensors)
      expect(report.unread).toEqual([])
      for (const { tolerance, floor } of report.comparisons) expect(tolerance).toBeLessThanOrEqual(10 * floor)
    }
  })

  it.runIf(isTurn(5))(
    'fit without training and sampling, and do not with a number changed by a hundred times its rounding',
    async () => {
      const net = only(made(models[0]), name => /^(f64\.)?(param|in|act)\./.test(name))
      const slipped = changed(net, ['act.blocks.0.attn'], numbers => Array.from(numbers, x => x * (1 + 100 * 2 ** -20)))
      expect(holds(await parity(net, { explain: false }))).toBe(true)
      const report = await parity(slipped, { explain: false })
      expect(holds(report)).toBe(false)
      expect(report.comparisons.filter(({ fits }) => !fits).map(({ tensor }) => tensor)).toEqual(['act.blocks.0.attn'])
    },
  )
})
