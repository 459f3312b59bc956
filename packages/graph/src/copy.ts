// Nodes once more, on other sources.
import { at, held } from './at.ts'
import { type Node, topological } from './graph.ts'
import { input, withSources } from './ops.ts'

/** Replaces one source of a node. @throws {RangeError} where it has no such source */
export function withSource(node: Node, index: number, change: (source: Node) => Node): Node {
  return withSources(node, node.src.with(index, change(at(node.src, index, `the sources of ${node.op}`))))
}

/**
 * A copy of a node and everything below it, with some nodes replaced.
 * @param instead replacements, where the copy ends
 * @param renamed gives copied inputs a new name; without it the copy shares its inputs
 */
export function copyOf(
  root: Node,
  instead: ReadonlyMap<Node, Node>,
  renamed: (name: string) => string = name => name,
): { readonly root: Node; readonly made: ReadonlyMap<Node, Node> } {
  const made = new Map(instead)
  for (const node of topological<Node>([root], each => (instead.has(each) ? [] : each.src))) {
    if (instead.has(node)) continue
    const isRenamed = node.op === 'input' && renamed(node.arg.name) !== node.arg.name
    const src = node.src.map(source => held(made, source, 'copied source'))
    made.set(node, isRenamed ? input(renamed(node.arg.name), node.shape) : withSources(node, src))
  }
  return { root: held(made, root, 'copy'), made }
}
