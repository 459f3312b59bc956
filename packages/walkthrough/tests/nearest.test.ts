// Which names are suggested for one that does not exist.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, distance, nearest } from '../src/nearest.ts'

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['walk', 'walk', 0],
    ['wlak', 'walk', 1],
    ['wal', 'walk', 1],
    ['walks', 'walk', 1],
    ['talk', 'walk', 1],
    ['', 'walk', 4],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %i', (a, b, apart) => {
    expect(distance(a, b)).toBe(apart)
    expect(distance(b, a)).toBe(apart)
  })
})

describe('any two words', () => {
  const letter = fc.constantFrom('a', 'b', 'c')
  const word = fc.array(letter, { maxLength: 6 }).map(letters => letters.join(''))

  it('are as far apart one way as the other: at least as their lengths, at most as the longer is long', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const apart = distance(a, b)
        expect(distance(b, a)).toBe(apart)
        expect(apart).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
        expect(apart).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(apart === 0).toBe(a === b)
      }),
    )
  })

  it('are one apart where one letter is added, taken away, changed or swapped, wherever it stands', () => {
    fc.assert(
      fc.property(word, letter, fc.nat({ max: 6 }), (a, by, place) => {
        const i = Math.min(place, a.length)
        const [before, after] = [a.slice(0, i), a.slice(i)]
        const made = [before + by + after, before + after.slice(1), before + by + after.slice(1)]
        if (after.length > 1) made.push(`${before}${after[1]}${after[0]}${after.slice(2)}`)
        for (const b of made) expect(distance(a, b), `${a} ${b}`).toBe(a === b ? 0 : 1)
      }),
    )
  })
})

describe('nearest', () => {
  const names = ['latent', 'noise', 'noised', 'scale', 'scaleShift', 't']
  it('finds typing mistakes, beginnings and parts, the nearest first', () => {
    expect(nearest('latnet', names)).toEqual(['latent'])
    expect(nearest('nois', names)).toEqual(['noise', 'noised'])
    expect(nearest('Scale', names)).toEqual(['scale', 'scaleShift'])
    expect(nearest('shift', names)).toEqual(['scaleShift'])
  })
  it('takes a name that begins so for nearer than one that ends so', () => {
    expect(nearest('enco', ['unenco', 'encoder'])).toEqual(['encoder', 'unenco'])
  })
  it('finds three at the most', () => {
    expect(nearest('nois', ['noise1', 'noise', 'noised', 'noises'])).toEqual(['noise', 'noise1', 'noised'])
  })
  it('takes three letters for a part of a name, or a name for a part of what was typed', () => {
    expect(nearest('hif', names)).toEqual(['scaleShift'])
    expect(nearest('xyz', ['notxyzhere'])).toEqual(['notxyzhere'])
    expect(nearest('ei', ['scaleShift', 'sixteiters'])).toEqual([])
    expect(nearest('noisedlatentmatrix', names)).toEqual(['latent', 'noised', 'noise'])
    expect(nearest('matrixofonet', ['t'])).toEqual([])
    expect(nearest('therat', ['rat'])).toEqual(['rat'])
  })
  it('takes two mistakes in five letters, and one in any', () => {
    expect(nearest('axbye', ['abcde'])).toEqual([])
    expect(nearest('abxye', ['abcde'])).toEqual(['abcde'])
    expect(nearest('x', ['t'])).toEqual(['t'])
    expect(nearest('xy', ['t'])).toEqual([])
  })
  it('suggests nothing for what is like nothing', () => {
    expect(nearest('xylophone', names)).toEqual([])
    expect(didYouMean('xylophone', names)).toBe('')
  })
  it('asks in a sentence', () => {
    expect(didYouMean('latnet', names)).toBe('Did you mean latent?')
    expect(didYouMean('nois', names)).toBe('Did you mean noise or noised?')
    expect(didYouMean('nois', ['noise', 'noised', 'noises'])).toBe('Did you mean noise, noised or noises?')
  })
})
