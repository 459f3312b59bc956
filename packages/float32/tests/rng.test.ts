// The random generator: the published answers of its cipher, and what uniform and normal numbers must be on average.
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalAt, philox, uniformAt, type Words } from '../src/rng.ts'
import { every } from './thorough.ts'

describe('Philox 4×32, ten rounds', () => {
  // The known answers that come with the authors' own Random123.
  const answers: readonly (readonly [Words, readonly [number, number], Words])[] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ]
  it.each(answers)('gives the published words of %j', (counter, key, words) => {
    expect(philox(counter, key)).toEqual(words)
  })

  it('is a permutation: other counters, other words', () => {
    const word = fc.nat(2 ** 32 - 1)
    fc.assert(
      fc.property(word, word, word, (a, b, key) => {
        fc.pre(a !== b)
        expect(philox([a, 0, 0, 0], [key, 1])).not.toEqual(philox([b, 0, 0, 0], [key, 1]))
      }),
    )
  })

  it('turns one changed bit, of counter or key, into half of all bits', () => {
    let turned = 0
    let tries = 0
    for (let bit = 0; bit < 32; bit++)
      for (let i = 0; i < 16; i++) {
        const flip = (2 ** bit) >>> 0
        const from = philox([i * 7919, 0, 0, 0], [12, 34])
        for (const to of [
          philox([((i * 7919) ^ flip) >>> 0, 0, 0, 0], [12, 34]),
          philox([i * 7919, 0, 0, 0], [(12 ^ flip) >>> 0, 34]),
          philox([i * 7919, 0, 0, 0], [12, (34 ^ flip) >>> 0]),
        ]) {
          from.forEach((word, j) => {
            for (let rest = (word ^ (to[j] ?? 0)) >>> 0; rest > 0; rest = (rest & (rest - 1)) >>> 0) turned++
          })
          tries += 128
        }
      }
    // Deviations of a fair coin: √(tries)/2.
    expect(Math.abs(turned - tries / 2) / (Math.sqrt(tries) / 2)).toBeLessThan(4)
  })
})

type Sequence = (index: number) => number
const count = 2 ** 17

const drawn = (at: Sequence): readonly number[] => Array.from({ length: count }, (_, i) => at(i))

/** How many deviations the mean of some cells lies from what it should be, given theirs. */
const deviations = (cells: readonly number[], mean: number, deviation: number): number =>
  (cells.reduce((sum, cell) => sum + cell, 0) / cells.length - mean) / (deviation / Math.sqrt(cells.length))

/** χ² of counts that should be equal, as deviations from its mean (normal enough for many bins). */
function evenness(bins: number, places: readonly number[]): number {
  const counts = new Float64Array(bins)
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1
  const each = places.length / bins
  const square = counts.reduce((sum, found) => sum + (found - each) ** 2 / each, 0)
  return (square - (bins - 1)) / Math.sqrt(2 * (bins - 1))
}

/** Kolmogorov and Smirnov: √n times the largest distance of two distribution functions. Above 1.95 once in 1000. */
function distance(cells: readonly number[], below: (x: number) => number): number {
  const sorted = cells.toSorted((a, b) => a - b)
  const far = sorted.reduce(
    (most, cell, i) =>
      Math.max(most, Math.abs(below(cell) - i / sorted.length), Math.abs(below(cell) - (i + 1) / sorted.length)),
    0,
  )
  return far * Math.sqrt(sorted.length)
}

/** How far a normal number lies below x: from the series of Φ, or its continued fraction far out. */
function belowNormal(x: number): number {
  const size = Math.abs(x)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (size > 4) {
    let fraction = 0
    for (let i = 60; i > 0; i--) fraction = i / (size + fraction)
    const tail = density / (size + fraction)
    return x > 0 ? 1 - tail : tail
  }
  let [term, sum] = [x, x]
  for (let i = 1; i < 120; i++) {
    term *= (x * x) / (2 * i + 1)
    sum += term
  }
  return 0.5 + density * sum
}

