// Slips with the order of items: patches and pixels, frames and rows turned, columns shifted, the digits of t.
import { at } from '@dit-by-hand/graph/at'
import { gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Node, Shape } from '@dit-by-hand/graph/graph'
import { broadcast, rearrange, sum, table, transpose } from '@dit-by-hand/graph/ops'
import type { Part } from './evidence.ts'
import { type Move, matrices, rowsOf, type Table, where } from './variant.ts'

/** From which row and column of a matrix each cell is taken. */
type From = (row: number, column: number, shape: Shape) => readonly [row: number, column: number]
const moved = (part: Part, node: Node, from: From, shape: Shape = node.shape): Node => {
  const cell = (row: number, column: number): Exact => at(at(part.grid(node), row), column)
  return table(gridFrom(shape, (row, column) => cell(...from(row, column, node.shape))))
}

const lastColumnFirst: From = (r, c, [, width]) => [r, width - 1 - c]
const lastRowFirst: From = (r, c, [height]) => [height - 1 - r, c]
const shuffles: Table<From> = [
  ['the columns of $0 are reversed', lastColumnFirst],
  ['the rows of $0 are reversed', lastRowFirst],
  ['the rows of $0 are shifted up by one', (r, c, [height]) => [(r + 1) % height, c]],
  ['the rows of $0 are shifted down by one', (r, c, [height]) => [(r + height - 1) % height, c]],
  ['the columns of $0 are shifted left by one', (r, c, [, width]) => [r, (c + 1) % width]],
  ['the columns of $0 are shifted right by one', (r, c, [, width]) => [r, (c + width - 1) % width]],
  ['$0 is reshaped where it should be transposed', (r, c, [h, w]) => [(r * w + c) % h, Math.floor((r * w + c) / h)]],
  ['$0 is reshaped where it should be transposed', (r, c, [h, w]) => [Math.floor((c * h + r) / w), (c * h + r) % w]],
  ['each row of $0 is the last: they are one list', (_r, c, [height]) => [height - 1, c]],
]

const shuffled = matrices((node, _own, part) => [
  ...rowsOf('order of items', shuffles, from => moved(part, node, from)),
  ['shape', 'each row of $0 is the sum of all: they are one list', () => broadcast(sum(node, 'columns'), node.shape)],
])

/** A pixel of a video by its frame, row and column; and a video by how many it has. */
type Pixel = readonly [frame: number, row: number, column: number]
const turns: Table<(pixel: Pixel, size: Pixel) => Pixel> = [
  ['from the last frame to the first', ([f, r, c], [frames]) => [frames - 1 - f, r, c]],
  ['upside down: the rows of each frame are reversed', ([f, r, c], [, rows]) => [f, rows - 1 - r, c]],
  ['mirrored: the columns of each frame are reversed', ([f, r, c], [, , columns]) => [f, r, columns - 1 - c]],
  ['with each frame turned by a right angle', ([f, r, c], [, rows]) => [f, rows - 1 - c, r]],
  ['with each frame transposed', ([f, r, c]) => [f, c, r]],
  ['with its frames shifted by one: the first comes last', ([f, r, c], [n]) => [(f + 1) % n, r, c]],
  ['with its frames shifted by one: the last comes first', ([f, r, c], [n]) => [(f + n - 1) % n, r, c]],
  ['with its rows shifted by one: the first comes last', ([f, r, c], [, n]) => [f, (r + 1) % n, c]],
  ['with its rows shifted by one: the last comes first', ([f, r, c], [, n]) => [f, (r + n - 1) % n, c]],
  ['with its columns shifted by one: the first comes last', ([f, r, c], [, , n]) => [f, r, (c + 1) % n]],
  ['with its columns shifted by one: the last comes first', ([f, r, c], [, , n]) => [f, r, (c + n - 1) % n]],
]

const orders = ['twh', 'htw', 'hwt', 'wth', 'wht']
const words: { readonly [axis: string]: string } = { t: 'frames', h: 'rows', w: 'columns' }
const inWords = (order: string): string => [...order].map(axis => words[axis]).join(', then ')

