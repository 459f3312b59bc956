// Which kind of work computes a value.
import type { Value } from './values.ts'

/** The kinds of tasks: a call of one kernel, or a loop. */
export type TaskKind = 'product' | 'softmax' | 'move' | 'general' | 'loop'

/** A value is computed by a task, given (`brought`), a literal, or a view of others. */
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

/** Whether a value is computed in a loop. */
export const isInLoop = (value: Value): boolean => kindOf(value) === 'loop' || kindOf(value) === 'literal'

/** Whether a value is a sum over columns or samples: complete only when its loop has ended. */
export const isGathered = ({ op }: Value): boolean => op === 'sumRows' || op === 'total'

/** Ops that are cheaper to recompute than to store. */
export const cheap: ReadonlySet<Value['op']> = new Set(['add', 'mul', 'scale', 'relu', 'step', 'broadcast', 'fill'])
