// What comes after what: asked far more often than added to, so every thing keeps all that comes before it, a bit each.

/** Which things come, by whatever way, after which others. Things are numbered as they are added. */
export class Precedence {
  readonly #words: number
  readonly #before: Uint32Array[] = []

  /** @param most things that will be added */
  constructor(most: number) {
    this.#words = Math.ceil(most / 32)
  }

  /** A new thing, after nothing yet. */
  add(): number {
    return this.#before.push(new Uint32Array(this.#words)) - 1
  }

  follows(thing: number, other: number): boolean {
    return ((this.#before[thing]![other >>> 5]! >>> (other & 31)) & 1) === 1
  }

  /** From now on a thing, and whatever follows it, comes after another. */
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
