// The gradients of a net, as more graph: explained, edited, rewritten and exported like anything else.
import { at, keysOf, named } from './at.ts'
import { type Node, type OpName, type Rule, topological } from './graph.ts'
import { add, fill, rules, same, sameShape } from './ops.ts'

/**
 * Reverse-mode differentiation: the gradient of Σ seed ⊙ of (seed held fixed) at each wanted node, in one pass.
 * @param of the matrix to start from
 * @param seed the gradient at `of`, of the same shape
 * @param wanted by name, the nodes at which to find the gradient
 * @returns the gradients by the same names, each of its node's shape; those further down are built from them
 * @throws {ShapeError} where the seed has another shape
 * @throws {RangeError} where two names are one node
 */
export function gradient<Name extends string>(
  of: Node,
  seed: Node,
  wanted: { readonly [K in Name]?: Node },
): { readonly [K in Name]: Node } {
  sameShape('gradient', [of, seed])
  const nameOf = new Map<Node, Name>()
  for (const name of keysOf(wanted)) {
    const node: Node = named(wanted, name, 'what is wanted')
    const other = nameOf.get(node)
    if (other !== undefined) throw new RangeError(`${name} and ${other} are one node, which has one gradient`)
    nameOf.set(node, name)
  }
  const order = topological([of])
  const onTheWay = new Set<Node>()
  // Stryker disable next-line ConditionalExpression,MethodExpression: it only spares gradients that reach nothing wanted
  for (const node of order) if (nameOf.has(node) || node.src.some(source => onTheWay.has(source))) onTheWay.add(node)

  const arriving = new Map<Node, Node>([[of, seed]])
  const taken = new Set<Node>([seed])
  const found = {} as { [K in Name]: Node }
  for (const node of order.toReversed()) {
    const [name, arrived] = [nameOf.get(node), arriving.get(node)]
    if (!arrived) {
      if (name !== undefined) found[name] = fill(0, node.shape)
      continue
    }
    const here = name !== undefined && taken.has(arrived) ? same(arrived) : arrived
    if (name !== undefined) {
      taken.add(here)
      found[name] = here
    }
    vjpOf(node, here).forEach((contribution, i) => {
      const source = at(node.src, i, `the sources of ${node.op}`)
      if (!contribution || !onTheWay.has(source)) return
      const before = arriving.get(source)
      arriving.set(source, before ? add(before, contribution) : contribution)
    })
  }
  for (const [node, name] of nameOf) found[name] ??= fill(0, node.shape)
  return found
}

function vjpOf<K extends OpName>(node: Node<K>, gradientHere: Node): readonly (Node | null)[] {
  const rule: Rule<K> = rules[node.op as K]
  return rule.vjp(gradientHere, node)
}
