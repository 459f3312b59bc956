'use client'
// A number being typed, in its own square. What cannot be read is refused there, with the reason.
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import { whyNot } from '@dit-by-hand/walkthrough/edits'
import { nudged } from '@dit-by-hand/walkthrough/nudged'
import { readCell } from '@dit-by-hand/walkthrough/typed'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { press } from '../../lib/early.ts'

interface EditorProps {
  readonly lesson: Lesson
  readonly cell: CellRef
  /** The cell in words. */
  readonly label: string
  /** What the cell says now; '' where that is a decimal, which cannot be typed. */
  readonly now: Cell | ''
  /** The key with which typing began; null to begin with the number as it is. */
  readonly typed: string | null
  /** The keys that were pressed before this came. */
  readonly waiting: string[]
  /** `merge`: part of the same gesture as the value before. */
  readonly onValue: (value: Cell, merge: boolean) => void
  /** `back`: the keyboard returns to the cell. */
  readonly onDone: (back: boolean) => void
}

const shown = (value: Cell | ''): string => String(value).replace('-', '−')

export function Editor({ lesson, cell, now, label, typed, waiting, onValue, onDone }: EditorProps): ReactNode {
  const [text, setText] = useState(typed ?? shown(now))
  const [why, setWhy] = useState<string | null>(null)
  const nudges = useRef(0)
  const left = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  // Before the next key can be pressed.
  useLayoutEffect(() => {
    input.current?.focus()
    if (typed === null) input.current?.select()
  }, [typed])
  useEffect(() => {
    const type = async (): Promise<void> => {
      for (const key of waiting.splice(0)) {
        await null // what the one before changed is on the page
        press(key)
      }
    }
    type()
  }, [waiting])

  const read = (): Cell | null => {
    const result = readCell(text)
    const refusal = result.ok ? whyNot(lesson, { cell, value: result.value }) : result.why
    setWhy(refusal ?? null)
    return result.ok && refusal === undefined ? result.value : null
  }
  const leave = (back: boolean): void => {
    left.current = true
    onDone(back)
  }
  const take = (back: boolean): void => {
    const value = read()
    if (value === null) {
      if (!back) leave(false)
      return
    }
    if (value !== now) onValue(value, nudges.current > 0)
    leave(back)
  }
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.key === 'Enter') take(true)
    else if (event.key === 'Escape') leave(true)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const from = read()
      if (from === null) return
      const to = nudged(from, event.key === 'ArrowUp' ? 1 : -1)
      const refusal = whyNot(lesson, { cell, value: to })
      setWhy(refusal ?? null)
      if (refusal !== undefined) return
      setText(shown(to))
      onValue(to, nudges.current++ > 0)
    } else return
    event.preventDefault()
  }
  return (
    <span className="editor">
      <input
        ref={input}
        value={text}
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={why !== null}
        {...(why !== null && { 'aria-describedby': id })}
        onChange={event => {
          setText(event.target.value)
          setWhy(null)
        }}
        onKeyDown={key}
        onBlur={() => {
          if (!left.current) take(false)
        }}
      />
      {why !== null && (
        <span className="refused" role="alert" id={id}>
          {why}
        </span>
      )}
    </span>
  )
}
