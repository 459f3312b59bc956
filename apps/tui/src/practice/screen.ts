// The whole screen of an exercise as rows: header, task, what is said, keys. Never taller than asked.
import { at } from '@dit-by-hand/graph/at'
import { askingOf } from '@dit-by-hand/practice/asking'
import { kindTitles, type Task } from '@dit-by-hand/practice/exercise'
import { taskTitle } from '@dit-by-hand/practice/fields'
import { slugOf } from '@dit-by-hand/spec/names'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { cellTitle, symbolOf } from '@dit-by-hand/walkthrough/matrices'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { filling, heightOf, keyRow, tooSmall } from '../screen/frame.ts'
import { clipped, offset, sheetOf } from '../screen/sheet.ts'
import { isTooSmall, type Size } from '../screen/size.ts'
import { blank, padded, padEnd, type Row, rowWidth, shortened, span, spread, wrapped } from '../screen/text.ts'
import { marks } from '../screen/theme.ts'
import { boardOf, verdictMark } from './board.ts'
import { type Desk, fieldOf, fieldsIn, indexOf, isFinished, taskOf, textOf, workOf } from './desk.ts'
import { deskKeys } from './keys.ts'

/** From this width on the list of tasks stands down the side. */
const sideList = 130
const listWidth = 30

/** The screen of a desk: exactly one line less than the terminal has. @param notice what is told besides, such as that nothing is kept */
export function shown(desk: Desk, size: Size, notice: string | null): readonly Row[] {
  const rows = isTooSmall(size) ? tooSmall(size, 'practice', 'q quits; all is kept.') : full(desk, size, notice)
  return filling(rows, size)
}

function full(desk: Desk, size: Size, notice: string | null): readonly Row[] {
  const { columns } = size
  const height = heightOf(size)
  const said = saidRows(desk, columns - 2, Math.max(4, Math.floor(height / 3)), notice)
  const view = height - 4 - said.length
  const side = columns >= sideList ? listWidth : 0
  const room = columns - 2 - (side > 0 ? side + 3 : 0)
  const body = bodyOf(desk, room, view, size)
  const list = side > 0 ? clippedTo(listRows(desk, side), indexOf(desk), view) : []
  return [
    header(desk, columns),
    headRule(desk, columns),
    ...Array.from(
      { length: view },
      (_, i): Row => [
        span(' '),
        ...(side > 0 ? [...padded(list[i] ?? blank, side), span(' │ ', 'quiet')] : []),
        ...(body[i] ?? blank),
      ],
    ),
    fieldRule(desk, columns),
    ...said,
    status(desk, columns),
  ]
}

function header(desk: Desk, columns: number): Row {
  const { problem, exercise, tasks } = desk.posed
  const left: Row = [
    span(` ${kindTitles[exercise.kind]}`, 'title'),
    span(`  seed ${problem.seed}, ${problem.difficulty}${problem.ties ? ' with ties' : ''}`, 'quiet'),
  ]
  const done = workOf(desk).done.length
  return spread(left, [span(`task ${indexOf(desk) + 1} of ${tasks.length}, ${done} done `, 'quiet')], columns)
}

function headRule(desk: Desk, columns: number): Row {
  const { step } = taskOf(desk)
  const left: Row = [span('── ', 'quiet'), span(`${step}  ${tellingOf(slugOf(step)).title}`, 'strong'), span(' ')]
  const state = stateOf(desk, taskOf(desk))
  const right: Row = state === '' ? blank : [span(' '), span(state), span(' ──', 'quiet')]
  return spread(left, right, columns, span('─', 'quiet'))
}

/** How far a task is done; '' where it is open. */
export function stateOf(desk: Desk, { id }: Task): string {
  const { done, revealed } = workOf(desk)
  return done.includes(id) ? (revealed.includes(id) ? 'done, after a look' : 'done ✓') : ''
}

function bodyOf(desk: Desk, width: number, view: number, size: Size): readonly Row[] {
  switch (desk.panel?.kind) {
    case 'help':
      return helpRows(width).slice(desk.panel.scroll)
    case 'list':
      return clippedTo(listRows(desk, width, desk.panel.at), desk.panel.at, view)
    default:
      return taskRows(desk, width, view, size)
  }
}

/** The task: what is asked, then its matrices, cut around the field that is being filled in. */
function taskRows(desk: Desk, width: number, view: number, size: Size): readonly Row[] {
  const asked = [...askedRows(desk, width), blank]
  const board = boardOf(desk)
  if (board.blocks.length === 0) return [...asked, ...answerRows(desk, width)]
  const sheet = sheetOf(board, { width, typed: null, roomy: size.rows >= 40 })
  const answers = answerRows(desk, width)
  const room = Math.max(3, view - asked.length - answers.length)
  return [...asked, ...clipped(sheet, room, 'more matrices above', 'more matrices below'), ...answers]
}

export function askedRows(desk: Desk, width: number): readonly Row[] {
  const { asks, says } = askingOf(taskOf(desk))
  return wrapped([span(asks, 'strong'), span(says === '' ? '' : ` ${says}`, 'quiet')], width)
}

