// From core's graph of one sample to values over a batch.
import { entriesOf } from '@dit-by-hand/core/evaluate'
import { toNumber } from '@dit-by-hand/core/exact'
import { type Net, type Node, topological } from '@dit-by-hand/core/graph'
import { type Value, Values } from './values.ts'

/** What to lift, and how. */
export interface Lifting {
  /** Samples at once. */
  readonly batch: number
  /** Names of given matrices that each sample brings for itself; all others are shared. */
  readonly perSample: ReadonlySet<string>
  /** Names of the matrices wanted, and whether each is summed over the batch. */
  readonly wanted: ReadonlyMap<string, 'each' | 'total'>
}

/** The wanted matrices by name, and their maker. @throws {RangeError} where the net has no such matrix */
export function lift(net: Net, { batch, perSample, wanted }: Lifting): Lifted {
  const named = new Map(entriesOf(net))
  const roots = [...wanted.keys()].map(name => {
    const node = named.get(name)
    if (!node) throw new RangeError(`there is no matrix ${name} in the net`)
    return node
  })
  const values = new Values(batch)
  const lifted = new Map<Node, Value>()
  const of = (node: Node | undefined): Value => {
    const value = node && lifted.get(node)
    if (!value) throw new RangeError('a node was reached before its sources')
    return value
  }
  for (const node of topological(roots)) lifted.set(node, liftOne(values, node, of, perSample))
  const results = new Map(
    [...wanted].map(([name, how]) => {
      const value = of(named.get(name))
      return [name, how === 'total' ? values.total(value) : value]
    }),
  )
  return { values, results }
}

export interface Lifted {
  readonly values: Values
  readonly results: ReadonlyMap<string, Value>
}

function liftOne(
  values: Values,
  node: Node,
  of: (node: Node | undefined) => Value,
  perSample: ReadonlySet<string>,
): Value {
  const [a, b] = node.src
  switch (node.op) {
    case 'given':
      return values.input(node.arg.name, node.shape, perSample.has(node.arg.name))
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
      return values.unary('inv', of(a), x => 1 / x)
    case 'sqrt':
      return values.unary('sqrt', of(a), Math.sqrt)
    case 'max0':
      return values.unary('max0', of(a), x => Math.max(0, x))
    case 'step':
      return values.unary('step', of(a), x => (x > 0 ? 1 : 0))
    case 'tanh':
      return values.unary('tanh', of(a), Math.tanh)
    case 'spread':
      return values.spread(of(a), node.shape)
    case 'sum':
      return node.arg.along === 'rows' ? values.sumRows(of(a)) : values.sumColumns(of(a))
    case 'rows':
      return values.rows(of(a), node.arg.from, node.arg.count)
    case 'stack':
      return values.join([of(a), of(b)])
    case 'arrange':
      return values.arrange(of(a), node.arg.from, node.shape)
    case 'share':
      return node.arg.soft ? values.softmax(of(a)) : values.general(alone(node), [of(a)])
    case 'bits':
    case 'amend':
      return values.general(alone(node), [of(a)])
  }
}

/** A node cut off from what is below it: all that its own rule needs. */
function alone(node: Node): Node {
  return { ...node, src: node.src.map(({ shape }) => ({ op: 'given', src: [], arg: { name: '', shape }, shape })) }
}
