// Functions that remember their results.

/** The function, computed once for each object, and remembered for as long as the object lives. */
export function memo<From extends object, To>(work: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly to: To }>()
  return from => {
    const found = known.get(from) ?? { to: work(from) }
    known.set(from, found)
    return found.to
  }
}

/** The function with a cache of its last `most` results, under a key made from its arguments. */
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
