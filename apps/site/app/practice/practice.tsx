'use client'
// The page of practice: an exercise chosen or brought by a link, its tasks, and what is kept of them.
import type { Posed } from '@dit-by-hand/practice/exercise'
import { taskTitle } from '@dit-by-hand/practice/fields'
import { pose } from '@dit-by-hand/practice/pose'
import { problem } from '@dit-by-hand/practice/problem'
import {
  type Event,
  keyOf,
  nothing,
  opened,
  type Progress,
  placeOf,
  progressed,
  type Work,
} from '@dit-by-hand/practice/progress'
import { finished, welcomeBack } from '@dit-by-hand/practice/standing'
import { slugOf } from '@dit-by-hand/spec/names'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { type ReactNode, useEffect, useMemo, useReducer, useState } from 'react'
import { Button, Tool } from '../../components/button.tsx'
import { type Address, readAddress, seedOf, usual, writeAddress } from './address.ts'
import { Choosing } from './choosing.tsx'
import { Keeping } from './keeping.tsx'
import { keeper } from './store.ts'
import { Task } from './task.tsx'
import { Whose } from './whose.tsx'

/** The exercise of an address; null where it is a class's and it is not said whose. */
function posedFor(address: Address): Posed | null {
  const { difficulty, ties, kind, steps, blanks } = address
  const seed = seedOf(address)
  return seed === null ? null : pose(problem({ seed, difficulty, ties }), { kind, steps, blanks })
}

const isBegun = ({ entries, done }: Work): boolean => Object.keys(entries).length + done.length > 0

/** What is said who comes for the first time. */
const beginning = ({ tasks: [first] }: Posed): string | null =>
  first?.kind === 'fill'
    ? 'Type a number, such as 3, −1, 0.5 or 1/2, and press Enter: you see at once whether it is right, and if not, what happened.'
    : null

interface State {
  readonly progress: Progress
  /** How often something else came to stand in the blanks at once: then what was said of them is said no more. */
  readonly replaced: number
}

function happened({ progress: before, replaced }: State, events: readonly Event[]): State {
  const progress = events.reduce(progressed, before)
  const isReplaced =
    opened(progress) !== opened(before) && events.some(({ type }) => type === 'reset' || type === 'import')
  return { progress, replaced: replaced + Number(isReplaced) }
}

export function Practice(): ReactNode {
  const [address, setAddress] = useState<Address | null>(null)
  const [told, setTold] = useState<readonly string[]>([])
  const [greeting, setGreeting] = useState<string | null>(null)
  const [{ progress, replaced }, dispatch] = useReducer(happened, { progress: nothing, replaced: 0 })
  const [store] = useState(keeper)
  const send = (events: readonly Event[]): void => {
    setGreeting(null)
    dispatch(events)
  }

  // The address and what is kept are known only in the browser.
  useEffect(() => {
    const read = (fragment: string, works: Progress['works'] = {}): void => {
      const { address: found, problems } = readAddress(fragment)
      setAddress(found)
      setTold(problems)
      const posed = posedFor(found)
      if (!posed) return
      const work = works[keyOf(placeOf(posed))]
      setGreeting(work && isBegun(work) ? welcomeBack(posed, work) : beginning(posed))
      dispatch([{ type: 'open', place: placeOf(posed) }])
    }
    const before = store.kept()
    const { works } = before.progress
    dispatch([{ type: 'import', progress: before.progress }])
    const open = opened(before.progress)
    if (location.hash === '' && open) {
      const { seed, difficulty, ties } = open.problem
      const { kind, steps, blanks } = open.exercise
      read(writeAddress({ ...usual, seed, difficulty, ties, kind, steps: kind === 'step' ? steps : [], blanks }), works)
    } else read(location.hash, works)
    setTold(problems => [...problems, ...before.problems])
    const moved = (event: HashChangeEvent): void => read(new URL(event.newURL).hash)
    const heard = (event: StorageEvent): void => {
      const found = store.heard(event)
      if (found) dispatch([{ type: 'import', progress: found }])
    }
    window.addEventListener('hashchange', moved)
    window.addEventListener('storage', heard)
    return () => {
      window.removeEventListener('hashchange', moved)
      window.removeEventListener('storage', heard)
    }
  }, [store])

  useEffect(() => {
    const problem = store.keep(progress)
    if (problem !== null) setTold([problem])
  }, [store, progress])

  // Who goes to a task goes on typing there, in its first open blank.
  const [arrivals, setArrivals] = useState(0)
  useEffect(() => {
    if (arrivals === 0) return
    const task = document.querySelector('.practice-task')
    const open =
      task?.querySelector<HTMLElement>(':placeholder-shown') ?? task?.querySelector<HTMLElement>('[data-field]')
    open?.focus()
  }, [arrivals])
  const go = (to: number): void => {
    send([{ type: 'go', to }])
    setArrivals(arrivals + 1)
  }

  const posed = useMemo(() => address && posedFor(address), [address])
  const work = opened(progress)
  const choose = (part: Partial<Address>): void => {
    if (address) location.hash = writeAddress({ ...address, ...part })
  }
  if (address && !posed) return <Whose address={address} onChoose={number => choose({ number })} />
  if (!address || !posed || !work) return <p className="practice-wait">The first problem is being made …</p>

  const index = Math.min(work.at, posed.tasks.length - 1)
  const task = posed.tasks[index]
  if (!task) throw new RangeError(`the exercise has no task ${index}`)
  const isFinished = posed.tasks.every(({ id }) => work.done.includes(id))
  return (
    <>
      {told.length > 0 && (
        <ul className="practice-told" role="alert">
          {told.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {address.fixed ? (
        <p>
          Problem {posed.problem.seed}, {posed.tasks.length} tasks, chosen by your teacher.{' '}
          {address.count > 1 && (
            <Button onClick={() => choose({ number: null })}>I am not number {address.number}</Button>
          )}
        </p>
      ) : (
        <Choosing address={address} onChoose={choose} />
      )}
      <nav aria-label="Tasks" className="practice-tasks">
        <ol>
          {posed.tasks.map((one, i) => (
            <li key={one.id}>
              <Tool aria-current={i === index ? 'step' : undefined} onClick={() => go(i)}>
                <span className="practice-step">{one.step}</span> {taskTitle(one)}
                {work.done.includes(one.id) && <span className="practice-done"> ✓ done</span>}
              </Tool>
            </li>
          ))}
        </ol>
      </nav>
      <Task
        key={`${writeAddress(address)} ${task.id} ${replaced}`}
        posed={posed}
        task={task}
        work={work}
        may={address}
        heading={`Step ${task.step}: ${tellingOf(slugOf(task.step)).title}`}
        send={send}
        greeting={greeting}
        onward={index + 1 < posed.tasks.length ? () => go(index + 1) : null}
        back={index > 0 ? () => go(index - 1) : null}
      />
      {isFinished && (
        <p className="practice-finished">
          {finished(posed, work)}{' '}
          {!address.fixed && (
            <Button strong onClick={() => choose({ seed: address.seed + 1 })}>
              The next problem
            </Button>
          )}
        </p>
      )}
      <Keeping progress={progress} send={send} />
    </>
  )
}
