// One matrix taken for another: a sibling, an earlier or later one, an updated parameter, the other reading.
import { named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { ratio } from '@dit-by-hand/graph/exact'
import { type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import {
  add,
  broadcast,
  columns,
  fill,
  input,
  matmul,
  mul,
  rows,
  step,
  table,
  times,
  transpose,
} from '@dit-by-hand/graph/ops'
import { type Name, updatedName } from '../names.ts'
import { type Evidence, inputsIn, type Part, partOf, shapeIn } from './evidence.ts'
import { first, type Move, only, type Row, replaced, second, where } from './variant.ts'

/** Everything that could have been taken for a matrix: given or answered, and not made of it. */
const othersThan = memo(({ net, names, given }: Evidence) =>
  memoByKey(
    (name: Name): readonly Name[] => {
      const own = named(net, name)
      return [...new Set([...Object.keys(given), ...names] as Name[])].filter(
        other => other !== name && net[other] && !topological([named(net, other)]).includes(own),
      )
    },
    String,
    names.length,
  ),
)

/** The matrix that a node is: the whole, or one it is made of. */
const ownOf = (node: Node, part: Part): Name | undefined =>
  node === part.node ? part.name : node.op === 'input' ? (node.arg.name as Name) : undefined

/** Every other matrix as a node, with its title. */
const leaves = ({ evidence, name }: Part): readonly (readonly [name: Name, leaf: Node, title: string])[] =>
  othersThan(evidence)(name).map(other => [other, input(other, shapeIn(evidence, other)), evidence.title(other)])

const hasShape = (node: Node, [rows, columns]: Shape): boolean => node.shape[0] === rows && node.shape[1] === columns
const rated = (node: Node): Node => mul(node, broadcast(input('learningRate', [1, 1]), node.shape))

/** A matrix with another in its place, or that meets another: a whole one as a residual connection does. */
const met: Move = (node, part) => {
  const own = ownOf(node, part)
  if (own === undefined) return []
  const { evidence } = part
  const isWhole = node === part.node
  const says = (what: string): string =>
    isWhole ? `it holds ${what}` : `${what} takes the place of ${evidence.title(own)}`
  // What a part is itself made of is another slip: two steps in the wrong order.
  const inner = isWhole ? [] : inputsIn(part.node).flatMap(([name]) => inputsIn(partOf(evidence)(name).node))
  const within = new Set([own, ...inner.map(([name]) => name)])
  return leaves(part).flatMap(([name, leaf, title]): readonly Row[] => {
    const other = (): Node => broadcast(leaf, node.shape)
    const isAlike = name !== own && hasShape(leaf, node.shape)
    const isBeside = isWhole && (isAlike || hasShape(leaf, [node.shape[0], 1]))
    const masked = `it passes the derivative of a ReLU of ${title}, where there is no ReLU`
    return [
      ...only(isAlike, ['other matrix', says(title), () => leaf, { pair: [own, name] }]),
      ...only(name !== own && hasShape(transpose(leaf), node.shape), [
        'other matrix',
        says(`${title} transposed`),
        () => transpose(leaf),
      ]),
      ...only(
        isBeside,
        ['added', `${title} is added to it`, () => add(node, other())],
        ['added', `${title} is taken away from it`, () => subtract(node, other())],
        ['activation', masked, () => mul(node, step(leaf))],
      ),
      ...only(isBeside || (isAlike && own !== 'learningRate' && !within.has(name)), [
        'added',
        `$0 is multiplied by ${title}, cell by cell`,
        () => mul(node, other()),
      ]),
    ]
  })
}

/** A matrix as the other reading has it, times the learning rate, moved though it is frozen, or with another part. */
const strayed: Move = (node, part) => {
  const own = ownOf(node, part)
  if (own === undefined) return []
  const { evidence } = part
  const { lesson, reading } = evidence.asked
  const from = reading === 'printed' ? 'as if nothing had been misprinted' : 'as it was printed, with its misprint'
  const says = node === part.node ? `it is answered ${from}` : `${evidence.title(own)} is read ${from}`
  const otherwise = (): Node => table(named(evidence.otherReading(), own))
  const isPart = node !== part.node && own !== 'learningRate'
  const beside = isPart ? inputsIn(part.node).filter(([, leaf]) => leaf !== node && hasShape(leaf, node.shape)) : []
  return [
    ...only(
      lesson.errata.some(({ printed }) => printed !== null),
      ['reading', says, otherwise],
      ['reading', says, otherwise, { bare: true }],
    ),
    ...only(own !== 'learningRate', [
      'added',
      `$0 is multiplied by ${evidence.title('learningRate')}`,
      () => rated(node),
    ]),
    ...only(isPart && evidence.given[own] !== undefined, [
      'updated',
      '$0 has moved by the learning rate',
      () => subtract(node, rated(fill(1, node.shape))),
    ]),
    ...beside.map(([, leaf]): Row => ['added', `${part.phrase(leaf)} is added to $0`, () => add(node, leaf)]),
  ]
}

/** A whole matrix of updated parameters, decayed, with nothing in it, or without a part of it. */
const whole: Move = (node, part) => {
  if (node !== part.node) return []
  const [height, width] = node.shape
  const updated = (): Node =>
    inputsIn(node)
      .filter(([name]) => Object.hasOwn(part.evidence.net, updatedName(name)))
      .reduce((root, [name, leaf]) => replaced(root, leaf, input(updatedName(name), leaf.shape)), node)
  const parameters = inputsIn(node).filter(([name]) => part.name === updatedName(name))
  const decayed = parameters.flatMap(([, leaf]) =>
    [10, 100, 1000].flatMap((n): readonly Row[] => {
      const says = `weight decay of 1/${n} draws ${part.phrase(leaf)} to 0`
      const less = (of: Node) => (): Node => subtract(node, times(of, ratio(1n, BigInt(n))))
      return [
        ['added', `${says}, times the learning rate`, less(rated(leaf))],
        ['added', says, less(leaf)],
      ]
    }),
  )
  return [
    ...decayed,
    ['updated', 'updated parameters are used instead of those before the step', updated],
    ['left out', 'it is 0 everywhere', () => fill(0, node.shape)],
    ['count', '1 is added to it', () => add(node, fill(1, node.shape))],
    ['shape', 'its last column is missing', () => columns(node, 0, width - 1)],
    ['shape', 'its last row is missing', () => rows(node, 0, height - 1)],
    ['shape', 'its first column is missing', () => columns(node, 1, width - 1)],
    ['shape', 'its first row is missing', () => rows(node, 1, height - 1)],
    ['shape', 'only its first column is there', () => columns(node, 0, 1)],
    ['shape', 'only its last column is there', () => columns(node, width - 1, 1)],
  ]
}

/** Two factors that meet as keysᵀ·queries, both taken from one matrix. */
const bothOf = where('matmul', (node, keys, part) =>
  keys.op !== 'transpose' || second(node).op !== 'input'
    ? []
    : leaves(part).flatMap(([, leaf, title]): readonly Row[] => {
        const says = `${title} is compared with itself instead of ${part.phrase(first(keys))} with $2`
        const squared = (): Node => matmul(transpose(leaf), leaf)
        return only(hasShape(node, [leaf.shape[1], leaf.shape[1]]), ['other matrix', says, squared])
      }),
)

export const otherMoves: readonly Move[] = [strayed, met, bothOf, whole]
