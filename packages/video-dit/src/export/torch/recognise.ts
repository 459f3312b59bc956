// Composites found again in the graph: layers that PyTorch has, by how they are made, not by what they are called.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Node, OpName } from '@dit-by-hand/graph/graph'
import { orderOf } from '@dit-by-hand/graph/rearrange'

/** A layer, and what it is a function of. */
export type Layer =
  | { readonly is: 'linear'; readonly of: readonly [weight: Node, x: Node, bias: Node] }
  | { readonly is: 'layerNorm'; readonly of: readonly [x: Node]; readonly epsilon: number }
  | { readonly is: 'gelu' | 'silu' | 'exp'; readonly of: readonly [x: Node] }
  | {
      readonly is: 'attention'
      readonly of: readonly [queries: Node, keys: Node, values: Node]
      readonly heads: number
    }

const source = (node: Node, index: number): Node => at(node.src, index, `the sources of ${node.op}`)

/** The node, where it is of this op. */
function as<K extends OpName>(op: K, node: Node | undefined): Extract<Node, { readonly op: K }> | undefined {
  const is = (of: Node): of is Extract<Node, { readonly op: K }> => of.op === op
  return node && is(node) ? node : undefined
}

const is = (value: Exact, wanted: number): boolean => Math.abs(toNumber(value) - wanted) < 1e-15

/** What is multiplied by such a number. */
function timesBy(node: Node | undefined, by: number): Node | undefined {
  const found = as('times', node)
  return found && is(found.arg.by, by) ? source(found, 0) : undefined
}

/** What is added to 1. */
function onePlus(node: Node | undefined): Node | undefined {
  const sum = as('add', node)
  const one = sum && as('fill', source(sum, 0))
  return sum && one && is(one.arg.value, 1) ? source(sum, 1) : undefined
}

/** What is one of two factors, where the other is `x`. */
function times(x: Node, node: Node | undefined): Node | undefined {
  const product = as('mul', node)
  return product && source(product, 0) === x ? source(product, 1) : undefined
}

const unspread = (node: Node | undefined): Node | undefined => {
  const spread = as('broadcast', node)
  return spread ? source(spread, 0) : node
}

function linear(node: Node): Layer | undefined {
  const sum = as('add', node)
  const product = sum && as('matmul', source(sum, 0))
  const bias = sum && as('input', unspread(source(sum, 1)))
  const weight = product && as('input', source(product, 0))
  if (!product || !weight || !bias || bias.shape[1] !== 1) return undefined
  return { is: 'linear', of: [weight, source(product, 1), bias] }
}

const sumOfColumns = (node: Node | undefined): Node | undefined => {
  const sum = as('sum', node)
  return sum?.arg.along === 'columns' ? source(sum, 0) : undefined
}

function layerNorm(node: Node): Layer | undefined {
  const product = as('mul', node)
  const centred = product && as('add', source(product, 0))
  const root = product && as('inv', unspread(source(product, 1)))
  const under = root && as('add', as('sqrt', source(root, 0))?.src[0])
  const epsilon = under && as('fill', source(under, 1))
  if (!centred || !under || !epsilon) return undefined
  const [x, share] = [source(centred, 0), 1 / node.shape[0]]
  const mean = timesBy(unspread(timesBy(source(centred, 1), -1)), share)
  const squares = as('mul', sumOfColumns(timesBy(source(under, 0), share)))
  if (sumOfColumns(mean) !== x || squares?.src[0] !== centred || squares.src[1] !== centred) return undefined
  return { is: 'layerNorm', of: [x], epsilon: toNumber(epsilon.arg.value) }
}

function gelu(node: Node): Layer | undefined {
  const product = as('mul', node)
  if (!product) return undefined
  const x = source(product, 0)
  const bent = timesBy(as('tanh', onePlus(timesBy(source(product, 1), 0.5)))?.src[0], Math.sqrt(2 / Math.PI))
  const square = timesBy(onePlus(bent && times(x, bent)), 0.044715)
  return square && times(x, square) === x ? { is: 'gelu', of: [x] } : undefined
}

function silu(node: Node): Layer | undefined {
  const product = as('mul', node)
  if (!product) return undefined
  const x = source(product, 0)
  const half = timesBy(as('tanh', onePlus(timesBy(source(product, 1), 0.5)))?.src[0], 0.5)
  return half === x ? { is: 'silu', of: [x] } : undefined
}

const isCount = (node: Node | undefined, from: number): Node | undefined => {
  const part = as('rows', node)
  return part && part.arg.from === from && part.arg.count === 1 ? source(part, 0) : undefined
}

/** The ratio of the shares that softmax gives to x and 0. */
function exp(node: Node): Layer | undefined {
  const back = as('rearrange', node)
  const ratio = back && as('mul', source(back, 0))
  const below = ratio && as('inv', source(ratio, 1))
  const shares = as('share', ratio && isCount(source(ratio, 0), 0))
  const both = shares?.arg.soft ? as('stack', source(shares, 0)) : undefined
  const zero = both && as('fill', source(both, 1))
  const line = both && as('rearrange', source(both, 0))
  if (!back || !below || !zero || !line || !is(zero.arg.value, 0)) return undefined
  if (isCount(source(below, 0), 1) !== shares) return undefined
  const order = orderOf(line.arg)
  const there = orderOf(back.arg).every((cell, i) => order[cell] === i)
  return there && line.src[0]?.shape.join() === node.shape.join() ? { is: 'exp', of: [source(line, 0)] } : undefined
}

interface Head {
  readonly of: readonly [queries: Node, keys: Node, values: Node]
  readonly from: number
}

function headOf(node: Node): Head | undefined {
  const pooled = as('matmul', node)
  const shares = pooled && as('share', source(pooled, 1))
  const scaled = shares?.arg.soft ? as('mul', source(shares, 0)) : undefined
  const scores = scaled && as('matmul', source(scaled, 0))
  const root = scaled && as('inv', unspread(source(scaled, 1)))
  const width = as('fill', as('sqrt', root?.src[0])?.src[0])
  const [q, k, v] = [
    as('rows', scores?.src[1]),
    as('rows', as('transpose', scores?.src[0])?.src[0]),
    as('rows', pooled?.src[0]),
  ]
  if (!q || !k || !v || !width || !is(width.arg.value, node.shape[0])) return undefined
  const alike = [q, k, v].every(({ arg }) => arg.from === q.arg.from && arg.count === node.shape[0])
  return alike ? { of: [source(q, 0), source(k, 0), source(v, 0)], from: q.arg.from } : undefined
}

/** Heads that pool the values of the same queries and keys, one below the other. */
function attention(node: Node): Layer | undefined {
  const heads: Head[] = []
  let rest: Node | undefined = node
  while (rest) {
    const stacked: Node | undefined = as('stack', rest)
    const head = headOf(stacked ? source(stacked, 1) : rest)
    if (!head) return undefined
    heads.unshift(head)
    rest = stacked && source(stacked, 0)
  }
  const { of } = at(heads, 0)
  const width = node.shape[0] / heads.length
  const whole = heads.every((head, i) => head.from === i * width && head.of.every((x, j) => x === of[j]))
  return whole && of.every(x => x.shape[0] === node.shape[0]) ? { is: 'attention', of, heads: heads.length } : undefined
}

/** The layer that a node is the result of; undefined where it is none of these. */
export const layerOf = (node: Node): Layer | undefined =>
  linear(node) ?? layerNorm(node) ?? gelu(node) ?? silu(node) ?? exp(node) ?? attention(node)
