// Signals between threads that share a memory: numbers that one thread sets and others wait for.

/** Words between signals, so that each has a cache line of its own. */
const apart = 16
/** How often to look before sleeping: for some tens of microseconds. */
const spins = 20_000

/** Bytes that this many signals take. */
export const signalBytes = (count: number): number => 4 * apart * count

/** The signal of a worker whose step failed, in place of the step's number. */
export const failed = -1
/** The signal for all workers to end. */
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
  /** Spins for a while. @returns whether a signal no longer has the value `left` */
  spin(which: number, left: number): boolean {
    for (let i = 0; i < spins; i++) if (this.read(which) !== left) return true
    return false
  }
  /** Blocks until a signal no longer has the value `left`, at most so long. Throws where a thread may not block. */
  sleep(which: number, left: number, milliseconds: number): void {
    Atomics.wait(this.#words, apart * which, left, milliseconds)
  }
  /** The same for a thread that may not block, such as a page's main thread. */
  async rest(which: number, left: number, milliseconds: number): Promise<void> {
    if (typeof Atomics.waitAsync !== 'function') return new Promise(resolve => setTimeout(resolve, 0))
    const woken = Atomics.waitAsync(this.#words, apart * which, left, milliseconds)
    if (woken.async) await woken.value
  }
}
