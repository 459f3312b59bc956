'use client'
// All keys, told in a dialog.
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { type Command, commands, letters } from './keys.ts'

const says: { readonly [K in Command]: string } = {
  next: 'the next step',
  back: 'the step before',
  undo: 'undo',
  redo: 'redo',
  reset: 'take back every change',
  reading: 'the numbers as printed, or corrected',
  slopes: 'slopes under values',
  proof: 'proof of a slope: nudge the number and see',
  box: 'open the query–key box of step 7',
  generation: 'generate in 1, 2 or 3 steps (steps 11 to 13)',
  uses: 'what the cell goes into',
  heads: 'heads of rows and columns',
  return: 'return from where you followed',
  help: 'these keys',
}

const lines: readonly (readonly [key: string, text: string])[] = commands.map(command => [
  letters[command],
  says[command],
])

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
        {lines.map(([key, text]) => (
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
