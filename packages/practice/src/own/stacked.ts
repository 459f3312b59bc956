// Arrays that are printed part by part, each with its index, put together.
import { at } from '@dit-by-hand/graph/at'
import { called, type Found, type Numbers, NumbersError, readOrTold } from './numbers.ts'

const indexed = /^(.*\w)((?:\[\d+\])+)$/

/** `latent[0]: 0 2 3 1`, `latent[1]: …`, as C and awk print rows, are one array, and so are `latent[0][0] = 0` and so on. */
export function stacked(found: readonly Found[]): readonly Found[] {
  const labels = found.map(({ label }) =>
    indexed.exec(label?.replace(/:, *|, *:/g, '').replace(/, *(?=\d+\]$)/, '][') ?? ''),
  )
  // What is printed again is another array, from its first part on.
  const alike = [...Map.groupBy(found.keys(), i => at(found, i).label).values()]
  const nth = new Map(alike.flatMap(places => places.map((i, n) => [i, n] as const)))
  const groups = Map.groupBy(found.keys(), i => (labels[i] ? `${nth.get(i)} ${labels[i][1]}` : i))
  return [...groups.values()].flatMap((places): readonly Found[] => {
    const parts = places.map(i => at(found, i))
    const label = labels[at(places, 0)]?.[1]
    const counts = countsOf(places.map(i => (labels[i]?.[2]?.match(/\d+/g) ?? []).map(Number)))
    if (label === undefined || !counts || found.some(one => one.label === label)) return parts
    return [readOrTold(label, () => joined(parts, counts, label))]
  })
}

/** How long each axis is, where indices count through an array from 0 or 1, the last axis fastest. */
function countsOf(indices: readonly (readonly number[])[]): readonly number[] | undefined {
  const [first, last] = [at(indices, 0), at(indices, indices.length - 1)]
  if (indices.length < 2 || first.length !== last.length || first.some(start => start > 1)) return undefined
  const counts = first.map((start, axis) => at(last, axis) - start + 1)
  const size = (from: number): number => counts.slice(from).reduce((product, count) => product * count, 1)
  const isWhole = indices.every(
    (index, n) =>
      `${index}` === `${counts.map((count, axis) => at(first, axis) + (Math.floor(n / size(axis + 1)) % count))}`,
  )
  return isWhole && indices.length === size(0) ? counts : undefined
}

/** Arrays of one shape beside one another. */
function joined(parts: readonly Found[], counts: readonly number[], label: string): Numbers {
  const read = parts.map(part => {
    if ('why' in part) throw new NumbersError(part.why)
    return part
  })
  const { shape } = at(read, 0)
  if (read.some(part => `${part.shape}` !== `${shape}`))
    throw new NumbersError(`${called(label)} is no array: its parts are of different lengths.`)
  const places = read.reduce((most, part) => Math.max(most, part.places ?? 0), 0)
  const cells = read.flatMap(part => part.cells)
  return { label, shape: [...counts, ...shape], cells, places: places > 0 ? places : null }
}
