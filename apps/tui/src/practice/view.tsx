// The desk as Ink elements: keys in, rows out.
import { useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useLeave } from '../screen/held.tsx'
import { keyNames, pastedKeys } from '../screen/keys.ts'
import { Rows } from '../screen/lines.tsx'
import { isTyped } from './keys.ts'
import { shown } from './screen.ts'
import type { Session } from './session.ts'

export interface ViewProps {
  readonly session: Session
  readonly notice: string | null
  readonly colour: boolean
}

/** The full screen. */
export function View({ session, notice, colour }: ViewProps): ReactNode {
  const size = useWindowSize()
  const desk = useSyncExternalStore(session.subscribe, session.desk)
  useInput((input, key) => session.press(keyNames(input, key)))
  // What is pasted is a number, never a command: letters in it would ask for hints and answers.
  usePaste(text => session.press(pastedKeys(text).filter(isTyped)))
  useLeave(desk.done)
  const rows = useMemo(() => shown(desk, size, notice), [desk, size, notice])
  return <Rows rows={rows} columns={size.columns} colour={colour} />
}
