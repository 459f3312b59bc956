// Threads of the fast reading: from source where this runs from source, else from the file beside the bundle.
import { startThread, type Thread } from '@dit-by-hand/float32/thread'

const bundled = 'worker.js'

/** Starts a worker that takes a part of every training step. */
export const start = (): Thread =>
  import.meta.url.endsWith('.ts') ? startThread() : startThread(new URL(bundled, import.meta.url))