/** What is answered beside the matrices: options, or rows and columns. */
function answerRows(desk: Desk, width: number): readonly Row[] {
  const task = taskOf(desk)
  const fields = fieldsIn(desk)
  const typed = (index: number): Row => {
    const field = at(fields, index, 'the fields')
    const text = textOf(desk, field)
    const here = index === desk.field
    return [
      span(here ? '[' : ' ', 'focus'),
      span(text === '' ? '?' : text, here ? 'focus' : 'strong'),
      span(here ? ']' : ' ', 'focus'),
      span(` ${verdictMark(desk.marks[field.id])}`),
    ]
  }
  if (task.kind === 'shapes') return [blank, [span('rows    '), ...typed(0)], [span('columns '), ...typed(1)]]
  if (task.kind !== 'choice') return []
  const chosen = textOf(desk, at(fields, 0, 'the fields'))
  const options = task.options.flatMap(({ text }, i): readonly Row[] => {
    const isChosen = chosen === String(i + 1)
    return wrapped(
      [span(`${isChosen ? marks.on : marks.off} ${i + 1}  `, 'key'), span(text, isChosen ? 'strong' : undefined)],
      width,
      '     ',
    )
  })
  return [blank, ...options, blank, [span('answer '), ...typed(0)]]
}

function fieldRule(desk: Desk, columns: number): Row {
  const field = fieldOf(desk)
  if (field.cell === null) return [span('─'.repeat(columns), 'quiet')]
  const facts = factsOf(workedOf(desk.posed.problem.lesson, 'corrected'))
  const left: Row = [span('── ', 'quiet'), span(field.label, 'strong'), span(` ${cellTitle(field.cell, facts)} `)]
  const text = textOf(desk, field)
  const right: Row = [span(' '), span(text === '' ? '?' : text, 'strong'), span(marks.cursor), span(' ──', 'quiet')]
  return spread(shortened(left, columns - rowWidth(right) - 2), right, columns, span('─', 'quiet'))
}

/** What is asked before something is done. */
export const questions = {
  reset: 'Erase everything that is filled in here and begin anew? y for yes, any other key for no.',
  reveal: 'Show what belongs in every blank of this task? y for yes, any other key for no.',
}

function saidRows(desk: Desk, width: number, most: number, notice: string | null): readonly Row[] {
  const { panel } = desk
  const said = panel?.kind === 'reset' || panel?.kind === 'reveal' ? [questions[panel.kind]] : desk.said
  const rows = said.flatMap((text, i) => wrapped([span(text, i === 0 ? 'strong' : undefined)], width))
  const all = rows.length > 0 ? rows : wrapped([span(notice ?? usual(desk), 'quiet')], width)
  const cut = all.length > most ? [...all.slice(0, most - 1), [span('…', 'quiet')]] : all
  const air = Array.from({ length: Math.max(0, 3 - cut.length) }, () => blank)
  return [...cut, ...air].map(line => [span(' '), ...line])
}

const aNumber = 'a number: 3, −1, 0.5 or 1/2'

/** What a learner is told who has done nothing yet. */
export function usual(desk: Desk): string {
  const { kind } = taskOf(desk)
  const asked = kind === 'choice' ? 'the number of an answer' : kind === 'shapes' ? 'how many there are' : aNumber
  return isFinished(desk)
    ? 'The exercise is finished. N takes the next seed, q leaves.'
    : `Type ${asked}. Enter checks it, h gives a hint.`
}

type KeyHint = readonly [key: string, does: string]

const asking: readonly KeyHint[] = [
  ['y', 'yes'],
  ['any other key', 'no'],
]
const inPanels: { readonly [K in NonNullable<Desk['panel']>['kind']]: readonly KeyHint[] } = {
  list: [
    ['↑ ↓', 'choose'],
    ['Enter', 'go there'],
    ['Esc', 'close'],
  ],
  help: [
    ['↑ ↓', 'scroll'],
    ['Esc', 'close'],
  ],
  reveal: asking,
  reset: asking,
}
const onDesk = deskKeys.flatMap(({ keys, hint }): readonly KeyHint[] => (hint === null ? [] : [[keys[0], hint]]))

function status({ panel }: Desk, columns: number): Row {
  const pairs = [...(panel ? inPanels[panel.kind] : onDesk)]
  while (pairs.length > 3 && rowWidth(keyRow(pairs, 2)) > columns) pairs.splice(pairs.length - 3, 1)
  return keyRow(pairs, 2)
}

/** Every task on a line, with its state as a mark. */
function listRows(desk: Desk, width: number, chosen: number = indexOf(desk)): readonly Row[] {
  const { done, revealed } = workOf(desk)
  return desk.posed.tasks.map((task, i): Row => {
    const mark = done.includes(task.id) ? (revealed.includes(task.id) ? '~' : '✓') : marks.off
    const look = i === chosen ? 'here' : done.includes(task.id) ? 'quiet' : undefined
    return shortened(
      [
        span(`${mark} `),
        span(`${String(task.step).padStart(2)} `, 'quiet'),
        span(`${taskSign(task)}${taskTitle(task)}`, look),
      ],
      width,
    )
  })
}

function clippedTo(rows: readonly Row[], index: number, view: number): readonly Row[] {
  const from = offset(index, 1, rows.length, view)
  return rows.slice(from, from + view)
}

function helpRows(width: number): readonly Row[] {
  const keys = deskKeys.map(
    ({ keys, label }): Row => [...padded([span(' '), span(keys.join(' '), 'key')], 12), span(label)],
  )
  return [
    [span('Keys', 'title')],
    ...keys,
    blank,
    [span('Numbers', 'title')],
    ...wrapped(
      [span('3, −1, 0.5, ,5, 1/2 and 1 1/2 are all read. A number that follows from your own earlier ones is right.')],
      width,
    ),
    blank,
    [span('Marks', 'title')],
    [span(' ✓  right        ✗  not yet        ?  blank')],
    [span(' ~  done after a look at the answer')],
  ]
}

/** The symbol of the matrix that a task is about, padded so that titles are aligned. */
function taskSign(task: Task): string {
  const name =
    task.kind === 'fill' && task.names.length === 1 ? task.names[0] : task.kind === 'shapes' ? task.name : undefined
  return name === undefined ? '' : padEnd(symbolOf(name), 5)
}
