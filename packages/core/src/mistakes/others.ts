// One matrix taken for another: a sibling, an earlier or later one, an updated parameter, the other reading.
import { named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { ratio } from '@dit-by-hand/graph/exact'
import { type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import * as op from '@dit-by-hand/graph/ops'
import { copyOf } from '@dit-by-hand/graph/rewrite'
import { type Name, updatedName } from '../names.ts'
import { inputsIn, type Part, partOf, rightOf } from './evidence.ts'
import { first, type Move, matrices, only, type Row, rowsOf, second, where } from './variant.ts'

/** Every other matrix that is given or answered: what could have been taken for a matrix, and what is made of it. */
const others = memo(({ evidence: { net, names, given, title }, name }: Part) => {
  const own = named(net, name)
  const all = [...new Set([...Object.keys(given), ...names] as Name[])].flatMap(other => {
    const node = other === name ? undefined : net[other]
    const isLater = node !== undefined && topological([node]).includes(own)
    return node ? [{ isLater, leaf: [other, op.input(other, node.shape), title(other)] as const }] : []
  })
  const which = (late: boolean) => all.flatMap(({ isLater, leaf }) => (isLater === late ? [leaf] : []))
  return { leaves: which(false), later: which(true) }
})

const hasShape = (node: Node, [rows, columns]: Shape): boolean => node.shape[0] === rows && node.shape[1] === columns
const rated = (node: Node): Node => op.mul(node, op.broadcast(op.input('learningRate', [1, 1]), node.shape))

/** A matrix with another in its place, or that meets another: a whole one as a residual connection does. */
const met = matrices((node, own, part) => {
  const { evidence } = part
  const isWhole = node === part.node
  const says = (what: string): string =>
    isWhole ? `it holds ${what}` : `${what} takes the place of ${evidence.title(own)}`
  // What a part is itself made of is another slip: two steps in the wrong order.
  const inner = isWhole ? [] : inputsIn(part.node).flatMap(([name]) => inputsIn(partOf(evidence)(name).node))
  return others(part).leaves.flatMap(([name, leaf, title]): readonly Row[] => {
    const other = (): Node => op.broadcast(leaf, node.shape)
    const turned = op.transpose(leaf)
    const isLike = (one: Node): boolean => name !== own && hasShape(one, node.shape)
    const isBeside = isWhole && (isLike(leaf) || hasShape(leaf, [node.shape[0], 1]))
    const isMet = isBeside || (isLike(leaf) && own !== 'learningRate' && !inner.some(([as]) => as === name))
    const masked = `it passes the derivative of a ReLU of ${title}, where there is no ReLU`
    return [
      ...only(isLike(leaf), ['other matrix', says(title), () => leaf, [own, name]]),
      ...only(isLike(turned), ['other matrix', says(`${title} transposed`), () => turned]),
      ...only(
        isBeside,
        ['added', `${title} is added to it`, () => op.add(node, other())],
        ['activation', masked, () => op.mul(node, op.step(leaf))],
      ),
      ...only(isMet, ['added', `$0 is multiplied by ${title}, cell by cell`, () => op.mul(node, other())]),
    ]
  })
})

/** A matrix as the other reading has it, times the learning rate, moved though it is frozen, or with another part. */
const strayed = matrices((node, own, part) => {
  const { evidence } = part
  const { lesson, reading } = evidence.asked
  const from = reading === 'printed' ? 'as if nothing had been misprinted' : 'as it was printed, with its misprint'
  const says = node === part.node ? `it is answered ${from}` : `${evidence.title(own)} is read ${from}`
  const isMisprinted = lesson.errata.some(({ printed }) => printed !== null)
  const otherwise = (): Node =>
    op.table(named(rightOf(lesson)(reading === 'printed' ? 'corrected' : 'printed').values, own))
  const rate = evidence.title('learningRate')
  const moved = (): Node => subtract(node, rated(op.fill(1, node.shape)))
  const isPart = node !== part.node && own !== 'learningRate'
  const beside = isPart ? inputsIn(part.node).filter(([, leaf]) => leaf !== node && hasShape(leaf, node.shape)) : []
  return [
    ...only(isMisprinted, ['reading', says, otherwise]),
    ...only(own !== 'learningRate', ['added', `$0 is multiplied by ${rate}`, () => rated(node)]),
    ...only(isPart && evidence.given[own] !== undefined, ['updated', '$0 has moved by the learning rate', moved]),
    ...beside.map(([, leaf]): Row => ['added', `${part.phrase(leaf)} is added to $0`, () => op.add(node, leaf)]),
  ]
})

/** A whole matrix of updated parameters, decayed, with nothing in it, or without a part of it. */
const whole: Move = (node, part) => {
  if (node !== part.node) return []
  const [height, width] = node.shape
  const learned = inputsIn(node).filter(([name]) => Object.hasOwn(part.evidence.net, updatedName(name)))
  const after = learned.map(([name, leaf]) => [leaf, op.input(updatedName(name), leaf.shape)] as const)
  const parameters = inputsIn(node).flatMap(([name, leaf]) => (part.name === updatedName(name) ? [leaf] : []))
  const decays = parameters.flatMap(leaf =>
    [10n, 100n, 1000n].flatMap(n => {
      const says = `weight decay of 1/${n} draws ${part.phrase(leaf)} to 0`
      return [
        [`${says}, times the learning rate`, op.times(rated(leaf), ratio(1n, n))] as const,
        [says, op.times(leaf, ratio(1n, n))] as const,
      ]
    }),
  )
  return [
    ...rowsOf('added', decays, decay => subtract(node, decay)),
    [
      'updated',
      'updated parameters are used instead of those before the step',
      () => copyOf(node, new Map(after)).root,
    ],
    ['left out', 'it is 0 everywhere', () => op.fill(0, node.shape)],
    ['count', '1 is added to it', () => op.add(node, op.fill(1, node.shape))],
    ['shape', 'its last column is missing', () => op.columns(node, 0, width - 1)],
    ['shape', 'its last row is missing', () => op.rows(node, 0, height - 1)],
  ]
}

/** What was made of a matrix later, in the same array: `x -= y` leaves nothing of what `x` was. */
const overwritten: Move = (node, part) =>
  node === part.node
    ? others(part).later.flatMap(([, leaf, title]) => {
        const says = `it holds ${title}, which is made of it: it was changed in place`
        return only(hasShape(leaf, node.shape), ['other matrix', says, () => leaf])
      })
    : []

/** Two factors that meet as keysᵀ·queries, both taken from one matrix. */
const bothOf = where('matmul', (node, keys, part) =>
  keys.op !== 'transpose' || second(node).op !== 'input'
    ? []
    : others(part).leaves.flatMap(([, leaf, title]): readonly Row[] => {
        const says = `${title} is compared with itself instead of ${part.phrase(first(keys))} with $2`
        const squared = (): Node => op.matmul(op.transpose(leaf), leaf)
        return only(hasShape(node, [leaf.shape[1], leaf.shape[1]]), ['other matrix', says, squared])
      }),
)

export const otherMoves: readonly Move[] = [strayed, met, overwritten, bothOf, whole]
