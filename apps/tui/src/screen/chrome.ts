// What frames the page: the header with the map, the rule with the formula, the status line.

import { terminalKeys } from '@dit-by-hand/walkthrough/keys'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { keyRow } from './frame.ts'
import { mapRow, mapShort } from './map.ts'
import { twoColumns } from './size.ts'
import {
  blank,
  printable,
  type Row,
  rowWidth,
  ruleEnd,
  shortened,
  shortText,
  span,
  spread,
  textWidth,
  wrapped,
} from './text.ts'
import { marks } from './theme.ts'
import type { Walk } from './walk.ts'

/** The first line: the step, and where it is on the map. @param hasMap whether the map stands elsewhere */
export function header(scene: Scene, columns: number, hasMap: boolean): Row {
  const number: Row = scene.step === null ? [] : [span(`${scene.step}`, 'title'), span('  ')]
  const title: Row = [span(' '), ...number, span(printable(scene.title), 'title')]
  const room = columns - rowWidth(title) - 3
  if (hasMap) return spread(title, [span(shortText(printable(scene.lesson.title), room), 'quiet'), span(' ')], columns)
  return spread(title, [span(' '), ...(columns >= 74 ? mapRow(scene.map) : mapShort(scene.map)), span(' ')], columns)
}

/** The rule under the header: the formula, cut short where the page has it whole, and whatever is not as the lesson has it. */
export function headRule(walk: Walk, scene: Scene, columns: number): Row {
  const right = marked(walk, scene, columns)
  const room = columns - rowWidth(right) - 6
  const formula = formulaFits(scene, columns, right) ? onOneLine(scene) : shortText(onOneLine(scene), room)
  return spread([span('── ', 'quiet'), span(formula), span(' ')], right, columns, span('─', 'quiet'))
}

function marked({ tour, path }: Walk, scene: Scene, columns: number): Row {
  const state: Row[] = []
  const add = (...spans: Row): void => void state.push(spans)
  if (path !== null && columns >= twoColumns) add(span(printable(path.length > 40 ? `…${path.slice(-39)}` : path)))
  if (scene.box !== null) add(span('o', 'key'), span(scene.box === 'open' ? ' closes the box' : ' opens the box'))
  if (scene.stage !== null)
    add(span('[ ]', 'key'), span(` stage ${scene.stages.findIndex(({ here }) => here) + 1} of ${scene.stages.length}`))
  if (scene.pass) add(span('S', 'key'), span(` step ${scene.pass.at} of ${scene.pass.of}, t = ${scene.pass.t}`))
  else if (scene.generations.length > 1) add(span(`in ${scene.generations.length} steps`))
  if (tour.reading === 'printed') add(span(marks.misprint, 'misprint'), span(' as printed'))
  if (tour.edits.length > 0)
    add(span(marks.changed, 'changed'), span(tour.edits.length === 1 ? ' 1 change' : ` ${tour.edits.length} changes`))
  return ruleEnd(state)
}

/** The formulas of a step, side by side. */
export const onOneLine = (scene: Scene): string =>
  toldOf(scene)
    .formulas.map(({ text }) => text)
    .join(', ')

const formulaFits = (scene: Scene, columns: number, right: Row): boolean =>
  textWidth(onOneLine(scene)) + rowWidth(right) + 8 <= columns

/** Formulas too long for the rule, as lines of the page: a definition a line. */
export function formulaRows(walk: Walk, scene: Scene, columns: number, width: number): readonly Row[] {
  if (formulaFits(scene, columns, marked(walk, scene, columns))) return []
  return [...toldOf(scene).formulas.flatMap(({ text }) => wrapped([span(text)], width, '  ')), blank]
}

