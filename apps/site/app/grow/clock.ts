// The clock that all films of the page move by, so that they keep step; and whether they may.
import { useSyncExternalStore } from 'react'

/** Milliseconds of a frame. */
const frameLasts = 140

const listeners = new Set<() => void>()
let tick = 0
let isMoving = false
let timer: ReturnType<typeof setInterval> | undefined

function tell(): void {
  for (const hear of listeners) hear()
}

/** The clock runs while films may move and somebody looks. */
function settle(): void {
  clearInterval(timer)
  timer = isMoving && listeners.size > 0 ? setInterval(() => moveTo(tick + 1), frameLasts) : undefined
}

/** How many frames have gone by. */
export const ticks = (): number => tick

/** Goes to another moment. */
export function moveTo(next: number): void {
  tick = next
  tell()
}

/** Is called at every tick, until what is returned is called. */
export function onTick(hear: () => void): () => void {
  listeners.add(hear)
  if (timer === undefined) settle()
  return () => {
    listeners.delete(hear)
    if (listeners.size === 0) settle()
  }
}

/** Lets all films move, or stand still. */
export function setMoving(next: boolean): void {
  isMoving = next
  settle()
  tell()
}

/** Whether films move. */
export const useMoving = (): boolean =>
  useSyncExternalStore(
    onTick,
    () => isMoving,
    () => false,
  )

/** The frame of so many that is shown now. */
export const useFrame = (count: number): number =>
  useSyncExternalStore(
    onTick,
    () => tick % count,
    () => 0,
  )
