// Rewriting: the same net with some named nodes replaced, and everything downstream following.
import { at, held, keysOf, named, own } from './at.ts'
import { entriesOf, type Net, type Node, topological } from './graph.ts'
import { input, withSources } from './ops.ts'

/** By name, what a node becomes. It is told the node as it stands in the new net, its own sources already replaced. */
export type Changes<Name extends string = string> = { readonly [K in Name]?: (node: Node) => Node }

/**
 * The net after some changes: a misprint, a nudge, a typical mistake, a rung of a ladder. What is built from a changed
 * node is built from what it became; all other nodes stay the very same objects.
 * @throws {RangeError} where the net has no matrix of such a name
 * @throws {ShapeError} where what comes downstream does not fit any more
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

/** Replaces one source of a node. @throws {RangeError} where it has no such source */
export function withSource(node: Node, index: number, change: (source: Node) => Node): Node {
  return withSources(node, node.src.with(index, change(at(node.src, index, `the sources of ${node.op}`))))
}

/**
 * A part of a net once more, on other sources.
 * @param instead what stands in place of some nodes, where the copy ends
 * @param renamed the names of the inputs that are copied too; without it they are shared
 */
export function copyOf(
  root: Node,
  instead: ReadonlyMap<Node, Node>,
  renamed: (name: string) => string = name => name,
): { readonly root: Node; readonly made: ReadonlyMap<Node, Node> } {
  const made = new Map(instead)
  const visit = (node: Node): Node => {
    const known = made.get(node)
    if (known) return known
    const isRenamed = node.op === 'input' && renamed(node.arg.name) !== node.arg.name
    const built = isRenamed ? input(renamed(node.arg.name), node.shape) : withSources(node, node.src.map(visit))
    made.set(node, built)
    return built
  }
  return { root: visit(root), made }
}
