// Random lessons: every one valid, of every kind, the same for the same seed, and small when they shrink.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Flavour, lessonOf, lessons } from '../src/laws/arbitraries.ts'
import { derive } from '../src/laws/derive.ts'
import type { Cell, Lesson } from '../src/lesson/format.ts'
import { parseLesson } from '../src/lesson/load.ts'
import { decimal, exact, exactly, magnitude, same } from '../src/lesson/number.ts'
import { sizesOf } from '../src/lesson/sizes.ts'

const flavours: readonly Flavour[] = ['handFriendly', 'wild']
const drawn = {
  handFriendly: lessons({ seed: 1, runs: 400, flavour: 'handFriendly' }),
  wild: lessons({ seed: 1, runs: 400, flavour: 'wild' }),
}

const cellsIn = (lesson: Lesson): readonly Cell[] => [
  ...lesson.video.flat(2),
  ...[lesson.encoder, lesson.decoder, lesson.modulation, lesson.feedForward].flatMap(({ weight, bias }) => [
    ...weight.flat(),
    ...bias,
  ]),
  ...lesson.noise.flat(),
  ...Object.values(lesson.prompt.words).flat(),
]

const clipped = (lesson: Lesson): boolean =>
  derive(
    exact,
    lesson,
  )('latent')
    .flat()
    .every(cell => cell === 0)

const ties = (lesson: Lesson): boolean =>
  lesson.attention.kind === 'hard' &&
  derive(
    exact,
    lesson,
  )('attention')
    .flat()
    .some(cell => typeof cell !== 'number')

