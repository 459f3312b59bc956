// Slips with the order of items: patches and pixels, frames and rows turned, columns shifted, the digits of t.
import { at } from '@dit-by-hand/graph/at'
import type { Node, Shape } from '@dit-by-hand/graph/graph'
import { broadcast, rearrange } from '@dit-by-hand/graph/ops'
import { axes, axesText } from '@dit-by-hand/graph/rearrange'
import type { Part } from './evidence.ts'
import { cellwise, type Move, made, type Row, where } from './variant.ts'

/** From which row and column of a matrix each cell is taken. */
type From = (row: number, column: number, shape: Shape) => readonly [row: number, column: number]
const moved = (part: Part, node: Node, from: From, shape: Shape = node.shape): Node =>
  made(part, node, (read, row, column) => read(...from(row, column, node.shape)), shape)

const lastColumnFirst: From = (r, c, [, width]) => [r, width - 1 - c]
const lastRowFirst: From = (r, c, [height]) => [height - 1 - r, c]
const shuffles: readonly (readonly [says: string, from: From])[] = [
  ['the columns of $0 are reversed', lastColumnFirst],
  ['the rows of $0 are reversed', lastRowFirst],
  ['the rows of $0 are shifted up by one', (r, c, [height]) => [(r + 1) % height, c]],
  ['the rows of $0 are shifted down by one', (r, c, [height]) => [(r + height - 1) % height, c]],
  ['the columns of $0 are shifted left by one', (r, c, [, width]) => [r, (c + 1) % width]],
  ['the columns of $0 are shifted right by one', (r, c, [, width]) => [r, (c + width - 1) % width]],
]

const shuffled: Move = (node, part) =>
  node !== part.node && node.op !== 'input'
    ? []
    : shuffles.map(([says, from]) => ['order of items', says, () => moved(part, node, from)])

/** Frames of a video turned: what stands in a row and column of each frame. */
const turns: readonly (readonly [says: string, from: From])[] = [
  ['upside down: the rows of each frame are reversed', lastRowFirst],
  ['mirrored: the columns of each frame are reversed', lastColumnFirst],
  ['with each frame turned by a right angle', (r, c, [rows]) => [rows - 1 - c, r]],
  ['with each frame turned by a right angle, counterclockwise', (r, c, [, columns]) => [c, columns - 1 - r]],
  ['with each frame transposed', (r, c) => [c, r]],
]

