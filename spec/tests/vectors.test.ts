// The random lessons of the published vectors: readable, of every kind and size, and drawn where nothing else moves them.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseLesson } from '../src/lesson/load.ts'
import { sizesOf } from '../src/lesson/sizes.ts'
import { perFlavour, seed } from '../src/vectors/all.ts'
import { vectorFlavours, vectorId, vectorLesson } from '../src/vectors/lessons.ts'

const placesOf = (flavour: (typeof vectorFlavours)[number]) =>
  Array.from({ length: perFlavour }, (_, i) => ({ major: 1, seed, flavour, number: i + 1 }))
const lessons = vectorFlavours.map(flavour => ({ flavour, drawn: placesOf(flavour).map(vectorLesson) }))
const all = lessons.flatMap(({ drawn }) => drawn)

describe('random lessons', () => {
  it('can be read, each with an id of its own', () => {
    for (const lesson of all) expect(parseLesson(lesson)).toEqual(lesson)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  it('are drawn each at its own place: one asked for alone is the same', () => {
    const place = { major: 1, seed, flavour: 'wild', number: 117 } as const
    expect(vectorId(place)).toBe(`v1-s${seed}-wild-117`)
    expect(vectorLesson(place)).toEqual(lessons[1]?.drawn[116])
    for (const other of [{ major: 2 }, { seed: seed + 1 }, { number: 118 }])
      expect({ ...vectorLesson({ ...place, ...other }), id: '' }).not.toEqual({ ...vectorLesson(place), id: '' })
  })

  it.each(lessons)('$flavour: every attention, with and without misprints, known and unknown', ({ drawn }) => {
    for (const kind of ['given', 'hard', 'softmax'] as const) {
      const some = drawn.filter(lesson => lesson.attention.kind === kind)
      expect(some.length).toBeGreaterThanOrEqual(83)
      expect(some.filter(({ errata }) => errata.length > 0).length).toBeGreaterThan(10)
      expect(some.filter(({ errata }) => errata.some(({ printed }) => printed === null)).length).toBeGreaterThan(0)
    }
    const places = drawn.flatMap(({ errata }) => errata.map(({ matrix }) => matrix))
    expect(new Set(places).size).toBeGreaterThan(25)
  })

  it.each([
    ['hand-friendly', [2, 2, 2], [3, 2, 2], [2, 3], [1, 3], [1, 3], [1, 3]],
    ['wild', [3, 3, 3], [4, 3, 3], [1, 6], [1, 6], [1, 5], [1, 10]],
  ] as const)('%s: every size that it may have', (flavour, patch, blocks, latent, key, text, bits) => {
    const sizes =
      lessons.find(one => one.flavour === flavour)?.drawn.map(lesson => ({ ...sizesOf(lesson), lesson })) ?? []
    const upTo = (most: number, least = 1): number[] => Array.from({ length: most - least + 1 }, (_, i) => least + i)
    const found = (of: (size: (typeof sizes)[number]) => number): number[] =>
      [...new Set(sizes.map(of))].toSorted((a, b) => a - b)
    for (const [i, axis] of (['frames', 'rows', 'columns'] as const).entries()) {
      expect(found(size => size.lesson.patch[axis])).toEqual(upTo(patch[i] ?? 0))
      expect(found(size => size.blocks[axis])).toEqual(upTo(blocks[i] ?? 0))
    }
    expect(found(size => size.latent)).toEqual(upTo(latent[1], latent[0]))
    expect(found(size => size.key).filter(size => size > 0)).toEqual(upTo(key[1], key[0]))
    expect(found(size => size.text)).toEqual(upTo(text[1], text[0]))
    expect(found(size => size.bits)).toEqual(upTo(bits[1], bits[0]))
  })

  it('wild ones have fractions and numbers of five digits', () => {
    const texts = lessons[1]?.drawn.map(({ errata: _, learningRate: __, ...lesson }) => JSON.stringify(lesson)) ?? []
    expect(texts.filter(text => /"-?\d+\/\d+"/.test(text)).length).toBeGreaterThan(50)
    expect(texts.filter(text => /[[,]-?\d{5}[,\]]/.test(text)).length).toBeGreaterThan(30)
  })
})

describe('the command', () => {
  it('writes into no folder that holds something else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dit-vectors-'))
    try {
      writeFileSync(join(folder, 'README.md'), 'mine')
      const tool = fileURLToPath(new URL('../tools/vectors.ts', import.meta.url))
      const { status, stderr } = spawnSync(process.execPath, [tool, '--out', folder], { encoding: 'utf8' })
      expect(stderr).toMatch(/ holds README\.md, which is no part of the vectors: .*\nNothing was written\.\n$/)
      expect(status).toBe(1)
      expect(readdirSync(folder)).toEqual(['README.md'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
