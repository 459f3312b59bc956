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

/** What each key asks for, wherever the keyboard is. */
export const letters: { readonly [K in Command]: string } = {
  next: 'n',
  back: 'p',
  undo: 'u',
  redo: 'U',
  reset: 'r',
  reading: 'x',
  slopes: 'b',
  proof: 'f',
  box: 'o',
  generation: 's',
  uses: 'c',
  heads: 'm',
  return: 'Backspace',
  help: '?',
}

const isCommand = (text: string): text is Command => Object.hasOwn(letters, text)

/** All commands, in the order in which they are told. */
export const commands: readonly Command[] = Object.keys(letters).filter(isCommand)

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
        const found = commands.find(command => letters[command] === event.key)
        if (!found) return
        on(found)
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
