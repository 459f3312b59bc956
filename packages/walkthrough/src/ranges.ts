// What is known about the numbers of a matrix before any is worked out: from the model itself, not from the values.
import type { Name } from '@dit-by-hand/core/dit'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'

/** Bounds that every cell keeps. */
export interface Range {
  readonly least: number
  readonly most?: number
  /** Nothing between the bounds: 0 or 1. */
  readonly whole?: true
  /** What each column adds up to. */
  readonly columnSum?: number
}

const neverNegative: Range = { least: 0 }
const shares: Range = { least: 0, most: 1, columnSum: 1 }

/** What a bounded matrix is made from, when that alone is what bounds it. */
const passedOn: { readonly [K in Name]?: Name } = { generatedVideo: 'decoded' }

/**
 * What the model says about the values of a matrix in every lesson with this kind of attention; undefined where it says
 * nothing. A value that was misprinted keeps to nothing: in the printed reading such a matrix has no range.
 */
export function range(name: Name, lesson: Lesson, reading: Reading = 'corrected'): Range | undefined {
  const misprinted = (matrix: Name | undefined): boolean =>
    reading === 'printed' && lesson.errata.some(slip => slip.matrix === matrix && slip.printed !== null)
  if (misprinted(name) || misprinted(passedOn[name])) return undefined
  switch (name) {
    case 'latent':
    case 'decoded':
    case 'generatedVideo':
    case 'loss':
      return neverNegative
    case 'timeEmbedding':
      return { least: 0, most: 1, whole: true }
    case 't':
      return { least: 0, most: 2 ** lesson.timestep.bits - 1 }
    case 'attention':
      return lesson.attention.kind === 'given' ? undefined : shares
    default:
      return undefined
  }
}
