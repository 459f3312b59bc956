// Step 6, apply scale and shift: each row has its own.

import { cellOf } from '../lesson/at.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { moved, replaced, single, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { type Law, see } from './law.ts'

export const applyLaws: readonly Law[] = lawsOf(6, [
  {
    id: 'apply/one-and-zero',
    statement: 'Scale 1 and shift 0 change nothing: conditioned is noised.',
    async check(lesson, ask) {
      const { latent: d, condition } = sizesOf(lesson)
      const bias = Array.from({ length: 2 * d }, (_, i) => (i < d ? 1 : 0))
      const seen = await see(ask, replaced(lesson, 'modulation', zeros(2 * d, condition), bias))
      const why = 'every scale is 1 and every shift 0'
      return [...seen.faults('scaled', seen.at('noised'), why), ...seen.faults('conditioned', seen.at('noised'), why)]
    },
  },
  {
    id: 'apply/own-scale',
    statement: 'A scale that is 1 larger adds its row of noised to its row of conditioned, and changes no other row.',
    async check(lesson, ask, dice) {
      const { latent: d } = sizesOf(lesson)
      const row = dice.int(0, d - 1)
      const larger = moved(lesson, 'modulationBias', single(2 * d, 1, row, 0))
      if (!larger) return []
      const [before, after] = [await see(ask, lesson), await see(ask, larger)]
      const k = before.arithmetic
      const noised = before.at('noised')
      const expected = before
        .at('conditioned')
        .map((cells, r) => (r === row ? cells.map((cell, c) => k.add(cell, cellOf(noised, r, c))) : cells))
      return after.faults('conditioned', expected, `only the scale of row ${row + 1} is 1 larger`)
    },
  },
  {
    id: 'apply/own-shift',
    statement: 'A shift that is 1 larger adds 1 to its row of conditioned, and changes no other row, nor scaled.',
    async check(lesson, ask, dice) {
      const { latent: d } = sizesOf(lesson)
      const row = dice.int(0, d - 1)
      const larger = moved(lesson, 'modulationBias', single(2 * d, 1, d + row, 0))
      if (!larger) return []
      const [before, after] = [await see(ask, lesson), await see(ask, larger)]
      const k = before.arithmetic
      const expected = before
        .at('conditioned')
        .map((cells, r) => (r === row ? cells.map(cell => k.add(cell, 1)) : cells))
      const why = `only the shift of row ${row + 1} is 1 larger`
      return [...after.faults('scaled', before.at('scaled'), why), ...after.faults('conditioned', expected, why)]
    },
  },
])
