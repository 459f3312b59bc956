// Rewriting: the same net with some named nodes replaced, and everything downstream following.
import { held, keysOf, named, own } from './at.ts'
import { entriesOf, type Net, type Node, topological } from './graph.ts'
import { withSources } from './ops.ts'

/** By name, a function from a node to what replaces it. It is called with the node as rebuilt on its replaced sources. */
export type Changes<Name extends string = string> = { readonly [K in Name]?: (node: Node) => Node }

/**
 * The net with some nodes replaced: a misprint, a nudge, a typical mistake, a rung of the ladder. Everything downstream is
 * rebuilt on the replacements; all other nodes stay the very same objects.
 * @throws {RangeError} where the net has no matrix of such a name
 * @throws {ShapeError} where something downstream no longer fits
 */
export function rewrite<Name extends string>(net: Net<Name>, changes: Changes<NoInfer<Name>>): Net<Name> {
  const entries = entriesOf(net)
  const byNode = new Map<Node, (node: Node) => Node>()
  for (const name of keysOf(changes)) {
    const node: Node | undefined = own(net, name)
    if (!node) throw new RangeError(`there is no matrix ${name} to rewrite`)
    const change: (node: Node) => Node = named(changes, name, 'the changes')
    byNode.set(node, change)
  }
  const made = new Map<Node, Node>()
  const madeOf = (node: Node): Node => held(made, node, 'rewritten source')
  for (const node of topological(entries.map(([, node]) => node))) {
    const built = withSources(node, node.src.map(madeOf))
    made.set(node, byNode.get(node)?.(built) ?? built)
  }
  const rewritten = entries.map(([name, node]) => [name, madeOf(node)] as const)
  return Object.fromEntries(rewritten) as Net<Name>
}
