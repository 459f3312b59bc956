'use client'
// What follows a moment after the numbers: as soon as the reader pauses.
import { startTransition, useEffect, useState } from 'react'

/** How long a pause is, in milliseconds: longer than a held key waits for its next stroke. */
const pause = 60

/**
 * A value as it was when the reader last paused, so that what is slow to draw never holds up the numbers. Where `turn`
 * changes, something else altogether is on show, and the value is the new one at once.
 */
export function useSettled<T>(value: T, turn: string): T {
  const [settled, settle] = useState({ value, turn })
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => settle({ value, turn })), pause)
    return () => clearTimeout(timer)
  }, [value, turn])
  return settled.turn === turn ? settled.value : value
}
