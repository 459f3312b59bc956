// The parts of a net that can be left out, to see what each of them does.
import type { Net } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { DitConfig } from './config.ts'

/** Something that a net can do without. */
export interface Part {
  /** As it is asked for, such as `block0.attention`. */
  readonly name: string
  /** In words, blocks and heads counted from 1. */
  readonly says: string
  /** The matrices that are 0 without it. */
  readonly zeros: readonly string[]
}

type Sizes = Pick<DitConfig, 'depth' | 'heads'>

/**
 * The parts of a net: its conditions, the positions, and each block with its attention, heads and MLP. Without its attention
 * or its MLP a block has a gate of 0, as before it has learned anything (adaLN-Zero): tokens go on as they were.
 */
export function partsOf({ depth, heads }: Sizes): readonly Part[] {
  const blocks = Array.from({ length: depth }, (_, i): readonly Part[] => {
    const [block, said] = [`block${i}`, `block ${i + 1}`]
    const [attention, mlp] = [`${block}.attention`, `${block}.mlp`]
    const gates = [`${attention}.gate`, `${mlp}.gate`]
    return [
      { name: block, says: said, zeros: gates },
      { name: attention, says: `the attention of ${said}`, zeros: gates.slice(0, 1) },
      ...Array.from({ length: heads }, (_, head) => {
        const name = `${attention}.head${head}`
        return { name, says: `head ${head + 1} of ${said}`, zeros: [`${name}.pooled`] }
      }),
      { name: mlp, says: `the MLP of ${said}`, zeros: gates.slice(1) },
    ]
  })
  return [
    { name: 'words', says: 'the words', zeros: ['label.embedding'] },
    { name: 'time', says: 'the time', zeros: ['timestep.out'] },
    { name: 'positions', says: 'the positions', zeros: ['positions'] },
    ...blocks.flat(),
  ]
}

/** The parts of these names, in the order of the net. @throws {RangeError} where it has no such part, saying which it has */
export function partsNamed(sizes: Sizes, names: readonly string[]): readonly Part[] {
  const parts = partsOf(sizes)
  const unknown = names.find(name => parts.every(part => part.name !== name))
  if (unknown === undefined) return parts.filter(({ name }) => names.includes(name))
  const last = sizes.depth - 1
  throw new RangeError(
    `the network has no part “${unknown}”. It has words, time, positions and ${last === 0 ? 'block0' : `block0 to block${last}`}; and of block0, block0.attention, block0.attention.head0${sizes.heads > 1 ? ` to head${sizes.heads - 1}` : ''} and block0.mlp`,
  )
}

/** What a net is without, in words: "without the words and head 1 of block 2". @throws {RangeError} where it has no such part */
export const withoutText = (sizes: Sizes, names: readonly string[]): string =>
  `without ${new Intl.ListFormat('en-GB').format(partsNamed(sizes, names).map(({ says }) => says))}`

/** The net without some parts. @throws {RangeError} where it has no such part, saying which it has */
export function without(net: Net, sizes: Sizes, names: readonly string[]): Net {
  const zeros = partsNamed(sizes, names).flatMap(part => part.zeros)
  return rewrite(net, Object.fromEntries(zeros.map(name => [name, node => times(node, 0)] as const)))
}
