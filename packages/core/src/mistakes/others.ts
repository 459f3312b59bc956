// One matrix taken for another: a sibling, an earlier or later one, an updated parameter, the other reading.
import { named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { copyOf } from '@dit-by-hand/graph/copy'
import { type Exact, inv } from '@dit-by-hand/graph/exact'
import { type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import * as op from '@dit-by-hand/graph/ops'
import { netOf, work } from '../lesson.ts'
import { type Name, updatedName } from '../names.ts'
import { asRead, inputsIn, type Part, partOf } from './evidence.ts'
import { rounded } from './numbers.ts'
import { cellwise, first, type Move, matrices, type Row, rowsOf } from './variant.ts'

/** Every other matrix that is given or answered: what could have been taken for a matrix, or what is made of it later. */
const others = memo(({ evidence: { net, names, given }, name }: Part) => {
  const own = named(net, name)
  return [...new Set([...Object.keys(given), ...names] as Name[])].flatMap(other => {
    const node = other === name ? undefined : net[other]
    return node ? [{ other, leaf: op.input(other, node.shape), isLater: topological([node]).includes(own) }] : []
  })
})

const hasShape = (node: Node, [rows, columns]: Shape): boolean => node.shape[0] === rows && node.shape[1] === columns
const rated = (node: Node): Node => op.mul(node, op.broadcast(op.input('learningRate', [1, 1]), node.shape))

/** A matrix with another in its place, or that meets another: a whole one as a residual connection does. */
const met = matrices((node, own, part) => {
  const { evidence } = part
  const { title } = evidence
  const isWhole = node === part.node
  const isCompared = isWhole && node.op === 'matmul' && first(node).op === 'transpose'
  const says = (what: string): string => (isWhole ? `it holds ${what}` : `${what} takes the place of ${title(own)}`)
  const inputs = inputsIn(part.node)
  // What a part is itself made of is another slip: two steps in the wrong order.
  const inner = isWhole ? [] : inputs.flatMap(([name]) => inputsIn(partOf(evidence)(name).node))
  return others(part).flatMap(({ other, leaf, isLater }): ReturnType<Move> => {
    const what = title(other)
    const turned = op.transpose(leaf)
    const isLike = (one: Node): boolean => other !== own && hasShape(one, node.shape)
    /** Worked anew, from what it should have been made of. */
    const worked = (): Node => {
      const whole = partOf(evidence)(other).node
      return copyOf(whole, new Map(inputsIn(whole).flatMap(([as, its]) => (as === own ? [[its, node]] : [])))).root
    }
    // `x -= y` leaves nothing of what `x` was.
    const inPlace = `it holds ${what}, which is made of it: it was changed in place`
    if (isLater) return [isWhole && isLike(leaf) && ['other matrix', inPlace, worked]]
    const isBeside = isLike(leaf) || hasShape(leaf, [node.shape[0], 1])
    const isMet = isWhole ? isBeside : isBeside && own !== 'learningRate' && !inner.some(([as]) => as === other)
    const beside = (): Node => op.broadcast(leaf, node.shape)
    const masked = `$0 passes the derivative of a ReLU of ${what}, where there is no ReLU`
    const itself = `${what} is compared with itself instead of ${inputs.map(([name]) => title(name)).join(' with ')}`
    const squared = (): Node => copyOf(node, new Map(inputs.map(([, input]) => [input, leaf]))).root
    return [
      isLike(leaf) && ['other matrix', says(what), () => leaf, [own, other]],
      isLike(leaf) && isWhole && ['other matrix', says(what), worked, [own, other]],
      isLike(turned) && ['other matrix', says(`${what} transposed`), () => turned],
      isMet && ['added', `${what} is added to $0`, () => op.add(node, beside())],
      (isWhole ? isBeside : isLike(leaf)) && ['activation', masked, () => op.mul(node, op.step(beside()))],
      isMet && ['added', `$0 is multiplied by ${what}, cell by cell`, () => op.mul(node, beside())],
      isCompared && inputs.length === 2 && ['other matrix', itself, squared],
    ]
  })
})

/** A matrix as the other reading has it, times the learning rate, moved though it is frozen, or with another part. */
const strayed = matrices((node, own, part) => {
  const { evidence } = part
  const { lesson, reading } = evidence.asked
  const other = reading === 'printed' ? 'corrected' : 'printed'
  const from = other === 'printed' ? 'as it was printed, with its misprint' : 'as if nothing had been misprinted'
  const says = node === part.node ? `it is answered ${from}` : `${evidence.title(own)} is read ${from}`
  const otherwise = (): Node => op.table(named(work(lesson, netOf(lesson, other)).values, own))
  const isMisprinted = lesson.errata.some(({ printed }) => printed !== null)
  const rate = evidence.title('learningRate')
  const moved = (): Node => subtract(node, rated(op.fill(1, node.shape)))
  const isPart = node !== part.node && own !== 'learningRate'
  return [
    isMisprinted && ['reading', says, otherwise],
    node === part.node && ['reading', 'the misprint stands one row too low', () => asRead(part, node, 1)],
    node === part.node && ['reading', 'the misprint stands one row too high', () => asRead(part, node, -1)],
    own !== 'learningRate' && ['added', `$0 is multiplied by ${rate}`, () => rated(node)],
    isPart && evidence.given[own] !== undefined && ['updated', '$0 has moved by the learning rate', moved],
  ]
})

const roundedLesson = rounded.map(([says, of]) => [says.replace('$0', 'the lesson'), of] as const)

/** A whole matrix of updated parameters, decayed, with nothing in it, or without a part of it. */
const whole: Move = (node, part) => {
  if (node !== part.node) return []
  const { title } = part.evidence
  const [, width] = node.shape
  const inputs = inputsIn(node)
  const learned = inputs.filter(([name]) => Object.hasOwn(part.evidence.net, updatedName(name)))
  const after = learned.map(([name, leaf]) => [leaf, op.input(updatedName(name), leaf.shape)] as const)
  const updated = (): Node => copyOf(node, new Map(after)).root
  const updates = learned.filter(([name]) => part.name === updatedName(name))
  const decays = [1, 10, 100, 1000].map(n => [`weight decay adds ${1 / n} × the parameter to the gradient`, n] as const)
  const pairs = inputs.flatMap((one, i) => inputs.slice(i + 1).map(two => [one, two] as const))
  const swaps = pairs.map(([[one, x], [two, y]]): Row | false => {
    const swapped = (): Node => copyOf(node, new Map([x, y].map(leaf => [leaf, leaf === x ? y : x]))).root
    return hasShape(x, y.shape) && ['other matrix', `${title(one)} and ${title(two)} are swapped`, swapped, [one, two]]
  })
  const given = inputs.filter(([name]) => part.evidence.given[name] !== undefined)
  const misread = (of: (x: Exact) => Exact): Node =>
    copyOf(node, new Map(given.map(([, leaf]) => [leaf, cellwise(part, leaf, of)]))).root
  return [
    ...swaps,
    ...(given.length > 0 ? rowsOf('rounding', roundedLesson, misread) : []),
    ...updates.flatMap(([, leaf]) => rowsOf('added', decays, n => subtract(node, rated(op.times(leaf, inv(n)))))),
    ['updated', 'updated parameters are used instead of those before the step', updated],
    ['left out', 'it is 0 everywhere', () => op.fill(0, node.shape)],
    ['count', '1 is added to it', () => op.add(node, op.fill(1, node.shape))],
    ['shape', 'its last column is missing', () => op.columns(node, 0, width - 1)],
  ]
}

export const otherMoves: readonly Move[] = [strayed, met, whole]
