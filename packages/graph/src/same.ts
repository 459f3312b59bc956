// Whether two pieces of plain data say the same, all the way down: then nothing of them need be worked or drawn again.
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => same(Reflect.get(a, key), Reflect.get(b, key)))
}
