// One matrix taken for another: a sibling, an earlier or later one, an updated parameter, the other reading.
import { named } from '@dit-by-hand/graph/at'
import { entriesOf, type Node, type Shape, topological } from '@dit-by-hand/graph/graph'
import { add, broadcast, input, matmul, mul, table, times, transpose } from '@dit-by-hand/graph/ops'
import { type Name, updatedName } from '../names.ts'
import { zeros } from './evidence.ts'
import { first, type Move, replaced, second, type Variant, v } from './variant.ts'

const fits = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1]
const nameOf = (node: Node): Name | undefined => (node.op === 'input' ? (node.arg.name as Name) : undefined)

const siblings: Move = (node, about) => {
  const { others, title, evidence, local } = about
  const own = node === local.node ? local.name : nameOf(node)
  if (own === undefined) return []
  const isWhole = node === local.node
  return others().flatMap((name): Variant[] => {
    const shape = evidence.shapeOf(name)
    if (name === own) return []
    const pair = [own, name] as const
    const says = isWhole ? `it holds ${title(name)}` : `${title(name)} takes the place of ${title(own)}`
    const straight: Variant[] = fits(shape, node.shape)
      ? [{ family: 'other matrix', says, pair, make: () => input(name, shape) }]
      : []
    const turned: Variant[] = fits([shape[1], shape[0]], node.shape)
      ? [
          v(
            'other matrix',
            isWhole
              ? `it holds ${title(name)} transposed`
              : `${title(name)} transposed takes the place of ${title(own)}`,
            () => transpose(input(name, shape)),
          ),
        ]
      : []
    return [...straight, ...turned]
  })
}

/** A whole matrix with another one added, or made of another formula. */
const extra: Move = (node, about) => {
  const { others, title, evidence, local } = about
  if (node !== local.node) return []
  const added = others().flatMap((name): Variant[] => {
    const shape = evidence.shapeOf(name)
    if (!fits(shape, node.shape) && !(shape[0] === node.shape[0] && shape[1] === 1)) return []
    const other = (): Node => broadcast(input(name, shape), node.shape)
    return [
      v('added', `${title(name)} is added to it`, () => add(node, other())),
      v('added', `${title(name)} is taken away from it`, () => add(node, times(other(), -1))),
      v('added', `it is multiplied by ${title(name)}, cell by cell`, () => mul(node, other())),
    ]
  })
  return [
    v('left out', 'it is 0 everywhere', () => zeros(node.shape)),
    ...added,
    v('count', '1 is added to it', () =>
      add(node, { ...zeros(node.shape), op: 'fill', arg: { value: 1, shape: node.shape } } as Node),
    ),
    v('added', `it is multiplied by ${title('learningRate')}`, () =>
      mul(node, broadcast(input('learningRate', [1, 1]), node.shape)),
    ),
  ]
}

/** Parameters as they are after the step, where those before it are meant; frozen ones that move. */
const updated: Move = (node, about) => {
  const { evidence, local } = about
  if (node === local.node) {
    const after = entriesOf(evidence.net).flatMap(([name, { shape }]) =>
      Object.hasOwn(evidence.net, updatedName(name)) ? [[name, input(updatedName(name), shape)] as const] : [],
    )
    return [
      v('updated', 'updated parameters are used instead of those before the step', () =>
        after.reduce((root, [name, leaf]) => replacedLeaf(root, name, leaf), node),
      ),
    ]
  }
  const own = nameOf(node)
  if (own === undefined || own === 'learningRate') return []
  const rate = (): Node => broadcast(input('learningRate', [1, 1]), node.shape)
  const term = about.phrase(node)
  return [
    v('added', `${term} is multiplied by ${about.title('learningRate')}`, () => mul(node, rate())),
    ...(evidence.given[own] === undefined
      ? []
      : [v('updated', `${term} has moved by the learning rate`, () => add(node, times(rate(), -1)))]),
    ...topological([local.node]).flatMap((other): Variant[] =>
      other === node || other.op !== 'input' || !fits(other.shape, node.shape)
        ? []
        : [v('added', `${about.phrase(other)} is added to ${term}`, () => add(node, other))],
    ),
  ]
}

const leafOf = (root: Node, name: Name): Node | undefined =>
  nameOf(root) === name ? root : root.src.map(source => leafOf(source, name)).find(found => found !== undefined)

export const replacedLeaf = (root: Node, name: Name, by: Node): Node => {
  const leaf = leafOf(root, name)
  return leaf ? replaced(root, leaf, by) : root
}

/** What the other reading has. */
const reading: Move = (node, { evidence, local, title }) => {
  const own = node === local.node ? local.name : nameOf(node)
  if (own === undefined || evidence.asked.lesson.errata.every(({ printed }) => printed === null)) return []
  const from =
    evidence.asked.reading === 'printed' ? 'as if nothing had been misprinted' : 'as it was printed, with its misprint'
  const says = node === local.node ? `it is answered ${from}` : `${title(own)} is read ${from}`
  const make = (): Node => table(named(evidence.otherReading(), own))
  return [v('reading', says, make), { family: 'reading', says, bare: true, make }]
}

/** Two factors that meet as keysᵀ·queries, both taken from one matrix. */
const bothOf: Move = (node, { others, title, evidence, phrase }) => {
  if (node.op !== 'matmul' || first(node).op !== 'transpose' || second(node).op !== 'input') return []
  return others().flatMap((name): Variant[] => {
    const shape = evidence.shapeOf(name)
    if (shape[1] !== node.shape[1] || shape[1] !== node.shape[0]) return []
    return [
      v(
        'other matrix',
        `${title(name)} is compared with itself instead of ${phrase(first(first(node)))} with ${phrase(second(node))}`,
        () => matmul(transpose(input(name, shape)), input(name, shape)),
      ),
    ]
  })
}

export const otherMoves: readonly Move[] = [reading, updated, siblings, bothOf, extra]
