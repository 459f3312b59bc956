// A model from its file: what a film is made of step by step, how learning goes on from it, and looks inside as it is asked.
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given, type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import { beforeAll, describe, expect, it } from 'vitest'
import { halved } from '../src/checkpoint/half.ts'
import { modelFile, saveModel, whole } from '../src/checkpoint/save.ts'
import { inMemory } from '../src/checkpoint/source.ts'
import { columnsOverTime, matricesAsked } from '../src/explain/asked.ts'
import { explainAsked } from '../src/explain/cell.ts'
import { momentNet } from '../src/explain/moment.ts'
import { ownClips, worldClips } from '../src/learn/clips.ts'
import { frozenParts, readFrozen } from '../src/learn/frozen-file.ts'
import { furtherFor } from '../src/learn/further.ts'
import { openGenerator, type Seen, timesOf, toldTime, usualSampling } from '../src/learn/generate.ts'
import { type KnownModel, readKnown } from '../src/learn/known.ts'
import type { Recipe } from '../src/learn/recipe.ts'
import { fast } from '../src/learn/recipes.ts'
import { openRun } from '../src/learn/run.ts'
import { filesOf } from '../src/learn/save.ts'
import { clipShape } from '../src/net.ts'
import { countsOf, seen } from '../src/world/words.ts'
import { tiny, weightsOf } from './support.ts'

const small: Recipe = {
  ...fast,
  frames: 2,
  codes: { count: 6, whitening: 0.5 },
  features: 16,
  heads: 2,
  depth: 1,
  mlp: 2,
  batch: 6,
  steps: 40,
  clips: 79,
  muon: { momentum: 0.9, faster: 1, inputs: 16 },
}
const clips = worldClips(small.seed, small.clips, small)
const words = countsOf(at(seen, 5))
let file: Uint8Array
let known: KnownModel

beforeAll(async () => {
  const run = await openRun(small, clips, {})
  for (let step = 0; step < 12; step++) await run.step()
  file = whole(filesOf(run, clips).model)
  known = await readKnown(inMemory(file))
  await run.close()
})

