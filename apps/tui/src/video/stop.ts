// Ctrl-C, heard at the end of a step: the first asks to stop, a second ends at once.

export interface Stop {
  readonly asked: boolean
  /** Hears no more. */
  release(): void
}

/** Listens for SIGINT and SIGTERM. */
export function stopOnSignals(): Stop {
  let asked = false
  const signals = ['SIGINT', 'SIGTERM'] as const
  const hear = (): void => {
    if (asked) process.exit(130)
    asked = true
  }
  for (const signal of signals) process.on(signal, hear)
  return {
    get asked() {
      return asked
    },
    release() {
      for (const signal of signals) process.off(signal, hear)
    },
  }
}
