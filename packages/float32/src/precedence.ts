// A growing partial order. It is queried far more often than it grows, so each item keeps a bit set of all before it.

/** Which items come after which others, directly or through others. Items are numbered as they are added. */
export class Precedence {
  readonly #words: number
  readonly #before: Uint32Array[] = []

  /** @param most the most items that will be added */
  constructor(most: number) {
    this.#words = Math.ceil(most / 32)
  }

  /** Adds an item, after nothing yet. @returns its number */
  add(): number {
    return this.#before.push(new Uint32Array(this.#words)) - 1
  }

  follows(thing: number, other: number): boolean {
    return ((this.#before[thing]![other >>> 5]! >>> (other & 31)) & 1) === 1
  }

  /** Puts an item, and all that come after it, after another. */
  put(thing: number, other: number): void {
    if (this.follows(thing, other)) return
    const [row, above] = [this.#before[thing]!, this.#before[other]!]
    row[other >>> 5]! |= 1 << (other & 31)
    const words = Math.ceil(this.#before.length / 32)
    merge(row, above, words)
    this.#before.forEach((later, i) => {
      if (this.follows(i, thing)) merge(later, row, words)
    })
  }
}

function merge(row: Uint32Array, more: Uint32Array, words: number): void {
  for (let i = 0; i < words; i++) row[i]! |= more[i]!
}
