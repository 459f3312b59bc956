// The folder for PyTorch: outputs, losses, gradients and steps of AdamW are ours; so is a run on two processes; what is
// trained there comes back. Skipped, and said so, where there is no Python with torch: .ci/run brings Debian's.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid } from '@dit-by-hand/graph/evaluate'
import { input } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { layerNorm } from '@dit-by-hand/graph/transformer'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { inTurn, isTurn, turn, turns } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelInfo } from '../../src/checkpoint/info.ts'
import { loadModel } from '../../src/checkpoint/load.ts'
import { officialName } from '../../src/checkpoint/official.ts'
import {
  numbersOf,
  parseSafetensors,
  type Tensor,
  tensorOf,
  writeSafetensors,
} from '../../src/checkpoint/safetensors.ts'
import { frozenPositions, whole } from '../../src/checkpoint/save.ts'
import { inMemory } from '../../src/checkpoint/source.ts'
import { asGiven, noising, posterior } from '../../src/coefficients.ts'
import { tokensOf } from '../../src/config.ts'
import { clipAxes } from '../../src/export/onnx/dit.ts'
import { lossFor, recipeFor, type TorchFile, torchFiles } from '../../src/export/torch/files.ts'
import { untrained } from '../../src/export/untrained.ts'
import { worldClips } from '../../src/learn/clips.ts'
import { readKnown } from '../../src/learn/known.ts'
import { rectifiedFlow } from '../../src/learn/loss.ts'
import { configOf, rateAt } from '../../src/learn/recipe.ts'
import { openRun } from '../../src/learn/run.ts'
import { clipShape, dit } from '../../src/net.ts'
import { publishedSchedule } from '../../src/schedule.ts'
import { adamW, gradientsOf, type Moments } from '../../src/train.ts'
import { vocabulary, wordRows } from '../../src/world/words.ts'
import { rounds, thorough } from '../thorough.ts'
import { drawnConfig, drawnSamples, drawnWeights, given, gridFrom, gridOfColumns, normals, wordsOf } from './random.ts'
import { apart, single } from './single.ts'

const python = pythonWith('torch')
if (python === undefined)
  process.stderr.write(
    '\nno Python here has torch (Debian: python3-torch): the tests of it are SKIPPED, not passed\n\n',
  )

// Without a word about them, torch 1.13 on Python 3.11 finds no way for its processes' output (findings/torchrun-python311.sh).
const torchrun = ['-m', 'torch.distributed.run', '--redirects', '1', '--tee', '1']

const count = rounds(16, 3)
const small = { steps: 2, batch: 4, clips: 4, seed: 3, further: false }
const batch = 3

/** A configuration, what it predicts and how it is asked: images and clips, classes and words, all three losses. */
function drawnInfo(seed: number): ModelInfo {
  const config = drawnConfig(seed)
  const words = Array.from({ length: config.words }, (_, i) => `word ${i}`)
  const predicts = config.learnedVariance ? 'noise' : at(['velocity', 'clip', 'noise'] as const, seed % 3)
  return { config, predicts, ...(seed % 2 === 1 && { vocabulary: words }) }
}

function writeFolder(folder: string, files: readonly TorchFile[]): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, contents } of files)
    writeFileSync(
      join(folder, name),
      typeof contents === 'string' || contents instanceof Uint8Array ? contents : whole(contents),
    )
}

const flat = (grid: Grid<number>): readonly number[] => grid.flat()

