// Step 5, estimate scale and shift from the condition.

import { cellOf } from '../lesson/at.ts'
import { asCell } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { replaced, single, zeros } from './edits.ts'
import { equations } from './equations.ts'
import { column, differ, type Law, law, see } from './law.ts'

export const estimateLaws: readonly Law[] = [
  ...equations(5),
  law({
    id: 'estimate/scale-above-shift',
    step: 5,
    statement: 'scale above shift is scaleShift: as many numbers for one as for the other.',
    async check(lesson, ask) {
      const seen = await see(ask, lesson)
      const { latent } = sizesOf(lesson)
      const both = seen.at('scaleShift')
      return [
        ...differ(seen.arithmetic, 'scale', both.slice(0, latent), seen.at('scale'), 'scaleShift begins with it'),
        ...differ(seen.arithmetic, 'shift', both.slice(-latent), seen.at('shift'), 'scaleShift ends with it'),
      ]
    },
  }),
  law({
    id: 'estimate/bias-alone',
    step: 5,
    statement: 'With modulation weights of 0, scale and shift are the bias whatever the prompt and t.',
    asksMore: true,
    async check(lesson, ask) {
      const { latent: d, condition } = sizesOf(lesson)
      const { bias } = lesson.modulation
      const seen = await see(ask, replaced(lesson, 'modulation', zeros(2 * d, condition), bias))
      const expected = column(seen.arithmetic, bias)
      const why = 'the weights are 0, so the bias is all there is'
      return [
        ...differ(seen.arithmetic, 'scale', expected.slice(0, d), seen.at('scale'), why),
        ...differ(seen.arithmetic, 'shift', expected.slice(d), seen.at('shift'), why),
      ]
    },
  }),
  law({
    id: 'estimate/one-weight',
    step: 5,
    statement:
      'A single weight of 1 copies its cell of the condition to its row of scaleShift, and the bias of 0 adds nothing.',
    asksMore: true,
    async check(lesson, ask, dice) {
      const { latent: d, condition: c } = sizesOf(lesson)
      const [row, from] = [dice.int(0, 2 * d - 1), dice.int(0, c - 1)]
      const weight = single(2 * d, c, row, from).map(cells => cells.map(asCell))
      const none = weight.map(() => 0)
      const seen = await see(ask, replaced(lesson, 'modulation', weight, none))
      const value = cellOf(seen.at('condition'), from, 0)
      return differ(
        seen.arithmetic,
        'scaleShift',
        single(2 * d, 1, row, 0, value),
        seen.at('scaleShift'),
        `the only weight is in row ${row + 1}, column ${from + 1}`,
      )
    },
  }),
]
