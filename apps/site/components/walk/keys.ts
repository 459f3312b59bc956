'use client'
// The keys of the walk, listened for. Single letters can be turned off.
import { type PageCommand, pageCommandOf } from '@dit-by-hand/walkthrough/page-keys'
import { useEffect, useState } from 'react'
import { stored } from '../../lib/storage.ts'
import { useKeydown } from '../../lib/use-keydown.ts'

const storageName = 'letters'

/** Listens for the keys of the walk while the page is shown. */
export function useKeys(on: (command: PageCommand) => void, lettersOn: boolean): void {
  useKeydown(event => {
    if (
      event.defaultPrevented ||
      (event.target instanceof Element && event.target.closest('input, textarea, select, dialog[open]'))
    )
      return
    const ctrl = event.ctrlKey || event.metaKey
    const key = ctrl && event.key.toLowerCase()
    if (key === 'z' || key === 'y') on(key === 'z' && !event.shiftKey ? 'undo' : 'redo')
    else if (ctrl || event.altKey || !lettersOn) return
    else {
      const found = pageCommandOf(event.key)
      if (!found) return
      on(found)
    }
    event.preventDefault()
  })
}

/** Whether single letters are on, and how to turn them. */
export function useLetters(): readonly [on: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useState(true)
  useEffect(() => setOn(stored(store => store.getItem(storageName)) !== 'off'), [])
  const turn = (next: boolean): void => {
    setOn(next)
    stored(store => store.setItem(storageName, next ? 'on' : 'off'))
  }
  return [on, turn]
}
