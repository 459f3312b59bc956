// One matrix taken for another: a sibling, an earlier or later one, an updated parameter, the other reading.
import { named } from '@dit-by-hand/graph/at'
import { ratio } from '@dit-by-hand/graph/exact'
import { entriesOf, type Node, topological } from '@dit-by-hand/graph/graph'
import { add, broadcast, fill, input, matmul, mul, table, times, transpose } from '@dit-by-hand/graph/ops'
import { type Name, updatedName } from '../names.ts'
import { type About, first, type Move, replaced, second, type Variant, v } from './variant.ts'

/** The matrix that a node is: the whole, or one it is made of. */
const ownOf = (node: Node, { local }: About): Name | undefined =>
  node === local.node ? local.name : node.op === 'input' ? (node.arg.name as Name) : undefined

/** Every other matrix as a node. */
const leaves = ({ others, evidence }: About): readonly (readonly [name: Name, leaf: Node])[] =>
  others().map(name => [name, input(name, evidence.shapeOf(name))])

const hasShape = (node: Node, rows: number, columns: number): boolean =>
  node.shape[0] === rows && node.shape[1] === columns
const alike = (a: Node, b: Node): boolean => hasShape(a, b.shape[0], b.shape[1])
const rateFor = (node: Node): Node => broadcast(input('learningRate', [1, 1]), node.shape)

const siblings: Move = (node, about) => {
  const own = ownOf(node, about)
  if (own === undefined) return []
  return leaves(about).flatMap(([name, leaf]): readonly Variant[] => {
    if (name === own) return []
    const says = (what: string): string =>
      node === about.local.node ? `it holds ${what}` : `${what} takes the place of ${about.title(own)}`
    const turned = hasShape(node, leaf.shape[1], leaf.shape[0])
    return [
      ...(alike(leaf, node)
        ? [{ ...v('other matrix', says(about.title(name)), () => leaf), pair: [own, name] as const }]
        : []),
      ...(turned ? [v('other matrix', says(`${about.title(name)} transposed`), () => transpose(leaf))] : []),
    ]
  })
}

/** A whole matrix with another one added or taken away, as a residual connection does; or with nothing in it. */
const extra: Move = (node, about) => {
  if (node !== about.local.node) return []
  const added = leaves(about).flatMap(([name, leaf]) => {
    if (!alike(leaf, node) && !hasShape(leaf, node.shape[0], 1)) return []
    const [title, other] = [about.title(name), (): Node => broadcast(leaf, node.shape)]
    return [
      v('added', `${title} is added to it`, () => add(node, other())),
      v('added', `${title} is taken away from it`, () => add(node, times(other(), -1))),
      v('added', `it is multiplied by ${title}, cell by cell`, () => mul(node, other())),
    ]
  })
  return [
    v('left out', 'it is 0 everywhere', () => fill(0, node.shape)),
    ...added,
    v('count', '1 is added to it', () => add(node, fill(1, node.shape))),
    v('added', `it is multiplied by ${about.title('learningRate')}`, () => mul(node, rateFor(node))),
  ]
}

const inputsIn = (root: Node): readonly Name[] =>
  topological([root]).flatMap(part => (part.op === 'input' ? [part.arg.name as Name] : []))

/** Parameters as they are after the step, where those before it are meant; frozen ones that move; a stray term. */
const updated: Move = (node, about) => {
  const { evidence, local } = about
  const parts = topological([local.node]).filter(part => part.op === 'input')
  if (node === local.node) {
    const after = entriesOf(evidence.net).filter(([name]) => Object.hasOwn(evidence.net, updatedName(name)))
    return [
      ...decayed(parts, node, about),
      v('updated', 'updated parameters are used instead of those before the step', () =>
        parts.reduce((root, part) => {
          const name = after.find(([name]) => name === ownOf(part, about))?.[0]
          return name ? replaced(root, part, input(updatedName(name), part.shape)) : root
        }, node),
      ),
    ]
  }
  const own = ownOf(node, about)
  if (own === undefined || own === 'learningRate') return []
  const term = about.phrase(node)
  // What a part is itself made of is another slip: two steps in the wrong order.
  const within = new Set(parts.flatMap(part => inputsIn(evidence.local(part.arg.name as Name).node)))
  const met = leaves(about).flatMap(([name, leaf]) =>
    name !== own && alike(leaf, node) && !within.has(name)
      ? [v('added', `${term} is multiplied by ${about.title(name)}, cell by cell`, () => mul(node, leaf))]
      : [],
  )
  const moved = v('updated', `${term} has moved by the learning rate`, () => add(node, times(rateFor(node), -1)))
  return [
    v('added', `${term} is multiplied by ${about.title('learningRate')}`, () => mul(node, rateFor(node))),
    ...met,
    ...(evidence.given[own] === undefined ? [] : [moved]),
    ...parts
      .filter(other => other !== node && alike(other, node))
      .map(other => v('added', `${about.phrase(other)} is added to ${term}`, () => add(node, other))),
  ]
}

/** Weight decay, which no lesson has: of what a matrix after the step was before it. */
const decayed = (parts: readonly Node[], node: Node, about: About): readonly Variant[] =>
  parts.flatMap(part => {
    const own = ownOf(part, about)
    if (own === undefined || about.local.name !== updatedName(own)) return []
    const pulled = `draws ${about.phrase(part)} to 0`
    return [10, 100, 1000].flatMap(n => [
      v('added', `weight decay of 1/${n} ${pulled}, times the learning rate`, () =>
        add(node, times(mul(part, rateFor(part)), ratio(-1n, BigInt(n)))),
      ),
      v('added', `weight decay of 1/${n} ${pulled}`, () => add(node, times(part, ratio(-1n, BigInt(n))))),
    ])
  })

/** What the other reading has. */
const reading: Move = (node, about) => {
  const { lesson, reading } = about.evidence.asked
  const own = ownOf(node, about)
  if (own === undefined || lesson.errata.every(({ printed }) => printed === null)) return []
  const from = reading === 'printed' ? 'as if nothing had been misprinted' : 'as it was printed, with its misprint'
  const says = node === about.local.node ? `it is answered ${from}` : `${about.title(own)} is read ${from}`
  const other = v('reading', says, () => table(named(about.evidence.otherReading(), own)))
  return [other, { ...other, bare: true }]
}

/** Two factors that meet as keysᵀ·queries, both taken from one matrix. */
const bothOf: Move = (node, about) => {
  if (node.op !== 'matmul' || first(node).op !== 'transpose' || second(node).op !== 'input') return []
  const instead = `instead of ${about.phrase(first(first(node)))} with ${about.phrase(second(node))}`
  return leaves(about)
    .filter(([, { shape }]) => hasShape(node, shape[1], shape[1]))
    .map(([name, leaf]) =>
      v('other matrix', `${about.title(name)} is compared with itself ${instead}`, () => matmul(transpose(leaf), leaf)),
    )
}

export const otherMoves: readonly Move[] = [reading, updated, siblings, bothOf, extra]
