// A number pad for fingers: phones' own keyboards hide minus and slash, and half of the page.
import { type ReactNode, useSyncExternalStore } from 'react'
import { Button } from '../../components/button.tsx'

type Key = readonly [key: string, shown: string, label: string]
const plain = (...keys: readonly string[]): readonly Key[] => keys.map(key => [key, key, key])

const rows: readonly (readonly Key[])[] = [
  [...plain('7', '8', '9'), ['−', '−', 'minus'], ['Backspace', '⌫', 'erase']],
  [...plain('4', '5', '6'), ['/', '/', 'over'], ['.', '.', 'point']],
  [...plain('1', '2', '3', '0'), ['Enter', '✓', 'check']],
]

const finger = '(pointer: coarse)'

function heard(changed: () => void): () => void {
  const query = matchMedia(finger)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the reader points with a finger: then the pad is there, and the phone's own keyboard stays away. */
export const useFinger = (): boolean =>
  useSyncExternalStore(
    heard,
    () => matchMedia(finger).matches,
    () => false,
  )

export function Pad({ onKey }: { readonly onKey: (key: string) => void }): ReactNode {
  if (!useFinger()) return null
  return (
    <fieldset className="practice-pad">
      <legend className="vh">Number pad</legend>
      {rows.flat().map(([key, shown, label]) => (
        <Button
          key={key}
          aria-label={label}
          // The blank keeps the keyboard while the pad is used.
          onMouseDown={event => event.preventDefault()}
          onClick={() => onKey(key)}
        >
          {shown}
        </Button>
      ))}
    </fieldset>
  )
}
