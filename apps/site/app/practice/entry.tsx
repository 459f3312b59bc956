// One blank: typed in, checked with Enter, left with the arrows for the nearest blank in their direction.
import { at } from '@dit-by-hand/graph/at'
import type { Field } from '@dit-by-hand/practice/fields'
import { type Verdict, verdictSign } from '@dit-by-hand/practice/mark'
import type { KeyboardEvent, ReactNode } from 'react'
import { useFinger } from './pad.tsx'

export interface Typing {
  readonly onHere: (field: Field) => void
  readonly onType: (field: Field, text: string) => void
  readonly onEnter: (field: Field) => void
}

interface EntryProps extends Typing {
  readonly field: Field
  readonly label: string
  readonly text: string
  readonly verdict: Verdict | undefined
  /** What stands there until something is typed. */
  readonly placeholder: string
}

export function Entry({ field, label, text, verdict, placeholder, onHere, onType, onEnter }: EntryProps): ReactNode {
  const isFinger = useFinger()
  const sign = verdictSign(verdict)
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      onEnter(field)
    } else if (moved(event)) event.preventDefault()
  }
  return (
    <span className={`practice-entry ${verdict ? `practice-${verdict.state}` : ''}`}>
      <input
        data-field={field.id}
        aria-label={label}
        aria-invalid={sign === '✗' || undefined}
        value={text}
        placeholder={placeholder}
        size={1}
        maxLength={24}
        inputMode={isFinger ? 'none' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onFocus={() => onHere(field)}
        onChange={({ target }) => onType(field, target.value.replaceAll('-', '−'))}
        onKeyDown={key}
      />
      <span className="practice-sign" aria-hidden="true">
        {sign}
      </span>
    </span>
  )
}

const directions: { readonly [key: string]: readonly [x: number, y: number] | undefined } = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** Moves the keyboard to the nearest field in a direction; sideways only from an end of the text. */
function moved(event: KeyboardEvent<HTMLInputElement>): boolean {
  const { key, currentTarget: input } = event
  const way = directions[key]
  if (!way || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false
  const [x, y] = way
  const end = x > 0 ? input.value.length : 0
  if (x !== 0 && !(input.selectionStart === input.selectionEnd ? input.selectionStart === end : input.value === ''))
    return false
  const from = input.getBoundingClientRect()
  const all = [...(input.closest('.practice-board')?.querySelectorAll<HTMLInputElement>('input') ?? [])]
  const distances = all.map(other => {
    const to = other.getBoundingClientRect()
    const [along, aside] = x !== 0 ? [(to.x - from.x) * x, to.y - from.y] : [(to.y - from.y) * y, to.x - from.x]
    return other !== input && along > 1 ? along + 20 * Math.abs(aside) : Number.POSITIVE_INFINITY
  })
  const least = Math.min(...distances)
  if (!Number.isFinite(least)) return false
  const next = at(all, distances.indexOf(least))
  next.focus()
  next.select()
  return true
}
