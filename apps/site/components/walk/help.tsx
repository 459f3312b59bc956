'use client'
// All keys, told in a dialog.
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { letters } from './keys.ts'

const inCells: readonly (readonly [keys: string, text: string])[] = [
  ['arrows', 'move from cell to cell, over the edge into the next matrix'],
  ['PgUp PgDn', 'the matrix before, the next matrix'],
  ['Enter', 'change a given number; from a computed one, on to its arithmetic'],
  ['0 to 9, −', 'type a given number at once'],
  ['↑ ↓ while typing', 'one more, one less'],
  ['Esc', 'leave as it was'],
]

interface HelpProps {
  readonly onClose: () => void
  readonly lettersOn: boolean
  readonly onLetters: (on: boolean) => void
}

/** All keys, in a dialog. */
export function Help({ onClose, lettersOn, onLetters }: HelpProps): ReactNode {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <h3>On a page</h3>
      <dl className="keys">
        {letters.map(([key, , text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={lettersOn} onChange={event => onLetters(event.target.checked)} /> single letters
        are keys
      </label>
      <h3>On a cell</h3>
      <dl className="keys">
        {inCells.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        With a mouse: point at a cell; click to hold it; click again to change it; drag a given number to scrub it.
      </p>
    </Dialog>
  )
}
