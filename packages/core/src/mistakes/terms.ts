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
import { first, type Move, second, type Variant, v } from './variant.ts'

const fits = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]

/** Two things joined: either may be left out, or come twice. */
const joined = (
  node: Node,
  x: string,
  y: string,
  join: (a: Node, b: Node) => Node,
  verb: string,
): readonly Variant[] => {
  const [a, b] = [first(node), second(node)]
  return [
    v('left out', `${y} is left out`, () => a),
    v('left out', `${x} is left out`, () => b),
    v('twice', `${y} is ${verb} twice`, () => join(node, b)),
    v('twice', `${x} is ${verb} twice`, () => join(a, node)),
  ]
}

const sums: Move = (node, { phrase }) => {
  if (node.op !== 'add') return []
  const [a, b] = [first(node), second(node)]
  const away = b.op === 'times' && b.arg.by === -1
  const term = away ? first(b) : b
  const [x, y] = [phrase(a), phrase(term)]
  const signs = away
    ? [
        v('sign', `${y} is added instead of taken away`, () => add(a, term)),
        v('sign', `the sign is flipped: ${y} − ${x}`, () => times(node, -1)),
      ]
    : [
        v('sign', `${y} is taken away instead of added`, () => add(a, times(b, -1))),
        v('sign', `${x} is taken away instead of added`, () => add(times(a, -1), b)),
      ]
  const operation = v('operation', `${x} and ${y} are multiplied instead of added`, () => mul(a, term))
  return [...joined(node, x, y, add, away ? 'taken away' : 'added'), ...signs, operation]
}

const cellByCell: Move = (node, { phrase }) => {
  if (node.op !== 'mul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  if (a === b) return [v('left out', `the square of ${x} is left out`, () => a)]
  const all = joined(node, x, y, mul, 'applied')
  if (topological([b]).every(({ op }) => op !== 'input')) return all.filter(({ says }) => says.startsWith(y))
  return [
    ...all,
    v('operation', `${x} and ${y} are added instead of multiplied`, () => add(a, b)),
    v('count', `1 + ${y} is used instead of ${y}`, () => mul(a, add(fill(1, b.shape), b))),
    v('operation', `${x} is divided by ${y}`, () => mul(a, inv(b))),
  ]
}

const products: Move = (node, { phrase }) => {
  if (node.op !== 'matmul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  const cells = `${x} and ${y} are multiplied cell by cell (* for @)`
  return [
    ...joined(node, x, y, matmul, 'applied'),
    v('order', `${x} and ${y} are multiplied in the wrong order`, () => matmul(b, a)),
    v('operation', cells, () => mul(a, broadcast(b, a.shape))),
    v('operation', cells, () => mul(broadcast(a, b.shape), b)),
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
