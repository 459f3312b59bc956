// A worker thread's own side of its messages. It starts no thread, so that a bundler does not find a worker inside a worker.

interface NodeWorker {
  postMessage(message: unknown): void
  on(event: 'message', heard: (message: unknown) => void): void
  on(event: 'error', failed: (error: unknown) => void): void
  on(event: 'exit', ended: (code: number) => void): void
  unref(): void
  terminate(): Promise<number>
}
interface NodePort {
  postMessage(message: unknown): void
  on(event: 'message', heard: (message: unknown) => void): void
}
export interface NodeThreads {
  readonly Worker: new (url: URL) => NodeWorker
  readonly parentPort: NodePort | null
}

/** Node's worker_threads, where this is Node; a bundler for browsers does not see the import. */
export function nodeThreads(): NodeThreads | undefined {
  const threads: NodeThreads | undefined = globalThis.process?.getBuiltinModule?.('node:worker_threads')
  return threads
}

/** One end of a thread's messages. */
export interface Port {
  post(message: unknown): void
  onMessage(heard: (message: unknown) => void): void
}

/** The port of this thread. */
export function ownPort(): Port {
  const port = nodeThreads()?.parentPort
  if (port) return { post: message => port.postMessage(message), onMessage: heard => port.on('message', heard) }
  return {
    post: message => globalThis.postMessage(message),
    onMessage: heard => globalThis.addEventListener('message', ({ data }) => heard(data)),
  }
}
