// Step 5, estimate: scale and shift from the condition.

import { cellOf } from '../lesson/at.ts'
import { asCell } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { replaced, single, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { column, type Law, see } from './law.ts'

export const estimateLaws: readonly Law[] = lawsOf(5, [
  {
    id: 'estimate/scale-above-shift',
    statement: 'scaleShift is scale on top of shift, with as many numbers for each.',
    finds(seen) {
      const { latent } = sizesOf(seen.lesson)
      const both = seen.at('scaleShift')
      return [
        ...seen.faults('scale', both.slice(0, latent), 'scaleShift begins with it'),
        ...seen.faults('shift', both.slice(-latent), 'scaleShift ends with it'),
      ]
    },
  },
  {
    id: 'estimate/bias-alone',
    statement: 'With modulation weights of 0, scale and shift are the bias, whatever the prompt and t.',
    async check(lesson, ask) {
      const { latent: d, condition } = sizesOf(lesson)
      const { bias } = lesson.modulation
      const seen = await see(ask, replaced(lesson, 'modulation', zeros(2 * d, condition), bias))
      const expected = column(seen.arithmetic, bias)
      const why = 'the weights are 0, so the bias is all there is'
      return [...seen.faults('scale', expected.slice(0, d), why), ...seen.faults('shift', expected.slice(d), why)]
    },
  },
  {
    id: 'estimate/one-weight',
    statement:
      'A single weight of 1 copies its cell of the condition to its row of scaleShift, and the bias of 0 adds nothing.',
    async check(lesson, ask, dice) {
      const { latent: d, condition: c } = sizesOf(lesson)
      const [row, from] = [dice.int(0, 2 * d - 1), dice.int(0, c - 1)]
      const weight = single(2 * d, c, row, from).map(cells => cells.map(asCell))
      const seen = await see(ask, replaced(lesson, 'modulation', weight))
      const copied = single(2 * d, 1, row, 0, cellOf(seen.at('condition'), from, 0))
      return seen.faults('scaleShift', copied, `the only weight is in row ${row + 1}, column ${from + 1}`)
    },
  },
])
