// Lifts the graph of one sample to values over a batch.
import { toNumber } from '@dit-by-hand/graph/exact'
import { type Node, topological } from '@dit-by-hand/graph/graph'
import { type Value, Values } from './values.ts'

export interface Lifted {
  readonly values: Values
  readonly outputs: readonly Value[]
  readonly totals: readonly Value[]
}

/** Lifts the wanted matrices.
 *  @param outputs wanted for each sample @param totals wanted summed over the batch
 *  @param perSample names of the inputs that differ from sample to sample; all others are shared */
export function lift(
  outputs: readonly Node[],
  totals: readonly Node[],
  batch: number,
  perSample: ReadonlySet<string>,
): Lifted {
  const values = new Values(batch)
  const lifted = new Map<Node, Value>()
  const of = (node: Node | undefined): Value => {
    const value = node && lifted.get(node)
    if (!value) throw new RangeError('a node was reached before its sources')
    return value
  }
  for (const node of topological([...outputs, ...totals])) lifted.set(node, liftOne(values, node, of, perSample))
  return { values, outputs: outputs.map(of), totals: totals.map(node => values.total(of(node))) }
}

function liftOne(
  values: Values,
  node: Node,
  of: (node: Node | undefined) => Value,
  perSample: ReadonlySet<string>,
): Value {
  const [a, b] = node.src
  switch (node.op) {
    case 'input':
      return values.input(node.arg.name, node.shape, perSample.has(node.arg.name))
    case 'table':
      return values.table(node.arg.cells, node.shape)
    case 'fill':
      return values.fill(toNumber(node.arg.value), node.shape)
    case 'matmul':
      return values.product(of(a), of(b))
    case 'transpose':
      return values.transpose(of(a))
    case 'add':
      return values.add(of(a), of(b))
    case 'mul':
      return values.mul(of(a), of(b))
    case 'times':
      return values.scale(of(a), toNumber(node.arg.by))
    case 'inv':
    case 'sqrt':
    case 'relu':
    case 'step':
    case 'tanh':
    case 'sin':
    case 'cos':
      return values.unary(node.op, of(a))
    case 'same':
      return of(a)
    case 'broadcast':
      return values.broadcast(of(a), node.shape)
    case 'sum':
      return node.arg.along === 'rows' ? values.sumRows(of(a)) : values.sumColumns(of(a))
    case 'rows':
      return values.rows(of(a), node.arg.from, node.arg.count)
    case 'columns':
      return values.columns(of(a), node.arg.from, node.arg.count)
    case 'stack':
      return values.join([of(a), of(b)])
    case 'rearrange':
      return values.rearrange(of(a), node.arg, node.shape)
    case 'share':
      return node.arg.soft ? values.softmax(of(a)) : values.general(alone(node), [of(a)])
    case 'bits':
    case 'amend':
      return values.general(alone(node), [of(a)])
  }
}

/** A copy of a node on inputs instead of its sources: all that its own rule needs. */
function alone(node: Node): Node {
  return { ...node, src: node.src.map(({ shape }) => ({ op: 'input', src: [], arg: { name: '', shape }, shape })) }
}
