// The opening: every lesson's in less than twenty seconds, each number the oracle's, each count right.

import { at } from '@dit-by-hand/graph/at'
import { toCell, toText } from '@dit-by-hand/graph/exact'
import { type CaseId, caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { actAt, acts } from '../src/motion/opening.ts'
import { rowsOf } from '../src/pictures/rows.ts'
import { workedOf } from '../src/workbench.ts'
import { openingIn } from './support.ts'

describe.each(caseIds)('%s', id => {
  const { lesson, answer } = caseOf(id)
  const opening = openingIn(id)

  it('plays in less than twenty seconds, act after act', () => {
    expect(opening.acts.map(({ name }) => name)).toEqual(acts)
    expect(opening.lasts).toBeLessThan(20_000)
    let end = 0
    for (const act of opening.acts) {
      expect(act.at).toBe(end)
      expect(act.says).toMatch(/\.$/)
      end = act.at + act.lasts
    }
    expect(end).toBe(opening.lasts)
  })

  it.skipIf(lesson.attention.kind === 'softmax')('shows the oracle’s numbers', () => {
    const shown = (rows: typeof opening.latent) => rows.map(cells => cells.map(toCell))
    expect(shown(opening.latent)).toEqual(answer.corrected.latent)
    expect(shown(opening.predictedNoise)).toEqual(answer.corrected.predictedNoise)
    expect(shown(opening.denoised)).toEqual(answer.corrected.denoised)
    expect(shown(opening.generatedVideo)).toEqual(answer.corrected.generatedVideo?.flat())
    expect(shown(opening.noise)).toEqual(lesson.noise)
  })

  it('takes every pixel to a place of its own among the patches, and that place shows it', () => {
    const decoded = rowsOf(factsOf(workedOf(lesson, 'corrected')), 'decoded')
    const taken = opening.places.flat().map(({ row, column }) => `${row} ${column}`)
    expect(new Set(taken).size).toBe(opening.video.flat().length)
    opening.places.forEach((cells, r) => {
      cells.forEach(({ row, column }, c) => {
        expect(toText(at(at(opening.patches, row), column))).toBe(toText(at(at(opening.video, r), c)))
        expect(toText(at(at(decoded, row), column))).toBe(toText(at(at(opening.generatedVideo, r), c)))
      })
    })
  })
})

it('says of the walkthrough’s own lesson what is so', () => {
  expect(openingIn('sora-is-sky').acts.map(({ says }) => says)).toEqual([
    'A video: 4 frames of 2×2 pixels.',
    'It is cut into 4 patches, each a column of 4 numbers.',
    'An encoder shrinks every column from 4 to 2 numbers: the latent.',
    'Noise is added to 4 of 8 numbers. The model sees only the sum.',
    'Given “sora is sky” and t = 3, it guesses the noise: 5 of 8 numbers right.',
    'The guess is taken away: 5 of 8 numbers of the latent are back.',
    'A decoder turns it into a video: 13 of 16 pixels are as before.',
    'Now by hand.',
  ])
})

it.each<readonly [CaseId, act: number, says: string]>([
  ['one-patch', 0, 'A video: 1 frame of 2×2 pixels.'],
  ['one-patch', 1, 'It is one patch, a column of 4 numbers.'],
  ['one-pixel-patches', 1, 'It is cut into 8 patches, each a column of 1 number.'],
  ['one-pixel-patches', 2, 'An encoder describes every column with 1 number: the latent.'],
  ['latent-wider-than-patch', 2, 'An encoder describes every column with 6 numbers: the latent.'],
  ['hard-ties', 3, 'Noise is added to 8 of 8 numbers. The model sees only the sum.'],
  ['zero-noise', 3, 'This is where noise is added; here there is none.'],
  ['four-bit-time', 4, 'Given “train leaves town” and t = 13, it guesses the noise: 1 of 8 numbers right.'],
  ['four-bit-time', 5, 'The guess is taken away: 1 of 8 numbers of the latent is back.'],
  ['hard-ties', 6, 'A decoder turns it into a video: 1 of 16 pixels is as before.'],
])('says of %s, act %d: %s', (id, act, says) => {
  expect(at(openingIn(id).acts, act).says).toBe(says)
})

it('finds the act of any time', () => {
  const opening = openingIn('sora-is-sky')
  expect([actAt(opening, -5), actAt(opening, 1e9)]).toEqual([0, 7])
  for (const [i, act] of opening.acts.entries()) {
    expect(actAt(opening, act.at)).toBe(i)
    expect(actAt(opening, act.at + act.lasts - 1)).toBe(i)
  }
})
