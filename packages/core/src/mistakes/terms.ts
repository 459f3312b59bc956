// Slips in a sum or a product: a part left out, applied twice, with the wrong sign, turned, in the wrong order.
import { type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import {
  add,
  broadcast,
  fill,
  input,
  inv,
  matmul,
  mul,
  relu,
  step,
  times,
  transpose,
  withSources,
} from '@dit-by-hand/graph/ops'
import { first, type Move, type Row, second, type Variant, v, where } from './variant.ts'

const fits = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]

/** Two things joined: either may be left out, or come twice. */
const joined = (node: Node, join: (a: Node, b: Node) => Node, verb: string): readonly Row[] => [
  ['left out', '$2 is left out', () => first(node)],
  ['left out', '$1 is left out', () => second(node)],
  ['twice', `$2 is ${verb} twice`, () => join(node, second(node))],
  ['twice', `$1 is ${verb} twice`, () => join(first(node), node)],
]

const sums = where('add', node => {
  const [a, b] = [first(node), second(node)]
  if (b.op === 'times' && b.arg.by === -1)
    return [
      ...joined(node, add, 'taken away'),
      ['sign', '$2 is added instead of taken away', () => add(a, first(b))],
      ['sign', 'the sign is flipped: $2 − $1', () => times(node, -1)],
      ['operation', '$1 and $2 are multiplied instead of added', () => mul(a, first(b))],
    ]
  return [
    ...joined(node, add, 'added'),
    ['sign', '$2 is taken away instead of added', () => add(a, times(b, -1))],
    ['sign', '$1 is taken away instead of added', () => add(times(a, -1), b)],
    ['operation', '$1 and $2 are multiplied instead of added', () => mul(a, b)],
  ]
})

const cellByCell = where('mul', node => {
  const [a, b] = [first(node), second(node)]
  if (a === b) return [['left out', 'the square of $1 is left out', () => a]]
  const all = joined(node, mul, 'applied')
  if (topological([b]).every(({ op }) => op !== 'input')) return all.filter(([, says]) => says.startsWith('$2'))
  return [
    ...all,
    ['operation', '$1 and $2 are added instead of multiplied', () => add(a, b)],
    ['count', '1 + $2 is used instead of $2', () => mul(a, add(fill(1, b.shape), b))],
    ['operation', '$1 is divided by $2', () => mul(a, inv(b))],
  ]
})

const products = where('matmul', node => {
  const [a, b] = [first(node), second(node)]
  return [
    ...joined(node, matmul, 'applied'),
    ['order', '$1 and $2 are multiplied in the wrong order', () => matmul(b, a)],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => mul(a, broadcast(b, a.shape))],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => mul(broadcast(a, b.shape), b)],
  ]
})

/** Any part turned, or with its sign flipped. */
const turned: Move = (node, { phrase, local }) => {
  if (node.op === 'fill' || node.op === 'broadcast') return []
  const x = node === local.node ? 'it' : phrase(node)
  return [
    node.op === 'transpose'
      ? v('transposed', `${phrase(first(node))} is not transposed`, () => first(node))
      : v('transposed', `${x} is transposed`, () => transpose(node)),
    v('sign', node === local.node ? 'its sign is flipped' : `the sign of ${x} is flipped`, () => times(node, -1)),
  ]
}

const joins: { readonly [op: string]: ((a: Node, b: Node) => Node) | undefined } = { add, mul }

/** Two steps in the wrong order: the activation before the last term, the scale after the shift. */
const order: Move = (node, { phrase }) => {
  const inner = node.src[0]
  const [outside, inside] = [joins[node.op], joins[inner?.op ?? '']]
  if (!inner) return []
  const variants: Variant[] = []
  if (inside && (node.op === 'relu' || (node.op === 'share' && node.arg.soft))) {
    const says = `${phrase(second(inner))} is ${inner.op === 'add' ? 'added' : 'applied'} after ${node.op === 'relu' ? 'ReLU' : 'the softmax'} instead of before`
    variants.push(v('order', says, () => inside(withSources(node, [first(inner)]), second(inner))))
  }
  if (outside && inner.op === 'relu') {
    const says = `ReLU comes after ${phrase(second(node))} instead of before`
    variants.push(v('order', says, () => relu(outside(first(inner), second(node)))))
  }
  if (outside && inside && inner.op !== node.op) {
    const says = `${phrase(second(node))} comes before ${phrase(second(inner))} instead of after`
    variants.push(v('order', says, () => inside(outside(first(inner), second(node)), second(inner))))
  }
  return variants
}

/** The derivative of a ReLU where there is none. */
const masked: Move = (node, about) =>
  node !== about.local.node
    ? []
    : about
        .others()
        .filter(name => fits(about.evidence.shapeOf(name), node.shape))
        .map(name =>
          v('activation', `it passes the derivative of a ReLU of ${about.title(name)}, where there is no ReLU`, () =>
            mul(node, step(input(name, node.shape))),
          ),
        )

export const termMoves: readonly Move[] = [sums, cellByCell, products, order, turned, masked]
