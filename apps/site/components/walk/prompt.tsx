'use client'
// What another prompt is made of: words chosen, left out, said again, or added with a vector of their own; and what follows from it.
import { at, named } from '@dit-by-hand/graph/at'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import { promptNow } from '@dit-by-hand/walkthrough/edits'
import { mostTimes, type Prompt, type Said, whyNotPrompt } from '@dit-by-hand/walkthrough/prompt'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { saidFrom } from '@dit-by-hand/walkthrough/typed'
import { type ReactNode, useId, useState } from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { Tool } from '../button.tsx'
import { FrameStrip } from '../strip.tsx'
import { useWalk } from './provider.tsx'

export function PromptWords({ scene: { facts } }: { readonly scene: Scene }): ReactNode {
  const { lesson, state, dispatch } = useWalk()
  const { now, left } = promptNow(lesson, state.edits)
  const say = (prompt: Prompt): void => dispatch({ type: 'edit', edit: { prompt } })
  const often = (word: string, by: number): void =>
    say(now.map(said => (said.word === word ? { ...said, times: said.times + by } : said)))
  return (
    <>
      <ul className="row words-said" aria-label="Words of the prompt">
        {now.map(said => (
          <li key={said.word}>
            <b>{said.word}</b>{' '}
            <span className="muted">[{said.vector.map(cell => String(cell).replace('-', '−')).join(' ')}]</span>
            <Tool
              disabled={said.times <= 1}
              aria-label={`use ${said.word} once less`}
              onClick={() => often(said.word, -1)}
            >
              −
            </Tool>
            <span>
              ×{said.times}
              <span className="vh"> times</span>
            </span>
            <Tool
              disabled={said.times >= mostTimes}
              aria-label={`use ${said.word} once more`}
              onClick={() => often(said.word, 1)}
            >
              +
            </Tool>
            <Tool
              disabled={now.length === 1}
              aria-label={`leave out ${said.word}`}
              onClick={() => say(now.filter(({ word }) => word !== said.word))}
            >
              leave out
            </Tool>
          </li>
        ))}
        {left.map(said => (
          <li key={said.word} className="left-word">
            <s>{said.word}</s> <Tool onClick={() => say([...now, said])}>put {said.word} back</Tool>
          </li>
        ))}
      </ul>
      <NewWord lesson={facts.lesson} now={now} onSay={said => say([...now, said])} />
      <dl className="prompt-follows">
        {(['scale', 'shift'] as const).map(name => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{named(facts.values, name, 'the lesson').flat().map(showNumber).join(', ')}</dd>
          </div>
        ))}
        <div>
          <dt>video</dt>
          <dd>
            <FrameStrip
              title="generated video"
              video={named(facts.values, 'generatedVideo', 'the lesson')}
              rows={at(facts.lesson.video, 0, 'the video').length}
              brightest={brightestOf(facts)}
            />
          </dd>
        </div>
      </dl>
      <p className="muted">
        A repeated word adds its vector again: sky×2 is one word with twice the vector of sky. The order does not
        matter.
      </p>
    </>
  )
}

interface NewWordProps {
  readonly lesson: Lesson
  readonly now: Prompt
  readonly onSay: (said: Said) => void
}

/** A word with a vector of its own. */
function NewWord({ lesson, now, onSay }: NewWordProps): ReactNode {
  const [why, setWhy] = useState<string | null>(null)
  const id = useId()
  const length = at(Object.values(lesson.prompt.words), 0, 'the prompt').length
  const add = (form: HTMLFormElement): void => {
    const data = new FormData(form)
    const said = saidFrom(String(data.get('word')), String(data.get('vector')))
    const reason = 'why' in said ? said.why : whyNotPrompt(lesson, [...now, said])
    setWhy(reason ?? null)
    if (reason !== undefined || 'why' in said) return
    onSay(said)
    form.reset()
  }
  return (
    <form
      className="row new-word"
      onSubmit={event => {
        event.preventDefault()
        add(event.currentTarget)
      }}
    >
      <label>
        another word <input name="word" autoComplete="off" size={8} required aria-describedby={id} />
      </label>
      <label>
        {`its ${length === 1 ? 'number' : `${length} numbers`}`}{' '}
        <input name="vector" autoComplete="off" size={10} placeholder={Array(length).fill('0').join(' ')} required />
      </label>
      <button type="submit" className="tool">
        add it
      </button>
      <span id={id} role="alert">
        {why}
      </span>
    </form>
  )
}
