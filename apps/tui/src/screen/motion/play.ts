// A played step on the screen: its sheet with what is lit and what stands already, its line as it grows, and the numbers
// that fly between the two.
import { at } from '@dit-by-hand/graph/at'
import { cellKey } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Token } from '@dit-by-hand/graph/text'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { type Moment, type Motion, momentAt, standing } from '@dit-by-hand/walkthrough/motion'
import { momentSaid } from '@dit-by-hand/walkthrough/motion/said'
import { type Lit, relit, type Scene } from '@dit-by-hand/walkthrough/scene'
import type { Box } from '../matrix.ts'
import { over } from '../overlay.ts'
import { offset, type Sheet, sheetOf } from '../sheet.ts'
import { filled, type Row, rowWidth, type Span, shortened, span, spread, unbroken, wrapped } from '../text.ts'

/** The scene with what is lit at a moment. */
function litAt(scene: Scene, { now, term, beat }: Moment): Scene {
  const lit = new Map<string, Lit>()
  if (beat !== null) {
    for (const { cells } of now.terms) for (const cell of cells) lit.set(cellKey(cell), 'source')
    for (const cell of term) lit.set(cellKey(cell), 'focus')
  }
  return relit(scene, cell => lit.get(cellKey(cell)) ?? null)
}

/** What a played step puts in the place of the page, and of the line of arithmetic with its rule, at a time.
 *  @param lines how many the line of arithmetic may have */
export function playedRows(
  scene: Scene,
  motion: Motion,
  time: number,
  { columns, view, lines }: { readonly columns: number; readonly view: number; readonly lines: number },
) {
  const moment = momentAt(motion, time)
  const margin = 2
  const sheet = sheetOf(litAt(scene, moment), { width: columns - 2 * margin, typed: null, roomy: view >= 36 })
  const stands = standing(motion, moment)
  let rows: readonly Row[] = sheet.rows
  for (const { cell } of motion.made) {
    const box = stands(cell) ? null : sheet.boxOf(cell)
    if (box) rows = covered(rows, box, cellKey(cell) === cellKey(moment.now.cell) && moment.beat !== null)
  }
  const top = topOf(sheet, moment, rows.length, view)
  const page = rows.slice(top, top + view).map(row => [span(' '.repeat(margin)), ...row])
  const { line, slot, result } = lineOf(moment, columns - 2)
  const rule = ruleOf(motion, moment, columns)
  const said = wrapped([span(momentSaid(motion, moment, 'printed'), 'quiet')], columns - 2).slice(
    0,
    Math.max(0, lines - 1),
  )
  const below = [line, ...said].map((row): Row => [span(' '), ...row])
  const all = flown([...filled(page, view), rule, ...filled(below, lines)], motion, moment, {
    boxOf: cell => {
      const box = sheet.boxOf(cell)
      return box && { ...box, x: box.x + margin, y: box.y - top }
    },
    slot: { x: slot + 1, y: view + 1 },
    // With a blank before it, it sets out from where it stands.
    result: { x: result, y: view + 1 },
    view,
  })
  return { page: all.slice(0, view), rule: at(all, view, 'the rows'), line: all.slice(view + 1) }
}

/** A square without its number: not made yet, or being made. */
function covered(rows: readonly Row[], { x, y, width, height }: Box, isNow: boolean): readonly Row[] {
  let out = over(
    rows,
    x,
    y,
    isNow
      ? [span('[', 'focus'), span(' '.repeat(width - 2), 'focus'), span(']', 'focus')]
      : [span('·'.padStart(width - 1).padEnd(width), 'quiet')],
  )
  for (let line = 1; line < height; line++) out = over(out, x, y + line, [span(' '.repeat(width))])
  return out
}

/** The first line of the sheet on show: the cell that is made stands in it, with its terms where that can be. */
function topOf(sheet: Sheet, { now, term }: Moment, whole: number, view: number): number {
  const boxes = [now.cell, ...term].flatMap(cell => sheet.boxOf(cell) ?? [])
  const [first] = boxes
  if (!first) return 0
  const from = Math.min(...boxes.map(box => box.y))
  const to = Math.max(...boxes.map(box => box.y + box.height))
  return to - from <= view ? offset(from, to - from, whole, view) : offset(first.y, first.height, whole, view)
}

