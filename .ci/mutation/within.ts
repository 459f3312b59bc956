// A time limit on work that never comes up for air: what loops for ever is stopped inside this process.
import { Script } from 'node:vm'

declare global {
  var mutationWork: (() => unknown) | undefined
}

const script = new Script('globalThis.mutationWork()')

/** What the work returns. Throws an Error with code ERR_SCRIPT_EXECUTION_TIMEOUT where it takes longer than `ms`. */
export function within(ms: number, work: () => unknown): unknown {
  const outer = globalThis.mutationWork
  globalThis.mutationWork = work
  try {
    return script.runInThisContext({ timeout: Math.ceil(ms) })
  } finally {
    globalThis.mutationWork = outer
  }
}

/** Whether an error, or what a check made of it, says that time was up. */
export const ranOut = (message: string): boolean => /^Script execution timed out/.test(message)
