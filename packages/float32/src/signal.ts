// How threads that share a memory tell one another that something is to be done, or done: numbers that are waited for.

/** A word of its own cache line for everyone who signals. */
const apart = 16
/** How often to look before going to sleep: some tens of microseconds. */
const spins = 20_000

/** Bytes that this many signals take. */
export const signalBytes = (count: number): number => 4 * apart * count

/** What a worker sets in place of a step's number where the step failed. */
export const failed = -1
/** What is set in place of a step's number to send everyone home. */
export const over = -2

export class Signals {
  readonly #words: Int32Array

  constructor(buffer: ArrayBufferLike, offset: number, count: number) {
    this.#words = new Int32Array(buffer, offset, apart * count)
  }
  read(which: number): number {
    return Atomics.load(this.#words, apart * which)
  }
  send(which: number, value: number): void {
    Atomics.store(this.#words, apart * which, value)
    Atomics.notify(this.#words, apart * which)
  }
  /** Looks for a while whether a signal has left a value. */
  spin(which: number, left: number): boolean {
    for (let i = 0; i < spins; i++) if (this.read(which) !== left) return true
    return false
  }
  /** Sleeps until a signal has left a value, at most so many milliseconds. Throws where a thread may not sleep. */
  sleep(which: number, left: number, milliseconds: number): void {
    Atomics.wait(this.#words, apart * which, left, milliseconds)
  }
  /** The same for a thread that may not sleep, such as a page's own: other work goes on meanwhile. */
  async rest(which: number, left: number, milliseconds: number): Promise<void> {
    if (typeof Atomics.waitAsync !== 'function') return new Promise(resolve => setTimeout(resolve, 0))
    const woken = Atomics.waitAsync(this.#words, apart * which, left, milliseconds)
    if (woken.async) await woken.value
  }
}
