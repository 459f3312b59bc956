// Step 8, attention pooling: each patch becomes the mean of those it attends to, weighted by attention.

import { at } from '../lesson/at.ts'
import type { Matrix } from '../lesson/format.ts'
import { asCell, compare, decimal, exact, show } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { attending } from './edits.ts'
import { lawsOf } from './equations.ts'
import { constant, identity, map, map2, reorder, rowSums } from './grids.ts'
import { firstWrong, type Law, see } from './law.ts'

export const poolingLaws: readonly Law[] = lawsOf(8, [
  {
    id: 'pooling/identity',
    statement: 'If each patch attends only to itself, pooling changes nothing.',
    async check(lesson, ask) {
      const seen = await see(ask, attending(lesson, identity(sizesOf(lesson).patches)))
      return seen.faults('pooled', seen.at('conditioned'), 'attention is the identity')
    },
  },
  {
    id: 'pooling/uniform',
    statement:
      'If each patch attends to all patches equally, every column of pooled is the mean of the columns of conditioned.',
    async check(lesson, ask) {
      const { patches: n, latent: d } = sizesOf(lesson)
      const share = asCell(exact.div(1, n))
      const matrix: Matrix = Array.from({ length: n }, () => Array.from({ length: n }, () => share))
      const seen = await see(ask, attending(lesson, matrix))
      const k = seen.arithmetic
      const means = map(rowSums(k, seen.at('conditioned')), sum => k.div(sum, n))
      const expected = map2(constant(d, n, 0), means, (_, mean) => mean)
      return seen.faults('pooled', expected, `every cell of attention is ${share}`)
    },
  },
  {
    id: 'pooling/one-each',
    statement: 'If a patch attends to one patch alone, its column of pooled is that patch’s column of conditioned.',
    async check(lesson, ask, dice) {
      const { patches: n } = sizesOf(lesson)
      const looks = Array.from({ length: n }, () => dice.int(0, n - 1))
      const matrix: Matrix = Array.from({ length: n }, (_, r) => looks.map(at => (at === r ? 1 : 0)))
      const seen = await see(ask, attending(lesson, matrix))
      const expected = reorder(seen.at('conditioned'), looks)
      return seen.faults('pooled', expected, `patches look at patches ${looks.map(at => at + 1).join(' ')}`)
    },
  },
  {
    id: 'pooling/within',
    statement:
      'With a hard maximum or softmax, no cell of pooled lies outside the range of its row of conditioned: it is a mean.',
    applies: lesson => lesson.attention.kind !== 'given',
    finds(seen) {
      const { lesson } = seen
      const rows = seen.at('conditioned').map(row => [...row].sort(compare))
      const slack = lesson.attention.kind === 'softmax' ? 1e-9 : 0
      return firstWrong(
        'pooled',
        seen.at('pooled'),
        'between the least and the largest of its row of conditioned',
        (value, r) => {
          const row = at(rows, r, 'conditioned')
          const [least, largest] = [at(row, 0, 'its row'), at(row, row.length - 1, 'its row')]
          const room = slack * Math.max(1, Math.abs(decimal(least)), Math.abs(decimal(largest)))
          const inside =
            slack === 0
              ? compare(least, value) <= 0 && compare(value, largest) <= 0
              : decimal(value) >= decimal(least) - room && decimal(value) <= decimal(largest) + room
          return inside ? undefined : `that row goes from ${show(least)} to ${show(largest)}`
        },
      )
    },
  },
])
