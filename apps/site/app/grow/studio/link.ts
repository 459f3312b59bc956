// From the page to its studio: in a worker where there is one, else in the page itself.
import { wrap } from 'comlink'
import type { Studio } from './studio.ts'

export interface Link {
  readonly studio: Studio
  /** Why it is in the page itself; null where it is not. */
  readonly why: string | null
  close(): void
}

/** A studio in a worker; null where workers do not start here. */
async function inWorker(): Promise<Link | null> {
  if (typeof Worker === 'undefined') return null
  let worker: Worker
  try {
    worker = new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return null
  }
  const broke = new Promise<null>(resolve => {
    worker.addEventListener('error', () => resolve(null))
  })
  const remote = wrap<Studio>(worker)
  const isThere = await Promise.race([remote.circumstances(), broke])
  if (isThere === null) {
    worker.terminate()
    return null
  }
  return { studio: remote, why: null, close: () => worker.terminate() }
}

/** A turn for the page: its input and its next picture. */
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))

export async function openLink(): Promise<Link> {
  const there = await inWorker()
  if (there) return there
  const { openStudio } = await import('./studio.ts')
  return {
    studio: openStudio({ turn }),
    why: 'This browser starts no worker, so everything runs in the page itself, which will feel slow while the network works.',
    close: () => undefined,
  }
}
