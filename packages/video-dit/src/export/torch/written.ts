// A piece of PyTorch code that gives a matrix of the graph, with its orientation, precedence and shape.
import type { Shape } from '@dit-by-hand/graph/graph'

/** Precedence: an expression that binds more loosely than its place is put in parentheses. */
export const binds = { sum: 1, product: 2, sign: 3, unit: 4 } as const

export interface Written {
  readonly code: string
  readonly binds: number
  /** Whether the code gives the transpose: tokens×features, as PyTorch's layers have it. A number is both. */
  readonly turned: boolean
  /** Rows and columns of the matrix; 1 where the code leaves it to be broadcast. */
  readonly shape: Shape
  /** Whether it differs from sample to sample, so that the first axis is the batch. */
  readonly varies: boolean
  /** A Python number, or a vector of one axis, which are not matrices yet. */
  readonly loose?: 'number' | 'vector'
}

export const isNumber = ({ shape: [rows, columns] }: Pick<Written, 'shape'>): boolean => rows === 1 && columns === 1

/** The code, in parentheses where it binds more loosely than `least`. */
export const tight = (part: Written, least: number): string => (part.binds < least ? `(${part.code})` : part.code)

export const unit = (code: string, of: Omit<Written, 'code' | 'binds'>): Written => ({ ...of, code, binds: binds.unit })

/** Sizes as a tuple of Python. */
export const tuple = (sizes: readonly number[]): string => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`

/** The same matrix, transposed or not as wanted. */
export function facing(part: Written, turned: boolean): Written {
  if (part.turned === turned || part.loose === 'number') return { ...part, turned }
  if (isNumber(part)) return { ...part, turned }
  const { loose, ...rest } = part
  return unit(loose === 'vector' ? `${part.code}[:, None]` : `${tight(part, binds.unit)}.mT`, { ...rest, turned })
}

/** A matrix with all its rows and columns, as a sum, a product or a stack needs it. */
export function inFull(part: Written, shape: Shape, like: string): Written {
  const axes = part.turned ? [shape[1], shape[0]] : shape
  const { loose, ...rest } = part
  if (loose === 'number') return unit(`${like}.new_full((${axes.join(', ')}), ${part.code})`, { ...rest, shape })
  if (loose === undefined && part.shape[0] === shape[0] && part.shape[1] === shape[1]) return part
  return unit(`${tight(part, binds.unit)}.expand(${part.varies ? '-1, ' : ''}${axes.join(', ')})`, { ...rest, shape })
}
