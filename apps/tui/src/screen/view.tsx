// The walk as Ink elements: keys in, rows out.

import { useAnimation, useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useEffect, useMemo, useReducer } from 'react'
import { frameTime } from './film.ts'
import { useLeave } from './held.tsx'
import { keyNames, pastedKeys } from './keys.ts'
import { isLearning, learned } from './learning.ts'
import { Rows } from './lines.tsx'
import { drawnNext, isRunning } from './motion/clock.ts'
import { awaitsPause, pause } from './panels.ts'
import { pressed } from './press.ts'
import { shown } from './screen.ts'
import { isTooSmall, type Size } from './size.ts'
import type { Walk } from './walk.ts'

export interface ViewProps {
  readonly start: Walk
  readonly colour: boolean
}

interface Press {
  readonly keys: readonly string[]
  readonly size: Size
  /** Milliseconds that have passed, where something is played. */
  readonly passed?: number
}

/** Time between two pictures of what is played, in milliseconds: as many as a terminal draws without tearing. */
const beat = 40

// Long enough to type a second digit, short enough to wait for.
const pauseTime = 1000

/** The full screen. */
export function View({ start, colour }: ViewProps): ReactNode {
  const size = useWindowSize()
  const [walk, press] = useReducer((state: Walk, { keys, size: on, passed = 0 }: Press): Walk => {
    // What cannot be seen is not changed.
    if (isTooSmall(on)) return keys.includes('q') ? { ...state, done: true } : state
    const measured = (now: Walk) => shown(now, on, 0).extent
    const later = passed > 0 ? learned(drawnNext(state, passed)) : state
    return keys.reduce((now, key) => (now.done ? now : pressed(now, key, measured)), later)
  }, start)
  useInput((input, key) => press({ keys: keyNames(input, key), size }))
  usePaste(text => press({ keys: pastedKeys(text), size }), {
    isActive: walk.panel?.kind === 'edit' || walk.panel?.kind === 'goto' || walk.panel?.kind === 'prompt',
  })
  useEffect(() => {
    if (!awaitsPause(walk)) return undefined
    const timer = setTimeout(() => press({ keys: [pause], size }), pauseTime)
    return () => clearTimeout(timer)
  }, [walk, size])
  const { frame } = useAnimation({ interval: frameTime, isActive: walk.panel?.kind === 'film' })
  const running = isRunning(walk) || isLearning(walk)
  const { frame: pulse, delta } = useAnimation({ interval: beat, isActive: running })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every picture
  useEffect(() => {
    if (running && pulse > 0) press({ keys: [], size, passed: delta })
  }, [pulse])
  useLeave(walk.done)
  const rows = useMemo(() => shown(walk, size, frame).rows, [walk, size, frame])
  return <Rows rows={rows} columns={size.columns} colour={colour} />
}
