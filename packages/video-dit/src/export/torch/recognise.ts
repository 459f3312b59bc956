// Recognises layers that PyTorch has (linear, norm, attention …) by their structure in the graph, not by name.
import { at } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { gelu, layerNorm, multiHead, silu } from '@dit-by-hand/graph/transformer'
import { exp } from '../../elementary.ts'

/** A layer and its inputs. */
export type Layer =
  | { readonly is: 'linear'; readonly of: readonly [weight: Node, x: Node, bias: Node] }
  | { readonly is: 'layerNorm'; readonly of: readonly [x: Node]; readonly epsilon: number }
  | { readonly is: 'gelu' | 'silu' | 'exp'; readonly of: readonly [x: Node] }
  | {
      readonly is: 'attention'
      readonly of: readonly [queries: Node, keys: Node, values: Node]
      readonly heads: number
    }

/** The node at the end of a path of sources. @param path the index of the source at each step */
const below = (node: Node, ...path: readonly number[]): Node | undefined =>
  path.reduce<Node | undefined>((found, index) => found?.src[index], node)

const told = ({ shape, arg }: Node): string =>
  JSON.stringify([shape, arg], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

/** Whether two nodes have the same structure over the same nodes and equal literals. */
const alike = (a: Node, b: Node): boolean =>
  a === b || (a.op === b.op && told(a) === told(b) && a.src.every((source, i) => alike(source, at(b.src, i))))

function linear(node: Node): Layer | undefined {
  const [weight, x, beside] = [below(node, 0, 0), below(node, 0, 1), below(node, 1)]
  const bias = beside?.op === 'broadcast' ? below(beside, 0) : beside
  if (node.op !== 'add' || below(node, 0)?.op !== 'matmul' || !x) return undefined
  if (weight?.op !== 'input' || bias?.op !== 'input' || bias.shape[1] !== 1) return undefined
  return { is: 'linear', of: [weight, x, bias] }
}

function norm(node: Node): Layer | undefined {
  const [x, epsilon] = [below(node, 0, 0), below(node, 1, 0, 0, 0, 1)]
  if (!x || epsilon?.op !== 'fill' || !alike(node, layerNorm(x, undefined, epsilon.arg.value))) return undefined
  return { is: 'layerNorm', of: [x], epsilon: toNumber(epsilon.arg.value) }
}

/** Functions of each cell: how each is built, and how many first sources below its result its argument is. */
const cellwise = [
  { is: 'gelu', make: gelu, depth: 1 },
  { is: 'silu', make: silu, depth: 1 },
  { is: 'exp', make: exp, depth: 6 },
] as const

function ofEachCell(node: Node): Layer | undefined {
  for (const { is, make, depth } of cellwise) {
    const x = below(node, ...Array.from({ length: depth }, () => 0))
    if (x && alike(node, make(x))) return { is, of: [x] }
  }
  return undefined
}

/** Multi-head attention: heads over the same queries, keys and values, stacked. */
function attention(node: Node): Layer | undefined {
  let [head, heads] = [node, 1]
  for (; head.op === 'stack'; heads++) head = at(head.src, 0)
  const of = [below(head, 1, 0, 0, 1, 0), below(head, 1, 0, 0, 0, 0, 0), below(head, 0, 0)] as const
  const [queries, keys, values] = of
  if (!queries || !keys || !values || node.shape[0] % heads !== 0) return undefined
  const fit = of.every(x => x?.shape[0] === node.shape[0]) && keys.shape[1] === values.shape[1]
  if (!fit || !alike(node, multiHead(queries, keys, values, heads))) return undefined
  return { is: 'attention', of: [queries, keys, values], heads }
}

/** The layer that a node is the result of; undefined where it is none of these. */
export const layerOf = (node: Node): Layer | undefined =>
  linear(node) ?? norm(node) ?? ofEachCell(node) ?? attention(node)
