// A played step: what it shows at the end is what the scene shows, and on the way nothing but sums of its first terms.

import { at } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, equal, toNumber } from '@dit-by-hand/graph/exact'
import { cellKey } from '@dit-by-hand/graph/expression'
import { lineOf } from '@dit-by-hand/graph/text'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineFor } from '../src/line.ts'
import { type Motion, madeHere, momentAt, motionOf, standing, stillBeside, stillsOf } from '../src/motion/motion.ts'
import { momentSaid } from '../src/motion/said.ts'
import { type Scene, scene } from '../src/scene.ts'
import { type Place, places } from '../src/telling.ts'
import { start } from '../src/tour.ts'
import { workedOut } from './arithmetic.ts'

const sceneAt = (id: (typeof caseIds)[number], place: Place): Scene =>
  scene({ ...start, place, box: true }, caseOf(id).lesson)

const played = (
  id: (typeof caseIds)[number],
  place: Place,
): { readonly scene: Scene; readonly motion: Motion } | null => {
  const shown = sceneAt(id, place)
  const motion = motionOf(shown)
  return motion && { scene: shown, motion }
}

describe.each(caseIds)('%s', id => {
  const all = places.flatMap(place => played(id, place) ?? [])

  it('plays every step that works something out, and neither the opening nor the closing', () => {
    expect(all).toHaveLength(caseOf(id).lesson.attention.kind === 'given' ? 12 : 13)
  })

  it('takes each cell apart into the very line of arithmetic', () => {
    for (const { scene: shown, motion } of all)
      for (const { cell, before, terms, after, result } of motion.made) {
        const line = lineFor(cell, shown.facts, shown.facts)
        expect(lineOf([...before, ...terms.flatMap(term => term.tokens), ...after])).toBe(lineOf(line.values))
        const view = shown.blocks.flatMap(({ rows }) => rows.flat()).find(each => cellKey(each.cell) === cellKey(cell))
        expect(view && equal(view.value, result), cellKey(cell)).toBe(true)
      }
  })

  it('has added, after any term, the sum of the terms until then', () => {
    for (const { motion } of all)
      for (const { together, terms } of motion.made) {
        let sum: Exact | null = null
        for (const term of terms) {
          const next: Exact =
            sum === null
              ? term.value
              : together === 'largest'
                ? compare(sum, term.value) >= 0
                  ? sum
                  : term.value
                : add(sum, term.value)
          expect(equal(next, term.sum)).toBe(true)
          sum = next
        }
      }
  })

  it('reads each term as it is printed', () => {
    for (const { motion } of all)
      for (const { together, terms } of motion.made.slice(0, 12))
        for (const { tokens, value } of together === 'sum' ? terms : []) {
          const text = lineOf(tokens).trim().replace(/^\+ /, '').replace(/^− /, '−')
          // Values are printed to four places.
          if (!text.includes('.')) expect(workedOut(text)).toBeCloseTo(toNumber(value), 9)
        }
  })

  it('begins with nothing made, ends with all of it, and never takes anything back', () => {
    for (const { scene: shown, motion } of all) {
      const cells = madeHere(shown).flatMap(({ rows }) => rows.flat().map(({ cell }) => cell))
      const [first, last] = [momentAt(motion, 0), momentAt(motion, motion.lasts)]
      expect(cells.length).toBeGreaterThan(0)
      expect(cells.some(standing(motion, first))).toBe(false)
      expect(cells.every(standing(motion, last))).toBe(true)
      expect(last.added).toBe(last.now.terms.length)
      let before = first.landed
      for (const still of stillsOf(motion)) {
        const seen = momentAt(motion, still.time)
        if (seen.added !== still.added || seen.landed !== still.landed || seen.beat !== still.beat)
          throw new Error(`at ${still.time} ms ${still.now.title} has ${seen.added} of its ${still.added} terms`)
        expect(still.landed).toBeGreaterThanOrEqual(before)
        before = still.landed
      }
      expect(motion.lasts).toBeLessThanOrEqual(40_001)
    }
  })

  it('makes no cell before those of this step that it is made from', () => {
    for (const { motion } of all) {
      const order = new Map(motion.made.map(({ cell }, i) => [cellKey(cell), i]))
      motion.made.forEach(({ terms }, i) => {
        for (const source of terms.flatMap(({ cells }) => cells))
          expect(order.get(cellKey(source)) ?? -1, cellKey(source)).toBeLessThan(i)
      })
    }
  })
})

