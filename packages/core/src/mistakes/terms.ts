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
import { first, type Move, second, type Variant } from './variant.ts'

const isNegated = (node: Node): boolean => node.op === 'times' && node.arg.by === -1
const fits = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]

const sums: Move = (node, { phrase }) => {
  if (node.op !== 'add') return []
  const [a, b] = [first(node), second(node)]
  const away = isNegated(b)
  const term = away ? first(b) : b
  const [x, y] = [phrase(a), phrase(term)]
  const variants: Variant[] = [
    { family: 'left out', says: `${y} is left out`, make: () => a },
    { family: 'left out', says: `${x} is left out`, make: () => b },
    ...(away
      ? ([
          { family: 'sign', says: `${y} is added instead of taken away`, make: () => add(a, term) },
          { family: 'sign', says: `the sign is flipped: ${y} − ${x}`, make: () => times(node, -1) },
        ] as const)
      : ([
          { family: 'sign', says: `${y} is taken away instead of added`, make: () => add(a, times(b, -1)) },
          { family: 'sign', says: `${x} is taken away instead of added`, make: () => add(times(a, -1), b) },
        ] as const)),
    { family: 'twice', says: `${y} is ${away ? 'taken away' : 'added'} twice`, make: () => add(node, b) },
    { family: 'twice', says: `${x} is added twice`, make: () => add(a, node) },
    { family: 'operation', says: `${x} and ${y} are multiplied instead of added`, make: () => mul(a, term) },
  ]
  return variants
}

const cellByCell: Move = (node, { phrase }) => {
  if (node.op !== 'mul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  if (a === b) return [{ family: 'left out', says: `the square of ${x} is left out`, make: () => a }]
  const isConstant = topological([b]).every(({ op }) => op !== 'input')
  if (isConstant)
    return [
      { family: 'left out', says: `${y} is left out`, make: () => a },
      { family: 'twice', says: `${y} is applied twice`, make: () => mul(node, b) },
    ]
  return [
    { family: 'left out', says: `${y} is left out`, make: () => a },
    { family: 'left out', says: `${x} is left out`, make: () => b },
    { family: 'operation', says: `${x} and ${y} are added instead of multiplied`, make: () => add(a, b) },
    { family: 'count', says: `1 + ${y} is used instead of ${y}`, make: () => mul(a, add(fill(1, b.shape), b)) },
    { family: 'twice', says: `${y} is applied twice`, make: () => mul(node, b) },
    { family: 'twice', says: `${x} is applied twice`, make: () => mul(a, node) },
    { family: 'operation', says: `${x} is divided by ${y}`, make: () => mul(a, inv(b)) },
  ]
}

const products: Move = (node, { phrase }) => {
  if (node.op !== 'matmul') return []
  const [a, b] = [first(node), second(node)]
  const [x, y] = [phrase(a), phrase(b)]
  const beside = (part: Node, other: Node): Node => broadcast(part, other.shape)
  return [
    { family: 'left out', says: `${x} is left out`, make: () => b },
    { family: 'left out', says: `${y} is left out`, make: () => a },
    { family: 'twice', says: `${y} is applied twice`, make: () => matmul(node, b) },
    { family: 'twice', says: `${x} is applied twice`, make: () => matmul(a, node) },
    { family: 'order', says: `${x} and ${y} are multiplied in the wrong order`, make: () => matmul(b, a) },
    {
      family: 'operation',
      says: `${x} and ${y} are multiplied cell by cell (* for @)`,
      make: () => mul(a, beside(b, a)),
    },
    {
      family: 'operation',
      says: `${x} and ${y} are multiplied cell by cell (* for @)`,
      make: () => mul(beside(a, b), b),
    },
  ]
}

/** Any part turned, or with its sign flipped. */
const turned: Move = (node, { phrase, local }) => {
  if (node.op === 'fill' || node.op === 'broadcast') return []
  const x = node === local.node ? 'it' : phrase(node)
  const inner = node.op === 'transpose' ? phrase(first(node)) : undefined
  return [
    inner === undefined
      ? { family: 'transposed', says: `${x} is transposed`, make: () => transpose(node) }
      : { family: 'transposed', says: `${inner} is not transposed`, make: () => first(node) },
    { family: 'sign', says: `the sign of ${x} is flipped`, make: () => times(node, -1) },
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
      variants.push({ family: 'order', says, make: () => join(unary(node, a), b) })
    }
  }
  if (node.op === 'add' || node.op === 'mul') {
    const outer = node.op === 'add' ? add : mul
    const other = second(node)
    if (inner.op === 'relu')
      variants.push({
        family: 'order',
        says: `ReLU comes after ${phrase(other)} instead of before`,
        make: () => relu(outer(first(inner), other)),
      })
    if ((inner.op === 'add' || inner.op === 'mul') && inner.op !== node.op) {
      const join = inner.op === 'add' ? add : mul
      const says = `${phrase(other)} comes before ${phrase(second(inner))} instead of after`
      variants.push({ family: 'order', says, make: () => join(outer(first(inner), other), second(inner)) })
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
        .map(name => ({
          family: 'activation',
          says: `it passes the derivative of a ReLU of ${about.title(name)}, where there is no ReLU`,
          make: () => mul(node, step(input(name, node.shape))),
        }))

export const termMoves: readonly Move[] = [sums, cellByCell, products, order, turned, masked]
