// One task: what it is made from, what is to be filled in, and what is said of it.
import { at, named } from '@dit-by-hand/graph/at'
import { askingOf } from '@dit-by-hand/practice/asking'
import type { Posed, Task as PracticeTask } from '@dit-by-hand/practice/exercise'
import { type Field, fieldsOf, isDone, type Judged, judged } from '@dit-by-hand/practice/fields'
import { explained, hintCount, hintsFor, revealed } from '@dit-by-hand/practice/hints'
import type { Verdict } from '@dit-by-hand/practice/mark'
import { type Event, hintsAt, progressed, type Work } from '@dit-by-hand/practice/progress'
import { wholeTask } from '@dit-by-hand/practice/standing'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import type { Address } from './address.ts'
import { Board } from './board.tsx'
import { Choices } from './choices.tsx'
import { Pad } from './pad.tsx'

interface TaskProps {
  readonly posed: Posed
  readonly task: PracticeTask
  readonly work: Work
  /** What may be asked for. */
  readonly may: Pick<Address, 'hints' | 'answers'>
  readonly heading: string
  readonly send: (events: readonly Event[]) => void
  /** To the next task and to the one before; null where there is none. */
  readonly onward: (() => void) | null
  readonly back: (() => void) | null
  /** What is said before anything is done; null where there is nothing to say. */
  readonly greeting: string | null
}

type Marks = { readonly [id: string]: Verdict }

export function Task({ posed, task, work, may, heading, send, onward, back, greeting }: TaskProps): ReactNode {
  const fields = fieldsOf(task, posed)
  const [marks, setMarks] = useState<Marks>({})
  const [said, setSaid] = useState<readonly string[]>(greeting === null ? [] : [greeting])
  const [here, setHere] = useState<Field>(at(fields, 0, 'the fields'))
  const form = useRef<HTMLDivElement>(null)
  const { asks, says } = askingOf(task)
  const isWhole = isDone(posed, task, work.entries)

  const focus = (field: Field | undefined): void => {
    const input = form.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field?.id ?? '')}"]`)
    input?.focus()
    if (input instanceof HTMLInputElement) input.select()
  }
  const type = (field: Field, text: string): void => {
    const { [field.id]: _, ...others } = marks
    setMarks(others)
    send([{ type: 'type', id: field.id, text }])
  }
  /** What may help where nothing is known of a wrong number. */
  const onwardFrom = ({ id }: Field): string => {
    if (may.hints && hintsAt(work, id) < hintCount) return 'Try “Hint”.'
    return may.answers ? '“Show the answer” shows what belongs here.' : 'Work through its line once more.'
  }
  /** Judges some fields by what stands there now, and keeps it where the whole task is right. */
  const check = (which: readonly Field[], now = work): boolean => {
    const found = judged(posed, task, now.entries, which, onwardFrom)
    setMarks(before => ({ ...before, ...Object.fromEntries(found.each.map(([{ id }, verdict]) => [id, verdict])) }))
    if (found.isWhole) send([{ type: 'done', task: task.id }])
    setSaid(tell(found, now))
    return found.each.every(([, { state }]) => state === 'right')
  }
  const tell = ({ each, wrong, counts, isWhole }: Judged, now: Work): readonly string[] => {
    const line = (field: Field): string => explained(posed, task, field, now.entries)
    const finish = isWhole ? [wholeTask(posed, now, task)] : []
    const [only, ...more] = each
    if (only && more.length === 0) {
      const [field, verdict] = only
      if (verdict.state === 'blank') return ['There is no number here yet.']
      return [`${field.label}: ${verdict.says}`, ...(verdict.state === 'right' ? [line(field)] : []), ...finish]
    }
    return isWhole
      ? [...finish, line(here)]
      : [counts, ...wrong.slice(0, 3).map(({ field, says }) => `${field.label}: ${says}`)]
  }
  const enter = (field: Field): void => {
    if (!check([field]) || task.kind === 'misprint') return
    const place = fields.findIndex(({ id }) => id === field.id)
    const rest = [...fields.slice(place + 1), ...fields.slice(0, place)]
    focus(rest.find(({ id }) => (work.entries[id] ?? '') === ''))
  }
  const hint = (): void => {
    const taken = Math.min(hintCount, hintsAt(work, here.id) + 1)
    send([{ type: 'hint', id: here.id }])
    setSaid([
      `Hint ${taken} of ${hintCount}, ${here.label}. ${at(hintsFor(posed, task, here, work.entries), taken - 1)}`,
    ])
  }
  /** Sends an event, and says what it makes of the work. */
  const sent = (event: Event): Work => {
    send([event])
    return named(progressed({ version: 1, works: { now: work }, open: 'now' }, event).works, 'now')
  }
  const reveal = (): void => {
    const entries = revealed(posed, task, work.entries)
    check(fields, sent({ type: 'reveal', task: task.id, entries }))
  }
  const shared = { posed, task, work, marks, here, onHere: setHere, onType: type, onEnter: enter }
  return (
    <section className="practice-task" aria-labelledby="task" ref={form}>
      <h2 id="task">{heading}</h2>
      <p className="practice-asking">
        <strong>{asks}</strong> {says}
      </p>
      {task.kind === 'choice' ? <Choices {...shared} task={task} onChoose={choose} /> : <Board {...shared} />}
      <p className="row">
        <Button strong onClick={() => check(fields)}>
          Check
        </Button>
        {may.hints && <Button onClick={hint}>Hint</Button>}
        {may.answers && <Button onClick={reveal}>Show the answer</Button>}
        <Button disabled={back === null} onClick={() => back?.()}>
          Back
        </Button>
        <Button strong={isWhole && onward !== null} disabled={onward === null} onClick={() => onward?.()}>
          Next
        </Button>
      </p>
      <div aria-live="polite" className="practice-answer">
        {said.map(text => (
          <p key={text}>{text}</p>
        ))}
      </div>
      {task.kind !== 'choice' && <Pad onKey={pressed} />}
    </section>
  )

  function choose(text: string): void {
    check(fields, sent({ type: 'type', id: task.id, text }))
  }

  /** A key of the number pad, into the field that was last used. */
  function pressed(key: string): void {
    const text = work.entries[here.id] ?? ''
    if (key === 'Enter') enter(here)
    else type(here, key === 'Backspace' ? text.slice(0, -1) : text + key)
  }
}
