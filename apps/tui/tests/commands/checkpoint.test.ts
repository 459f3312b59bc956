// `dit explain --checkpoint`: a cell of a trained net, told; and what is no cell of it, said with what would be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveModel } from '@dit-by-hand/video-dit/checkpoint/save'
import { dit as netOf } from '@dit-by-hand/video-dit/net'
import { afterAll, describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-checkpoint-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const config = {
  channels: 3,
  video: [2, 8, 8],
  patch: [1, 4, 4],
  width: 16,
  depth: 2,
  heads: 2,
  mlp: 2,
  words: 4,
  learnedVariance: false,
} as const
const weights = Object.fromEntries(
  netOf(config).parameters.map(({ name, shape: [rows, columns] }, k) => [
    name,
    Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i + k) / 2),
  ]),
)
const info = { config, vocabulary: ['moon', 'rises', 'night', ''], predicts: 'clip' } as const
const file = saveModel(info, weights)
writeFileSync(join(cwd, 'sky.safetensors'), file)
writeFileSync(join(cwd, 'cut.safetensors'), file.subarray(0, file.length - 4))
const classes = saveModel(
  { config: { ...config, learnedVariance: true } },
  {
    ...weights,
    'last.tokens.weight': new Float32Array(96 * 16).fill(0.1),
    'last.tokens.bias': new Float32Array(96),
  },
)
writeFileSync(join(cwd, 'classes.safetensors'), classes)

const explain = (...args: string[]) => dit(['explain', '--checkpoint', 'sky.safetensors', ...args], { cwd })

describe('dit explain --checkpoint', () => {
  it('tells a cell at a step of sampling', async () => {
    const asked = ['--prompt', 'the moon rises at night', '--step', '3', 'block1.attention.scores', '3', '7']
    const { code, stdout, stderr } = await explain(...asked, '--head', '2')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('block1.attention.head1.scores, row 3, column 7\n')
    expect(stdout).toContain('step 3 of 20 on the straight path, noise of seed 1.')
    // Eight features of a key of the second head, below sixteen of the queries; and of a query.
    expect(stdout).toContain('made from     block1.attention.qkv[25–32,3], block1.attention.qkv[9–16,7]')
    expect(stdout).toContain('goes into     block1.attention.head1.shares[1–8,7]')
    expect(stdout).toMatch(/gradient {6}\S+: how the mean of the squares of the output changes/)
  })

  it('gives as JSON what its line comes to', async () => {
    const { stdout } = await explain('block0.mlp.up', '2', '5', '--json')
    const { value, sources, numbers } = JSON.parse(stdout)
    // W·x + b: the products of weights and inputs, and the bias.
    const [left, right, [bias]] = ['weight', 'input', 'bias'].map(part =>
      sources.flatMap((each: { matrix: string; value: number }) => (each.matrix.endsWith(part) ? [each.value] : [])),
    )
    const sum = left.reduce((total: number, weight: number, i: number) => total + weight * right[i], bias)
    expect(left).toHaveLength(16)
    expect(value).toBeCloseTo(sum, 6)
    expect(numbers).toMatch(/·/)
  })

  it('knows classes', async () => {
    const { code, stdout } = await dit(
      ['explain', '--checkpoint', 'classes.safetensors', '--class', '2', 'words', '3', '1'],
      { cwd },
    )
    expect([code, stdout]).toEqual([0, expect.stringContaining('words[3,1] = 1, given')])
  })

  it.each([
    [['block1.atention.score', '1', '1'], 'Did you mean block1.attention.scores'],
    [['block7.mlp.up', '1', '1'], 'The network has 2 blocks: block0 to block1.'],
    [['qqqqqqqqqqqqqqqqqqqqqqq', '1', '1'], 'There are x, patches, tokens'],
    [['block0.attention.scores', '1', '1', '--head', '3'], 'There is no head 3: the attention has 2.'],
    [['tokens', '17', '1'], 'tokens is 16×8; it has no row 17.'],
    [['output', '1', '1', '--prompt', 'mon rises'], 'The model does not know “mon”. Did you mean moon?'],
    [
      ['output', '1', '1', '--class', '1'],
      'The file has words, not classes: --prompt takes them, such as moon, rises, night.',
    ],
    [['output', '1', '1', '--heads', '4'], 'the file itself says that its attention has 2 heads, not 4'],
    [['output', '1', '1', '--size', '32x32'], 'the file itself says that its clips are'],
    [['output', '1', '1', '--step', '21'], 'There is no step 21 among 20'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await explain(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  it.each([
    [['--checkpoint', 'none.safetensors'], 'there is no such file'],
    [['--checkpoint', '.'], 'it is a folder'],
    [['--checkpoint', 'cut.safetensors'], 'it is cut short'],
    [['--prompt', 'moon'], '--prompt is for a trained network: name its file with --checkpoint.'],
    [['--checkpoint', 'classes.safetensors', '--prompt', 'moon'], '--class takes a number from 0 to 2'],
    [['--checkpoint', 'classes.safetensors', '--class', '3'], 'There is no class 3: the file has 3, counted from 0.'],
  ])('%j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await dit(['explain', ...args, 'output', '1', '1'], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^dit: .*\n$/)
    expect(stderr).toContain(message)
  })
})
