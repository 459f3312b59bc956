// When things happen while a step is played: how long each beat lasts, and what there is at each moment.
import { at } from '@dit-by-hand/graph/at'
import { cellKey } from '@dit-by-hand/graph/expression'
import { type CaseId, caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { type Motion, momentAt, motionOf, standing, stillBeside, stillsOf } from '../src/motion/motion.ts'
import { scene } from '../src/scene.ts'
import type { Place } from '../src/telling.ts'
import { start } from '../src/tour.ts'

function playing(
  id: CaseId,
  place: Place,
  focus?: { readonly name: string; readonly row: number; readonly column: number },
) {
  const shown = scene({ ...start, place, box: true, cell: focus ?? null }, caseOf(id).lesson)
  const motion = motionOf(shown, focus ? 'cell' : 'step')
  if (!motion) throw new Error(`nothing is played at ${place}`)
  return motion
}

/** How long the cells of a motion take, in milliseconds. */
const lengths = ({ made, beats }: Motion): readonly number[] =>
  made.map((_, i) => beats.filter(({ of }) => of === i).reduce((sum, { lasts }) => sum + lasts, 0))

describe('a beat', () => {
  it('lasts 750 ms for a term, 300 for one that adds nothing, 800 where the cell lands; in the next cell half of it', () => {
    const { beats } = playing('sora-is-sky', 'encode')
    expect(beats.slice(0, 12)).toEqual([
      // 1·0 + 0·0 − 1·1 + 0·0 + 0
      { kind: 'term', of: 0, term: 0, at: 0, lasts: 300 },
      { kind: 'term', of: 0, term: 1, at: 300, lasts: 300 },
      { kind: 'term', of: 0, term: 2, at: 600, lasts: 750 },
      { kind: 'term', of: 0, term: 3, at: 1350, lasts: 300 },
      { kind: 'term', of: 0, term: 4, at: 1650, lasts: 300 },
      { kind: 'land', of: 0, term: 5, at: 1950, lasts: 800 },
      // 1·2 + 0·1 − 1·0 + 0·0 + 0
      { kind: 'term', of: 1, term: 0, at: 2750, lasts: 375 },
      { kind: 'term', of: 1, term: 1, at: 3125, lasts: 150 },
      { kind: 'term', of: 1, term: 2, at: 3275, lasts: 150 },
      { kind: 'term', of: 1, term: 3, at: 3425, lasts: 150 },
      { kind: 'term', of: 1, term: 4, at: 3575, lasts: 150 },
      { kind: 'land', of: 1, term: 5, at: 3725, lasts: 400 },
    ])
  })

  it('is no shorter for a 0 that is compared or taken over, which is looked at all the same', () => {
    expect(playing('sora-is-sky', 'attention', { name: 'attention', row: 0, column: 0 }).lasts).toBe(4 * 750 + 800)
    expect(playing('sora-is-sky', 'patchify', { name: 'patches', row: 0, column: 0 }).lasts).toBe(750 + 800)
  })
})

describe('a cell', () => {
  it('takes half as long as the one before, but no less than 170 ms', () => {
    // Of its two matrices, each begins anew.
    const all = lengths(playing('sora-is-sky', 'encode'))
    expect([...all.slice(0, 2), ...all.slice(6, 10)]).toEqual(
      [2750, 1375, 170, 170, 2750, 1375].map(length => expect.closeTo(length, 9)),
    )
  })

  it('takes less where there are more than can be told in 5 seconds', () => {
    const [first, second, third, fourth, ...others] = lengths(playing('long-video', 'patchify'))
    expect([first, second, third, fourth]).toEqual([1550, 775, 387.5, 193.75].map(length => expect.closeTo(length, 9)))
    expect(others).toHaveLength(32)
    for (const length of others) expect(length).toBeCloseTo(5000 / 36, 9)
  })

  it('takes 7 seconds at most, and a step 40', () => {
    const one = playing('long-video', 'attention', { name: 'attention', row: 0, column: 0 })
    expect(one.lasts).toBeCloseTo(7000, 9)
    expect(at(one.beats, 0).lasts).toBeCloseTo((750 * 7000) / (9 * 750 + 800), 9)
    expect(playing('long-video', 'attention').lasts).toBeCloseTo(40_000, 6)
  })
})

describe('a moment of 3 + (−1)', () => {
  const motion = playing('sora-is-sky', 'noise', { name: 'noised', row: 0, column: 2 })
  const [latent, noise] = ['latent 0 2', 'noise 0 2']

  it.each<
    readonly [
      time: number,
      beat: number | null,
      progress: number,
      added: number,
      term: readonly string[],
      landed: number,
    ]
  >([
    [-5, null, 0, 0, [], 0],
    [0, null, 0, 0, [], 0],
    [375, 0, 0.5, 0, [latent], 0],
    [750, 0, 1, 1, [latent], 0],
    [1125, 1, 0.5, 1, [noise], 0],
    [1500, 1, 1, 2, [noise], 0],
    [1900, 2, 0.5, 2, [], 0],
    [2300, 2, 1, 2, [], 1],
    [9999, 2, 1, 2, [], 1],
  ])('at %d ms', (time, beat, progress, added, term, landed) => {
    const moment = momentAt(motion, time)
    expect({ ...moment, term: moment.term.map(cellKey) }).toEqual({
      time: Math.max(0, Math.min(2300, time)),
      beat,
      progress,
      now: at(motion.made, 0),
      added,
      term,
      landed,
    })
  })

  it('lies between two still states, which are its beats’ ends', () => {
    expect(stillsOf(motion).map(({ time }) => time)).toEqual([0, 750, 1500, 2300])
    const beside = (time: number, by: 1 | -1): number => stillBeside(motion, { time }, by).time
    expect([beside(0, 1), beside(375, 1), beside(750, 1), beside(2300, 1)]).toEqual([750, 750, 1500, 2300])
    expect([beside(0, -1), beside(375, -1), beside(750, -1), beside(2300, -1)]).toEqual([0, 0, 0, 1500])
  })

  it('shows the sum once it has landed, and what is not made here throughout', () => {
    const stands = (landed: number, name: string, row: number, column: number): boolean =>
      standing(motion, { landed })({ name, row, column })
    expect([stands(0, 'noised', 0, 2), stands(1, 'noised', 0, 2)]).toEqual([false, true])
    expect([stands(0, 'noised', 0, 1), stands(0, 'noise', 0, 2)]).toEqual([true, true])
  })
})
