// Turns a model's lines into the body of a Python function, with a loop for blocks that are alike.
import { at } from '@dit-by-hand/graph/at'
import type { Node } from '@dit-by-hand/graph/graph'
import type { Line } from './reading.ts'

const blockOf = (name: string | undefined): number | undefined => {
  const [, index] = /^block(\d+)\./.exec(name ?? '') ?? []
  return index === undefined ? undefined : Number(index)
}

const pythonName = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_')
const localName = (name: string): string => pythonName(name.replace(/^block\d+\./, ''))

/** Consecutive lines of one block, or of none. */
interface Stretch {
  readonly block: number | undefined
  readonly lines: readonly Line[]
}

function stretchesOf(lines: readonly Line[]): readonly Stretch[] {
  const found: { block: number | undefined; lines: Line[] }[] = []
  for (const line of lines) {
    const last = found.at(-1)
    const block = line.name === undefined ? last?.block : blockOf(line.name)
    if (last && last.block === block) last.lines.push(line)
    else found.push({ block, lines: [line] })
  }
  return found
}

/** A line's expression in which the parameters of its own block are those of `block`. */
const inOwnBlock = (code: string, block: number): string => code.replaceAll(`self.blocks[${block}].`, 'block.')

/** A block's lines as a pattern, in which nodes from outside are numbered; and these nodes. */
function patternOf({ block, lines }: Stretch): { readonly text: string; readonly from: readonly Node[] } | undefined {
  if (block === undefined) return undefined
  const own = new Set(lines.map(({ node }) => node))
  const from: Node[] = []
  const call = (node: Node): string => {
    if (own.has(node)) return localOf(lines, node)
    if (!from.includes(node)) from.push(node)
    return `⟦${from.indexOf(node)}⟧`
  }
  const text = lines
    .map(line => `${localOf(lines, line.node)} = ${inOwnBlock(line.write(call).code, block)}`)
    .join('\n')
  return { text, from }
}

function localOf(lines: readonly Line[], node: Node): string {
  const index = lines.findIndex(line => line.node === node)
  const { name } = at(lines, index, 'the lines')
  return name === undefined ? `part_${index}` : localName(name)
}

/** Blocks with the same pattern, each built on the result of the one before. */
interface Loop {
  readonly lines: readonly Line[]
  readonly text: string
  /** The nodes from outside, by number; undefined where it is the result of the block before. */
  readonly outside: readonly (Node | undefined)[]
  /** The node that the first block is built on. */
  readonly before: Node
  readonly last: Node
}

function loopOf(blocks: readonly Stretch[]): Loop | undefined {
  const patterns = blocks.map(patternOf)
  const [first] = patterns
  const [stretch] = blocks
  if (!first || !stretch || patterns.some(each => each?.text !== first.text)) return undefined
  const carried: number[] = []
  for (let place = 0; place < first.from.length; place++) {
    const nodes = patterns.map(each => each?.from[place])
    if (nodes.every(node => node === nodes[0])) continue
    carried.push(place)
    // Every later block must take it from the last line of the one before.
    if (nodes.some((node, i) => i > 0 && node !== at(blocks, i - 1).lines.at(-1)?.node)) return undefined
  }
  const [place] = carried
  const last = blocks.at(-1)?.lines.at(-1)?.node
  if (carried.length !== 1 || place === undefined || !last) return undefined
  const outside = first.from.map((node, i) => (i === place ? undefined : node))
  return { lines: stretch.lines, text: first.text, outside, before: at(first.from, place), last }
}

/**
 * The body of a Python function that computes these lines.
 * @param known nodes that already have a name in Python
 * @returns its lines, and the Python name that each node has at its end
 */
export function bodyOf(
  lines: readonly Line[],
  known: ReadonlyMap<Node, string> = new Map(),
): { readonly body: readonly string[]; readonly call: (node: Node) => string } {
  const names = new Map(known)
  const taken = new Set(known.values())
  const call = (node: Node): string => {
    const name = names.get(node)
    if (name === undefined) throw new RangeError(`${node.op} is used before it has a line`)
    return name
  }
  const give = (node: Node, wanted: string): string => {
    let name = wanted
    for (let i = 2; taken.has(name); i++) name = `${wanted}_${i}`
    taken.add(name)
    names.set(node, name)
    return name
  }
  const body: string[] = []
  const stretches = stretchesOf(lines)
  const blocks = stretches.filter(({ block }) => block !== undefined)
  const loop = blocks.length > 1 ? loopOf(blocks) : undefined
  for (const { block, lines: own } of stretches) {
    if (block === undefined || !loop) {
      for (const { node, name, write } of own) {
        const { code } = write(call)
        body.push(`${give(node, name === undefined ? 'part' : pythonName(name))} = ${code}`)
      }
      continue
    }
    if (block !== at(blocks, 0).block) continue
    const carried = call(loop.before)
    const text = loop.text.replace(/⟦(\d+)⟧/g, (_, place: string) => {
      const node = at(loop.outside, Number(place))
      return node ? call(node) : carried
    })
    const inside = text.split('\n')
    const closing = `${carried}${at(inside, inside.length - 1).replace(/^\w+/, '')}`
    body.push('for block in self.blocks:', ...[...inside.slice(0, -1), closing].map(line => `    ${line}`))
    names.set(loop.last, carried)
  }
  return { body, call }
}
