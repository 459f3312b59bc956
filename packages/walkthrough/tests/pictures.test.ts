// Pictures: each number in them is the scene's, and the words beside them have all of them.

import { at, named } from '@dit-by-hand/graph/at'
import { add, equal, mul, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Cell } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { matrices } from '../src/matrices.ts'
import { picturesOf } from '../src/pictures/of-scene.ts'
import type { Picture } from '../src/pictures/picture.ts'
import { type Scene, scene } from '../src/scene.ts'
import { stagesOf } from '../src/stages.ts'
import { type Place, places } from '../src/telling.ts'
import { start, type Tour } from '../src/tour.ts'

const at13 = { ...start, place: 'video' } as const
const sceneAt = (id: (typeof caseIds)[number], place: Place, cell = '', edits: Tour['edits'] = []): Scene => {
  const [name = '', row = 0, column = 0] = cell.split(' ')
  return scene(
    { ...start, place, edits, cell: cell === '' ? null : { name, row: Number(row), column: Number(column) } },
    caseOf(id).lesson,
  )
}
/** No lesson has this cell, and so none is in focus. */
const nowhere = 'video 99 0'
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
    const { frames, piece } = pictureAt('cut', sceneAt(id, 'patchify'))
    const { facts } = sceneAt(id, 'patchify')
    for (let patch = 0; patch < facts.size.patches; patch++) {
      const inPatch = frames.flatMap(({ rows, pieces }) =>
        pieces
          .filter(one => one.patch === patch)
          .flatMap(({ row, column }) =>
            rows.slice(row, row + piece.rows).flatMap(cells => cells.slice(column, column + piece.columns)),
          )
          .map(toNumber),
      )
      const wanted = named(facts.values, 'patches').map(cells => toNumber(at(cells, patch)))
      expect(inPatch.toSorted()).toEqual(wanted.toSorted())
    }
  })

  it('moves each number by its scale, then by its shift', () => {
    const { facts } = sceneAt(id, 'modulate')
    for (const { feature, moves } of pictureAt('moves', sceneAt(id, 'modulate')).features)
      for (const { from, scaled, to } of moves) {
        expect(equal(mul(from, facts.cell('scale', feature, 1)), scaled)).toBe(true)
        expect(equal(add(scaled, facts.cell('shift', feature, 1)), to)).toBe(true)
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
      'Feature 1 doubles, then steps up 1: patch 1 goes from −2 by −4 to −3, patch 2 goes from 2 by 4 to 5, patch 3 goes from 2 by 4 to 5, patch 4 goes from 1 by 2 to 3. Feature 2 flips, then steps up 5: patch 1 goes from 3 by −3 to 2, patch 2 goes from 3 by −3 to 2, patch 3 goes from 4 by −4 to 1, patch 4 goes from 3 by −3 to 2.',
    )
    expect(text('attention')).toBe(
      'frame 1 takes 1 from frame 2; frame 2 takes 1 from frame 3; frame 3 takes 1 from frame 3; frame 4 takes 1 from frame 3.',
    )
    expect(text('slopes')).toBe(
      'Feature 1, patch by patch: 1, 0, 1, 0. Feature 2, patch by patch: 0, −1, 0, 0. The squares add up to 3.',
    )
    expect(text('video')).toContain('13 of 16 pixels are unchanged.')
  })

  it.each([
    ['attention 2 3', { as: 'query', patch: 3 }],
    ['scores 0 1', { as: 'query', patch: 1 }],
    ['pooled 1 2', { as: 'query', patch: 2 }],
    ['queries 1 0', { as: 'query', patch: 0 }],
    ['keys 0 1', { as: 'key', patch: 1 }],
    ['conditioned 1 3', { as: 'key', patch: 3 }],
    ['query 0 1', null],
    [nowhere, null],
  ])('arcs mark the patch of %s', (cell, focus) => {
    expect(pictureAt('arcs', sceneAt('sora-is-sky', 'attention', cell)).focus).toEqual(focus)
  })

  it.each([
    ['video 5 0', 2],
    ['video 1 1', 0],
    ['patches 3 1', 1],
    ['latent 0 3', null],
    [nowhere, null],
  ])('the frames mark the patch of %s', (cell, focus) => {
    expect(pictureAt('cut', sceneAt('sora-is-sky', 'patchify', cell)).focus).toBe(focus)
  })

  it.each([
    ['noised 0 1', ['feature 1, patch 2']],
    ['scaled 0 3', ['feature 1, patch 4']],
    ['conditioned 1 2', ['feature 2, patch 3']],
    ['scale 0 0', []],
    ['video 0 1', []],
    [nowhere, []],
  ])('the number lines mark the move of %s, and no other', (cell, wanted) => {
    const { features } = pictureAt('moves', sceneAt('sora-is-sky', 'modulate', cell))
    const found = features.flatMap(({ feature, moves }) =>
      moves.filter(({ isFocus }) => isFocus).map(({ patch }) => `feature ${feature}, patch ${patch}`),
    )
    expect(found).toEqual(wanted)
  })

  it('errors are drawn where their numbers are, the one in focus marked', () => {
    const errors = (cell: string) => pictureAt('errors', sceneAt('sora-is-sky', 'slopes', cell))
    expect(errors('lossGradient 1 1')).toEqual({
      kind: 'errors',
      title: 'The error: up where the guess is too high, down where it is too low',
      text: text('slopes'),
      rows: [
        [1, 0, 1, 0],
        [0, -1, 0, 0],
      ],
      most: 1,
      focus: { row: 1, column: 1 },
    })
    expect([errors('predictedNoise 1 1').focus, errors(nowhere).focus]).toEqual([null, null])
    const { facts } = sceneAt('sora-is-sky', 'slopes')
    const pictured = stagesOf('slopes', facts).filter(
      ({ id }) => picturesOf(scene({ ...start, place: 'slopes', stage: id }, facts.lesson)).length > 0,
    )
    expect(pictured.map(({ id }) => id)).toEqual(['error', 'layer'])
  })

  it('squares share one scale of grey at every step: white is the largest number of all latents and noises', () => {
    expect(pictureAt('squares', sceneAt('sora-is-sky', 'encode'))).toEqual({
      kind: 'squares',
      title: 'The latent as squares of grey',
      text: 'The latent, row by row: 0 2 3 1; 1 2 4 3.',
      grids: [
        {
          name: 'latent',
          title: 'latent',
          sign: '',
          rows: [
            [0, 2, 3, 1],
            [1, 2, 4, 3],
          ],
        },
      ],
      most: 4,
    })
    const sum = (place: Place): string => {
      const { title, grids, most } = pictureAt('squares', sceneAt('sora-is-sky', place))
      expect([title, most]).toEqual(['As squares of grey', 4])
      return grids.map(({ sign, name }) => `${sign}${matrices[name].symbol}`).join(' ')
    }
    expect((['noise', 'feed-forward', 'denoise'] as const).map(sum)).toEqual(['Z +ε =Zt', 'εθ ε', 'Zt −εθ =Zd'])
  })

  it('number lines reach from the least to the most of all that is on them', () => {
    const { least, most, features } = pictureAt('moves', sceneAt('sora-is-sky', 'modulate'))
    expect([least, most]).toEqual([-4, 5])
    expect(features.map(({ lines }) => lines.map(({ name }) => name))).toEqual([
      ['noised', '× 2', '+ 1'],
      ['noised', '× −1', '+ 5'],
    ])
  })

  it.each<readonly [scale: Cell, shift: Cell, says: string, lines: string]>([
    [0, 0, 'becomes 0, then stays there', '× 0 + 0'],
    ['1/2', 3, 'halves, then steps up 3', '× 1/2 + 3'],
    [1, -2, 'stays, then steps down 2', '× 1 − 2'],
    [3, '3/2', 'triples, then steps up 3/2', '× 3 + 3/2'],
    ['5/2', '-1/2', 'is multiplied by 5/2, then steps down 1/2', '× 5/2 − 1/2'],
    ['-1/2', 1, 'flips and halves, then steps up 1', '× −1/2 + 1'],
    [-2, 1, 'flips and doubles, then steps up 1', '× −2 + 1'],
    [-4, 1, 'flips and is multiplied by 4, then steps up 1', '× −4 + 1'],
  ])('a scale of %s and a shift of %s are said, and stand at the number lines', (scale, shift, says, lines) => {
    const edits = [
      { cell: { name: 'scale', row: 0, column: 0 }, value: scale },
      { cell: { name: 'shift', row: 0, column: 0 }, value: shift },
    ]
    const feature = at(pictureAt('moves', sceneAt('sora-is-sky', 'modulate', '', edits)).features, 0)
    expect(feature.says).toBe(says)
    expect(feature.lines.map(({ name }) => name).join(' ')).toBe(`noised ${lines}`)
  })

  it('show what is generated in the last of several steps', () => {
    const shown = scene({ ...at13, generation: 3 }, caseOf('sora-is-sky').lesson)
    const last = at(shown.generations, 2).block.rows.map(cells => cells.map(({ value }) => showNumber(value)))
    expect(pictureAt('videos', shown).generated.map(cells => cells.map(showNumber))).toEqual(last)
  })
})

