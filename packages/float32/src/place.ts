// Gives every stored value its place in memory: slices of a join inside it, results that belong together side by side, and
// intermediates in one region that is reused as soon as it is free.
import { held } from '@dit-by-hand/graph/at'
import type { Shape } from '@dit-by-hand/graph/graph'
import { aligned } from './kernels.ts'
import type { Value } from './values.ts'

/** Regions of memory, each with a base of its own. All workers have the same `shared`. */
export type Region = 'shared' | 'gradients' | 'work'

/** The place of a matrix, stored column by column, sample after sample. Cell (row, column) of sample s is at
 *  base + offset + 4·((s·columns + column)·leading + row). */
export interface Place {
  readonly region: Region
  /** Bytes from the region's base. */
  readonly offset: number
  readonly leading: number
  readonly shape: Shape
  readonly varies: boolean
}

/** The distance between the samples of a matrix, in elements; 0 where they share it. */
export const sampleStep = ({ varies, shape, leading }: Place): number => (varies ? shape[1] * leading : 0)

export interface Placing {
  readonly batch: number
  /** For every run of tasks, the stored values that it writes and reads. */
  readonly runs: readonly {
    readonly writes: readonly Value[]
    readonly reads: readonly Value[]
    readonly bySample: boolean
  }[]
  readonly joins: ReadonlyMap<Value, readonly Value[]>
  /** Shared inputs and tables, in their order from the start of `shared`. */
  readonly shared: readonly Value[]
  /** Results, in their order from the start of `gradients`. */
  readonly gradients: readonly Value[]
  /** Values that are never overwritten: inputs and results. */
  readonly kept: readonly Value[]
}

export interface Placed {
  readonly placeOf: (value: Value) => Place
  readonly bytes: { readonly [R in Region]: number }
  /** The bytes that the plan would take without reusing memory. */
  readonly unshared: number
  readonly buffers: number
}

/** A function that finds the matrix in whose memory a value is stored, and its first row there. */
export function rootFinder(
  joins: ReadonlyMap<Value, readonly Value[]>,
): (value: Value) => { readonly root: Value; readonly row: number } {
  const slice = new Map<Value, { readonly join: Value; readonly row: number }>()
  for (const [join, parts] of joins) {
    let row = 0
    for (const part of parts) {
      slice.set(part, { join, row })
      row += part.shape[0]
    }
  }
  return value => {
    let [root, row] = [value, 0]
    for (;;) {
      const inJoin = slice.get(root)
      const [source] = root.src
      if (inJoin) [root, row] = [inJoin.join, row + inJoin.row]
      else if (root.op === 'rows' && source) [root, row] = [source, row + root.arg.from]
      else return { root, row }
    }
  }
}

/** Memory that grows as it must, and in which what was freed is used again. */
class Room {
  /** What is free below the top; no two touch. */
  readonly #gaps = new Set<{ readonly offset: number; readonly end: number }>()
  #top = 0
  /** The highest top so far. */
  most = 0

  /** Takes the smallest gap that is large enough, of several the lowest. @returns its offset */
  take(size: number): number {
    let best = { offset: this.#top, end: Number.POSITIVE_INFINITY }
    for (const gap of this.#gaps) {
      const less = gap.end - gap.offset - (best.end - best.offset)
      if (gap.end - gap.offset >= size && (less < 0 || (less === 0 && gap.offset < best.offset))) best = gap
    }
    const end = best.offset + size
    if (!this.#gaps.delete(best)) this.#top = end
    else if (end < best.end) this.#gaps.add({ offset: end, end: best.end })
    this.most = Math.max(this.most, this.#top)
    return best.offset
  }

  free(offset: number, size: number): void {
    let whole = { offset, end: offset + size }
    for (const gap of this.#gaps)
      if (gap.end === offset || gap.offset === offset + size) {
        this.#gaps.delete(gap)
        whole = { offset: Math.min(whole.offset, gap.offset), end: Math.max(whole.end, gap.end) }
      }
    if (whole.end === this.#top) this.#top = whole.offset
    else this.#gaps.add(whole)
  }
}

/** Gives every stored value its place. */
export function place({ batch, runs, joins, shared, gradients, kept }: Placing): Placed {
  const rootOf = rootFinder(joins)
  const bytesOf = ({ shape, varies }: Value): number => 4 * shape[0] * shape[1] * (varies ? batch : 1)
  const at = new Map<Value, { readonly region: Region; readonly offset: number }>()
  const beside = (region: Region, values: readonly Value[]): number =>
    values.reduce((offset, value) => {
      at.set(value, { region, offset })
      return offset + bytesOf(value)
    }, 0)
  const bytes = {
    shared: aligned(beside('shared', shared)),
    gradients: aligned(beside('gradients', gradients)),
    work: 0,
  }

  const lives = new Map<Value, [from: number, to: number]>()
  const live = (value: Value, when: number): void => {
    const { root } = rootOf(value)
    const life = lives.get(root)
    if (life) lives.set(root, [Math.min(life[0], when), Math.max(life[1], when)])
    else lives.set(root, [when, when])
  }
  runs.forEach(({ writes, reads }, when) => {
    for (const value of [...writes, ...reads]) live(value, when)
  })
  for (const value of kept) for (const when of [-1, runs.length]) live(value, when)

  let unshared = bytes.shared + bytes.gradients
  /** Values that each sample writes and reads before the next one: all samples use one place. */
  const passing = new Set<Value>()
  const sizeOf = (root: Value): number => aligned(bytesOf(root) / (passing.has(root) ? batch : 1))
  const work = new Room()
  const byStart = [...lives].filter(([root]) => !at.has(root)).toSorted((a, b) => a[1][0] - b[1][0])
  const byEnd = byStart.toSorted((a, b) => a[1][1] - b[1][1])
  let freed = 0
  for (const [root, [from, until]] of byStart) {
    for (let old = byEnd[freed]; old && old[1][1] < from; old = byEnd[++freed])
      work.free(held(at, old[0], 'place to free').offset, sizeOf(old[0]))
    unshared += aligned(bytesOf(root))
    if (from === until && root.varies && runs[from]?.bySample === true) passing.add(root)
    at.set(root, { region: 'work', offset: work.take(sizeOf(root)) })
  }
  bytes.work = work.most

  const placeOf = (value: Value): Place => {
    const { root, row } = rootOf(value)
    const { region, offset } = held(at, root, `place in memory for value ${value.id} (${value.op})`)
    return {
      region,
      offset: offset + 4 * row,
      leading: root.shape[0],
      shape: value.shape,
      varies: value.varies && !passing.has(root),
    }
  }
  return { placeOf, bytes, unshared, buffers: at.size }
}