/** A video cut, or put back, in another order. */
const rearranged = where('rearrange', (node, part, x) => {
  const { sizes, from, to } = node.arg
  const isCut = !to[0].includes('T')
  const [pixels, blocks] = isCut ? to : from
  const [video, patches] = isCut ? [x, node] : [node, x]
  const frames = part.evidence.asked.lesson.video.length
  const [height, width] = [video.shape[0] / frames, video.shape[1]]
  const ordered = (pixels: readonly string[], blocks: readonly string[]) => (): Node => {
    const patches = [pixels, blocks] as const
    return rearrange(x, isCut ? { sizes, from, to: patches } : { sizes, from: patches, to })
  }
  const placed = (one: Node, from: From) => (): Node =>
    one === x ? rearrange(moved(part, x, from), node.arg) : moved(part, node, from)
  const reshaped = (of: Node, shape: Shape): Node =>
    moved(part, of, (r, c, [, width]) => [Math.floor((r * shape[1] + c) / width), (r * shape[1] + c) % width], shape)
  const [tall, wide] = node.shape
  const columnwise = (): Node => (isCut ? transpose(reshaped(x, [wide, tall])) : reshaped(transpose(x), node.shape))
  const all: Table<() => Node> = [
    ...orders.map(of => [`patches go by ${inWords(of)}`, ordered(pixels, [...of.toUpperCase()])] as const),
    ...orders.map(of => [`the pixels inside a patch go by ${inWords(of)}`, ordered([...of], blocks)] as const),
    ...orders.map(of => [`patches and pixels go by ${inWords(of)}`, ordered([...of], [...of.toUpperCase()])] as const),
    ['patches go from the last to the first', placed(patches, lastColumnFirst)],
    ...turns.map(([says, of]) => {
      const turned = placed(video, (row, column) => {
        const [f, r, c] = of([Math.floor(row / height), row % height, column], [frames, height, width])
        return [f * height + r, c]
      })
      return [`the video is ${isCut ? 'read' : 'put together'} ${says}`, turned] as const
    }),
    ['it is a plain reshape, row by row', () => reshaped(x, node.shape)],
    ['it is a plain reshape, column by column', columnwise],
  ]
  return rowsOf('order of items', all, make => make())
})

const reversed = (text: string): string => [...text].toReversed().join('')
const binary = (t: number, b: number): string => (((t % 2 ** b) + 2 ** b) % 2 ** b).toString(2).padStart(b, '0')

/** t halved again and again, the last half first. */
const halves = (t: number, b: number): readonly number[] => Array.from({ length: b }, (_, i) => t / 2 ** (b - 1 - i))
/** The digits of t, gone wrong: what is written down the column of b. */
const writings: Table<(t: number, b: number) => string | readonly number[]> = [
  ['the bits are reversed: the smallest stands on top', (t, b) => reversed(binary(t, b))],
  ['the bits are padded on the wrong side', (t, b) => t.toString(2).padEnd(b, '0')],
  ['the bits are both reversed and padded', (t, b) => reversed(t.toString(2)).padStart(b, '0')],
  ['the bits are those of t − 1', (t, b) => binary(t - 1, b)],
  ['the bits are those of t + 1', (t, b) => binary(t + 1, b)],
  ['the bits are those of t − 1, reversed', (t, b) => reversed(binary(t - 1, b))],
  ['the bits are shifted up by one place', (t, b) => `${binary(t, b).slice(1)}0`],
  ['the row numbered t is 1 and all others 0 (one-hot, not binary)', (t, b) => '1'.padStart(t + 1, '0').padEnd(b, '0')],
  ['the bits are in Gray code', (t, b) => binary(t ^ (t >> 1), b)],
  ['0 and 1 are swapped', (t, b) => binary(~t, b)],
  ['−1 stands in place of 0', (t, b) => halves(t, b).map(half => (Math.floor(half) % 2 === 0 ? -1 : 1))],
  ['every row is t itself, not one digit of it in binary', (t, b) => halves(t, b).map(() => t)],
  ['the halves of t are not rounded down (t / 2 for t // 2)', (t, b) => halves(t, b).map(half => half % 2)],
  ['each row is what is left of t, not only its last bit', (t, b) => halves(t, b).map(Math.floor)],
  ['each bit counts what it is worth, not 1', (t, b) => halves(t, b).map((_, i) => t & (2 ** (b - 1 - i)))],
  ['the digits of t are decimal, not binary', (t, b) => String(t).padStart(b, '0').slice(-b)],
]

const digits = where('bits', (node, part) =>
  rowsOf('bits', writings, of => {
    const text = of(part.evidence.asked.lesson.timestep.t, node.arg.count)
    return table([...text].slice(0, node.arg.count).map(bit => [Number(bit)]))
  }),
)

export const itemMoves: readonly Move[] = [rearranged, digits, shuffled]
