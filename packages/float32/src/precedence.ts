// A growing partial order. It is queried far more often than it grows, so each item keeps a bit set of all before it.

/** Which items come after which others, directly or through others. Items are numbered as they are added. */
export class Precedence {
  /** A bit for each item that comes before this one, as far as the last of them. */
  readonly #before: Uint32Array[] = []
  /** The items that others come after. */
  readonly #followed = new Set<number>()

  /** Adds an item, after nothing yet. @returns its number */
  add(): number {
    return this.#before.push(new Uint32Array()) - 1
  }

  follows(thing: number, other: number): boolean {
    const row = this.#before[thing]!
    return other < 32 * row.length && ((row[other >>> 5]! >>> (other & 31)) & 1) === 1
  }

  /** Puts an item, and all that come after it, after another. */
  put(thing: number, other: number): void {
    if (this.follows(thing, other)) return
    const more = lengthened(this.#before[other]!, (other >>> 5) + 1)
    more[other >>> 5]! |= 1 << (other & 31)
    this.#followed.add(other)
    this.#merge(thing, more)
    if (!this.#followed.has(thing)) return
    for (const later of this.#before.keys()) if (this.follows(later, thing)) this.#merge(later, more)
  }

  #merge(thing: number, more: Uint32Array): void {
    const known = this.#before[thing]!
    const row = known.length < more.length ? lengthened(known, more.length) : known
    for (let i = 0; i < more.length; i++) row[i]! |= more[i]!
    this.#before[thing] = row
  }
}

/** A copy with zeros at its end. */
function lengthened(row: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(Math.max(row.length, length))
  longer.set(row)
  return longer
}
