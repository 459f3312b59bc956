// A number pad for fingers: phones' own keyboards hide minus and slash, and half of the page.
import type { ReactNode } from 'react'

const rows: readonly (readonly (readonly [key: string, shown: string, label: string])[])[] = [
  ['7', '8', '9'].map(digit => [digit, digit, digit]),
  ['4', '5', '6'].map(digit => [digit, digit, digit]),
  ['1', '2', '3'].map(digit => [digit, digit, digit]),
  [
    ['−', '−', 'minus'],
    ['0', '0', '0'],
    ['/', '/', 'over'],
  ],
  [
    ['.', '.', 'point'],
    ['Backspace', '⌫', 'erase'],
    ['Enter', '✓', 'check'],
  ],
]

export function Pad({ onKey }: { readonly onKey: (key: string) => void }): ReactNode {
  return (
    <fieldset className="practice-pad">
      <legend className="vh">Number pad</legend>
      {rows.flat().map(([key, shown, label]) => (
        <button key={key} type="button" className="button" aria-label={label} onClick={() => onKey(key)}>
          {shown}
        </button>
      ))}
    </fieldset>
  )
}
