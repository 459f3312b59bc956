// A piece of PyTorch code that gives a matrix of the graph: which way round, how tightly it holds together, for whom.
import type { Shape } from '@dit-by-hand/graph/graph'

/** How tightly an expression holds together; a looser one inside a tighter one is put between parentheses. */
export const binds = { sum: 1, product: 2, sign: 3, unit: 4 } as const

export interface Written {
  readonly code: string
  readonly binds: number
  /** Whether the code gives columns×rows: tokens×features, as PyTorch's layers have it. A number is both. */
  readonly turned: boolean
  /** Rows and columns of the matrix as the code gives it; 1 where it is to be repeated. */
  readonly shape: Shape
  /** Whether there is one for each sample: a first axis of the batch. */
  readonly varies: boolean
  /** Whether it is a Python number, or a vector of one axis: both are repeated to any shape, and are no matrices yet. */
  readonly loose?: 'number' | 'vector'
}

export const isNumber = ({ shape: [rows, columns] }: Pick<Written, 'shape'>): boolean => rows === 1 && columns === 1

/** The code, put between parentheses where it holds together less tightly. */
export const tight = (part: Written, least: number): string => (part.binds < least ? `(${part.code})` : part.code)

export const unit = (code: string, of: Omit<Written, 'code' | 'binds'>): Written => ({ ...of, code, binds: binds.unit })

/** The same matrix the wanted way round. */
export function facing(part: Written, turned: boolean): Written {
  if (part.turned === turned || part.loose === 'number') return { ...part, turned }
  if (isNumber(part)) return { ...part, turned }
  const { loose, ...rest } = part
  return unit(loose === 'vector' ? `${part.code}[:, None]` : `${tight(part, binds.unit)}.mT`, { ...rest, turned })
}

/** A matrix of all its rows and columns: what is repeated where a sum, a product or a stack needs it in full. */
export function inFull(part: Written, shape: Shape, like: string): Written {
  const axes = part.turned ? [shape[1], shape[0]] : shape
  const { loose, ...rest } = part
  if (loose === 'number') return unit(`${like}.new_full((${axes.join(', ')}), ${part.code})`, { ...rest, shape })
  if (loose === undefined && part.shape[0] === shape[0] && part.shape[1] === shape[1]) return part
  return unit(`${tight(part, binds.unit)}.expand(${part.varies ? '-1, ' : ''}${axes.join(', ')})`, { ...rest, shape })
}
