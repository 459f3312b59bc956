// Remembering what was worked out, for as long as what it was worked out from is kept.

/** A function of one object that works each object out once. */
export function memo<From extends object, To>(work: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly to: To }>()
  return from => {
    const found = known.get(from) ?? { to: work(from) }
    known.set(from, found)
    return found.to
  }
}

/** A function that keeps its last `most` results, by a text that says what it was asked. */
export function memoByKey<Args extends readonly unknown[], To>(
  work: (...args: Args) => To,
  keyOf: (...args: Args) => string,
  most = 32,
): (...args: Args) => To {
  const known = new Map<string, To>()
  return (...args) => {
    const key = keyOf(...args)
    const found = known.get(key)
    if (found !== undefined) return found
    const made = work(...args)
    for (const oldest of known.keys()) if (known.size >= most) known.delete(oldest)
    known.set(key, made)
    return made
  }
}
