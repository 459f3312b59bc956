'use client'
// All keys, told in a dialog.
import { pageKeys, sheetKeys } from '@dit-by-hand/walkthrough/keys'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'

function Keys({ of }: { readonly of: readonly { readonly keys: string; readonly label: string }[] }): ReactNode {
  return (
    <dl className="keys">
      {of.map(({ keys, label }) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  )
}

interface HelpProps {
  readonly onClose: () => void
  readonly lettersOn: boolean
  readonly onLetters: (on: boolean) => void
}

export function Help({ onClose, lettersOn, onLetters }: HelpProps): ReactNode {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <h3>On a page</h3>
      <Keys of={pageKeys.map(({ key, label }) => ({ keys: key, label }))} />
      <label className="check">
        <input type="checkbox" checked={lettersOn} onChange={event => onLetters(event.target.checked)} /> single letters
        are keys
      </label>
      <h3>On a cell</h3>
      <Keys of={sheetKeys} />
      <p className="muted">
        With a mouse: point at a cell; click to hold it; click again to change it; drag a given number to scrub it.
      </p>
    </Dialog>
  )
}
