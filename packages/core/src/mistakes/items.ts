// Slips with the order of items: patches and pixels, frames and rows turned, columns shifted, the digits of t.
import { at } from '@dit-by-hand/graph/at'
import type { Node } from '@dit-by-hand/graph/graph'
import { broadcast, rearrange } from '@dit-by-hand/graph/ops'
import { type Axes, axes } from '@dit-by-hand/graph/rearrange'
import { type About, cellwise, first, type Move, type Row, tableOf, v, where } from './variant.ts'

type Place = readonly [row: number, column: number]

/** The cells of a node, each taken from another place. */
const moved = (about: About, node: Node, from: (row: number, column: number, shape: Place) => Place): Node =>
  tableOf(node.shape[0], node.shape[1], (row, column) => {
    const [r, c] = from(row, column, node.shape)
    return at(at(about.grid(node), r), c)
  })

/** Rows or columns in reverse, or shifted round. */
const shuffles: readonly (readonly [says: string, from: (r: number, c: number, shape: Place) => Place])[] = [
  ['columns % are reversed', (r, c, [, width]) => [r, width - 1 - c]],
  ['rows % are reversed', (r, c, [height]) => [height - 1 - r, c]],
  ['rows % are shifted up by one', (r, c, [height]) => [(r + 1) % height, c]],
  ['rows % are shifted down by one', (r, c, [height]) => [(r + height - 1) % height, c]],
  ['columns % are shifted left by one', (r, c, [, width]) => [r, (c + 1) % width]],
  ['columns % are shifted right by one', (r, c, [, width]) => [r, (c + width - 1) % width]],
]

const shuffled: Move = (node, about) => {
  const isWhole = node === about.local.node
  if (!isWhole && node.op !== 'input') return []
  const says = (text: string): string =>
    isWhole ? `its ${text.replace(' %', '')}` : `the ${text.replace('%', `of ${about.phrase(node)}`)}`
  return shuffles.map(([text, from]) => v('order of items', says(text), () => moved(about, node, from)))
}

