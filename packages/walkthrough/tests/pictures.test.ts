// Pictures: each number in them is the scene's, and the words beside them have all of them.

import { at, named } from '@dit-by-hand/graph/at'
import { add, equal, mul, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { picturesOf } from '../src/pictures/of-scene.ts'
import type { Picture } from '../src/pictures/picture.ts'
import { brightnessOf, greyOf, largestOf } from '../src/pictures/scale.ts'
import { type Scene, scene } from '../src/scene.ts'
import { type Place, places } from '../src/telling.ts'
import { start } from '../src/tour.ts'

const at13 = { ...start, place: 'video' } as const
const sceneAt = (id: (typeof caseIds)[number], place: Place, cell = ''): Scene => {
  const [name = '', row = 0, column = 0] = cell.split(' ')
  return scene(
    { ...start, place, box: true, cell: cell === '' ? null : { name, row: Number(row), column: Number(column) } },
    caseOf(id).lesson,
  )
}
const pictureAt = <K extends Picture['kind']>(kind: K, shown: Scene): Extract<Picture, { kind: K }> => {
  const found = picturesOf(shown).find((picture): picture is Extract<Picture, { kind: K }> => picture.kind === kind)
  if (!found) throw new Error(`there is no picture of ${kind} at ${shown.place}`)
  return found
}

describe.each(caseIds)('%s', id => {
  it('has pictures of its own numbers at every place that has one, told in words', () => {
    let pictures = 0
    for (const place of places)
      for (const { title, text } of picturesOf(sceneAt(id, place))) {
        expect(title).not.toBe('')
        expect(text).toMatch(/\.$/)
        expect(text).not.toMatch(/undefined|NaN|\[object/)
        pictures++
      }
    expect(pictures).toBe(12)
  })

  it('cuts the frames so that each patch has its pixels', () => {
    const { rows, patch } = pictureAt('cut', sceneAt(id, 'patchify'))
    const { facts } = sceneAt(id, 'patchify')
    for (let column = 0; column < facts.size.patches; column++) {
      const inPatch = rows.flatMap((cells, r) => cells.filter((_, c) => patch[r]?.[c] === column)).map(toNumber)
      const wanted = named(facts.values, 'patches').map(cells => toNumber(at(cells, column)))
      expect(inPatch.toSorted()).toEqual(wanted.toSorted())
    }
  })

  it('moves each number by its scale, then by its shift', () => {
    for (const { scale, shift, moves } of pictureAt('moves', sceneAt(id, 'modulate')).features)
      for (const { from, scaled, to } of moves) {
        expect(equal(mul(from, scale), scaled)).toBe(true)
        expect(equal(add(scaled, shift), to)).toBe(true)
      }
  })

  it('draws for each patch arcs that add up to one', () => {
    const { arcs, labels } = pictureAt('arcs', sceneAt(id, 'attention'))
    if (caseOf(id).lesson.attention.kind === 'given') return
    labels.forEach((_, query) => {
      expect(arcs.filter(arc => arc.query === query).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    })
  })

  it('subtracts the original from the generated video', () => {
    const { original, generated, difference } = pictureAt('videos', sceneAt(id, 'video'))
    difference.forEach((cells, r) => {
      cells.forEach((value, c) => {
        expect(equal(add(at(at(original, r), c), value), at(at(generated, r), c))).toBe(true)
      })
    })
  })
})

describe('of the walkthrough’s own lesson', () => {
  const text = (place: Place): string => at(picturesOf(sceneAt('sora-is-sky', place)), 0).text

  it('the words have every number', () => {
    expect(text('noise')).toBe(
      'The latent, row by row: 0 2 3 1; 1 2 4 3. The sampled noise, row by row: −2 0 −1 0; 2 1 0 0. The noised latent, row by row: −2 2 2 1; 3 3 4 3.',
    )
    expect(text('modulate')).toBe(
      'Feature 1 doubles, then steps up 1: patch 1 goes from −2 by −4 to −3, patch 2 goes from 2 by 4 to 5, patch 3 goes from 2 by 4 to 5, patch 4 goes from 1 by 2 to 3. Feature 2 turns over, then steps up 5: patch 1 goes from 3 by −3 to 2, patch 2 goes from 3 by −3 to 2, patch 3 goes from 4 by −4 to 1, patch 4 goes from 3 by −3 to 2.',
    )
    expect(text('attention')).toBe(
      'frame 1 takes 1 from frame 2; frame 2 takes 1 from frame 3; frame 3 takes 1 from frame 3; frame 4 takes 1 from frame 3.',
    )
    expect(text('slopes')).toBe(
      'Feature 1, patch by patch: 1, 0, 1, 0. Feature 2, patch by patch: 0, −1, 0, 0. The squares add up to 3.',
    )
    expect(text('video')).toContain('13 of 16 pixels are as they were.')
  })

  it('follow the cell in focus', () => {
    expect(pictureAt('arcs', sceneAt('sora-is-sky', 'attention', 'attention 2 3')).focus).toEqual({
      as: 'query',
      patch: 3,
    })
    expect(pictureAt('arcs', sceneAt('sora-is-sky', 'attention', 'keys 0 1')).focus).toEqual({ as: 'key', patch: 1 })
    expect(pictureAt('cut', sceneAt('sora-is-sky', 'patchify', 'video 5 0')).focus).toBe(2)
    expect(
      pictureAt('moves', sceneAt('sora-is-sky', 'modulate', 'conditioned 1 2')).features[1]?.moves[2]?.isFocus,
    ).toBe(true)
  })

  it('show what is generated in the last of several steps', () => {
    const shown = scene({ ...at13, generation: 3 }, caseOf('sora-is-sky').lesson)
    const last = at(shown.generations, 2).block.rows.map(cells => cells.map(({ value }) => showNumber(value)))
    expect(pictureAt('videos', shown).generated.map(cells => cells.map(showNumber))).toEqual(last)
  })
})

describe('the scales', () => {
  it('grow with the number, zero in the middle of the greys and at the dark end of brightness', () => {
    const number = fc.integer({ min: -50, max: 50 })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 50 }), (a, b, most) => {
        expect(greyOf(0, most)).toBe(4)
        expect(greyOf(most, most)).toBe(8)
        expect(greyOf(-most, most)).toBe(0)
        expect(brightnessOf(-1, most)).toBe(0)
        expect(brightnessOf(most, most)).toBe(8)
        expect(Math.abs(Math.min(most, Math.max(-most, a)) - (most * (greyOf(a, most) - 4)) / 4)).toBeLessThanOrEqual(
          most / 8,
        )
        expect(Math.abs(Math.min(most, Math.max(0, a)) - (most * brightnessOf(a, most)) / 8)).toBeLessThanOrEqual(
          most / 16,
        )
        if (a <= b) {
          expect(greyOf(a, most)).toBeLessThanOrEqual(greyOf(b, most))
          expect(brightnessOf(a, most)).toBeLessThanOrEqual(brightnessOf(b, most))
        }
      }),
    )
  })
  it('have one step where there is nothing to show', () => {
    expect(greyOf(0, 0)).toBe(4)
    expect(brightnessOf(0, 0)).toBe(0)
    expect(greyOf(Number.NaN, 1)).toBe(4)
  })
  it('reach as far as the largest number, whatever its sign', () => {
    expect(largestOf([[1, { n: -7n, d: 2n }], [3]])).toBe(3.5)
    expect(largestOf([[-1, 5]])).toBe(5)
    expect(largestOf([])).toBe(0)
  })
})