describe.each(flavours)('%s lessons', flavour => {
  const all = drawn[flavour]

  test('are valid', () => {
    for (const lesson of all) expect(parseLesson(structuredClone(lesson))).toEqual(lesson)
  })

  test('are the same for the same seed, and others for another', () => {
    expect(lessons({ seed: 1, runs: 400, flavour })).toEqual(all)
    expect(lessons({ seed: 2, runs: 400, flavour })).not.toEqual(all)
    for (const runs of [0, 1, 20]) expect(lessons({ seed: 1, runs, flavour })).toEqual(all.slice(0, runs))
  })

  const seen: { readonly [what: string]: (lesson: Lesson) => boolean } = {
    'a given attention': lesson => lesson.attention.kind === 'given',
    'a hard maximum': lesson => lesson.attention.kind === 'hard',
    'a softmax': lesson => lesson.attention.kind === 'softmax',
    ties,
    'one patch': lesson => sizesOf(lesson).patches === 1,
    'patches in every direction': lesson => Object.values(sizesOf(lesson).blocks).every(blocks => blocks > 1),
    'patches deep, high and wide': lesson => Object.values(lesson.patch).every(size => size > 1),
    'patches of unlike sides': ({ patch }) => patch.rows !== patch.columns && patch.frames !== patch.rows,
    'a key of another width than the latent': lesson =>
      lesson.attention.kind !== 'given' && sizesOf(lesson).key !== sizesOf(lesson).latent,
    'a latent wider than a patch': lesson => sizesOf(lesson).latent > sizesOf(lesson).pixels,
    'a latent of zeros': clipped,
    't of 0': lesson => lesson.timestep.t === 0,
    'a t that reads otherwise backwards': ({ timestep: { t, bits } }) => {
      const written = t.toString(2).padStart(bits, '0')
      return written !== [...written].reverse().join('')
    },
    'several words': lesson => Object.keys(lesson.prompt.words).length > 2,
    'a learning rate of 0': lesson => lesson.learningRate === 0,
    'a misprint': lesson => lesson.errata.some(({ printed }) => printed !== null),
    'a misprint of which the printed value is not known': lesson =>
      lesson.errata.some(({ printed }) => printed === null),
  }
  test.each(Object.entries(seen))('some have %s', (_, has) => expect(all.some(has)).toBe(true))

  test('misprints are corrected to what the formulas give', () => {
    const misprints = all.flatMap(lesson => lesson.errata.map(one => ({ lesson, ...one })))
    expect(misprints.length).toBeGreaterThan(50)
    expect(new Set(misprints.map(({ matrix }) => matrix)).size).toBeGreaterThan(25)
    for (const { lesson, matrix, row, column, correct } of misprints) {
      const cell = derive(exact, lesson)(matrix)[row - 1]?.[column - 1]
      expect(cell !== undefined && same(cell, exactly(correct))).toBe(true)
    }
  })

  test('scores of a softmax stay where doubles can tell them apart', () => {
    for (const lesson of all.filter(({ attention }) => attention.kind === 'softmax'))
      expect(
        derive(
          exact,
          lesson,
        )('scores')
          .flat()
          .filter(score => decimal(magnitude(score)) > 1000),
      ).toEqual([])
  })

  /** The smallest lesson found on which a property fails. */
  const shrunk = (holds: (lesson: Lesson) => boolean): Lesson => {
    const { counterexample } = fc.check<[Lesson]>(fc.property(lessonOf[flavour], holds), { seed: 3, numRuns: 200 })
    if (!counterexample) throw new Error('the property holds')
    return counterexample[0]
  }
  const least = { pixels: 1, text: 1, bits: 1, latent: flavour === 'wild' ? 1 : 2 }

  test('a property that always fails shrinks to one patch of zeros', () => {
    const lesson = shrunk(() => false)
    expect(sizesOf(lesson)).toMatchObject({ ...least, patches: 1 })
    expect(cellsIn(lesson).every(cell => cell === 0)).toBe(true)
    expect(lesson.errata).toEqual([])
  })

  test('a property that fails for several patches shrinks to two of zeros', () => {
    const lesson = shrunk(found => sizesOf(found).patches < 2)
    expect(sizesOf(lesson)).toMatchObject({ ...least, patches: 2 })
    expect(cellsIn(lesson).every(cell => cell === 0)).toBe(true)
  })

  test('a property that fails for a negative number shrinks to a single −1', () => {
    const lesson = shrunk(found => found.decoder.weight.flat().every(cell => Number(cell) >= 0))
    expect(sizesOf(lesson)).toMatchObject({ ...least, patches: 1 })
    expect(cellsIn(lesson).filter(cell => cell !== 0)).toEqual([-1])
  })
})

describe('hand-friendly lessons', () => {
  test('have small whole numbers and few patches', () => {
    for (const lesson of drawn.handFriendly) {
      expect(cellsIn(lesson).every(cell => typeof cell === 'number' && Math.abs(cell) <= 3)).toBe(true)
      expect(sizesOf(lesson).patches).toBeLessThanOrEqual(12)
      expect([2, 3]).toContain(sizesOf(lesson).latent)
    }
  })
})

describe('wild lessons', () => {
  test('have no number that single precision cannot hold, nor one near to that', () => {
    for (const lesson of drawn.wild.filter(({ attention }) => attention.kind !== 'softmax')) {
      const at = derive(exact, lesson)
      for (const name of ['pooled', 'loss', 'd_modulationWeight', 'decoderPre'] as const)
        for (const cell of at(name).flat()) expect(decimal(magnitude(cell)), name).toBeLessThan(1e31)
    }
  })

  test('have fractions, and numbers whose products no double holds', () => {
    expect(drawn.wild.some(lesson => cellsIn(lesson).some(cell => typeof cell === 'string'))).toBe(true)
    const large = drawn.wild.filter(
      lesson => lesson.attention.kind === 'hard' && cellsIn(lesson).some(cell => Number(cell) > 1000),
    )
    expect(
      large.some(lesson =>
        derive(
          exact,
          lesson,
        )('loss')
          .flat()
          .some(loss => decimal(loss) > Number.MAX_SAFE_INTEGER),
      ),
    ).toBe(true)
  })
})