const permutations = (items: readonly string[]): readonly (readonly string[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map(rest => [item, ...rest]))

const words: { readonly [axis: string]: string } = {
  T: 'frames',
  H: 'rows',
  W: 'columns',
  t: 'frames',
  h: 'rows',
  w: 'columns',
}
const inWords = (order: readonly string[]): string => order.map(axis => words[axis] ?? axis).join(', then ')

/** Frames, rows and columns of a video turned. */
const turns: readonly (readonly [says: string, of: (f: number, r: number, c: number, size: Axes3) => Axes3])[] = [
  ['from the last frame to the first', (f, r, c, [frames]) => [frames - 1 - f, r, c]],
  ['upside down: the rows of each frame are reversed', (f, r, c, [, rows]) => [f, rows - 1 - r, c]],
  ['mirrored: the columns of each frame are reversed', (f, r, c, [, , columns]) => [f, r, columns - 1 - c]],
  [
    'with each frame turned by a right angle',
    (f, r, c, [, rows, columns]) => (rows === columns ? [f, rows - 1 - c, r] : [f, r, c]),
  ],
  [
    'with each frame turned by a right angle, counterclockwise',
    (f, r, c, [, rows, columns]) => (rows === columns ? [f, c, columns - 1 - r] : [f, r, c]),
  ],
  ['with each frame transposed', (f, r, c, [, rows, columns]) => (rows === columns ? [f, c, r] : [f, r, c])],
]
type Axes3 = readonly [frames: number, rows: number, columns: number]

/** A video cut, or put back, in another order. */
const rearranged = where('rearrange', (node, about) => {
  const x = first(node)
  const { sizes, from, to } = node.arg
  const isCut = !to[0].includes('T')
  const [pixels, blocks] = isCut ? to : from
  const row = (says: string, make: () => Node): Row => ['order of items', says, make]
  const written = (side: Axes['to']): string => side.map(axis => axis.join(' ')).join(', ')
  const ordered = (says: string, ...other: Axes['to']): Row =>
    row(says, () =>
      rearrange(
        x,
        axes(isCut ? `${written(from)} -> ${written(other)}` : `${written(other)} -> ${written(to)}`, sizes),
      ),
    )
  const [frames, whole] = [about.evidence.asked.lesson.video.length, isCut ? x : node]
  const rows = whole.shape[0] / frames
  const turned = (of: (typeof turns)[number][1]): Node =>
    moved(about, whole, (row, column) => {
      const [f, r, c] = of(Math.floor(row / rows), row % rows, column, [frames, rows, whole.shape[1]])
      return [f * rows + r, c]
    })
  const flat = (index: number, byColumn: boolean) => {
    const [height, width] = x.shape
    const [r, c] = byColumn ? [index % height, Math.floor(index / height)] : [Math.floor(index / width), index % width]
    return at(at(about.grid(x), r), c)
  }
  const [height, width] = node.shape
  return [
    ...permutations(blocks)
      .slice(1)
      .map(other => ordered(`patches go by ${inWords(other)}`, pixels, other)),
    ...permutations(pixels)
      .slice(1)
      .map(other => ordered(`the pixels inside a patch go by ${inWords(other)}`, other, blocks)),
    ordered(`patches and the pixels inside them go by columns before rows`, ['t', 'w', 'h'], ['T', 'W', 'H']),
    ...(['patches', 'the pixels inside a patch'] as const).map((what, i) => {
      const [, from] = at(shuffles, i)
      const turnedRound = (): Node => (isCut ? moved(about, node, from) : rearrange(moved(about, x, from), node.arg))
      return row(`${what} go from the last to the first`, turnedRound)
    }),
    ...turns.map(([says, of]) =>
      row(`the video is ${isCut ? 'read' : 'put together'} ${says}`, () =>
        isCut ? rearrange(turned(of), node.arg) : turned(of),
      ),
    ),
    row('it is a plain reshape, row by row', () => tableOf(height, width, (r, c) => flat(r * width + c, false))),
    row('it is a plain reshape, column by column', () =>
      tableOf(height, width, (r, c) => (isCut ? flat(c * height + r, false) : flat(r * width + c, true))),
    ),
  ]
})

const turnedRound = (text: string): string => [...text].toReversed().join('')

/** The digits of t, gone wrong: what is written down the column. `b` digits, t in binary without and with its zeros. */
const writings: readonly (readonly [
  says: string,
  of: (t: number, short: string, full: string, b: number) => string,
])[] = [
  ['the bits are reversed: the smallest stands on top', (_t, _short, full) => turnedRound(full)],
  ['the bits are padded on the wrong side', (_t, short, _full, b) => short.padEnd(b, '0')],
  ['the bits are both reversed and padded', (_t, short, _full, b) => turnedRound(short).padStart(b, '0')],
  ['the bits are those of t − 1', (t, _short, _full, b) => binary(t - 1, b)],
  ['the bits are those of t + 1', (t, _short, _full, b) => binary(t + 1, b)],
  ['the bits are those of t − 1, reversed', (t, _short, _full, b) => turnedRound(binary(t - 1, b))],
  ['the bits are those of t + 1, reversed', (t, _short, _full, b) => turnedRound(binary(t + 1, b))],
  ['the bits are shifted up by one place', (_t, _short, full) => `${full.slice(1)}0`],
  ['the bits are shifted down by one place', (_t, _short, full) => `0${full.slice(0, -1)}`],
  ['the digits are those of t in base 10', (t, _short, _full, b) => String(t).padStart(b, '0')],
  [
    'the row numbered t is 1 and all others 0 (one-hot, not binary)',
    (t, _short, full) => [...full].map((_, i) => (i === t ? 1 : 0)).join(''),
  ],
  ['the bits are in Gray code', (t, _short, _full, b) => binary(t ^ (t >> 1), b)],
]
const binary = (t: number, b: number): string => (((t % 2 ** b) + 2 ** b) % 2 ** b).toString(2).padStart(b, '0')

const digits = where('bits', (node, about) => {
  const { t } = about.evidence.asked.lesson.timestep
  const { count } = node.arg
  const written = (of: (typeof writings)[number][1]) => (): Node => {
    const text = of(t, t.toString(2), binary(t, count), count)
    return tableOf(count, 1, row => Number(text[row] ?? 0))
  }
  return [
    ...writings.map(([says, of]): Row => ['bits', says, written(of)]),
    ['bits', '0 and 1 are swapped', () => cellwise(about, node, x => (x === 0 ? 1 : 0))],
    ['bits', '−1 stands in place of 0', () => cellwise(about, node, x => (x === 0 ? -1 : 1))],
    ['bits', 'every row is t itself, not one digit of it in binary', () => broadcast(first(node), node.shape)],
  ]
})

export const itemMoves: readonly Move[] = [rearranged, digits, shuffled]