const permutations = (items: readonly string[]): readonly (readonly string[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map(rest => [item, ...rest]))
const words: { readonly [axis: string]: string } = { t: 'frames', h: 'rows', w: 'columns' }
const inWords = (order: readonly string[]): string => order.map(axis => words[axis.toLowerCase()]).join(', then ')

/** A video cut, or put back, in another order. */
const rearranged = where('rearrange', (node, x, part) => {
  const { sizes, from, to } = node.arg
  const isCut = !to[0].includes('T')
  const [pixels, blocks] = isCut ? to : from
  const ordered = (says: string, pixels: readonly string[], blocks: readonly string[]): Row => {
    const patches = [pixels, blocks] as const
    const text = axesText(isCut ? { sizes, from, to: patches } : { sizes, from: patches, to })
    return ['order of items', says, () => rearrange(x, axes(text.replace('→', '->'), sizes))]
  }
  const [video, patches] = isCut ? [x, node] : [node, x]
  const frames = part.evidence.asked.lesson.video.length
  const frame: Shape = [video.shape[0] / frames, video.shape[1]]
  const read = (from: From): Node => {
    const otherwise = moved(part, video, from)
    return isCut ? rearrange(otherwise, node.arg) : otherwise
  }
  const turned = (of: From): Node =>
    read((row, column) => {
      const inside = row % frame[0]
      const [r, c] = of(inside, column, frame)
      return [row - inside + r, c]
    })
  const lastFrameFirst: From = (row, column) => [video.shape[0] - frame[0] - row + 2 * (row % frame[0]), column]
  const reversed = (from: From) => (): Node =>
    isCut ? moved(part, patches, from) : rearrange(moved(part, patches, from), node.arg)
  const reshaped = (place: (r: number, c: number, shape: Shape) => number, isByColumn: boolean) => (): Node =>
    moved(
      part,
      x,
      (row, column, [height, width]) => {
        const i = place(row, column, node.shape)
        return isByColumn ? [i % height, Math.floor(i / height)] : [Math.floor(i / width), i % width]
      },
      node.shape,
    )
  const [byRow, byColumn] = [
    (r: number, c: number, [, width]: Shape) => r * width + c,
    (r: number, c: number, [height]: Shape) => c * height + r,
  ]
  const put = `the video is ${isCut ? 'read' : 'put together'}`
  return [
    ...permutations(blocks)
      .map(other => ordered(`patches go by ${inWords(other)}`, pixels, other))
      .slice(1),
    ...permutations(pixels)
      .map(other => ordered(`the pixels inside a patch go by ${inWords(other)}`, other, blocks))
      .slice(1),
    ordered('patches and the pixels inside them go by columns before rows', ['t', 'w', 'h'], ['T', 'W', 'H']),
    ['order of items', 'patches go from the last to the first', reversed(lastColumnFirst)],
    ['order of items', 'the pixels inside a patch go from the last to the first', reversed(lastRowFirst)],
    ['order of items', `${put} from the last frame to the first`, () => read(lastFrameFirst)],
    ...turns.map(([says, of]): Row => ['order of items', `${put} ${says}`, () => turned(of)]),
    ['order of items', 'it is a plain reshape, row by row', reshaped(byRow, false)],
    [
      'order of items',
      'it is a plain reshape, column by column',
      isCut ? reshaped(byColumn, false) : reshaped(byRow, true),
    ],
  ]
})

const reversed = (text: string): string => [...text].toReversed().join('')
const binary = (t: number, b: number): string => (((t % 2 ** b) + 2 ** b) % 2 ** b).toString(2).padStart(b, '0')

/** The digits of t, gone wrong: what is written down the column of b. */
const writings: readonly (readonly [says: string, of: (t: number, b: number) => string])[] = [
  ['the bits are reversed: the smallest stands on top', (t, b) => reversed(binary(t, b))],
  ['the bits are padded on the wrong side', (t, b) => t.toString(2).padEnd(b, '0')],
  ['the bits are both reversed and padded', (t, b) => reversed(t.toString(2)).padStart(b, '0')],
  ['the bits are those of t − 1', (t, b) => binary(t - 1, b)],
  ['the bits are those of t + 1', (t, b) => binary(t + 1, b)],
  ['the bits are those of t − 1, reversed', (t, b) => reversed(binary(t - 1, b))],
  ['the bits are those of t + 1, reversed', (t, b) => reversed(binary(t + 1, b))],
  ['the bits are shifted up by one place', (t, b) => `${binary(t, b).slice(1)}0`],
  ['the bits are shifted down by one place', (t, b) => `0${binary(t, b).slice(0, -1)}`],
  ['the digits are those of t in base 10', (t, b) => String(t).padStart(b, '0')],
  ['the row numbered t is 1 and all others 0 (one-hot, not binary)', (t, b) => '1'.padStart(t + 1, '0').padEnd(b, '0')],
  ['the bits are in Gray code', (t, b) => binary(t ^ (t >> 1), b)],
]

const digits = where('bits', (node, x, part) => [
  ...writings.map(([says, of]): Row => {
    const text = of(part.evidence.asked.lesson.timestep.t, node.arg.count)
    return ['bits', says, () => made(part, node, (_read, row) => Number(at(text, row)))]
  }),
  ['bits', '0 and 1 are swapped', () => cellwise(part, node, bit => (bit === 0 ? 1 : 0))],
  ['bits', '−1 stands in place of 0', () => cellwise(part, node, bit => (bit === 0 ? -1 : 1))],
  ['bits', 'every row is t itself, not one digit of it in binary', () => broadcast(x, node.shape)],
])

export const itemMoves: readonly Move[] = [rearranged, digits, shuffled]
