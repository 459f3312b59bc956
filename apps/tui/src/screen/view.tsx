// The walk as Ink elements: keys in, rows out.

import type { Lesson } from '@dit-by-hand/spec/format'
import { Box, Transform, useAnimation, useApp, useInput, usePaste, useWindowSize } from 'ink'
import { memo, type ReactNode, useEffect, useMemo, useReducer } from 'react'
import { frameTime } from './film.ts'
import { keyNames } from './keys.ts'
import { pressed } from './press.ts'
import { shown } from './screen.ts'
import type { Size } from './size.ts'
import { rowWidth } from './text.ts'
import { painted } from './theme.ts'
import type { Walk } from './walk.ts'

export interface ViewProps {
  readonly lesson: Lesson
  readonly lessonPath: string | null
  readonly start: Walk
  readonly colour: boolean
}

interface Press {
  readonly keys: readonly string[]
  readonly size: Size
}

// Ink measures every letter of every text at every frame, and takes ten times as long where they are not plain ASCII.
// The rows are measured already, so what it is given to measure is as many plain letters, and what it writes is the row.
const Line = memo(function Line({ text, width }: { readonly text: string; readonly width: number }): ReactNode {
  return <Transform transform={() => text}>{'x'.repeat(Math.max(1, width))}</Transform>
})

/** The full screen. */
export function View({ lesson, lessonPath, start, colour }: ViewProps): ReactNode {
  const size = useWindowSize()
  const { exit } = useApp()
  const [walk, press] = useReducer((state: Walk, { keys, size: on }: Press): Walk => {
    const measured = (now: Walk) => shown(now, on, { lesson, lessonPath, tick: 0 }).extent
    return keys.reduce((now, key) => (now.done ? now : pressed(now, key, lesson, measured)), state)
  }, start)
  useInput((input, key) => press({ keys: keyNames(input, key), size }))
  usePaste(text => press({ keys: [...text], size }), { isActive: walk.panel?.kind === 'edit' })
  const { frame } = useAnimation({ interval: frameTime, isActive: walk.panel?.kind === 'film' })
  useEffect(() => {
    if (walk.done) exit()
  }, [walk.done, exit])
  const rows = useMemo(
    () => shown(walk, size, { lesson, lessonPath, tick: frame }).rows,
    [walk, size, lesson, lessonPath, frame],
  )
  return (
    <Box flexDirection="column" width={size.columns} height={rows.length}>
      {rows.map((row, i) => (
        <Line key={i} text={painted(row, colour)} width={rowWidth(row)} />
      ))}
    </Box>
  )
}
