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
  share,
  step,
  times,
  transpose,
} from '@dit-by-hand/graph/ops'
import { first, type Move, second, type Variant, v } from './variant.ts'

const isNegated = (node: Node): boolean => node.op === 'times' && node.arg.by === -1
const fits = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]

const sums: Move = (node, { phrase }) => {
  if (node.op !== 'add') return []
  const [a, b] = [first(node), second(node)]
  const away = isNegated(b)
  const term = away ? first(b) : b
  const [x, y] = [phrase(a), phrase(term)]
  const variants: Variant[] = [
    v('left out', `${y} is left out`, () => a),
    v('left out', `${x} is left out`, () => b),
    ...(away
      ? [
          v('sign', `${y} is added instead of taken away`, () => add(a, term)),
          v('sign', `the sign is flipped: ${y} − ${x}`, () => times(node, -1)),
        ]
      : [
          v('sign', `${y} is taken away instead of added`, () => add(a, times(b, -1))),
          v('sign', `${x} is taken away instead of added`, () => add(times(a, -1), b)),
        ]),
    v('twice', `${y} is ${away ? 'taken away' : 'added'} twice`, () => add(node, b)),
    v('twice', `${x} is added twice`, () => add(a, node)),
    v('operation', `${x} and ${y} are multiplied instead of added`, () => mul(a, term)),
  ]
  return variants
}

const cellByCell: Move = (node, { phrase }) => {
  if (node.op !== 'mul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  if (a === b) return [v('left out', `the square of ${x} is left out`, () => a)]
  const isConstant = topological([b]).every(({ op }) => op !== 'input')
  if (isConstant)
    return [v('left out', `${y} is left out`, () => a), v('twice', `${y} is applied twice`, () => mul(node, b))]
  return [
    v('left out', `${y} is left out`, () => a),
    v('left out', `${x} is left out`, () => b),
    v('operation', `${x} and ${y} are added instead of multiplied`, () => add(a, b)),
    v('count', `1 + ${y} is used instead of ${y}`, () => mul(a, add(fill(1, b.shape), b))),
    v('twice', `${y} is applied twice`, () => mul(node, b)),
    v('twice', `${x} is applied twice`, () => mul(a, node)),
    v('operation', `${x} is divided by ${y}`, () => mul(a, inv(b))),
  ]
}

const products: Move = (node, { phrase }) => {
  if (node.op !== 'matmul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  const beside = (part: Node, other: Node): Node => broadcast(part, other.shape)
  return [
    v('left out', `${x} is left out`, () => b),
    v('left out', `${y} is left out`, () => a),
    v('twice', `${y} is applied twice`, () => matmul(node, b)),
    v('twice', `${x} is applied twice`, () => matmul(a, node)),
    v('order', `${x} and ${y} are multiplied in the wrong order`, () => matmul(b, a)),
    v('operation', `${x} and ${y} are multiplied cell by cell (* for @)`, () => mul(a, beside(b, a))),
    v('operation', `${x} and ${y} are multiplied cell by cell (* for @)`, () => mul(beside(a, b), b)),
  ]
}

/** Any part turned, or with its sign flipped. */
const turned: Move = (node, { phrase, local }) => {
  if (node.op === 'fill' || node.op === 'broadcast') return []
  const x = node === local.node ? 'it' : phrase(node)
  const inner = node.op === 'transpose' ? phrase(first(node)) : undefined
  return [
    inner === undefined
      ? v('transposed', `${x} is transposed`, () => transpose(node))
      : v('transposed', `${inner} is not transposed`, () => first(node)),
    v('sign', `the sign of ${x} is flipped`, () => times(node, -1)),
  ]
}

/** Two steps in the wrong order: the activation before the last term, the scale after the shift. */
const order: Move = (node, { phrase }) => {
  const inner = node.src[0]
  if (!inner) return []
  const variants: Variant[] = []
  const unary = (op: Node, x: Node): Node =>
    op.op === 'relu' ? relu(x) : op.op === 'share' ? share(x, op.arg.soft) : op
  const does = (op: Node): string => (op.op === 'relu' ? 'ReLU' : 'the softmax')
  if (node.op === 'relu' || (node.op === 'share' && node.arg.soft)) {
    if (inner.op === 'add' || inner.op === 'mul') {
      const [a, b] = [first(inner), second(inner)]
      const join = inner.op === 'add' ? add : mul
      const says = `${phrase(b)} is ${inner.op === 'add' ? 'added' : 'applied'} after ${does(node)} instead of before`
      variants.push(v('order', says, () => join(unary(node, a), b)))
    }
  }
  if (node.op === 'add' || node.op === 'mul') {
    const outer = node.op === 'add' ? add : mul
    const other = second(node)
    if (inner.op === 'relu')
      variants.push(
        v('order', `ReLU comes after ${phrase(other)} instead of before`, () => relu(outer(first(inner), other))),
      )
    if ((inner.op === 'add' || inner.op === 'mul') && inner.op !== node.op) {
      const join = inner.op === 'add' ? add : mul
      const says = `${phrase(other)} comes before ${phrase(second(inner))} instead of after`
      variants.push(v('order', says, () => join(outer(first(inner), other), second(inner))))
    }
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
