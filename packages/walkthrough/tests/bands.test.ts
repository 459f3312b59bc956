import { at } from '@dit-by-hand/graph/at'
import { describe, expect, it } from 'vitest'
import { bandsOf, cut } from '../src/bands.ts'
import { type Block, scene } from '../src/scene.ts'
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

  it('end only where no block reaches over, in whatever order blocks are given', () => {
    const [block] = at(scenes, 1).blocks
    if (!block) throw new Error('no block')
    const placed = (title: string, row: number, rowSpan: number) => ({
      ...block,
      title,
      at: { ...block.at, row, rowSpan },
    })
    const blocks = [placed('high', 0, 2), placed('beside', 1, 1), placed('below', 3, 1), placed('last', 10, 1)]
    for (const given of [blocks, blocks.toReversed()])
      expect(
        bandsOf({ blocks: given, signs: [] }).map(band => band.blocks.map(({ title }) => title).toSorted()),
      ).toEqual([['beside', 'high'], ['below'], ['last']])
  })
})

describe('a matrix that is too wide', () => {
  const shown = scene({ ...start, place: 'patchify' }, sora)
  const patches = at(
    shown.blocks.filter(({ name }) => name === 'patches'),
    0,
  )
  const numbers = patches.rows.map(row => row.map(({ text }) => text))

  it('is cut into pieces of as many columns as fit, which side by side are the matrix', () => {
    const count = patches.shape[1]
    expect(count).toBeGreaterThan(2)
    for (let most = 1; most < count; most++) {
      const pieces = cut(patches, ({ shape }) => shape[1] <= most)
      expect(pieces.map(({ shape }) => shape[1])).toEqual(
        Array.from({ length: Math.ceil(count / most) }, (_, i) => Math.min(most, count - i * most)),
      )
      expect(numbers.map((_, row) => pieces.flatMap(({ rows }) => at(rows, row).map(({ text }) => text)))).toEqual(
        numbers,
      )
      expect(pieces.flatMap(({ columnHeads }) => columnHeads)).toEqual(patches.columnHeads)
    }
  })

  it('says of each piece which columns it has', () => {
    const pieces = cut(patches, ({ shape }) => shape[1] <= 3)
    expect(pieces.map(({ title }) => title)).toEqual(['patches, columns 1–3', 'patches, column 4'])
  })

  it('is asked of as it would be drawn, title and all, piece by piece', () => {
    const asked: string[] = []
    const pieces = cut(patches, ({ title, shape }) => asked.push(title) > 0 && shape[1] <= 2)
    expect(pieces.map(({ shape }) => shape[1])).toEqual([2, 2])
    expect(asked).toEqual(['patches', ...['1–2', '1–3', '3–4'].map(which => `patches, columns ${which}`)])
    const column = at(
      scene({ ...start, place: 'encode' }, sora).blocks.filter(({ shape }) => shape[1] === 1),
      0,
    )
    expect(cut(column, () => false)).toEqual([column])
  })

  it('has no piece that does not fit, where its numbers are wider further to the right', () => {
    const wider = { ...patches, columnHeads: ['1', '22', '333', '333'] }
    const widest = ({ columnHeads }: Block) => columnHeads.length * Math.max(...columnHeads.map(head => head.length))
    const pieces = cut(wider, piece => widest(piece) <= 4)
    expect(pieces.map(({ columnHeads }) => columnHeads)).toEqual([['1', '22'], ['333'], ['333']])
  })

  it('stays whole where it fits, and a column is never cut', () => {
    expect(cut(patches, () => true)).toEqual([patches])
    for (const block of shown.blocks) expect(cut(block, () => true)).toEqual([block])
    expect(cut(patches, () => false).map(({ shape }) => shape)).toEqual(patches.columnHeads.map(() => [4, 1]))
  })

  it('is a plain matrix in pieces, also where it is a video', () => {
    const video = at(
      shown.blocks.filter(({ frames }) => frames),
      0,
    )
    expect(cut(video, ({ shape }) => shape[1] < 2).map(({ frames }) => frames)).toEqual(
      Array.from({ length: video.shape[1] }, () => null),
    )
  })
})
