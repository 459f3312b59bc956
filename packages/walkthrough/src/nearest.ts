// Suggests names for a misspelt one.
import { at } from '@dit-by-hand/graph/at'

/** The edit distance of two words: letters added, removed, changed, or swapped with their neighbour. */
export function distance(a: string, b: string): number {
  const rows: number[][] = []
  /** Between the first i letters of one and the first j of the other. */
  const known = (i: number, j: number): number => at(at(rows, i), j)
  for (let i = 0; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      if (i === 0) {
        row.push(j)
        continue
      }
      const changed = known(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? known(i - 2, j - 2) + 1 : changed
      row.push(Math.min(changed, swapped, known(i - 1, j) + 1, known(i, j - 1) + 1))
    }
  }
  return known(a.length, b.length)
}

/** At most three names like a word, the nearest first: those that start with it or contain it, and those that a typing mistake
 *  makes of it. */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  const typed = word.toLowerCase()
  const measured = names.flatMap(name => {
    const lower = name.toLowerCase()
    const apart = distance(typed, lower)
    const inside = typed.length >= 3 && (lower.includes(typed) || (lower.length >= 3 && typed.includes(lower)))
    return inside || apart <= Math.max(1, Math.floor(name.length * 0.4))
      ? [{ name, apart: lower.startsWith(typed) ? apart / 2 : apart }]
      : []
  })
  return measured
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** `Did you mean latent?`, or ''. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearest(word, names)
  if (near.length === 0) return ''
  const last = at(near, near.length - 1)
  return `Did you mean ${near.length === 1 ? last : `${near.slice(0, -1).join(', ')} or ${last}`}?`
}
