// Which kind of work makes a value.
import type { Value } from './values.ts'

/** What is done in one go: a product or its like, or a loop. */
export type TaskKind = 'product' | 'softmax' | 'move' | 'general' | 'loop'

/** A value is made by a task, or it is there before any, or a literal, or a view of others. */
type Kind = 'brought' | 'literal' | 'view' | 'loop' | Exclude<TaskKind, 'loop'>
const kinds: { readonly [K in Value['op']]: Kind } = {
  input: 'brought',
  table: 'brought',
  fill: 'literal',
  rows: 'view',
  join: 'view',
  product: 'product',
  softmax: 'softmax',
  transpose: 'move',
  rearrange: 'move',
  columns: 'move',
  general: 'general',
  add: 'loop',
  mul: 'loop',
  scale: 'loop',
  inv: 'loop',
  sqrt: 'loop',
  relu: 'loop',
  step: 'loop',
  tanh: 'loop',
  sin: 'loop',
  cos: 'loop',
  broadcast: 'loop',
  copy: 'loop',
  sumRows: 'loop',
  sumColumns: 'loop',
  total: 'loop',
}
export const kindOf = ({ op }: Value): Kind => kinds[op]

/** Whether something makes it: it is neither brought nor a view. */
export const isMade = (value: Value): boolean => kindOf(value) !== 'brought' && kindOf(value) !== 'view'

/** Whether a loop makes it. */
export const isInLoop = (value: Value): boolean => kindOf(value) === 'loop' || kindOf(value) === 'literal'

/** Sums over columns or samples are whole only after the loop that makes them. */
export const isGathered = ({ op }: Value): boolean => op === 'sumRows' || op === 'total'

/** Ops worth making again rather than keeping. */
export const cheap: ReadonlySet<Value['op']> = new Set(['add', 'mul', 'scale', 'relu', 'step', 'broadcast', 'fill'])
