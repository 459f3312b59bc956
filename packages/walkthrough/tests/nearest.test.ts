// Which names are suggested for one that does not exist.
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

describe('nearest', () => {
  const names = ['latent', 'noise', 'noised', 'scale', 'scaleShift', 't']
  it('finds typing mistakes, beginnings and parts, the nearest first', () => {
    expect(nearest('latnet', names)).toEqual(['latent'])
    expect(nearest('nois', names)).toEqual(['noise', 'noised'])
    expect(nearest('Scale', names)).toEqual(['scale', 'scaleShift'])
    expect(nearest('shift', names)).toEqual(['scaleShift'])
  })
  it('suggests nothing for what is like nothing', () => {
    expect(nearest('xylophone', names)).toEqual([])
    expect(didYouMean('xylophone', names)).toBe('')
  })
  it('asks in a sentence', () => {
    expect(didYouMean('latnet', names)).toBe('Did you mean latent?')
    expect(didYouMean('nois', names)).toBe('Did you mean noise or noised?')
  })
})
