// The desk as Ink elements: keys in, rows out.
import { Box, Transform, useApp, useInput, usePaste, useWindowSize } from 'ink'
import { memo, type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { keyNames } from '../screen/keys.ts'
import { painted } from '../screen/theme.ts'
import { type Around, shown } from './screen.ts'
import type { Session } from './session.ts'

export interface ViewProps {
  readonly session: Session
  readonly around: Around
  readonly colour: boolean
}

// The rows are measured already: Ink is given a single letter, and the row in its place when the frame is written.
const Line = memo(function Line({ text }: { readonly text: string }): ReactNode {
  return <Transform transform={() => text}>.</Transform>
})

/** The full screen. */
export function View({ session, around, colour }: ViewProps): ReactNode {
  const size = useWindowSize()
  const { exit } = useApp()
  const desk = useSyncExternalStore(session.subscribe, session.desk)
  useInput((input, key) => session.press(keyNames(input, key)))
  usePaste(text => session.press([...text]))
  useEffect(() => {
    if (desk.done) exit()
  }, [desk.done, exit])
  const rows = useMemo(() => shown(desk, size, around), [desk, size, around])
  return (
    <Box flexDirection="column" width={size.columns} height={rows.length}>
      {rows.map((row, i) => (
        <Line key={i} text={painted(row, colour)} />
      ))}
    </Box>
  )
}
