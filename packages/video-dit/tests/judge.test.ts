// The judge is judged: right about true clips, and about films that show nothing, something else, or the same backwards.
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { classify, shows } from '../src/judge/classify.ts'
import { judged } from '../src/judge/evaluate.ts'
import { flicker, jumps, nearest } from '../src/judge/measures.ts'
import { clipOf, worldSize } from '../src/world/clips.ts'
import { emptyFilm, type Film } from '../src/world/film.ts'
import { type Prompt, prompts } from '../src/world/words.ts'
import { rounds, thorough } from './thorough.ts'

const often = rounds(10, 1)

const rising: Prompt = { who: 'sun', deed: 'rises', when: 'noon' }
const sun = clipOf(rising, 4, 0)

const reordered = (film: Film, order: readonly number[]): Film => {
  const each = film.height * film.width * 3
  const other = emptyFilm({ ...film, frames: order.length })
  order.forEach((from, to) => {
    other.pixels.set(film.pixels.subarray(from * each, (from + 1) * each), to * each)
  })
  return other
}

describe('the judge', () => {
  it.runIf(isTurn(0))('is right about true clips', () => {
    expect(judged(often, worldSize).all).toBeGreaterThanOrEqual(0.99)
  })

  it('sees a film backwards as its opposite', () => {
    expect(shows(classify(sun), rising)).toBe(true)
    expect(classify(reordered(sun, [7, 6, 5, 4, 3, 2, 1, 0]))).toMatchObject({ who: 'sun', deed: 'sets', when: 'noon' })
    const left = clipOf({ who: 'bird', deed: 'drifts left', when: 'dusk' }, 4, 0)
    expect(classify(reordered(left, [7, 6, 5, 4, 3, 2, 1, 0]))).toMatchObject({ who: 'bird', deed: 'drifts right' })
  })

  it('sees no deed where nothing moves, and where it jumps about', () => {
    expect(classify(reordered(sun, [4, 4, 4, 4, 4, 4, 4, 4])).deed).toBeUndefined()
    const star = clipOf({ who: 'star', deed: 'twinkles', when: 'night' }, 4, 0)
    expect(classify(star).deed).toBe('twinkles')
    const brightest = [0, 1, 2, 3].toSorted((a, b) => light(star, b) - light(star, a))[0]!
    expect(
      classify(
        reordered(
          star,
          Array.from({ length: 8 }, () => brightest),
        ),
      ).deed,
    ).toBeUndefined()
  })

  it('sees what moves two thirds as fast as the slowest of the world', () => {
    const pairs = [
      ['cloud', 'drifts left'],
      ['bird', 'drifts right'],
      ['bird', 'rises'],
      ['star', 'sets'],
      ['star', 'falls'],
    ] as const
    for (const [who, deed] of pairs)
      for (const when of ['night', 'noon'] as const) {
        const prompt = { who, deed, when }
        // The first eight of the twelve frames of each place.
        const films = [0, 1, 2, 3, 4, 5].map(i => clipOf(prompt, 4, i, { ...worldSize, frames: 12 }))
        const found = films.map(film => classify(reordered(film, [0, 1, 2, 3, 4, 5, 6, 7])))
        expect(found.filter(seen => !shows(seen, prompt))).toEqual([])
      }
  })

  it.each([6, 12, 16, 24, 48])('is right where a movement is seen in %i frames', frames => {
    const some = prompts.filter((_, i) => i % (thorough ? 1 : 5) === 0)
    const found = some.map((prompt, i) => classify(clipOf(prompt, 5, i, { ...worldSize, frames })))
    expect(some.filter((prompt, i) => !shows(found[i]!, prompt))).toEqual([])
  })

  it('sees nothing in noise, in an empty sky, and in a shape that is mostly gone', () => {
    const noise = { ...worldSize, pixels: Uint8Array.from({ length: 6144 }, (_, i) => (i * 7919) % 256) }
    expect(classify(noise)).toMatchObject({ when: undefined, who: undefined, deed: undefined })
    const smeared = { ...worldSize, pixels: sun.pixels.slice() }
    // The mean of all frames in each: what a net makes that has learned no motion.
    for (let i = 0; i < 768; i++) {
      let sum = 0
      for (let t = 0; t < 8; t++) sum += sun.pixels[t * 768 + i]!
      for (let t = 0; t < 8; t++) smeared.pixels[t * 768 + i] = sum / 8
    }
    expect(classify(smeared).deed).toBeUndefined()
  })

  it('tells shapes of one place apart', () => {
    for (const who of ['sun', 'moon', 'cloud', 'star', 'bird'] as const)
      expect(classify(clipOf({ who, deed: 'drifts right', when: 'dawn' }, 8, 0)).who).toBe(who)
  })

  it('judges no other frames', () => {
    expect(() => classify(clipOf(rising, 1, 0, { frames: 2, height: 24, width: 24 }))).toThrow('24×24')
  })
})

const light = ({ pixels }: Film, frame: number): number =>
  pixels.subarray(frame * 768, (frame + 1) * 768).reduce((sum, value) => sum + value, 0)

describe('measures', () => {
  it('finds jumps at borders of patches, and no borders where a patch spans the axis', () => {
    const plain = {
      frames: 4,
      height: 8,
      width: 8,
      pixels: Uint8Array.from({ length: 768 }, (_, i) => 100 + ((i * 31) % 7)),
    }
    expect(jumps(plain, [1, 8, 8])).toMatchObject({ time: undefined, row: undefined, column: undefined })
    const stepped = { ...plain, pixels: plain.pixels.map((value, i) => value + (Math.floor(i / 3) % 8 >= 4 ? 40 : 0)) }
    const { column, row } = jumps(stepped, [2, 4, 4])
    expect(column).toBeGreaterThan(4)
    expect(row).toBeLessThan(1.5)
  })

  it('finds the nearest clip and how far it is', () => {
    const clips = [sun, clipOf(rising, 5, 1), clipOf({ ...rising, when: 'night' }, 4, 0)]
    const changed = { ...sun, pixels: sun.pixels.map(value => Math.min(255, value + 3)) }
    const found = nearest(changed, clips.length, i => clips[i]!)
    expect(found.index).toBe(0)
    expect(found.distance).toBeGreaterThan(2.5)
    expect(found.distance).toBeLessThanOrEqual(3)
    expect(nearest(sun, 3, i => clips[i]!)).toEqual({ distance: 0, index: 0 })
  })

  it('finds flicker', () => {
    expect(flicker(reordered(sun, [0, 0, 0, 0]))).toBe(0)
    const flickering = reordered(sun, [0, 0, 0, 0])
    for (let i = 0; i < 768; i++)
      for (const t of [1, 3]) flickering.pixels[t * 768 + i] = Math.min(255, flickering.pixels[t * 768 + i]! + 10)
    expect(flicker(flickering)).toBeGreaterThan(5)
  })
})
