// Practice for a screen reader: linear text. A task is told once when it is entered; after that only what is new.
import { at } from '@dit-by-hand/graph/at'
import { kindTitles } from '@dit-by-hand/practice/exercise'
import { taskTitle } from '@dit-by-hand/practice/fields'
import { Static, useInput } from 'ink'
import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { useLeave } from '../screen/held.tsx'
import { keyNames } from '../screen/keys.ts'
import { Lines } from '../screen/lines.tsx'
import { blockText, said } from '../screen/said.ts'
import { rowText } from '../screen/text.ts'
import { boardOf } from './board.ts'
import { type Desk, fieldOf, indexOf, taskOf, textOf } from './desk.ts'
import { deskKeys } from './keys.ts'
import { askedRows, questions, stateOf, usual } from './screen.ts'
import type { ViewProps } from './view.tsx'

/** What stands on the desk as it is read out. */
const read = (text: string): string =>
  said(text)
    .replace(/(?<!\S)\?/g, 'blank')
    .replaceAll('✓', ', right')
    .replaceAll('✗', ', not yet')
    .trim()

/** A task told from beginning to end. */
export function taskText(desk: Desk): readonly string[] {
  const task = taskOf(desk)
  const options = task.kind === 'choice' ? task.options.map(({ text }, i) => `  ${i + 1}: ${read(text)}`) : []
  return [
    '',
    `${kindTitles[desk.posed.exercise.kind]}, task ${indexOf(desk) + 1} of ${desk.posed.tasks.length}, step ${task.step} of 13.`,
    ...askedRows(desk, 1000).map(rowText),
    ...boardOf(desk).blocks.flatMap(block => blockText(block, ({ text }) => read(text))),
    ...options,
  ]
}

/** What is said of the field that is being filled in. @param notice what is told besides, such as that nothing is kept */
export function fieldText(desk: Desk, notice: string | null): readonly string[] {
  const { panel } = desk
  if (panel?.kind === 'reset' || panel?.kind === 'reveal') return [questions[panel.kind]]
  if (panel?.kind === 'help') return deskKeys.map(({ keys, label }) => `${keys.join(' or ')}: ${label}.`)
  if (panel?.kind === 'list') {
    const task = at(desk.posed.tasks, panel.at, 'the tasks')
    const about = [`step ${task.step}`, taskTitle(task), stateOf(desk, task)].filter(part => part !== '').join(', ')
    return [
      `Task ${panel.at + 1} of ${desk.posed.tasks.length}: ${about.replace(' ✓', '')}. Down for the next, Enter goes there, Escape closes.`,
    ]
  }
  const field = fieldOf(desk)
  const here = boardOf(desk).blocks.flatMap(({ rows }) => rows.flat().filter(({ lit }) => lit === 'focus'))[0]
  const stands = here ? here.text.replace(/[✓✗]/, '') : textOf(desk, field)
  const told = desk.said.length > 0 || desk.isTyping ? desk.said : [`${notice ?? usual(desk)} Question mark: keys.`]
  return [`${field.label}: ${read(stands) || 'blank'}.`, ...told.map(read)]
}

/** Linear text, driven by the same keys. */
export function Reader({ session, notice }: Omit<ViewProps, 'colour'>): ReactNode {
  const desk = useSyncExternalStore(session.subscribe, session.desk)
  useInput((input, key) => session.press(keyNames(input, key)))
  const told = useRef<{ readonly id: string; readonly lines: readonly string[] }[]>([])
  const id = `${desk.posed.problem.seed} ${taskOf(desk).id}`
  if (told.current.at(-1)?.id !== id) told.current = [...told.current, { id, lines: taskText(desk) }]
  useLeave(desk.done)
  return (
    <>
      <Static items={[...told.current]}>{({ lines }, i) => <Lines key={i} of={lines} />}</Static>
      <Lines of={fieldText(desk, notice)} />
    </>
  )
}
