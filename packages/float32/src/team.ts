// The other workers of a training run: starts them, signals them, and waits for them.
import { failed, type Signals } from './signal.ts'
import type { Thread } from './thread.ts'
import type { Setup, WorkerMessage } from './worker.ts'

/** A worker died, does not answer, or failed in its part of a step. Every later step fails with the same message. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
}

const isWorkerMessage = (message: unknown): message is WorkerMessage =>
  typeof message === 'object' && message !== null && 'kind' in message
const silentFor = (milliseconds: number): string => `has not answered for ${milliseconds / 1000} s`
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))
/** Milliseconds to sleep between checks whether a worker has died. */
const nap = 20
/** The most milliseconds that one wait counts: time in which the machine was suspended does not. */
const longest = 1000

/** How long to wait for a worker to start, and by default in a step, in milliseconds. Even on a busy machine either takes a
 *  second or so: a worker that has not answered for a minute never will. */
export const longestWait = 60_000

export class Team {
  readonly #threads: readonly Thread[]
  readonly #signals: Signals
  readonly #patience: number
  #step = 0
  #dead: string | undefined
  /** Whether this thread may block: a page's main thread may not. */
  #maySleep = true

  private constructor(threads: readonly Thread[], signals: Signals, patience: number) {
    this.#threads = threads
    this.#signals = signals
    this.#patience = patience
  }

  /** Starts a thread for each setup and waits until all are ready.
   *  @param patience milliseconds to wait for a worker in every step
   *  @throws {WorkerError} where one is not */
  static async gather(
    setups: readonly Setup[],
    signals: Signals,
    start: () => Thread,
    patience: number = longestWait,
  ): Promise<Team> {
    const threads = setups.map(() => start())
    const team = new Team(threads, signals, patience)
    const timers: ReturnType<typeof setTimeout>[] = []
    const ready = threads.map(
      (thread, i) =>
        new Promise<void>((resolve, reject) => {
          const die = (reason: string): void => reject(team.#fail(i + 1, `died: ${reason}`))
          thread.onDeath(die)
          thread.onMessage(message => {
            if (!isWorkerMessage(message)) return
            if (message.kind === 'ready') resolve()
            else die(message.reason)
          })
          timers.push(setTimeout(() => reject(team.#fail(i + 1, silentFor(longestWait))), longestWait))
        }),
    )
    threads.forEach((thread, i) => {
      thread.post(setups[i])
    })
    try {
      await Promise.all(ready)
    } catch (error) {
      await team.close()
      throw error
    } finally {
      timers.forEach(clearTimeout)
    }
    return team
  }

  /** Makes every later step fail with this message, or with that of the first failure. */
  #fail(worker: number, what: string): WorkerError {
    this.#dead ??= `worker ${worker + 1} of ${this.#threads.length + 1} ${what}`
    return new WorkerError(this.#dead)
  }

  /** Makes all threads do their part of a step, this one included. @throws {WorkerError} where a worker fails */
  async run(own: () => void): Promise<void> {
    if (this.#threads.length === 0) return own()
    if (this.#dead !== undefined) throw new WorkerError(this.#dead)
    this.#step++
    this.#signals.send(0, this.#step)
    try {
      own()
    } finally {
      for (const i of this.#threads.keys()) await this.#waitFor(i + 1)
    }
  }

  async #waitFor(worker: number): Promise<void> {
    for (let waited = 0; ; ) {
      const seen = this.#signals.read(worker)
      if (seen === this.#step) return
      if (seen === failed) await turn()
      if (this.#dead !== undefined) throw new WorkerError(this.#dead)
      if (seen === failed || this.#signals.spin(worker, seen)) continue
      if (waited > this.#patience) {
        const silent = this.#fail(worker, silentFor(this.#patience))
        // Until it is ended it goes on, on cells that nobody reads any more; ending it may take forever too.
        this.#threads[worker - 1]?.end().catch((error: unknown) => {
          this.#dead = `${this.#dead}, and could not be ended: ${String(error)}`
        })
        throw silent
      }
      const since = performance.now()
      if (this.#maySleep) this.#sleep(worker, seen)
      else await this.#signals.rest(worker, seen, nap)
      if (this.#signals.read(worker) !== this.#step) await turn()
      waited += Math.min(performance.now() - since, longest)
    }
  }

  #sleep(worker: number, seen: number): void {
    try {
      this.#signals.sleep(worker, seen, nap)
    } catch (error) {
      // A page's main thread may not block.
      if (!(error instanceof TypeError)) throw error
      this.#maySleep = false
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.end()))
  }
}
