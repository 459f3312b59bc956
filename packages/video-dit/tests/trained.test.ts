// The model that comes with the project: small, as its README says, and able to show what it is asked for.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { inMemory } from '../src/checkpoint/source.ts'
import { classify, shows } from '../src/judge/classify.ts'
import { evaluate, judged } from '../src/judge/evaluate.ts'
import { partsTable } from '../src/judge/lines.ts'
import { type Lacking, withoutEach } from '../src/judge/parts.ts'
import { worldClips } from '../src/learn/clips.ts'
import { openGenerator, usualSampling } from '../src/learn/generate.ts'
import { readKnown } from '../src/learn/known.ts'
import { recipes } from '../src/learn/recipes.ts'
import { partsOf } from '../src/parts.ts'
import { clipOf } from '../src/world/clips.ts'
import type { Film } from '../src/world/film.ts'
import { countsOf, isUnseen, prompts } from '../src/world/words.ts'
import { thorough } from './thorough.ts'

const folder = join(import.meta.dirname, '../trained')
const file = readFileSync(join(folder, 'sky.safetensors'))
const about = readFileSync(join(folder, 'README.md'), 'utf8')

describe('the model that comes with the project', () => {
  it('is the one that its README tells of, and small', () => {
    expect(file.length).toBeLessThanOrEqual(1_500_000)
    expect(about).toContain(file.length.toLocaleString('en'))
    expect(about).toContain(createHash('sha256').update(file).digest('hex'))
  })

  it('is of the recipe as it is now, whole', async () => {
    const { info, metadata } = await readKnown(inMemory(file))
    const { features, depth, heads, mlp, name, steps, predicts } = recipes.fast!
    expect(info.config).toMatchObject({ width: features, depth, heads, mlp })
    expect(info.predicts).toBe(predicts)
    expect(metadata).toMatchObject({ recipe: name, steps: String(steps) })
  })

  it('shows what it is asked for, also what it never learned', async () => {
    const model = await readKnown(inMemory(file))
    const asked = prompts.filter((prompt, i) => i % 10 === 3 || (isUnseen(prompt) && i % 4 === 1))
    const generator = await openGenerator(model.info.config, model.predicts, {
      batch: 10,
      seed: 1,
      decode: model.codec.decode,
    })
    generator.bring(model.weights)
    const films = generator.films(
      asked.map(countsOf),
      asked.map((_, i) => i),
      usualSampling,
    )
    const found = films.map(classify)
    const shown = found.filter((seen, i) => shows(seen, asked[i]!)).length
    expect(shown / asked.length).toBeGreaterThan(0.75)
    // The judge is no rubber stamp: of the films of other prompts it says so.
    const others = found.filter((seen, i) => shows(seen, asked[(i + 5) % asked.length]!)).length
    expect(others).toBe(0)
    expect(shows(classify(clipOf(asked[0]!, 1, 0)), asked[0]!)).toBe(true)
  })

  it.each([0, 30, 51])('goes on from a given frame: prompt %i', async which => {
    const model = await readKnown(inMemory(file))
    const { size, codec, info } = model
    const [prompt, clip] = [prompts[which]!, clipOf(prompts[which]!, 1, which, size)]
    const first = new Float32Array(info.config.channels * size.frames)
    codec.encode(clip, first)
    const options = { batch: 1, seed: 1, decode: codec.decode, first }
    const generator = await openGenerator(info.config, model.predicts, options)
    generator.bring(model.weights)
    const [film] = generator.films([countsOf(prompt)], [which], usualSampling)
    const short = openGenerator(info.config, model.predicts, { ...options, first: first.subarray(1) })
    await expect(short).rejects.toThrow('given has 768 cells; 767 were given')
    const frameOf = ({ pixels }: Film): readonly number[] => [...pixels.subarray(0, pixels.length / size.frames)]
    const [begun, wanted] = [frameOf(film!), frameOf(codec.decode(first))]
    expect(Math.max(...begun.map((pixel, i) => Math.abs(pixel - wanted[i]!)))).toBeLessThanOrEqual(1)
    const seen = classify(film!)
    expect(shows(seen, prompt)).toBe(true)
    expect(seen.shake).toBeLessThan(0.8)
  })

  it.runIf(isTurn(0))(
    'is judged by the films that are shown, by itself as beside what it is without its parts',
    async () => {
      const model = await readKnown(inMemory(file))
      const { size, codec, info } = model
      const sampling = { ...usualSampling, steps: 1 }
      const taken = { ...model, config: info.config, sampling, seed: 1, prompts }
      const { value: whole } = await withoutEach(taken).next()
      const generator = await openGenerator(info.config, model.predicts, { batch: 10, seed: 1, decode: codec.decode })
      generator.bring(model.weights)
      const [judge, clips] = [judged(1, size), worldClips(1, 79, size)]
      const { patch } = model.frozen!
      const { films, seen, unseen } = await evaluate({ ...taken, patch, generator, each: 1, judge, clips })
      expect(films).toEqual(whole!.films)
      const shown = [seen, unseen].map(({ adherence: { who, films } }) => who * films)
      expect(shown[0]! + shown[1]!).toBeCloseTo(100 * whole!.adherence.who, 9)
    },
  )

  it.runIf(isTurn(4))(
    'can be taken apart: without positions it still draws what and when, but nothing moves as it should',
    async () => {
      const model = await readKnown(inMemory(file))
      const { config } = model.info
      const moving = prompts.filter(({ who }, i) => (who === 'sun' || who === 'moon') && (thorough || i % 2 === 0))
      const found: Lacking[] = []
      for await (const lacking of withoutEach({
        ...model,
        config,
        sampling: usualSampling,
        seed: 1,
        prompts: moving,
      })) {
        found.push(lacking)
        if (lacking.part?.name === 'positions') break
      }
      const [whole, words, , positions] = found
      expect(whole).toMatchObject({ part: null, adherence: { films: moving.length } })
      expect(whole!.adherence.all).toBeGreaterThan(0.75)
      expect(words!.adherence.all).toBe(0)
      expect(words!.loss).toBeGreaterThan(3 * whole!.loss)
      expect(positions!.adherence).toMatchObject({ when: 1 })
      expect(positions!.adherence.who).toBeGreaterThan(0.6)
      expect(positions!.adherence.deed).toBeLessThan(0.3)
      const table = partsTable(partsOf(config))
      const lines = [table.head, ...found.map(table.row)]
      expect(lines[0]).toMatch(/^without +everything +who +what it does +when +loss$/)
      expect(lines[1]).toMatch(/^nothing +\d+\.\d % .* \d\.\d{3}$/)
      expect(lines[4]).toMatch(/^the positions +\d+\.\d % .* 100\.0 % +\d\.\d{3}$/)
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1)
    },
  )
})
