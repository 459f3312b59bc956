// The arithmetic written for LaTeX is that of the line on the screen: both read the same cells, in the same order.
import { sources } from '@dit-by-hand/graph/expression'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { answerNames } from '@dit-by-hand/spec/names'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { expect, it } from 'vitest'
import { explained } from '../../src/explained.ts'

it.each(caseIds)('%s', id => {
  const { lesson } = caseOf(id)
  for (const reading of ['corrected', 'printed'] as const)
    for (const name of answerNames) {
      if (name === 'noise' || (name === 'attention' && lesson.attention.kind === 'given')) continue
      const grid = workedOf(lesson, reading).values[name]
      if (!grid) continue
      const { arithmetic, line } = explained(
        { name, row: grid.length - 1, column: (grid[0]?.length ?? 1) - 1 },
        lesson,
        reading,
      )
      expect(sources(arithmetic), `${name}, ${reading}`).toEqual(line.sources)
    }
})
