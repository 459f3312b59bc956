// How long a screen holds the terminal: until it is done; and not while the program is stopped, as Ctrl-Z does until fg.
import { useApp, useInput } from 'ink'
import { type ReactNode, useEffect, useRef } from 'react'

interface HeldProps {
  /** Stops this process until it is told to go on. Default: with all of its group, for the shell waits for the first of it. */
  readonly stop?: (() => void) | undefined
  readonly children: ReactNode
}

/** Leaves what is drawn once it is done. */
export function useLeave(done: boolean): void {
  const { exit } = useApp()
  useEffect(() => {
    if (done) exit()
  }, [done, exit])
}

const stopAll = (): void => void process.kill(0, 'SIGTSTP')

/** What is drawn, on a terminal that is held only while this runs. */
export function Held({ stop = stopAll, children }: HeldProps): ReactNode {
  const { suspendTerminal } = useApp()
  const isAway = useRef(false)
  const away = async (meanwhile: () => void): Promise<void> => {
    if (isAway.current) return
    isAway.current = true
    try {
      await suspendTerminal(meanwhile)
    } finally {
      isAway.current = false
    }
    // Nobody told it of another size meanwhile.
    process.emit('SIGWINCH', 'SIGWINCH')
  }
  useInput((input, key) => {
    if (key.ctrl && input === 'z' && process.platform !== 'win32') void away(stop)
  })
  useEffect(() => {
    const again = (): void => void away(() => undefined)
    process.on('SIGCONT', again)
    return () => void process.off('SIGCONT', again)
  })
  return children
}
