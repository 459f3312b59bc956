// The opening: every lesson's in less than twenty seconds, each number the oracle's, each count right.

import { at } from '@dit-by-hand/graph/at'
import { toCell, toText } from '@dit-by-hand/graph/exact'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { actAt, acts, openingOf } from '../src/motion/opening.ts'
import { spritesOf } from '../src/motion/sprites.ts'
import { fitsStage, spriteAt, stageSize } from '../src/motion/stage.ts'
import { workedOf } from '../src/workbench.ts'

const openingIn = (id: (typeof caseIds)[number]) => openingOf(factsOf(workedOf(caseOf(id).lesson, 'corrected')))

describe.each(caseIds)('%s', id => {
  const { lesson, answer } = caseOf(id)
  const opening = openingIn(id)

  it('plays in less than twenty seconds, act after act', () => {
    expect(opening.acts.map(({ name }) => name)).toEqual(acts)
    expect(opening.lasts).toBeLessThan(20_000)
    let end = 0
    for (const act of opening.acts) {
      expect(act.at).toBe(end)
      expect(act.says).toMatch(/\.$/)
      end = act.at + act.lasts
    }
    expect(end).toBe(opening.lasts)
  })

  it.skipIf(lesson.attention.kind === 'softmax')('shows the oracle’s numbers', () => {
    const shown = (rows: typeof opening.latent) => rows.map(cells => cells.map(toCell))
    expect(shown(opening.latent)).toEqual(answer.corrected.latent)
    expect(shown(opening.predicted)).toEqual(answer.corrected.predictedNoise)
    expect(shown(opening.denoised)).toEqual(answer.corrected.denoised)
    expect(shown(opening.generated)).toEqual(answer.corrected.generatedVideo?.flat())
    expect(shown(opening.noise)).toEqual(lesson.noise)
  })

  it('takes every pixel to a place of its own among the patches, and that place shows it', () => {
    const taken = opening.places.flat().map(({ row, column }) => `${row} ${column}`)
    expect(new Set(taken).size).toBe(opening.video.flat().length)
    opening.places.forEach((cells, r) => {
      cells.forEach(({ row, column }, c) => {
        expect(toText(at(at(opening.patches, row), column))).toBe(toText(at(at(opening.video, r), c)))
        expect(toText(at(at(opening.decoded, row), column))).toBe(toText(at(at(opening.generated, r), c)))
      })
    })
  })
})

it('says of the walkthrough’s own lesson what is so', () => {
  expect(openingIn('sora-is-sky').acts.map(({ says }) => says)).toEqual([
    'A video: 4 frames of 2×2 pixels.',
    'It is cut into 4 patches, each a column of 4 numbers.',
    'An encoder shrinks every column from 4 to 2 numbers: the latent.',
    'Noise is added to 4 of 8 numbers. The model sees only the sum.',
    'Told “sora is sky” and t = 3, it guesses the noise: 5 of 8 numbers right.',
    'The guess is taken away: 5 of 8 numbers of the latent are back.',
    'A decoder makes a video of it: 13 of 16 pixels as they were.',
    'Now by hand.',
  ])
})

it('finds the act of any time', () => {
  const opening = openingIn('sora-is-sky')
  expect(actAt(opening, -5)).toEqual({ index: 0, progress: 0 })
  expect(actAt(opening, 1e9)).toEqual({ index: 7, progress: 1 })
  for (const [i, act] of opening.acts.entries()) {
    expect(actAt(opening, act.at)).toEqual({ index: i, progress: 0 })
    expect(actAt(opening, act.at + act.lasts / 2).index).toBe(i)
  }
})

describe('the stage', () => {
  const opening = openingIn('sora-is-sky')
  const sprites = spritesOf(opening)
  const seen = (time: number): readonly string[] =>
    sprites.filter(sprite => sprite.piece && spriteAt(sprite, time).opacity > 0.99).map(({ text }) => text)

  it('has room for the walkthrough’s own lesson, and not for a long video', () => {
    expect(fitsStage(opening)).toBe(true)
    expect(fitsStage(openingIn('long-video'))).toBe(false)
  })

  it('keeps every square within it, and its keys in the order of time', () => {
    for (const { keys, side } of sprites) {
      for (const [i, [time, x, y, , opacity]] of keys.entries()) {
        expect(time).toBeGreaterThanOrEqual(keys[i - 1]?.[0] ?? 0)
        if (opacity === 0) continue
        expect(x - side / 2).toBeGreaterThanOrEqual(0)
        expect(x + side / 2).toBeLessThanOrEqual(stageSize.width)
        expect(y - side / 2).toBeGreaterThanOrEqual(0)
        expect(y + side / 2).toBeLessThanOrEqual(stageSize.height)
      }
      expect(keys.at(-1)?.[0]).toBeLessThanOrEqual(opening.lasts)
    }
  })

  it('shows the video at the beginning, the latent at the end of its act, both videos at the end', () => {
    const shown = (rows: typeof opening.latent) =>
      rows
        .flat()
        .map(toText)
        .map(text => text.replace('-', '−'))
    const latent = at(opening.acts, 2)
    expect(seen(0)).toEqual(shown(opening.video))
    expect(seen(latent.at + latent.lasts - 1)).toEqual(shown(opening.latent))
    expect(seen(opening.lasts)).toEqual([...shown(opening.video), ...shown(opening.generated)])
  })

  it('moves no square over a word', () => {
    // A letter of the stage is about this wide and high.
    const letter = { wide: 5.6, high: 11 }
    for (let time = 0; time <= opening.lasts; time += 40) {
      const now = sprites
        .map(sprite => ({ ...sprite, ...spriteAt(sprite, time) }))
        .filter(({ opacity }) => opacity > 0.35)
      const words = now.filter(({ piece, text }) => !piece && text.length > 1)
      for (const word of words)
        for (const { piece, x, y, side, scale, text } of now) {
          if (!piece) continue
          const reach = (side * scale) / 2
          const across = Math.abs(x - word.x) - reach - (word.text.length * letter.wide) / 2
          const down = Math.abs(y - word.y) - reach - letter.high / 2
          expect(Math.max(across, down), `${text} over “${word.text}” at ${time} ms`).toBeGreaterThan(-1)
        }
    }
  })

  it('never lets two squares stand in one place at rest', () => {
    for (const { at: from, lasts } of opening.acts) {
      const places = sprites
        .filter(({ piece }) => piece)
        .map(sprite => spriteAt(sprite, from + lasts - 1))
        .filter(({ opacity }) => opacity > 0.5)
        .map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)
      expect(new Set(places).size).toBe(places.length)
    }
  })
})