describe('time', () => {
  const { motion } = played('sora-is-sky', 'encode') ?? { motion: null }
  if (!motion) throw new Error('step 2 is not played')

  it('is a function: any moment falls into the beat it lies in, and outside is the nearest end', () => {
    // Eighths of a millisecond, evenly: fast-check 4's fc.double hardly ever leaves the neighbourhood of 0.
    const times = fc.integer({ min: -8000, max: Math.ceil(8 * motion.lasts) + 8000 }).map(eighths => eighths / 8)
    fc.assert(
      fc.property(times, time => {
        const moment = momentAt(motion, time)
        expect(momentAt(motion, time)).toEqual(moment)
        expect(moment.time).toBe(Math.max(0, Math.min(motion.lasts, time)))
        if (moment.beat === null) expect(time).toBeLessThanOrEqual(0)
        else {
          const beat = at(motion.beats, moment.beat)
          expect(moment.time).toBeGreaterThanOrEqual(beat.at - 1e-6)
          expect(moment.time).toBeLessThanOrEqual(beat.at + beat.lasts + 1e-6)
          expect(moment.progress).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('is stepped through still by still, forwards and back', () => {
    const stills = stillsOf(motion)
    let moment = at(stills, 0)
    for (const still of stills.slice(1)) {
      moment = stillBeside(motion, moment, 1)
      expect(moment).toEqual(still)
    }
    expect(stillBeside(motion, moment, 1)).toEqual(moment)
    for (const still of stills.slice(0, -1).toReversed()) {
      moment = stillBeside(motion, moment, -1)
      expect(moment).toEqual(still)
    }
  })

  it('is told in words: the terms of the first cell of the encoder, and where it lands', () => {
    const said = stillsOf(motion)
      .slice(0, 7)
      .map(still => momentSaid(motion, still, 'printed'))
    expect(said).toEqual([
      '16 numbers are about to be made, from latent before ReLU, feature 1, patch 1 to latent, feature 2, patch 4.',
      'latent before ReLU, feature 1, patch 1, term 1 of 5, begins with 0.',
      'latent before ReLU, feature 1, patch 1, term 2 of 5, adds 0, which makes 0.',
      'latent before ReLU, feature 1, patch 1, term 3 of 5, adds −1, which makes −1.',
      'latent before ReLU, feature 1, patch 1, term 4 of 5, adds 0, which makes −1.',
      'latent before ReLU, feature 1, patch 1, term 5 of 5, adds 0, which makes −1.',
      'latent before ReLU, feature 1, patch 1 is −1.',
    ])
  })
})

describe('one cell, in words', () => {
  const told = (id: (typeof caseIds)[number], place: Place, name: string, row: number, column: number): string[] => {
    const motion = motionOf(
      scene({ ...start, place, box: true, cell: { name, row, column } }, caseOf(id).lesson),
      'cell',
    )
    if (!motion) throw new Error(`${name} is not played at ${place}`)
    return stillsOf(motion).map(still => momentSaid(motion, still).replace(`${at(motion.made, 0).title}`, 'It'))
  }

  it('looks for the largest', () => {
    expect(told('sora-is-sky', 'attention', 'attention', 1, 0)).toEqual([
      'It is about to be made.',
      'It, term 1 of 4, looks at 0.',
      'It, term 2 of 4, looks at 16; the largest so far is 16.',
      'It, term 3 of 4, looks at 13; the largest so far is 16.',
      'It, term 4 of 4, looks at 12; the largest so far is 16.',
      'It is 1.',
    ])
  })

  it('adds up powers', () => {
    const [, first, second, , , last] = told('soft-sky', 'attention', 'attention', 0, 0)
    expect(first).toBe('It, term 1 of 4, begins with 1.')
    const [, value, sum] = /^It, term 2 of 4, adds ([\d.]+), which makes ([\d.]+)\.$/.exec(second ?? '') ?? []
    expect(Number(value) + 1).toBeCloseTo(Number(sum), 4)
    expect(last).toMatch(/^It is 0\.\d+\.$/)
  })

  it('adds what is read out with its sign in words, if it is not to be printed', () => {
    expect(told('fractions', 'noise', 'noised', 0, 0)).toEqual([
      'It is about to be made.',
      'It, term 1 of 2, begins with 0.',
      'It, term 2 of 2, adds minus 2 over 5, which makes minus 2 over 5.',
      'It is minus 2 over 5.',
    ])
  })

  it('takes what stands alone', () => {
    expect(told('sora-is-sky', 'conditions', 'timeEmbedding', 0, 0)).toEqual([
      'It is about to be made.',
      'It takes 1.',
      'It is 1.',
    ])
  })
})

describe('a step in stages', () => {
  const lesson = caseOf('soft-sky').lesson
  const stages = scene({ ...start, place: 'slopes' }, lesson).stages

  it('is played stage by stage, each matrix where it is made', () => {
    const played = stages.flatMap(({ id, makes }) => {
      const shown = scene({ ...start, place: 'slopes', stage: id }, lesson)
      const names = madeHere(shown).map(({ name }) => name)
      expect(names.toSorted()).toEqual(makes.toSorted())
      const motion = motionOf(shown)
      expect(motion === null).toBe(makes.length === 0)
      return names
    })
    expect(new Set(played).size).toBe(played.length)
    expect(played.length).toBeGreaterThan(15)
  })
})

describe('one cell', () => {
  it('is played alone where it is in focus, and not where it is given', () => {
    const { lesson } = caseOf('sora-is-sky')
    const focus = (name: string): Motion | null =>
      motionOf(scene({ ...start, place: 'encode', cell: { name, row: 0, column: 1 } }, lesson), 'cell')
    expect(focus('encoderPre')?.made.map(({ cell }) => cellKey(cell))).toEqual(['encoderPre 0 1'])
    expect(focus('encoderWeight')).toBe(null)
  })
})
