import { describe, expect, it } from 'vitest'
import { bandsOf } from '../src/bands.ts'
import { scene } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { start } from '../src/tour.ts'
import { sora } from './support.ts'

describe('bands', () => {
  const scenes = places.map(place => scene({ ...start, place, box: true }, sora))

  it('keep every block and sign, in order, each once', () => {
    for (const { blocks, signs } of scenes) {
      const bands = bandsOf({ blocks, signs })
      expect(bands.flatMap(band => band.blocks.map(({ name }) => name)).toSorted()).toEqual(
        blocks.map(({ name }) => name).toSorted(),
      )
      expect(bands.flatMap(band => band.signs)).toHaveLength(signs.length)
    }
  })

  it('begin at row 0 and have no empty row', () => {
    for (const each of scenes)
      for (const { blocks, signs } of bandsOf(each)) {
        const rows = new Set([
          ...blocks.flatMap(({ at }) => Array.from({ length: at.rowSpan }, (_, i) => at.row + i)),
          ...signs.map(({ at }) => at.row),
        ])
        expect([...rows].toSorted((a, b) => a - b)).toEqual([...rows].map((_, i) => i))
      }
  })

  it('are more than one where a row of the layout stands empty', () => {
    expect(scenes.some(each => bandsOf(each).length > 1)).toBe(true)
    expect(bandsOf({ blocks: [], signs: [] })).toEqual([])
  })
})