describe('a model from its file', () => {
  it('shows what stands before each step and after the last: an Euler step leads from one to the next', async () => {
    const { info, predicts, codec, weights } = known
    const generator = await openGenerator(info.config, predicts, { batch: 1, seed: 3, decode: codec.decode })
    generator.bring(weights)
    const sampling = { ...usualSampling, steps: 4, method: 'euler' } as const
    const shown: (Omit<Seen, 'velocity'> & { readonly velocity: Float32Array | null })[] = []
    const [clip] = generator.clips([words], [7], sampling, one =>
      shown.push({ ...one, clip: one.clip.slice(), velocity: one.velocity?.slice() ?? null }),
    )
    expect(shown.map(({ step, time, which }) => [step, time, which])).toEqual(
      timesOf(sampling).map((time, step) => [step, time, 0]),
    )
    expect(shown.at(-1)?.clip).toEqual(clip)
    expect(shown.at(-1)?.velocity).toBeNull()
    shown.slice(0, -1).forEach(({ clip: from, velocity, time }, i) => {
      const { clip: to, time: later } = at(shown, i + 1)
      from.forEach((cell, k) => {
        expect(at(to, k)).toBeCloseTo(cell + (later - time) * at(velocity ?? [], k), 5)
      })
    })
    expect(generator.clips([words], [7], sampling)).toEqual([clip])
  })

  it('makes no film of what does not fit', async () => {
    const { info, predicts, codec, weights } = known
    const opening = (more: object) =>
      openGenerator(info.config, predicts, { batch: 1, seed: 3, decode: codec.decode, ...more })
    for (const [name, value] of [
      ['seed', -1],
      ['seed', 0.5],
      ['batch', 1.5],
    ] as const)
      await expect(opening({ [name]: value })).rejects.toThrow(`the ${name} is ${value}; it must be a whole number`)
    const generator = await opening({})
    const film = (more: object, noise: readonly number[] = [7], counts = words) =>
      generator.films([counts], noise, { ...usualSampling, ...more })
    expect(() => generator.bring({ 'embed.bias': new Float32Array(3) })).toThrow(
      `embed.bias has ${info.config.width} cells; 3 were given`,
    )
    generator.bring(weights)
    expect(film({})).toHaveLength(1)
    for (const steps of [0, -1, 2.5])
      expect(() => film({ steps })).toThrow(`steps is ${steps}; it must be a whole number, 1 or more`)
    expect(() => film({ guidance: Number.NaN })).toThrow('guidance is NaN; it must be a finite number')
    expect(() => film({ shift: 0 })).toThrow('shift is 0; it must be more than 0')
    for (const noise of [-1, 0.5]) expect(() => film({}, [noise])).toThrow(`a noise is ${noise}; it must be a whole`)
    expect(() => film({}, [])).toThrow('0 noises for 1 prompt; each needs its own')
    expect(() => film({}, [7], words.slice(1))).toThrow(`a prompt has ${words.length - 1} counts; the net has`)
  })

  it('is refused where it makes no films, or is damaged', async () => {
    const classes = saveModel({ config: tiny }, weightsOf(tiny))
    await expect(readKnown(inMemory(classes))).rejects.toThrow('classes, not on words')
    await expect(readKnown(inMemory(file.subarray(0, file.length - 9)))).rejects.toThrow(/ends|holds/)
    const published = { ...known.info, predicts: 'noise', path: 'published' } as const
    const other = saveModel(published, weightsOf(published.config))
    await expect(readKnown(inMemory(other))).rejects.toThrow('the published noise schedule')
    const bare = { ...known.info, config: { ...known.info.config, channels: 5 } }
    await expect(readKnown(inMemory(saveModel(bare, weightsOf(bare.config))))).rejects.toThrow('makes films of them')
    const { frozen, info, weights } = known
    if (!frozen) throw new Error('a net of codes has a decoder')
    const dark = frozenParts({ ...frozen, scales: frozen.scales.map(() => Number.NaN) })
    await expect(readKnown(inMemory(whole(modelFile(info, weights, dark.metadata, dark.tensors))))).rejects.toThrow(
      'the file’s frozen.scales has a number that is not finite',
    )
    for (const size of [
      { frames: 4096, height: 4096, width: 4096 },
      { ...frozen.size, height: frozen.size.height + 1 },
    ]) {
      const { metadata, tensors } = frozenParts({ ...frozen, size })
      const sized = inMemory(whole(modelFile(info, weights, metadata, tensors)))
      await expect(readKnown(sized)).rejects.toThrow('makes films of them')
    }
    for (const lost of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const astray = Float32Array.from(named(weights, 'block0.mlp.up.bias'), (cell, i) => (i === 3 ? lost : cell))
      const bytes = saveModel(info, { ...weights, 'block0.mlp.up.bias': astray })
      await expect(readKnown(inMemory(bytes))).rejects.toThrow(
        'its blocks.0.mlp.fc1.bias has a number that is not finite: its training diverged',
      )
    }
  })

  it('of halves has the same decoder, to halves', async () => {
    const half = await readKnown(inMemory(halved(file)))
    expect(half.size).toEqual(known.size)
    half.frozen?.mean.forEach((cell, i) => {
      expect(cell).toBeCloseTo(at(known.frozen?.mean ?? [], i), 2)
    })
  })

  it('learns on from its parameters, with the codes that it reads, and again where that is broken off', async () => {
    const other = worldClips(small.seed + 1, small.clips, small)
    const recipe = { ...furtherFor(known, { ...small, seed: small.seed + 1 }), clips: small.clips }
    const run = await openRun(recipe, other, { from: known })
    expect(run.frozen).toBe(known.frozen)
    expect(run.trainer.byName(run.trainer.state.parameters)).toEqual(known.weights)
    const cells = [new Float32Array(12), new Float32Array(12)] as const
    run.codec.encode(other.film(2), cells[0])
    known.codec.encode(other.film(2), cells[1])
    expect(cells[0]).toEqual(cells[1])
    await run.step()
    const state = inMemory(whole(filesOf(run, other).state))
    await run.close()
    expect(await readFrozen(state)).toEqual(known.frozen)
  })

  it('does not learn on as another', async () => {
    const further = { ...furtherFor(known, small), clips: small.clips }
    const asked = (recipe: Recipe, of = clips) => openRun(recipe, of, { from: known })
    await expect(asked({ ...further, depth: 2 })).rejects.toThrow('its depth: 2; that of the model to begin from: 1')
    await expect(asked({ ...further, predicts: 'noise' })).rejects.toThrow('its predicts: "noise"; that of the model')
    const words = ownClips([{ film: clips.film(0), caption: 'a day' }], small)
    await expect(asked(further, words)).rejects.toThrow('its vocabulary: ["a","day",')
  })
})

