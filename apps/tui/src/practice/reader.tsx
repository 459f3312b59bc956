// Practice for a screen reader: linear text. A task is told once when it is entered; after that only what is new.
import { kindTitles } from '@dit-by-hand/practice/exercise'
import { Static, useApp, useInput } from 'ink'
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { keyNames } from '../screen/keys.ts'
import { Lines } from '../screen/lines.tsx'
import { rowText } from '../screen/text.ts'
import { boardOf } from './board.ts'
import { type Desk, fieldOf, indexOf, taskOf, textOf } from './desk.ts'
import { deskKeys } from './keys.ts'
import { askedRows, questions } from './screen.ts'
import type { Session } from './session.ts'

const said = (text: string): string =>
  text
    .replace(/−/g, 'minus ')
    .replace('/', ' over ')
    .replace('?', 'blank')
    .replace('✓', ', right')
    .replace('✗', ', not yet')
    .trim()

/** A task told from beginning to end. */
export function taskText(desk: Desk): readonly string[] {
  const task = taskOf(desk)
  const matrices = boardOf(desk).blocks.flatMap(({ title, shape, rows, frames }) => [
    `${title}, ${shape[0]} by ${shape[1]}:`,
    ...rows.map((cells, r) => {
      const frame = frames ? `frame ${Math.floor(r / frames.rows) + 1}, ` : ''
      return `  ${frame}row: ${cells.map(({ text }) => said(text)).join(', ')}`
    }),
  ])
  const options = task.kind === 'choice' ? task.options.map(({ text }, i) => `  ${i + 1}: ${said(text)}`) : []
  return [
    '',
    `${kindTitles[desk.posed.exercise.kind]}, task ${indexOf(desk) + 1} of ${desk.posed.tasks.length}, step ${task.step} of 13.`,
    ...askedRows(desk, 1000).map(rowText),
    ...matrices,
    ...options,
  ]
}

/** What is said of the field that is being filled in. */
export function fieldText(desk: Desk): readonly string[] {
  const { panel } = desk
  if (panel?.kind === 'reset' || panel?.kind === 'reveal') return [questions[panel.kind]]
  if (panel?.kind === 'help') return deskKeys.map(({ keys, label }) => `${keys.join(' or ')}: ${label}.`)
  if (panel?.kind === 'list')
    return [`Task ${panel.at + 1} of ${desk.posed.tasks.length}. Down for the next, Enter goes there, Escape closes.`]
  const field = fieldOf(desk)
  const text = textOf(desk, field)
  return [`${field.label}: ${text === '' ? 'blank' : said(text)}.`, ...desk.said.map(said)]
}

/** Linear text, driven by the same keys. */
export function Reader({ session }: { readonly session: Session }): ReactNode {
  const { exit } = useApp()
  const desk = useSyncExternalStore(session.subscribe, session.desk)
  useInput((input, key) => session.press(keyNames(input, key)))
  const told = useRef<{ readonly id: string; readonly lines: readonly string[] }[]>([])
  const id = `${desk.posed.problem.seed} ${taskOf(desk).id}`
  if (told.current.at(-1)?.id !== id) told.current = [...told.current, { id, lines: taskText(desk) }]
  useEffect(() => {
    if (desk.done) exit()
  }, [desk.done, exit])
  return (
    <>
      <Static items={[...told.current]}>{({ lines }, i) => <Lines key={i} of={lines} />}</Static>
      <Lines of={fieldText(desk)} />
    </>
  )
}
