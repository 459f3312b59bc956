// Ctrl-C, heard at the end of a step: the first asks to stop, a second ends at once.

export interface Stop {
  readonly asked: boolean
  /** Waits, but no longer than until it is asked for. */
  pause(milliseconds: number): Promise<void>
  /** Hears no more. */
  release(): void
}

/** Listens for SIGINT and SIGTERM. */
export function stopOnSignals(): Stop {
  let asked = false
  let wake = (): void => undefined
  const signals = ['SIGINT', 'SIGTERM'] as const
  const hear = (): void => {
    if (asked) process.exit(130)
    asked = true
    wake()
  }
  for (const signal of signals) process.on(signal, hear)
  return {
    get asked() {
      return asked
    },
    pause: milliseconds =>
      new Promise(done => {
        const timer = setTimeout(done, milliseconds)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      }),
    release() {
      for (const signal of signals) process.off(signal, hear)
    },
  }
}
