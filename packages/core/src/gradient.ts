// The slopes of a net, as another net: named, so that they are explained, edited and exported like anything else.
import { type Node, type OpName, type Rule, topological } from './graph.ts'
import { add, fill, rules } from './ops.ts'

/** Called with the name and the node of each slope as it is made; may put another node in its place. */
export type Naming = (name: `d_${string}`, slope: Node) => Node

/**
 * Reverse-mode differentiation: the slope of Σ seed∘of at each named node, in one sweep from `of` down.
 * @param of the matrix whose slope is known
 * @param seed that slope, of the same shape
 * @param at the nodes whose slopes are wanted, by name
 * @param naming sees every wanted slope (as `d_` + name) before anything further down is made from it
 * @returns a net of the wanted slopes, each of its node's shape; zeros where nothing flows
 */
export function gradient(
  of: Node,
  seed: Node,
  at: { readonly [name: string]: Node },
  naming: Naming = (_name, slope) => slope,
): { readonly [name: `d_${string}`]: Node } {
  const wanted = new Map(Object.entries(at).map(([name, node]) => [node, name]))
  const order = topological([of])
  const onTheWay = new Set<Node>()
  for (const node of order) if (wanted.has(node) || node.src.some(source => onTheWay.has(source))) onTheWay.add(node)

  const amended = new Map<Node, Node>()
  for (const node of order) if (node.op === 'amend' && node.src[0]) amended.set(node.src[0], node)

  const arriving = new Map<Node, Node>([[of, seed]])
  const slopes: { [name: `d_${string}`]: Node } = {}
  for (const node of order.toReversed()) {
    const name = wanted.get(node)
    const arrived = arriving.get(node)
    if (!arrived) {
      if (name !== undefined) slopes[`d_${name}`] = naming(`d_${name}`, fill(0, node.shape))
      continue
    }
    const slope = name === undefined ? arrived : naming(`d_${name}`, arrived)
    if (name !== undefined) slopes[`d_${name}`] = slope
    vjpOf(node, slope, amended.get(node) ?? node).forEach((contribution, i) => {
      const source = node.src[i]
      if (!contribution || !source || !onTheWay.has(source)) return
      const before = arriving.get(source)
      arriving.set(source, before ? add(before, contribution) : contribution)
    })
  }
  for (const [node, name] of wanted) slopes[`d_${name}`] ??= naming(`d_${name}`, fill(0, node.shape))
  return slopes
}

function vjpOf<K extends OpName>(node: Node<K>, slope: Node, read: Node): readonly (Node | null)[] {
  const rule: Rule<K> = rules[node.op as K]
  return rule.vjp(slope, node, read)
}
