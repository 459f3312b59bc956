// Starts a thread: a worker of Node or of a browser, whichever there is.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { nodeThreads, type Port } from './port.ts'

/** Another thread, as this one sees it. */
export interface Thread extends Port {
  /** Calls `told` once, where the thread ends without having been asked to. */
  onDeath(told: (reason: string) => void): void
  end(): Promise<void>
}

/** Starts a thread that runs worker.ts. @param from its address, where a bundler has moved it */
export function startThread(from?: URL): Thread {
  const threads = nodeThreads()
  let ending = false
  if (threads) {
    const worker = new threads.Worker(from ?? new URL('./worker.ts', import.meta.url))
    worker.unref()
    let reason: string | undefined
    worker.on('error', error => {
      reason = reasonOf(error)
    })
    return {
      post: message => worker.postMessage(message),
      onMessage: heard => worker.on('message', heard),
      onDeath: tell => worker.on('exit', code => ending || tell(reason ?? `it ended with code ${code}`)),
      async end() {
        ending = true
        await worker.terminate()
      },
    }
  }
  const worker = from
    ? new Worker(from, { type: 'module' })
    : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return {
    post: message => worker.postMessage(message),
    onMessage: heard => worker.addEventListener('message', ({ data }) => heard(data)),
    onDeath: tell => worker.addEventListener('error', ({ message }) => ending || tell(message)),
    async end() {
      ending = true
      worker.terminate()
    },
  }
}

/** Why memory cannot be shared between threads here; undefined where it can. */
export function whyAlone(): string | undefined {
  if (typeof SharedArrayBuffer === 'undefined' || globalThis.crossOriginIsolated === false)
    return 'this page is not cross-origin isolated (COOP and COEP headers), so memory cannot be shared: one worker trains'
  if (!nodeThreads() && typeof Worker === 'undefined') return 'there are no workers here: one thread trains'
  return undefined
}
