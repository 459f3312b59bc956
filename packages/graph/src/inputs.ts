// The inputs of a net.
import { entriesOf, type Net, type Node, topological } from './graph.ts'

/** The inputs that a net is made of, parameters included, by name. @param more further nodes that are looked through */
export const inputsOf = (net: Net, more: readonly Node[] = []): ReadonlyMap<string, Node<'input'>> =>
  new Map(
    topological([...entriesOf(net).map(([, node]) => node), ...more]).flatMap(node =>
      node.op === 'input' ? [[node.arg.name, node] as const] : [],
    ),
  )