describe('inside of a net as it is asked', () => {
  const source = () => inMemory(file)
  const grid = (cells: ArrayLike<number>, [rows, columns]: readonly [number, number]): Grid<number> =>
    gridFrom([rows, columns], (row, column) => at(cells, column * rows + row))
  const time = toldTime(0.4)
  const asked = (): { readonly x: Float32Array; readonly given: Given<number> } => {
    const [rows, columns] = clipShape(known.info.config)
    return {
      x: Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
      given: { words: words.map(each => [each]), time: [[time]] },
    }
  }
  const values = (clock: number) => {
    const net = momentNet(known.info)
    const { x, given } = asked()
    const weights = Object.entries(known.weights).map(([name, cells]) => [name, grid(cells, named(net, name).shape)])
    return evaluate(
      net,
      { ...given, time: [[clock]], x: grid(x, clipShape(known.info.config)), ...Object.fromEntries(weights) },
      float,
    )
  }

  it('matrices are what the graph gives, and shares of a head add up to one', async () => {
    const names = ['block0.attention.head1.shares', 'block0.attention.scale', 'output']
    const found = await matricesAsked(known.info, source(), asked(), names)
    const wanted = values(time)
    names.forEach((name, n) => {
      const cells = named(wanted, name).flat()
      at(found, n)
        .flat()
        .forEach((cell, i) => {
          expect(cell).toBeCloseTo(at(cells, i), 4)
        })
    })
    expect(found.length).toBe(names.length)
    const shares = at(found, 0)
    for (const column of [0, 1]) expect(shares.reduce((sum, row) => sum + at(row, column), 0)).toBeCloseTo(1, 5)
  })

  it('columns follow the time as the graph says', async () => {
    const names = ['block0.attention.gate', 'last.shift']
    const times = [0.001, 0.3, 0.999]
    const found = await columnsOverTime(known.info, source(), words, names, times)
    times.forEach((clock, i) => {
      const wanted = values(clock)
      names.forEach((name, n) => {
        at(at(found, n), i).forEach((cell, row) => {
          expect(cell).toBeCloseTo(at(at(named(wanted, name), row), 0), 4)
        })
      })
    })
    await expect(columnsOverTime(known.info, source(), words, ['output'], times)).rejects.toThrow('depends on the clip')
  })

  it('a cell is explained with the numbers of that clip', async () => {
    const cell = { name: 'block0.attention.head0.scores', row: 1, column: 0 }
    const found = await explainAsked(known.info, source(), asked(), cell)
    expect(found.value).toBeCloseTo(at(at(named(values(time), cell.name), 1), 0), 4)
    await expect(explainAsked(known.info, source(), asked(), { ...cell, row: 2 })).rejects.toThrow('no row 3')
  })
})