function ruleOf(motion: Motion, { now, landed, time }: Moment, columns: number): Row {
  const left: Row = [span('── ', 'quiet'), span(shortName(now.cell), 'strong'), span(` ${now.title} `)]
  const count = span(` ${landed} of ${motion.made.length} made `, 'quiet')
  const room = Math.max(6, Math.min(24, columns - rowWidth(left) - count.text.length - 6))
  const done = Math.round((room * time) / motion.lasts)
  const bar: Row = [span('━'.repeat(done), 'strong'), span('─'.repeat(room - done), 'quiet')]
  return spread(
    shortened(left, columns - room - count.text.length - 3),
    [count, ...bar, span('─', 'quiet')],
    columns,
    span('─', 'quiet'),
  )
}

const piece = ({ text, idle }: Token, ahead: boolean): Span =>
  ahead ? span(' '.repeat(text.length)) : span(text, idle === true ? 'idle' : undefined)

/** The line as far as it has grown; where its term of the moment stands in it, and its result. */
function lineOf({ now, added, beat }: Moment, width: number) {
  const all = added >= now.terms.length
  const last = now.terms[added - 1]
  const row: Span[] = [span(shortName(now.cell), 'quiet'), span(' = '), ...now.before.map(token => piece(token, false))]
  let slot = rowWidth(row)
  now.terms.forEach(({ tokens }, i) => {
    if (i === Math.min(added, now.terms.length - 1)) slot = rowWidth(row)
    row.push(...tokens.map(token => piece(token, i >= added)))
  })
  row.push(...now.after.map(token => piece(token, false)), span(' = '))
  const result = rowWidth(row)
  const text = last === undefined ? '…' : showNumber(all ? now.result : last.sum)
  row.push(
    span(text, all && beat !== null ? 'focus' : 'strong'),
    ...(all || last === undefined ? [] : [span(' so far', 'quiet')]),
  )
  // A line that is too long is shown around the term of the moment.
  const whole = rowWidth(row)
  const from = whole <= width ? 0 : Math.max(0, Math.min(whole - width, slot - Math.floor(width / 2)))
  return {
    line: whole <= width ? row : unbroken(row, from, width),
    slot: slot - from,
    result: Math.min(width - 1, result - from),
  }
}

interface Spot {
  readonly x: number
  readonly y: number
}

/** The numbers in flight laid over everything: from their squares to the line, and from the line to where they land. */
function flown(
  rows: readonly Row[],
  motion: Motion,
  moment: Moment,
  where: {
    readonly boxOf: (cell: Moment['term'][number]) => Box | null
    readonly slot: Spot
    readonly result: Spot
    readonly view: number
  },
): readonly Row[] {
  const { beat, now, term, progress } = moment
  if (beat === null || progress >= 1) return rows
  const { kind } = at(motion.beats, beat, 'the beats')
  const middle = (cell: Moment['term'][number]): Spot | null => {
    const box = where.boxOf(cell)
    return box && box.y >= 0 && box.y < where.view ? { x: box.x + 1, y: box.y } : null
  }
  // Lit first, then on its way.
  const part = Math.max(0, Math.min(1, (progress - 0.25) / 0.65))
  if (part === 0) return rows
  const between = (from: Spot, to: Spot): Spot => ({
    x: Math.round(from.x + (to.x - from.x) * part),
    y: Math.round(from.y + (to.y - from.y) * part),
  })
  if (kind === 'land') {
    const to = middle(now.cell)
    if (!to) return rows
    const { x, y } = between(where.result, to)
    return over(rows, x, y, [span(` ${showNumber(now.result)} `, 'focus')])
  }
  let out = rows
  for (const cell of term) {
    const from = middle(cell)
    if (!from) continue
    const text = now.terms
      .flatMap(({ tokens }) => tokens)
      .find(token => token.cell && cellKey(token.cell) === cellKey(cell))?.text
    const { x, y } = between(from, where.slot)
    out = over(out, x, y, [span(` ${text ?? '·'} `, 'focus')])
  }
  return out
}
