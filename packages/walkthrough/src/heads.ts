// The headings of rows and columns.
import { wordsOf } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import type { Facts } from './telling.ts'

/** What the rows or columns of a matrix stand for. */
export type Axis =
  | 'pixel'
  | 'patch'
  | 'feature'
  | 'key patch'
  | 'query patch'
  | 'key feature'
  | 'query feature'
  | 'text feature'
  | 'bit'
  | 'condition'
  | 'scale or shift'
  | 'word'
  | 'frame row'
  | 'pixel column'
  | 'single'

type Head = (index: number, facts: Facts) => string

const counted =
  (what: string): Head =>
  index =>
    `${what} ${index + 1}`

const text = counted('text')
const bit: Head = (index, { size }) => `bit worth ${2 ** (size.bits - 1 - index)}`

/** Those that are not just counted by their own name. */
const heads: { readonly [K in Axis]?: Head } = {
  'text feature': text,
  bit,
  condition: (index, facts) => (index < facts.size.text ? text(index, facts) : bit(index - facts.size.text, facts)),
  'scale or shift': (index, { size }) =>
    index < size.latent ? `scale ${index + 1}` : `shift ${index - size.latent + 1}`,
  word: (index, { lesson }) => `word ${at(wordsOf(lesson), index, 'the prompt')}`,
  'frame row': (index, { size }) =>
    `frame ${Math.floor(index / size.video.rows) + 1}, row ${(index % size.video.rows) + 1}`,
  'pixel column': counted('column'),
  single: () => '',
}

/** The heading of one row or column, counted from 0; '' where there is only one. */
export const headOf = (axis: Axis, index: number, facts: Facts): string => (heads[axis] ?? counted(axis))(index, facts)