/** Everything that is asked of a uniform sequence, by name: each figure is of the size of 1, and below 4. */
function uniformity(at: Sequence): { readonly [name: string]: number } {
  const cells = drawn(at)
  const next = cells.slice(1)
  return {
    mean: deviations(cells, 1 / 2, Math.sqrt(1 / 12)),
    variance: deviations(
      cells.map(cell => (cell - 0.5) ** 2),
      1 / 12,
      Math.sqrt(1 / 180),
    ),
    evenness: evenness(
      1024,
      cells.map(cell => Math.floor(cell * 1024)),
    ),
    lowBits: evenness(
      256,
      cells.map(cell => (cell * 2 ** 24) % 256),
    ),
    distance: distance(cells, x => x),
    neighbours: deviations(
      next.map((cell, i) => (cell - 0.5) * ((cells[i] ?? 0) - 0.5)),
      0,
      1 / 12,
    ),
    pairs: evenness(
      1024,
      next.map((cell, i) => Math.floor(cell * 32) * 32 + Math.floor((cells[i] ?? 0) * 32)),
    ),
  }
}

function normality(at: Sequence): { readonly [name: string]: number } {
  const cells = drawn(at)
  const power = (to: number): readonly number[] => cells.map(cell => cell ** to)
  return {
    mean: deviations(cells, 0, 1),
    variance: deviations(power(2), 1, Math.sqrt(2)),
    skewness: deviations(power(3), 0, Math.sqrt(15)),
    kurtosis: deviations(power(4), 3, Math.sqrt(96)),
    distance: distance(cells, belowNormal),
    evenness: evenness(
      512,
      cells.map(cell => Math.floor(belowNormal(cell) * 512)),
    ),
    pairMates: deviations(
      cells.slice(1).map((cell, i) => cell * (cells[i] ?? 0)),
      0,
      1,
    ),
    mateSizes: deviations(
      cells.slice(1).map((cell, i) => (cell ** 2 - 1) * ((cells[i] ?? 0) ** 2 - 1)),
      0,
      2,
    ),
  }
}

const outOfLine = (figures: { readonly [name: string]: number }): readonly string[] =>
  Object.entries(figures)
    .filter(([name, figure]) => !(Math.abs(figure) < (name === 'distance' ? 1.95 : 4)))
    .map(([name, figure]) => `${name} ${figure}`)

const sources: readonly (readonly [number, number])[] = every(2, [
  [2026, 7],
  [0, 0],
  [0xffffffff, 0xffffffff],
  [1, 0],
])

describe('uniform numbers', () => {
  it.each(sources)('of seed %i, stream %i are even and do not foretell each other', (seed, stream) => {
    expect(outOfLine(uniformity(i => uniformAt(seed, stream, i)))).toEqual([])
  })

  it('lie in [0, 1) in steps of 2⁻²⁴, whatever the place', () => {
    const word = fc.nat(2 ** 32 - 1)
    fc.assert(
      fc.property(word, word, word, (seed, stream, index) => {
        const cell = uniformAt(seed, stream, index)
        expect(cell >= 0 && cell < 1 && Number.isInteger(cell * 2 ** 24)).toBe(true)
        expect(uniformAt(seed, stream, index)).toBe(cell)
      }),
    )
  })

  it('wrap at 32 bits', () => {
    expect(uniformAt(3, 4, 2 ** 32 + 5)).toBe(uniformAt(3, 4, 5))
    expect(uniformAt(-1, 4, 5)).toBe(uniformAt(2 ** 32 - 1, 4, 5))
  })
})

