// The clock that all films of the page move by, so that they keep step; and whether they may.
import { useSyncExternalStore } from 'react'

/** Milliseconds of a frame. */
const frameLasts = 140

type Hear = () => void

const watchers = new Set<Hear>()
const switches = new Set<Hear>()
let tick = 0
let isMoving = false
let timer: ReturnType<typeof setInterval> | undefined

function settle(): void {
  const wanted = isMoving && watchers.size > 0
  if (wanted && timer === undefined)
    timer = setInterval(() => {
      tick++
      for (const draw of watchers) draw()
    }, frameLasts)
  if (!wanted && timer !== undefined) {
    clearInterval(timer)
    timer = undefined
  }
}

/** How many frames have gone by. */
export const ticks = (): number => tick

/** Goes to another moment by hand. */
export function moveTo(next: number): void {
  tick = next
  for (const draw of watchers) draw()
}

/** Is called at every tick, until what is returned is called. */
export function onTick(draw: Hear): () => void {
  watchers.add(draw)
  settle()
  return () => {
    watchers.delete(draw)
    settle()
  }
}

/** Lets all films move, or stand still. */
export function setMoving(next: boolean): void {
  isMoving = next
  settle()
  for (const hear of switches) hear()
}

/** Whether films move. */
export const useMoving = (): boolean =>
  useSyncExternalStore(
    hear => {
      switches.add(hear)
      return () => switches.delete(hear)
    },
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
