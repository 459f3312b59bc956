// The other workers of a training run: started, told to work, waited for, and asked what became of them.
import { failed, type Signals } from './signal.ts'
import type { Thread } from './thread.ts'
import type { Said, Setup } from './worker.ts'

/** A worker that died, or whose part of a step failed. Every later step fails with the same words. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
}

const isSaid = (message: unknown): message is Said =>
  typeof message === 'object' && message !== null && 'kind' in message
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))
/** Milliseconds asleep before a look at whether a worker has died. */
const nap = 20

export class Team {
  readonly #threads: readonly Thread[]
  readonly #signals: Signals
  #step = 0
  #dead: string | undefined
  /** A page's own thread may not. */
  #maySleep = true

  private constructor(threads: readonly Thread[], signals: Signals) {
    this.#threads = threads
    this.#signals = signals
  }

  /** Starts a thread for each setup and waits until all are ready. @throws {WorkerError} where one is not */
  static async gather(setups: readonly Setup[], signals: Signals, start: () => Thread): Promise<Team> {
    const threads = setups.map(start)
    const team = new Team(threads, signals)
    const ready = threads.map(
      (thread, i) =>
        new Promise<void>((resolve, reject) => {
          const die = (reason: string): void => {
            team.#dead ??= `worker ${i + 2} of ${threads.length + 1} died: ${reason}`
            reject(new WorkerError(team.#dead))
          }
          thread.onDeath(die)
          thread.onMessage(message => {
            if (!isSaid(message)) return
            if (message.kind === 'ready') resolve()
            else die(message.reason)
          })
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
    }
    return team
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
    for (;;) {
      const seen = this.#signals.read(worker)
      if (seen === this.#step) return
      if (seen === failed) await turn()
      if (this.#dead !== undefined) throw new WorkerError(this.#dead)
      if (seen === failed || this.#signals.spin(worker, seen)) continue
      if (this.#maySleep) this.#sleep(worker, seen)
      else await this.#signals.rest(worker, seen, nap)
      if (this.#signals.read(worker) !== this.#step) await turn()
    }
  }

  #sleep(worker: number, seen: number): void {
    try {
      this.#signals.sleep(worker, seen, nap)
    } catch {
      this.#maySleep = false
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.end()))
  }
}
