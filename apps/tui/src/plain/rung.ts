// One rung of the ladder as text and as JSON: why, and what it changes, before and after.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toCell } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Change, isSame, type Mode, type Rewritten, type Step } from '@dit-by-hand/ladder/climb'
import { rungs } from '@dit-by-hand/ladder/rungs'
import type { Lesson } from '@dit-by-hand/spec/format'
import { padStart, textWidth } from '../screen/text.ts'
import { type Figure, figureWidth, flow, sign } from './flow.ts'
import { wrap } from './wrap.ts'

/** More columns than this are told and not shown. */
const mostColumns = 12

/** In lines of at most `width`. */
export function rungLines({ rung, formulas, shown, others }: Step, mode: Mode, width: number): readonly string[] {
  const number = rungs.indexOf(rung) + 1
  return [
    ...wrap(`${number}  ${rung.title}`, { width }),
    ...wrap(mode === 'alone' ? 'by itself, on the model of the walk' : below(number), { width }),
    '',
    ...wrap(rung.why, { width: Math.min(width, 80) }),
    '',
    ...formulas.flatMap(formula => formulaLines(formula, width)),
    ...shown.flatMap(change => ['', ...changeLines(change, width)]),
    ...(others.length === 0
      ? []
      : [
          '',
          ...wrap(others.map(({ name, before }) => (before ? name : `+${name}`)).join(', '), {
            width,
            first: 'also change:  ',
          }),
        ]),
  ]
}

const below = (number: number): string =>
  number === 1
    ? 'on the model of the walk'
    : `on top of the rungs below: ${rungs
        .slice(0, number - 1)
        .map(({ id }) => id)
        .join(', ')}`

/** A formula as it was, if it was there, and as it is. */
function formulaLines({ name, before, after }: Rewritten, width: number): readonly string[] {
  const line = (mark: string, text: string) => wrap(text, { width, first: `${mark} `, rest: '    ' })
  if (after === null) return line('−', `${name} is gone`)
  return before === null ? line('+', after) : [...line(' ', before), ...line('→', after)]
}

function changeLines({ name, before, after, isChanged }: Change, width: number): readonly string[] {
  if (!before && after) return flow([figure(`+ ${name} ${sizeOf(after)}`, after, null)], width)
  if (!after) return [`${name} is gone`]
  if (!isChanged || !before) return flow([figure(`  ${name} ${sizeOf(after)}, unchanged`, after, null)], width)
  const [from, to] = [
    figure(`  ${name} ${sizeOf(before)}`, before, null),
    figure(`after ${sizeOf(after)}`, after, before),
  ]
  const arrow = sign('→')
  return figureWidth(from) + figureWidth(to) + 6 <= width
    ? flow([from, arrow, to], width)
    : [...flow([from], width), ...flow([to], width)]
}

const sizeOf = (grid: Grid<Exact>): string => `${grid.length}×${at(grid, 0).length}`

/** A matrix with a mark after every number that is not what it was. */
function figure(head: string, grid: Grid<Exact>, was: Grid<Exact> | null): Figure {
  const shown = grid.map((row, r) =>
    row.slice(0, mostColumns).map((cell, c) => {
      const before = was?.[r]?.[c]
      return `${showNumber(cell)}${was && (before === undefined || !isSame(before, cell)) ? '•' : ' '}`
    }),
  )
  const room = Math.max(...shown.flat().map(textWidth))
  const more = at(grid, 0).length > mostColumns ? ' …' : ''
  return { head: [head], body: shown.map(row => `│ ${row.map(text => padStart(text, room)).join(' ')}${more}│`) }
}

/** As data, numbers as answers have them. */
export function rungJson({ rung, formulas, shown, others }: Step, { id: lesson }: Lesson, mode: Mode): object {
  const cells = (grid: Grid<Exact> | null) => grid?.map(row => row.map(toCell)) ?? null
  const changes = [...shown, ...others].map(({ name, before, after, isChanged }) => ({
    name,
    before: cells(before),
    after: cells(after),
    changed: isChanged,
  }))
  return {
    lesson,
    rung: rungs.indexOf(rung) + 1,
    id: rung.id,
    title: rung.title,
    why: rung.why,
    mode,
    formulas,
    changes,
  }
}
