// The line of arithmetic, in its one fixed place: with values always, with names above it where there is room.

import { at } from '@dit-by-hand/graph/at'
import type { Token } from '@dit-by-hand/graph/text'
import { curveOf, curveWords } from '@dit-by-hand/walkthrough/error-curve'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import { type Scene, viewInFocus } from '@dit-by-hand/walkthrough/scene'
import { curvePicture, pictureRows } from '../plain/error-curve.ts'
import { filled, type Row, rowWidth, ruleEnd, type Span, shortened, span, spread, wrapped } from './text.ts'
import { marks } from './theme.ts'

const piece = ({ text, idle }: Token): Span => span(text, idle === true ? 'idle' : undefined)

/** The rule over the line of arithmetic: which cell it is about, and what is known of its number. */
export function cellRule(scene: Scene, width: number): Row {
  const line = scene.line
  if (!line) return [span('─'.repeat(width), 'quiet')]
  const cell = viewInFocus(scene)
  const known: Row[] = []
  const add = (...spans: Row): void => void known.push(spans)
  if (cell?.misprint) {
    const { printed, correct } = cell.misprint
    add(
      span(marks.misprint, 'misprint'),
      span(printed === null ? ` true: ${correct}` : ` printed ${printed}, true ${correct}`),
    )
  }
  if (cell && cell.was !== null) add(span(marks.changed, 'changed'), span(` was ${cell.was}`))
  if (cell?.gradient) add(span(`gradient ${cell.gradient}`))
  if (cell?.origin) add(span(`${cell.origin.mark} ${cell.origin.kind}`))
  if (cell?.given) add(span('e', 'key'), span(' changes it'))
  const left: Row = [span('── ', 'quiet'), span(shortName(line.cell), 'strong'), span(` ${line.title} `)]
  const right = ruleEnd(known)
  const room = width - rowWidth(right) - 1
  return spread(shortened(left, Math.max(12, room)), right, width, span('─', 'quiet'))
}

/** What the reserved lines hold: the arithmetic, its names, and a proof where one is asked for. */
export function lineRows(scene: Scene, columns: number, reserved: number, most: number): readonly Row[] {
  const width = columns - 2
  const values = valueRows(scene, width)
  const names = nameRows(scene, width)
  const proof = proofRows(scene, width, most - values.length)
  const meaning = scene.line?.meaning ? wrapped([span(scene.line.meaning, 'quiet')], width) : []
  const rows = [
    ...proof,
    ...(meaning.length + values.length + proof.length <= Math.max(reserved, most - 1) ? meaning : []),
    ...(names.length + values.length + proof.length + meaning.length <= reserved ? names : []),
    ...elided(values, Math.max(1, most - proof.length), width),
  ].slice(-Math.max(1, most))
  return [...filled([], reserved - rows.length), ...rows.map(line => [span(' '), ...line])]
}

function valueRows({ line }: Scene, width: number): readonly Row[] {
  if (!line) return [[span('Tab lights a cell and shows its arithmetic here.', 'quiet')]]
  if (line.given) return [[span(line.result, 'strong'), span('   given, not computed', 'quiet')]]
  return wrapped([...line.values.map(piece), span(' = '), span(line.result, 'strong')], width)
}

function nameRows({ line }: Scene, width: number): readonly Row[] {
  return !line || line.given
    ? []
    : wrapped(
        line.names.map(token => ({ ...piece(token), look: 'quiet' })),
        width,
      )
}

/** The proof of a gradient, and as far as there is room what the error makes of the number otherwise, in words and drawn. */
function proofRows(scene: Scene, width: number, room: number): readonly Row[] {
  const proof = proofOf(scene)
  const curve = curveOf(scene)
  if (!proof) return []
  const rows = [...wrapped([span(`${marks.gradient} proof  `, 'strong'), span(proof.text)], width)]
  const add = (more: readonly Row[]): void => {
    if (rows.length + more.length <= room) rows.push(...more)
  }
  if (curve) add(wrapped([span(curveWords(curve))], width))
  if (curve && rows.length + pictureRows <= room) add(curvePicture(curve, width, 0).map(text => [span(text)]))
  return rows
}

/** A line that is too long even so: its beginning and its end, for the result stands last. */
function elided(rows: readonly Row[], most: number, width: number): readonly Row[] {
  if (rows.length <= most) return rows
  const head = rows.slice(0, most - 1)
  const last = at(rows, rows.length - 1, 'the line')
  return [...head, shortened([span('… ', 'quiet'), ...last], width)]
}
