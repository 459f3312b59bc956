// Reading a map where it must hold something: absence is a mistake of the caller, and is said so.

/** What a map holds under a key. @throws {RangeError} naming the key and what it is missing from */
export function held<K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V {
  const found = map.get(key)
  if (found === undefined) throw new RangeError(`there is no ${String(key)} in ${what}`)
  return found
}