/** The last line: a question, a notice, or the keys that are useful here; and where in the page. */
export function status(
  walk: Walk,
  scene: Scene,
  columns: number,
  scrolled: { readonly at: number; readonly most: number },
): Row {
  const { panel } = walk
  switch (panel?.kind) {
    case 'edit':
      return prompt(`New value, now ${scene.line?.result ?? ''}: `, panel, 'Enter sets it, Esc cancels', columns)
    case 'goto':
      return prompt('Go to (a step: 0–13, end; a matrix: Z): ', panel, 'Enter goes, Esc cancels', columns)
    case 'reset':
      return [span(' Undo every change? ', 'asked'), span('y', 'key'), span(' yes   any other key no', 'quiet')]
    case 'consumers':
      return keyRow([
        ['↑ ↓', 'choose'],
        ['Enter', 'follow'],
        ['Esc', 'close'],
      ])
    case 'film':
      return keyRow([['any key', 'stops']])
    case 'learning':
      return keyRow([
        ['Space', walk.still ? 'one step' : panel.running ? 'stop' : 'run'],
        ['← →', 'one step'],
        ['Home', 'back to the start'],
        ['Esc', 'close'],
      ])
    case 'prompt':
      return panel.typed === null
        ? panel.refused === null
          ? keyRow([
              ['↑ ↓', 'choose'],
              ['← →', 'less, more'],
              ['Space', 'leave out, put back'],
              ['a', 'add'],
              ['u', 'undo'],
              ['Esc', 'close'],
            ])
          : [span(' ✗ ', 'refused'), span(panel.refused)]
        : prompt(
            'A word and its numbers: ',
            { typed: panel.typed, refused: panel.refused },
            'Enter adds it, Esc cancels',
            columns,
          )
    case 'play':
      return keyRow([
        ...timeKeys(walk.still, panel.playing, ['← →', 'one by one'], ['↑ ↓', `speed ${panel.speed}×`]),
        ['c', panel.played === 'cell' ? 'the whole step' : 'only the cell'],
        ['Esc', 'ends'],
      ])
    case 'opening':
      return keyRow([
        ...timeKeys(walk.still, panel.playing, ['← →', 'act by act']),
        ['r', 'again'],
        ['Enter', 'start the walk'],
        ['q', 'quit'],
      ])
    case 'help':
      return spread(
        keyRow([
          ['↑ ↓', 'scroll'],
          ['Esc', 'close'],
        ]),
        position(scrolled),
        columns,
      )
    case undefined: {
      const right = position(scrolled)
      if (walk.notice !== null) return [span(` ${walk.notice}`)]
      return spread(hints(walk, columns - rowWidth(right) - 1), right, columns)
    }
  }
}

type Hint = readonly [key: string, text: string]

/** What moves what is played. */
const timeKeys = (still: boolean, playing: boolean, ...more: readonly Hint[]): readonly Hint[] =>
  still ? [['→ ←', 'forward, back']] : [['Space', playing ? 'pause' : 'play'], ...more]

function prompt(
  question: string,
  { typed, refused }: { readonly typed: string; readonly refused: string | null },
  how: string,
  columns: number,
): Row {
  const answer: Row = [span(` ${question}`, 'asked'), span(typed), span(marks.cursor), span('  ')]
  return refused === null
    ? [...answer, span(how, 'quiet')]
    : shortened(
        [
          ...(rowWidth(answer) + refused.length + 2 > columns ? [span(' ')] : answer),
          span('✗ ', 'refused'),
          span(refused),
        ],
        columns,
      )
}

/** Where in the page, and that there is more. */
function position({ at, most }: { readonly at: number; readonly most: number }): Row {
  if (most === 0) return blank
  const now = Math.min(at, most)
  const arrows = `${now > 0 ? '↑' : ' '}${now < most ? '↓' : ' '}`
  const where = now === 0 ? 'top' : now >= most ? 'end' : `${Math.round((100 * now) / most)}%`
  return [span(`${arrows} `, 'strong'), span(`${where.padStart(3)} `, 'quiet')]
}

/** As many of the keys that are useful here as fit; how to find the rest, and how to leave, always. */
function hints({ mode }: Walk, room: number): Row {
  const pairs: Hint[] = []
  const always: Hint[] = []
  for (const { command, key, hint } of terminalKeys) {
    const text = hint?.[mode]
    if (text === undefined) continue
    if (command === 'help' || command === 'quit') always.push([key, text])
    else pairs.push([command === 'cellLeft' ? '←↑↓→' : key, text])
  }
  while (pairs.length > 0 && rowWidth(keyRow([...pairs, ...always])) > room) pairs.pop()
  return keyRow([...pairs, ...always])
}