describe.skipIf(python === undefined)('PyTorch', { timeout: 300_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'dit-torch-'))
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))
  const ask = (args: readonly string[], cwd: string): string => runPython(python ?? '', args, cwd)

  describe.runIf(isTurn(2))('in double precision', () => {
    /** What each sample of a configuration's loss brings, as grids. */
    const samplesOf = (info: ModelInfo, seed: number): readonly Given<number>[] => {
      const { config } = info
      const shape = clipShape(config)
      return Array.from({ length: batch }, (_, i) => {
        const t = at([0, 417, 999], i)
        const start = normals(shape[0] * shape[1], seed, 60 + i).map(x => (t === 0 ? Math.max(-1, Math.min(1, x)) : x))
        const brought = {
          start: gridFrom(start, shape),
          noise: gridFrom(normals(shape[0] * shape[1], seed, 70 + i), shape),
          words: wordsOf(config, i % config.words),
        }
        const flows = info.predicts === 'velocity' || info.predicts === 'clip'
        if (flows) return { ...brought, time: [[Math.fround(0.2 + 0.3 * i)]] }
        const levels = publishedSchedule()
        return { ...brought, t: [[t]], ...asGiven({ ...noising(levels, t), ...posterior(levels, t) }) }
      })
    }

    const asTensors = (info: ModelInfo, seed: number): ReadonlyMap<string, Tensor> => {
      const { config } = info
      const samples = samplesOf(info, seed)
      const stacked = (name: string): Tensor => {
        const cells = samples.flatMap(sample => flat(named(sample, name)))
        const isClip = name === 'start' || name === 'noise'
        const axes = isClip ? clipAxes(config, config.channels) : name === 'words' ? [config.words] : []
        return tensorOf(Float64Array.from(cells), [batch, ...axes])
      }
      const inputs = drawnSamples(config, seed, batch)
      const x = Float64Array.from(inputs.flatMap(sample => [...sample.x]))
      const words = Float64Array.from(inputs.flatMap(({ word }) => flat(wordsOf(config, word))))
      return new Map([
        ['x', tensorOf(x, [batch, ...clipAxes(config, config.channels)])],
        [
          't',
          tensorOf(
            Float64Array.from(inputs, ({ t }) => t),
            [batch],
          ),
        ],
        ['words', tensorOf(words, [batch, config.words])],
        ...lossFor(info).perSample.map(name => [`sample.${name}`, stacked(name)] as const),
      ])
    }

    const seeds = Array.from({ length: count }, (_, i) => i)
    const folderOf = (seed: number): string => join(scratch, `double${seed}`)
    beforeAll(async () => {
      for (const seed of seeds) {
        const info = drawnInfo(seed)
        writeFolder(folderOf(seed), await torchFiles({ info, weights: drawnWeights(info.config, seed) }, small))
        const asked = writeSafetensors({ metadata: {}, tensors: asTensors(info, seed) })
        writeFileSync(join(folderOf(seed), 'asked.safetensors'), asked)
      }
      ask([join(import.meta.dirname, 'asked.py'), ...seeds.map(folderOf)], scratch)
    }, 300_000)

    const answersOf = (seed: number): ((name: string) => Float64Array) => {
      const { tensors } = parseSafetensors(readFileSync(join(folderOf(seed), 'answers.safetensors')))
      return name => Float64Array.from(numbersOf(tensors.get(name) ?? tensorOf(new Float64Array(0), [0])))
    }

    it.each(seeds)('gives the outputs, losses, gradients and steps of configuration %i', seed => {
      const info = drawnInfo(seed)
      const { config } = info
      const answer = answersOf(seed)
      const { parameters, net: plain } = dit(config)
      const positions = gridOfColumns(frozenPositions(config), [config.width, tokensOf(config)])
      const frozen = {
        positions: (node: { readonly shape: readonly [number, number] }) => input('positions', node.shape),
      }

      const weights = { ...given(config, drawnWeights(config, seed)), positions }
      const output = drawnSamples(config, seed, batch).flatMap(({ x, t, word }) => {
        const brought = { ...weights, x: gridFrom(x, clipShape(config)), t: [[t]], words: wordsOf(config, word) }
        return flat(named(evaluate(rewrite(plain, frozen), brought, float), 'output'))
      })
      expect(apart(answer('output'), output)).toBeLessThan(1e-12 * Math.max(1, ...output.map(Math.abs)))

      const loss = lossFor(info)
      const net = rewrite(loss.net, frozen)
      const slopes = info.predicts === 'noise' ? gradientsOf(net, parameters) : undefined
      const lessons = slopes ? undefined : rectifiedFlow(config, info.predicts ?? 'noise', 'velocity')
      const both = slopes
        ? { loss: named(net, 'loss'), ...prefixed(slopes) }
        : rewrite({ ...(lessons?.net ?? {}), ...prefixed(lessons?.gradients ?? {}) }, frozen)
      const cells = new Map(parameters.map(({ name }) => [name, Float64Array.from(flat(named(weights, name)))]))
      const moments = new Map<string, Moments>(
        parameters.map(({ name, shape: [r, c] }) => [
          name,
          { mean: new Float64Array(r * c), square: new Float64Array(r * c) },
        ]),
      )
      for (let step = 0; step < 3; step++) {
        const now = Object.fromEntries(
          parameters.map(({ name, shape }) => [name, gridFrom(cells.get(name) ?? [], shape)]),
        )
        const read = samplesOf(info, seed).map(sample => evaluate(both, { ...now, positions, ...sample }, float))
        const losses = read.flatMap(grids => flat(named(grids, 'loss')))
        expect(apart(answer(`losses${step}`), losses), `losses of step ${step}`).toBeLessThan(
          1e-11 * Math.max(1, ...losses),
        )
        for (const { name } of parameters) {
          const all = read.map(grids => flat(named(grids, `d ${name}`)))
          const mean = Float64Array.from(at(all, 0), (_, i) => all.reduce((sum, each) => sum + at(each, i) / batch, 0))
          if (step === 0) {
            const size = Math.max(1, ...mean.map(Math.abs))
            expect(apart(answer(`gradient.${officialName(name)}`), mean), name).toBeLessThan(1e-10 * size)
          }
          adamW(cells.get(name) ?? new Float64Array(0), mean, moments.get(name) ?? at([], 0), step, 1e-3)
        }
      }
      // A key's bias has a gradient of 0, of which rounding makes a direction: AdamW's ε is 1e-8, rounding 1e-17.
      for (const { name } of parameters)
        expect(apart(answer(`after.${officialName(name)}`), cells.get(name) ?? []), name).toBeLessThan(1e-8)
    })
  })

  it.runIf(isTurn(4))(
    'tells the time in half precision to all the digits that its waves have there, and saves them',
    async () => {
      const info = drawnInfo(1)
      const folder = join(scratch, 'half')
      writeFolder(folder, await torchFiles({ info, weights: drawnWeights(info.config, 1) }, small))
      const axes = JSON.stringify(clipAxes(info.config, info.config.channels))
      const off = JSON.parse(ask([join(import.meta.dirname, 'half.py'), axes], folder))
      // Half a rounding of 1, and that of an angle of 999 in single precision.
      expect(off.bfloat16).toBeLessThan(2 ** -9 + 1e-4)
      expect(off.float16).toBeLessThan(2 ** -12 + 1e-4)
      expect(off.autocast).toBeLessThan(1e-4)
    },
  )

  it.runIf(thorough)('normalises numbers around a large mean less well than ours: a thousandth, not a rounding', () => {
    const code =
      'import torch; print(torch.nn.functional.layer_norm(torch.tensor([4097.0, 4098, 4099]), (3,), eps=1e-6).tolist())'
    const theirs: readonly number[] = JSON.parse(ask(['-c', code], scratch))
    const { normed } = evaluate({ normed: layerNorm(input('x', [3, 1])) }, { x: [[4097], [4098], [4099]] }, single)
    const exact = [-Math.sqrt(1.5), 0, Math.sqrt(1.5)]
    expect(apart(flat(named({ normed }, 'normed')), exact)).toBeLessThan(1e-6)
    expect(apart(theirs, exact)).toBeLessThan(1e-3)
  })

  describe.each(inTurn(['pixels', 'codes'] as const, turns, turn))('a run on %s', reads => {
    const drawing = { steps: 3, batch: 8, clips: 40, seed: 5, further: reads === 'codes' }
    const recipe = {
      ...recipeFor(drawing),
      ...{ frames: 2, height: 8, width: 8, features: 24, depth: 2, heads: 3 },
      patch: [1, 4, 4] as const,
      ...(reads === 'codes' && { codes: { count: 7, whitening: 0.5 } }),
    }
    const config = configOf(recipe, wordRows)
    const info: ModelInfo = { config, vocabulary: [...vocabulary, ''], predicts: recipe.predicts }
    const folder = join(scratch, reads)
    const lossesIn = (text: string): readonly number[] =>
      [...text.matchAll(/loss (\S+),/g)].map(([, loss]) => Number(loss))
    const parametersIn = async (file: string) => (await loadModel(inMemory(readFileSync(join(folder, file))))).weights
    let ours: { readonly losses: readonly number[]; readonly parameters: { readonly [name: string]: Float32Array } }

    beforeAll(async () => {
      const run = await openRun(recipe, worldClips(recipe.seed, recipe.clips, recipe), { workers: 2 })
      const { frozen } = run
      const model = { info, weights: untrained(config, recipe.seed), ...(frozen && { frozen }) }
      writeFolder(folder, await torchFiles(model, drawing))
      const losses: number[] = []
      for (let step = 0; step < drawing.steps; step++) losses.push((await run.step()).loss)
      const { parameters } = run.trainer.state
      ours = {
        losses,
        parameters: Object.fromEntries(
          Object.entries(run.trainer.byName(parameters)).map(([name, cells]) => [name, cells.slice()]),
        ),
      }
      await run.close()
    }, 120_000)

    it.runIf(thorough)('of no step gives back the same bytes', () => {
      ask(['train.py', '--steps', '0', '--out', 'same.safetensors'], folder)
      expect(readFileSync(join(folder, 'same.safetensors'))).toEqual(readFileSync(join(folder, 'model.safetensors')))
    })

    // In a short run one process alone: for two, PyTorch is loaded three times.
    it.each([
      ['one process', ['train.py']] as const,
      ...(thorough ? [['two processes', [...torchrun, '--nproc_per_node', '2', 'train.py']] as const] : []),
    ])('on %s is ours on two workers', async (name, args) => {
      const file = `${name}.safetensors`
      const said = ask([...args, '--out', file], folder)
      expect(lossesIn(said)).toHaveLength(drawing.steps)
      lossesIn(said).forEach((loss, i) => expect(Math.abs(loss / at(ours.losses, i) - 1)).toBeLessThan(1e-5))
      const theirs = await parametersIn(file)
      // A hundredth of the way that three steps lead.
      const most = 0.01 * [0, 1, 2].reduce((sum, step) => sum + rateAt(recipe, step), 0)
      for (const [of, cells] of Object.entries(ours.parameters))
        expect(apart(named(theirs, of), cells), of).toBeLessThan(most)
      const { size, codec } = await readKnown(inMemory(readFileSync(join(folder, file))))
      expect([size.frames, size.height, size.width]).toEqual([2, 8, 8])
      expect(codec.decode(new Float32Array(clipShape(codec.clip)[0] * clipShape(codec.clip)[1])).pixels).toHaveLength(
        384,
      )
    })
  })
})

it.each([
  [false, 'RATE, WARM_UP, LEAST, STEPS = 0.0025, 10, 0, 100\n'],
  [true, 'RATE, WARM_UP, LEAST, STEPS = 0.00075, 10, 0, 100\n'],
])('the rate of a short run rises and falls; from a trained model (%s) it is lower', async (further, line) => {
  const drawing = { ...small, steps: 100, further }
  const info = drawnInfo(1)
  const files = await torchFiles({ info, weights: drawnWeights(info.config, 1) }, drawing)
  expect(files.find(({ name }) => name === 'train.py')?.contents).toContain(line)
  const rates = [0, 9, 50, 99].map(step => rateAt(recipeFor(drawing), step))
  const [first = 0, most = 0, half = 0, last = 0] = rates.map(rate => rate / Math.max(...rates))
  expect([first, most]).toEqual([expect.closeTo(0.1), 1])
  expect(half).toBeGreaterThan(0.5)
  expect(last).toBeLessThan(0.001)
})

const prefixed = <T>(of: { readonly [name: string]: T }): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [`d ${name}`, value]))