describe('normal numbers', () => {
  it.each(sources)('of seed %i, stream %i have the moments and the distribution', (seed, stream) => {
    expect(outOfLine(normality(i => normalAt(seed, stream, i)))).toEqual([])
  })

  it('are Box and Muller’s of the cipher’s words, within a rounding to single precision', () => {
    const word = fc.nat(2 ** 32 - 1)
    fc.assert(
      fc.property(word, word, word, (seed, stream, index) => {
        const words = philox([index >>> 2, 0, 0, 1], [seed, stream])
        const [a = 0, b = 0] = index & 2 ? words.slice(2) : words
        const angle = (2 * Math.PI * b) / 2 ** 32
        const should = Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32)) * (index & 1 ? Math.sin(angle) : Math.cos(angle))
        expect(Math.abs(normalAt(seed, stream, index) - should)).toBeLessThanOrEqual(
          2 ** -24 * Math.abs(should) + 1e-11,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('are single precision, finite', () => {
    const cells = Array.from({ length: 10_000 }, (_, i) => normalAt(5, 6, i))
    expect(cells.filter(cell => Math.fround(cell) !== cell || !Number.isFinite(cell))).toEqual([])
  })
})

describe('streams', () => {
  const together = (a: Sequence, b: Sequence): { readonly [name: string]: number } => ({
    correlation: deviations(
      drawn(i => (a(i) - 0.5) * (b(i) - 0.5)),
      0,
      1 / 12,
    ),
    pairs: evenness(
      1024,
      drawn(i => Math.floor(a(i) * 32) * 32 + Math.floor(b(i) * 32)),
    ),
  })

  it.runIf(isTurn(1))('of one seed, seeds of one stream, and seed and stream exchanged are independent', () => {
    for (const [a, b] of [
      [
        [1, 0],
        [1, 1],
      ],
      [
        [1, 0],
        [2, 0],
      ],
      [
        [1, 2],
        [2, 1],
      ],
    ] as const)
      expect(
        outOfLine(
          together(
            i => uniformAt(a[0], a[1], i),
            i => uniformAt(b[0], b[1], i),
          ),
        ),
      ).toEqual([])
  })

  it('uniform and normal numbers of one seed and stream are independent', () => {
    expect(
      outOfLine(
        together(
          i => uniformAt(1, 1, i),
          i => Math.min(belowNormal(normalAt(1, 1, i)), 1 - 2 ** -24),
        ),
      ),
    ).toEqual([])
  })

  it('would be caught if they were the same', () => {
    const same = together(
      i => uniformAt(1, 0, i),
      i => uniformAt(1, 0, i),
    )
    expect(outOfLine(same)).toHaveLength(2)
  })
})

describe('planted wrong generators are caught', () => {
  it.each<readonly [string, Sequence, RegExp]>([
    ['a multiple of the golden ratio: too even', i => (i * 0.6180339887498949) % 1, /evenness -|neighbours/],
    ['numbers drawn twice', i => uniformAt(1, 0, i >> 1), /neighbours/],
    ['one in a hundred is too small', i => uniformAt(1, 0, i) * (i % 100 === 0 ? 0.5 : 1), /evenness|distance|mean/],
    ['sixteen bits only', i => Math.floor(uniformAt(1, 0, i) * 65536) / 65536, /lowBits/],
  ])('%s', (_name, at, by) => {
    expect(outOfLine(uniformity(at)).join()).toMatch(by)
  })

  it.each<readonly [string, Sequence, RegExp]>([
    [
      'the sum of six uniform ones: thin tails',
      i => {
        let sum = -3
        for (let j = 0; j < 6; j++) sum += uniformAt(1, 0, i * 6 + j)
        return sum * Math.SQRT2
      },
      /kurtosis/,
    ],
    ['a radius too long by two hundredths', i => normalAt(1, 0, i) * 1.02, /variance/],
    ['pairs that share a sign', i => Math.abs(normalAt(1, 0, i)) * Math.sign(normalAt(1, 0, i & ~1)), /pairMates/],
  ])('%s', (_name, at, by) => {
    expect(outOfLine(normality(at)).join()).toMatch(by)
  })
})
