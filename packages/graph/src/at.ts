// Checked look-ups in lists, maps and records: where an item must be there, its absence is the caller's mistake and throws.

/** Item `index` of a list, counted from 0. @throws {RangeError} naming the list, the index and how many there are */
export function at<T>(items: ArrayLike<T>, index: number, what = 'the list'): T {
  if (!(index >= 0 && index < items.length))
    throw new RangeError(`${what} has ${items.length} items; there is no item ${index + 1}`)
  return items[index] as T
}

/** What a map holds under a key. @throws {RangeError} naming what is missing */
export function held<K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V {
  const found = map.get(key)
  if (found === undefined) throw new RangeError(`there is no ${what}`)
  return found
}

/** The record's own property of this name, if any; what every object inherits (`toString` …) does not count. */
export const own = <T>(record: { readonly [name: string]: T | undefined }, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** What a record holds under a name. @throws {RangeError} naming the name and what it is missing from */
export function named<T>(record: { readonly [name: string]: T | undefined }, name: string, what = 'the net'): T {
  const found = own(record, name)
  if (found === undefined) throw new RangeError(`there is no ${name} in ${what}`)
  return found
}

/** The keys of a record whose type lists them all. */
export const keysOf = <Name extends string>(record: { readonly [K in Name]?: unknown }): readonly Name[] =>
  Object.keys(record) as Name[]

/** `map` for a tuple: the result has the same length in its type, so that it can be taken apart. */
export const eachOf = <const Items extends readonly unknown[], Made>(
  items: Items,
  made: (item: Items[number]) => Made,
): { readonly [K in keyof Items]: Made } => items.map(made) as { readonly [K in keyof Items]: Made }
