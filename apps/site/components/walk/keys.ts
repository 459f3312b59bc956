'use client'
// The keys of the walk. Single letters can be turned off.
import { useEffect, useState } from 'react'

/** What a key asks for. The letters are those of the terminal. */
export type Command =
  | 'next'
  | 'back'
  | 'undo'
  | 'redo'
  | 'reset'
  | 'reading'
  | 'slopes'
  | 'proof'
  | 'box'
  | 'generation'
  | 'uses'
  | 'heads'
  | 'help'
  | 'return'

/** Every key that works wherever the keyboard is. */
export const letters: readonly (readonly [key: string, command: Command, text: string])[] = [
  ['n', 'next', 'the next step'],
  ['p', 'back', 'the step before'],
  ['u', 'undo', 'undo'],
  ['U', 'redo', 'redo'],
  ['r', 'reset', 'take back every change'],
  ['x', 'reading', 'the numbers as printed, or corrected'],
  ['b', 'slopes', 'slopes under values'],
  ['f', 'proof', 'proof of a slope: nudge the number and see'],
  ['o', 'box', 'open the query–key box of step 7'],
  ['s', 'generation', 'generate in 1, 2 or 3 steps (steps 11 to 13)'],
  ['c', 'uses', 'what the cell goes into'],
  ['m', 'heads', 'heads of rows and columns'],
  ['Backspace', 'return', 'return from where you followed'],
  ['?', 'help', 'these keys'],
]

const storageName = 'letters'

/** Whether single letters are on. Storage may be closed to a page in a frame; then they are. */
function keptLetters(): boolean {
  try {
    return localStorage.getItem(storageName) !== 'off'
  } catch (error) {
    if (error instanceof DOMException) return true
    throw error
  }
}

/** Listens for the keys of the walk while the page is shown. */
export function useKeys(on: (command: Command) => void, lettersOn: boolean): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        (event.target instanceof Element && event.target.closest('input, textarea, select, dialog[open]'))
      )
        return
      const ctrl = event.ctrlKey || event.metaKey
      const undo = ctrl && event.key.toLowerCase() === 'z'
      if (undo || (ctrl && event.key.toLowerCase() === 'y')) on(undo && !event.shiftKey ? 'undo' : 'redo')
      else if (ctrl || event.altKey || !lettersOn) return
      else {
        const found = letters.find(([key]) => key === event.key)
        if (!found) return
        on(found[1])
      }
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [on, lettersOn])
}

/** Whether single letters are on, and how to turn them. */
export function useLetters(): readonly [on: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useState(true)
  useEffect(() => setOn(keptLetters()), [])
  const turn = (next: boolean): void => {
    setOn(next)
    try {
      localStorage.setItem(storageName, next ? 'on' : 'off')
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }
  return [on, turn]
}
