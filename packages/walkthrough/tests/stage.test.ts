// The stage of the opening: what finds room on it, and where something that moves is at a time.
import { at } from '@dit-by-hand/graph/at'
import { toText } from '@dit-by-hand/graph/exact'
import { caseIds } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import type { Opening } from '../src/motion/opening.ts'
import { spritesOf } from '../src/motion/sprites.ts'
import { fitsStage, type Key, type Sprite, spriteAt, stageSize } from '../src/motion/stage.ts'
import type { Rows } from '../src/pictures/rows.ts'
import { openingIn } from './support.ts'

describe('the stage', () => {
  const opening = openingIn('sora-is-sky')
  const sprites = spritesOf(opening)
  const seen = (time: number): readonly string[] =>
    sprites.filter(sprite => sprite.piece && spriteAt(sprite, time).opacity > 0.99).map(({ text }) => text)

  const grid = (rows: number, columns: number): Rows => Array.from({ length: rows }, () => Array(columns).fill(0))
  it.each<readonly [string, Partial<Opening>, boolean]>([
    ['the walkthrough’s own lesson', {}, true],
    ['five frames two pixels wide', { video: grid(10, 2) }, true],
    ['six frames two pixels wide', { video: grid(12, 2) }, false],
    ['eight patches', { latent: grid(2, 8) }, true],
    ['nine patches', { latent: grid(2, 9) }, false],
    ['frames three pixels high', { video: grid(12, 2), high: 3 }, false],
    ['patches of five numbers', { patches: grid(5, 4) }, false],
    ['a latent of three numbers', { latent: grid(3, 4) }, false],
  ])('has room or not for %s', (_, change, fits) => {
    expect(fitsStage({ ...opening, ...change })).toBe(fits)
  })

  it.each(caseIds.filter(id => fitsStage(openingIn(id))))(
    'keeps every square of %s within it, and all keys in the order of time',
    id => {
      const { lasts } = openingIn(id)
      for (const { keys, piece, side } of spritesOf(openingIn(id))) {
        for (const [i, [time, x, y, , opacity]] of keys.entries()) {
          expect(time).toBeGreaterThanOrEqual(keys[i - 1]?.[0] ?? 0)
          if (opacity === 0 || !(piece || id === 'sora-is-sky')) continue
          expect(x - side / 2).toBeGreaterThanOrEqual(0)
          expect(x + side / 2).toBeLessThanOrEqual(stageSize.width)
          expect(y - side / 2).toBeGreaterThanOrEqual(0)
          expect(y + side / 2).toBeLessThanOrEqual(stageSize.height)
        }
        expect(keys.at(-1)?.[0]).toBeLessThanOrEqual(lasts)
      }
    },
  )

  it('shows the video at the beginning, the latent at the end of its act, both videos at the end', () => {
    const shown = (rows: typeof opening.latent) =>
      rows
        .flat()
        .map(toText)
        .map(text => text.replace('-', '−'))
    const latent = at(opening.acts, 2)
    expect(seen(0)).toEqual(shown(opening.video))
    expect(seen(latent.at + latent.lasts - 1)).toEqual(shown(opening.latent))
    expect(seen(opening.lasts)).toEqual([...shown(opening.video), ...shown(opening.generatedVideo)])
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

describe('between two keys', () => {
  const sprite = (...keys: readonly Key[]): Sprite => ({ text: '', piece: null, side: 0, keys })
  const moved = sprite([100, 0, 80, 1, 0], [300, 40, 0, 2, 1])
  const x = (time: number, of = moved): number => spriteAt(of, time).x

  it('sets out slowly and comes to rest slowly', () => {
    expect([100, 150, 200, 250, 300].map(time => x(time))).toEqual([0, 5, 20, 35, 40])
    expect(spriteAt(moved, 150)).toEqual({ x: 5, y: 70, scale: 1.125, opacity: 0.125 })
  })

  it('rests before the first and after the last', () => {
    expect([x(0), x(99), x(301), x(9999)]).toEqual([0, 0, 40, 40])
  })

  it('is past a leap at the time of it', () => {
    const leaping = sprite([0, 0, 0, 1, 1], [100, 10, 0, 1, 1], [100, 30, 0, 1, 1], [200, 40, 0, 1, 1])
    expect([50, 100, 150].map(time => x(time, leaping))).toEqual([5, 30, 35])
  })
})
