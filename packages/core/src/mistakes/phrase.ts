// Words for the parts of a matrix: named matrices by their titles, the rest by how they are made.
import { type Node, type OpName, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import { gradientName, type Name, updatedName } from '../names.ts'
import type { Part } from './evidence.ts'

/** How a node is said, from what it is made of; else as its source is. */
const wording: { readonly [op in OpName]?: string } = {
  transpose: '$1 transposed',
  add: '$1 + $2',
  mul: '$1 × $2',
  matmul: '$1 · $2',
  inv: '1/$1',
  sqrt: '√$1',
  relu: 'ReLU of $1',
  step: 'the derivative of ReLU',
  sum: 'the sum of $1',
  bits: 'the bits of $1',
  stack: '$1 above $2',
  rows: 'rows of $1',
}

/** A function that says what a node is. Within a gradient, a term is the path it comes by. */
export function phrases({ evidence, name, labels }: Pick<Part, 'evidence' | 'name' | 'labels'>): Part['phrase'] {
  const { net, title } = evidence
  const names = Object.keys(net) as Name[]
  const gradientOf = (as: Name | undefined): Name | undefined => names.find(of => gradientName(of) === as)
  const nameOf = (node: Node): Name | undefined =>
    labels.get(node) ?? (node.op === 'input' ? (node.arg.name as Name) : undefined)
  const learned = names.find(of => updatedName(of) === name)
  const own: { readonly [as: string]: string } =
    learned === undefined ? {} : { [learned]: 'the parameter', [gradientName(learned)]: 'the gradient' }
  const path = (node: Node): string | undefined => {
    const parts = topological([node]).toReversed().slice(1)
    const of = parts.map(part => gradientOf(nameOf(part))).find(of => of !== undefined)
    return of && `the path through ${title(of)}`
  }
  const say = (node: Node): string => {
    const as = nameOf(node)
    if (as !== undefined) return own[as] ?? title(as)
    const [a, b] = node.src
    const [x, y] = [a ? say(a) : '', b ? say(b) : '']
    if (node.op === 'fill') return showNumber(node.arg.value)
    if (node.op === 'times') return node.arg.by === -1 ? x : `${showNumber(node.arg.by)} × ${x}`
    if (node.op === 'share') return node.arg.soft ? `the softmax of ${x}` : `the hard maximum of ${x}`
    if (node.op === 'mul' && a === b) return `${x} squared`
    if (node.op === 'mul' && y === '') return x
    if (node.op === 'sqrt' && a?.op === 'fill') return '√k'
    return (wording[node.op] ?? '$1').replace('$1', () => x).replace('$2', () => y)
  }
  const isGradient = gradientOf(name) !== undefined
  return memo(node => {
    const text = say(node)
    return (isGradient && node.op === 'matmul' ? path(node) : undefined) ?? (text.length > 80 ? 'a factor' : text)
  })
}
