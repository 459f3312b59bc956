// The other workers of a training run: started, told to work, waited for, and asked what became of them.
import { failed, type Signals } from './signal.ts'
import type { Thread } from './thread.ts'
import type { Said, Setup } from './worker.ts'

/** A worker that died, that does not answer, or whose part of a step failed. Every later step fails with the same words. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
}

const isSaid = (message: unknown): message is Said =>
  typeof message === 'object' && message !== null && 'kind' in message
const silentFor = (milliseconds: number): string => `has not answered for ${milliseconds / 1000} s`
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))
/** Milliseconds asleep before a look at whether a worker has died. */
const nap = 20
/** What one wait counts for at most: a machine that slept meanwhile has not waited. */
const longest = 1000

/** How long to wait for a worker, in milliseconds: until it is ready, and in a step unless told otherwise. Either takes a
 *  second where there is much to do and the machine is busy: who has not answered for a minute never will. */
export const patient = 60_000

export class Team {
  readonly #threads: readonly Thread[]
  readonly #signals: Signals
  readonly #patience: number
  #step = 0
  #dead: string | undefined
  /** A page's own thread may not. */
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
    patience: number = patient,
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
            if (!isSaid(message)) return
            if (message.kind === 'ready') resolve()
            else die(message.reason)
          })
          timers.push(setTimeout(() => reject(team.#fail(i + 1, silentFor(patient))), patient))
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

  /** From now on every step fails with these words, or with those of the first that failed. */
  #fail(worker: number, what: string): WorkerError {
    this.#dead ??= `worker ${worker + 1} of ${this.#threads.length + 1} ${what}`
    return new WorkerError(this.#dead)
  }

  /** Everyone's part of a step, this thread's among them. @throws {WorkerError} */
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
        // Until it is ended it works on, on cells that nobody reads any more. That may take for ever too.
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
      // A page's own thread may not sleep.
      if (!(error instanceof TypeError)) throw error
      this.#maySleep = false
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.end()))
  }
}