describe('of other lessons', () => {
  it('one frame that is one patch', () => {
    const video = [
      [3, 1],
      [1, 3],
    ]
    expect(pictureAt('cut', sceneAt('one-patch', 'patchify', nowhere))).toEqual({
      kind: 'cut',
      title: 'The frames, and where they are cut',
      text: '1 frame of 2 by 2 pixels, row by row: 3 1; 1 3. Cut into 1 patch of 2 by 2 pixels, 1 frame deep.',
      frames: [{ rows: video, pieces: [{ patch: 0, row: 0, column: 0 }] }],
      piece: { rows: 2, columns: 2 },
      most: 3,
      focus: null,
    })
    expect(pictureAt('videos', sceneAt('one-patch', 'video'))).toEqual({
      kind: 'videos',
      title: 'Original, generated, and the difference',
      text: 'Original, row by row: 3 1; 1 3. Generated: 0 1; 0 8. Generated minus original: −3 0; −1 5. 1 of 4 pixels is unchanged.',
      high: 2,
      original: video,
      generated: [
        [0, 1],
        [0, 8],
      ],
      difference: [
        [-3, 0],
        [-1, 5],
      ],
      brightest: 8,
      most: 5,
    })
  })

  it('patches two frames deep, as many as there are frames', () => {
    const { text, frames, most } = pictureAt('cut', sceneAt('two-frame-patches', 'patchify'))
    expect(text).toMatch(/^4 frames of 4 by 2 pixels.* Cut into 4 patches of 2 by 2 pixels, 2 frames deep\.$/)
    const pieces = (upper: number, lower: number) => [
      { patch: upper, row: 0, column: 0 },
      { patch: lower, row: 2, column: 0 },
    ]
    expect(frames.map(frame => frame.pieces)).toEqual([pieces(0, 1), pieces(0, 1), pieces(2, 3), pieces(2, 3)])
    expect(most).toBe(3)
    const { title, labels, thumbs } = pictureAt('arcs', sceneAt('two-frame-patches', 'attention'))
    expect([title, labels]).toEqual(['Which patch takes from which', ['patch 1', 'patch 2', 'patch 3', 'patch 4']])
    expect(at(thumbs, 0)).toEqual([
      [2, 2],
      [3, 2],
      [0, 0],
      [0, 2],
    ])
  })

  it('several patches in each frame: none is called by its frame', () => {
    expect(pictureAt('arcs', sceneAt('wide-frames', 'attention')).labels).toHaveLength(6)
    expect(pictureAt('arcs', sceneAt('wide-frames', 'attention')).title).toBe('Which patch takes from which')
  })

  it('a share below zero is told, though no arc is drawn for it', () => {
    const less = { cell: { name: 'attention', row: 1, column: 0 }, value: -2 }
    const { text, arcs } = pictureAt('arcs', sceneAt('given-attention', 'attention', '', [less]))
    expect(text).toMatch(/^frame 1 takes −2 from frame 2; /)
    expect(arcs.filter(({ query }) => query === 0)).toEqual([])
  })

  it('attention in which some take from none', () => {
    const one = (query: number, key: number) => ({ query, key, share: 1, shown: '1' })
    expect(pictureAt('arcs', sceneAt('given-attention', 'attention', 'attention 1 3'))).toEqual({
      kind: 'arcs',
      title: 'Which frame takes from which',
      text: 'frame 1 takes nothing; frame 2 takes 1 from frame 2, 1 from frame 4; frame 3 takes nothing; frame 4 takes 1 from frame 2, 1 from frame 3.',
      labels: ['frame 1', 'frame 2', 'frame 3', 'frame 4'],
      thumbs: caseOf('given-attention').lesson.video,
      most: 3,
      arcs: [one(1, 1), one(3, 1), one(3, 2), one(1, 3)],
      focus: { as: 'query', patch: 3 },
    })
  })
})
