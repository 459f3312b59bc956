// What the story says is so: its sentences against the oracle's numbers.
import { caseOf } from '@dit-by-hand/spec/cases'
import { errata } from '@dit-by-hand/spec/errata'
import { works } from '@dit-by-hand/spec/sources'
import { proseText } from '@dit-by-hand/walkthrough/prose'
import { describe, expect, it } from 'vitest'
import { counts } from '../app/about/sources.tsx'
import { beginning, ending } from '../app/about/story.ts'
import { oracle } from './oracle.ts'
import { htmlOf } from './pages.ts'

const { lesson } = caseOf('sora-is-sky')
const right = oracle('sora-is-sky', 'corrected')
const printed = oracle('sora-is-sky', 'printed')
const told = [...beginning(), ...ending()].map(paragraph => proseText(paragraph, name => name)).join(' ')

const numbersOf = (grid: readonly (readonly (number | string)[])[] | undefined): number[] =>
  (grid ?? []).flat().map(Number)
const squares = (values: typeof right): number =>
  numbersOf(values.lossGradient).reduce((sum, error) => sum + error * error, 0)
const changed = (values: typeof right): number => {
  const before = numbersOf(values.video)
  return numbersOf(values.generatedVideo).filter((value, i) => value !== before[i]).length
}

describe('the story', () => {
  it('tells the errors and the pixels that change', () => {
    expect(told).toContain(`squared errors add up to ${squares(right)}. `)
    expect(told).toContain(`the squared errors add up to ${squares(printed)} and ${changed(printed)} pixels change`)
    expect(told).toContain(`Of ${numbersOf(right.video).length} pixels, ${changed(right)} come back changed`)
  })

  it('tells who attends to whom', () => {
    // Rows are the patches that are attended to: night, dawn, noon, dusk.
    const attended = [0, 1, 2, 3].map(query => (right.attention ?? []).map(row => row[query]))
    expect(attended).toEqual([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 1, 0],
    ])
    expect(told).toContain('night attends to dawn, and dawn, noon and dusk all attend to noon')
  })

  it('tells what becomes of the light', () => {
    const [lamp, dawn, noon] = [right.generatedVideo?.[1]?.[0], right.generatedVideo?.[2], right.generatedVideo?.[4]]
    expect(Number(lamp)).toBeGreaterThan(Number(right.video?.[1]?.[0]))
    expect(Number(dawn?.[1])).toBeGreaterThan(Number(right.video?.[2]?.[1]))
    expect(Number(noon?.[0])).toBeLessThan(Number(right.video?.[4]?.[0]))
    expect(printed.generatedVideo?.[1]?.[0]).toBe(0)
    for (const frame of [0, 1, 2, 3])
      expect(Number(printed.generatedVideo?.[2 * frame]?.[0])).toBeGreaterThan(Number(right.video?.[2 * frame]?.[0]))
  })

  it('says rightly that decoding the encoded video gives it back', () => {
    const { weight, bias } = lesson.decoder
    const latent = (right.latent ?? []).map(row => row.map(Number))
    const decoded = weight.map((row, pixel) =>
      (latent[0] ?? []).map((_, patch) =>
        Math.max(
          0,
          row.reduce<number>((sum, w, i) => sum + Number(w) * (latent[i]?.[patch] ?? 0), Number(bias[pixel])),
        ),
      ),
    )
    expect(decoded).toEqual(right.patches)
    expect(weight).toEqual((lesson.encoder.weight[0] ?? []).map((_, c) => lesson.encoder.weight.map(row => row[c])))
  })
})

describe('the page', () => {
  const html = htmlOf('/about/')
  it('credits every work, and shows every slip', () => {
    for (const { id, link } of works()) {
      expect(html).toContain(`data-work="${id}"`)
      if (link !== undefined) expect(html).toContain(`href="${link}"`)
    }
    for (const { id } of errata()) expect(html).toContain(`data-erratum="${id}"`)
  })

  it('counts the sources of all given numbers', () => {
    const cells = [
      'video',
      'encoderWeight',
      'encoderBias',
      'noise',
      'words',
      't',
      'modulationWeight',
      'modulationBias',
      'query',
      'key',
      'feedForwardWeight',
      'feedForwardBias',
      'learningRate',
      'decoderWeight',
      'decoderBias',
    ]
    const all = cells.reduce((sum, name) => sum + numbersOf(right[name]).length, 0)
    expect(counts().reduce((sum, { count }) => sum + count, 0)).toBe(all)
    expect(counts().find(({ kind }) => kind === 'article')?.count).toBe(11)
  })
})
