// Lessons made from lessons: the laws ask what becomes of the answer when one thing is changed.
import type { Cell, Lesson, Matrix } from '../lesson/format.ts'
import type { GivenName } from '../lesson/names.ts'
import { exact, exactly, type Grid, toCell, type Value } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import type { Dice } from './law.ts'

/** Without its misprints: an edited lesson may no longer have the cell they stood in. */
export const clean = (lesson: Lesson): Lesson => (lesson.errata.length === 0 ? lesson : { ...lesson, errata: [] })

export const zeros = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))

/** A copy of a matrix of a lesson. */
export const copied = (a: readonly (readonly Cell[])[]): Matrix => a.map(row => [...row])

/** With a given attention matrix instead of its own attention. */
export const attending = (lesson: Lesson, matrix: readonly (readonly Cell[])[]): Lesson => ({
  ...clean(lesson),
  attention: { kind: 'given', matrix: copied(matrix) },
})

/** With a layer replaced. */
export const replaced = (
  lesson: Lesson,
  layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder',
  weight: readonly (readonly Cell[])[],
  bias: readonly Cell[],
): Lesson => ({ ...clean(lesson), [layer]: { weight: copied(weight), bias: [...bias] } })

/** With another video of the same size, its frames one under the other. `undefined` where a cell does not fit. */
export function filmed(lesson: Lesson, pixels: Grid): Lesson | undefined {
  const { rows } = sizesOf(lesson).video
  const cells = toCells(pixels)
  if (!cells) return undefined
  return { ...clean(lesson), video: lesson.video.map((_, frame) => cells.slice(frame * rows, (frame + 1) * rows)) }
}

/** As cells of a lesson, or `undefined` where one is too large for a lesson to hold. */
export function toCells(grid: Grid): Matrix | undefined {
  const cells = grid.map(row => row.flatMap(value => toCell(value) ?? []))
  return cells.every((row, r) => row.length === grid[r]?.length) ? cells : undefined
}

/** The learnable parameters, each with the slope that belongs to it. */
export const learnable = [
  'feedForwardWeight',
  'feedForwardBias',
  'modulationWeight',
  'modulationBias',
  'query',
  'key',
] as const
export type Learnable = (typeof learnable)[number]

export function slopeOf(name: Learnable): `d_${Learnable}` {
  return `d_${name}`
}

/** With every cell of one learnable parameter (a bias as one column) moved. `undefined` where the lesson has no such
 *  parameter or a cell grows too large for a lesson to hold. */
export function moved(lesson: Lesson, name: Learnable, by: Grid): Lesson | undefined {
  const plus = (cells: Matrix): Matrix | undefined =>
    toCells(cells.map((row, r) => row.map((cell, c) => exact.add(exactly(cell), by[r]?.[c] ?? 0))))
  const bias = (cells: readonly Cell[]): Cell[] | undefined => plus(cells.map(cell => [cell]))?.flat()
  switch (name) {
    case 'feedForwardWeight':
    case 'modulationWeight': {
      const layer = name === 'feedForwardWeight' ? 'feedForward' : 'modulation'
      const weight = plus(lesson[layer].weight)
      return weight && replaced(lesson, layer, weight, lesson[layer].bias)
    }
    case 'feedForwardBias':
    case 'modulationBias': {
      const layer = name === 'feedForwardBias' ? 'feedForward' : 'modulation'
      const found = bias(lesson[layer].bias)
      return found && replaced(lesson, layer, lesson[layer].weight, found)
    }
    case 'query':
    case 'key': {
      const { attention } = lesson
      if (attention.kind === 'given') return undefined
      const found = plus(attention[name])
      return found && { ...clean(lesson), attention: { ...attention, [name]: found } }
    }
  }
}

/** Rows and columns of a learnable parameter; none for query and key where attention is given. */
export function sizeOf(lesson: Lesson, name: Learnable): readonly [rows: number, columns: number] {
  const { latent, condition, key } = sizesOf(lesson)
  const sizes = {
    feedForwardWeight: [latent, latent],
    feedForwardBias: [latent, 1],
    modulationWeight: [2 * latent, condition],
    modulationBias: [2 * latent, 1],
    query: [key, latent],
    key: [key, latent],
  } as const
  return sizes[name]
}

/** With one cell, chosen by the dice, one larger (t: another t). `undefined` where it does not fit. */
export function bumped(lesson: Lesson, name: GivenName | 'attention', dice: Dice): Lesson | undefined {
  const bump = (cells: readonly (readonly Cell[])[]): Matrix | undefined => {
    const [r, c] = [dice.int(0, cells.length - 1), dice.int(0, (cells[0]?.length ?? 1) - 1)]
    return toCells(cells.map((row, i) => row.map((cell, j) => exact.add(exactly(cell), i === r && j === c ? 1 : 0))))
  }
  const weight = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Lesson | undefined => {
    const found = bump(lesson[layer].weight)
    return found && replaced(lesson, layer, found, lesson[layer].bias)
  }
  const bias = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Lesson | undefined => {
    const found = bump(lesson[layer].bias.map(cell => [cell]))
    return found && replaced(lesson, layer, lesson[layer].weight, found.flat())
  }
  const { attention } = lesson
  switch (name) {
    case 'video': {
      const found = bump(lesson.video.flat())
      return (
        found &&
        filmed(
          lesson,
          found.map(row => row.map(exactly)),
        )
      )
    }
    case 'encoderWeight':
      return weight('encoder')
    case 'encoderBias':
      return bias('encoder')
    case 'modulationWeight':
      return weight('modulation')
    case 'modulationBias':
      return bias('modulation')
    case 'feedForwardWeight':
      return weight('feedForward')
    case 'feedForwardBias':
      return bias('feedForward')
    case 'decoderWeight':
      return weight('decoder')
    case 'decoderBias':
      return bias('decoder')
    case 'noise': {
      const noise = bump(lesson.noise)
      return noise && { ...clean(lesson), noise }
    }
    case 'words': {
      const words = Object.entries(lesson.prompt.words)
      const found = bump(words.map(([, vector]) => vector))
      return found && { ...clean(lesson), prompt: spoken(words.map(([word], i) => [word, found[i] ?? []])) }
    }
    case 't': {
      const { t, bits } = lesson.timestep
      return { ...clean(lesson), timestep: { t: (t + dice.int(1, 2 ** bits - 1)) % 2 ** bits, bits } }
    }
    case 'learningRate': {
      const rate = toCell(exact.add(exactly(lesson.learningRate), 1))
      return rate === undefined ? undefined : { ...clean(lesson), learningRate: rate }
    }
    case 'query':
    case 'key': {
      if (attention.kind === 'given') return undefined
      const found = bump(attention[name])
      return found && { ...clean(lesson), attention: { ...attention, [name]: found } }
    }
    case 'attention': {
      const found = attention.kind === 'given' ? bump(attention.matrix) : undefined
      return found && attending(lesson, found)
    }
  }
}

/** A prompt that says these words in this order. */
export const spoken = (words: readonly (readonly [word: string, vector: readonly Cell[]])[]): Lesson['prompt'] => ({
  text: words.map(([word]) => word).join(' '),
  words: Object.fromEntries(words.map(([word, vector]) => [word, [...vector]])),
})

/** A grid with one cell 1 (or `value`) and the rest 0. */
export const single = (rows: number, columns: number, row: number, column: number, value: Value = 1): Grid =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => (r === row && c === column ? value : 0)),
  )
