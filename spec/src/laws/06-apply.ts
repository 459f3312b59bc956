// Step 6, apply scale and shift: each row its own.

import { cellOf } from '../lesson/at.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { moved, replaced, single, zeros } from './edits.ts'
import { equations } from './equations.ts'
import { differ, type Law, law, see } from './law.ts'

export const applyLaws: readonly Law[] = [
  ...equations(6),
  law({
    id: 'apply/one-and-zero',
    step: 6,
    statement: 'Scale 1 and shift 0 change nothing: conditioned is noised.',
    asksMore: true,
    async check(lesson, ask) {
      const { latent: d, condition } = sizesOf(lesson)
      const bias = Array.from({ length: 2 * d }, (_, i) => (i < d ? 1 : 0))
      const seen = await see(ask, replaced(lesson, 'modulation', zeros(2 * d, condition), bias))
      const why = 'every scale is 1 and every shift 0'
      return [
        ...differ(seen.arithmetic, 'scaled', seen.at('noised'), seen.at('scaled'), why),
        ...differ(seen.arithmetic, 'conditioned', seen.at('noised'), seen.at('conditioned'), why),
      ]
    },
  }),
  law({
    id: 'apply/own-scale',
    step: 6,
    statement: 'A scale that is 1 larger adds its row of noised to its row of conditioned, and leaves the other rows.',
    asksMore: true,
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
      return differ(k, 'conditioned', expected, after.at('conditioned'), `only the scale of row ${row + 1} is 1 larger`)
    },
  }),
  law({
    id: 'apply/own-shift',
    step: 6,
    statement:
      'A shift that is 1 larger adds 1 to its row of conditioned, leaves the other rows, and leaves scaled alone.',
    asksMore: true,
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
      return [
        ...differ(k, 'scaled', before.at('scaled'), after.at('scaled'), why),
        ...differ(k, 'conditioned', expected, after.at('conditioned'), why),
      ]
    },
  }),
]
