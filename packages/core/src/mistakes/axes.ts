// Slips along an axis: the other axis, the first item for all, a mean for a sum, halves and pieces the other way round.
import { at } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, mul as exactMul, ratio } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { broadcast, columns, rearrange, rows, stack, sum, times, transpose } from '@dit-by-hand/graph/ops'
import { axes, layoutShape } from '@dit-by-hand/graph/rearrange'
import { zeros } from './evidence.ts'
import { cellwise, first, type Move, second, tableOf, type Variant } from './variant.ts'

const repeated: Move = (node, { phrase }) => {
  if (node.op !== 'broadcast') return []
  const x = first(node)
  const says = phrase(x)
  return [
    { family: 'axis', says: `${says} lies along the wrong axis`, make: () => broadcast(transpose(x), node.shape) },
    {
      family: 'axis',
      says: `the first number of ${says} is used for all`,
      make: () => broadcast(columns(rows(x, 0, 1), 0, 1), node.shape),
    },
  ]
}

const summed: Move = (node, about) => {
  if (node.op !== 'sum') return []
  const x = first(node)
  const says = about.phrase(x)
  const along = node.arg.along
  const count = along === 'rows' ? x.shape[1] : x.shape[0]
  const piece = (index: number): Node => (along === 'rows' ? columns(x, index, 1) : rows(x, index, 1))
  const all = (from: number, many: number): Node =>
    sum(along === 'rows' ? columns(x, from, many) : rows(x, from, many), along)
  const other = along === 'rows' ? 'columns' : 'rows'
  const folded = (of: (a: Exact, b: Exact) => Exact): Node =>
    tableOf(node.shape[0], node.shape[1], (row, column) => {
      const grid = about.grid(x)
      const cells = along === 'rows' ? at(grid, row) : grid.map(line => at(line, column))
      return cells.reduce(of)
    })
  return [
    {
      family: 'count',
      says: `the mean of ${says} is taken instead of the sum`,
      make: () => times(node, ratio(1n, BigInt(count))),
    },
    { family: 'axis', says: `${says} is summed along the wrong axis`, make: () => transpose(sum(x, other)) },
    { family: 'axis', says: `only the first of ${says} is taken instead of the sum`, make: () => piece(0) },
    { family: 'axis', says: `only the last of ${says} is taken instead of the sum`, make: () => piece(count - 1) },
    {
      family: 'left out',
      says: `the last of ${says} is left out of the sum`,
      make: () => (count > 1 ? all(0, count - 1) : node),
    },
    {
      family: 'left out',
      says: `the first of ${says} is left out of the sum`,
      make: () => (count > 1 ? all(1, count - 1) : node),
    },
    { family: 'operation', says: `${says}: they are multiplied instead of added`, make: () => folded(exactMul) },
    {
      family: 'operation',
      says: `the largest of ${says} is taken instead of the sum`,
      make: () => folded((a, b) => (compare(a, b) < 0 ? b : a)),
    },
  ]
}

/** A product that sums over patches, or over anything, may see only the first. */
const firstOnly: Move = (node, { phrase }) => {
  if (node.op !== 'matmul') return []
  const [a, b] = [first(node), second(node)]
  const inner = a.shape[1]
  const part = (from: number, many: number) => (): Node => {
    const [x, y] = [columns(a, from, many), rows(b, from, many)]
    return { ...node, src: [x, y] } as Node
  }
  const says = `${phrase(a)} · ${phrase(b)}`
  return [
    { family: 'left out', says: `only the first column of ${phrase(a)} counts in ${says}`, make: part(0, 1) },
    {
      family: 'left out',
      says: `the last column of ${phrase(a)} is left out of ${says}`,
      make: part(0, Math.max(1, inner - 1)),
    },
  ]
}

const pieces: Move = (node, about) => {
  const { phrase } = about
  if (node.op === 'rows') {
    const x = first(node)
    const { from, count } = node.arg
    const says = phrase(x)
    const stride = Math.round(x.shape[0] / count)
    return [
      {
        family: 'order of items',
        says: `the other half of ${says} is taken`,
        make: () => rows(x, from === 0 ? x.shape[0] - count : 0, count),
      },
      {
        family: 'order of items',
        says: `every other row of ${says} is taken instead of one half`,
        make: () =>
          tableOf(count, node.shape[1], (row, column) =>
            at(at(about.grid(x), row * stride + Math.round(from / count)), column),
          ),
      },
    ]
  }
  if (node.op !== 'stack') return []
  const [a, b] = [first(node), second(node)]
  return [
    { family: 'order of items', says: `${phrase(b)} stands above ${phrase(a)}`, make: () => stack(b, a) },
    {
      family: 'left out',
      says: `${phrase(b)} is left out: zeros stand in its place`,
      make: () => stack(a, zeros(b.shape)),
    },
    {
      family: 'left out',
      says: `${phrase(a)} is left out: zeros stand in its place`,
      make: () => stack(zeros(a.shape), b),
    },
    { family: 'other matrix', says: `${phrase(a)} stands in place of ${phrase(b)} too`, make: () => stack(a, a) },
    { family: 'other matrix', says: `${phrase(b)} stands in place of ${phrase(a)} too`, make: () => stack(b, b) },
  ]
}

const permutations = (items: readonly string[]): readonly (readonly string[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map(rest => [item, ...rest]))

const words: { readonly [axis: string]: string } = {
  T: 'blocks of frames',
  H: 'blocks of rows',
  W: 'blocks of columns',
  t: 'frames',
  h: 'rows',
  w: 'columns',
}
const inWords = (axis: readonly string[]): string => axis.map(one => words[one] ?? one).join(', then ')

/** Pieces of a video cut, or put back, in another order. */
const rearranged: Move = (node, about) => {
  if (node.op !== 'rearrange') return []
  const x = first(node)
  const { sizes, from, to } = node.arg
  const isCut = !to[0].includes('T')
  const [pixels, blocks] = isCut ? to : from
  const verb = isCut ? 'go by' : 'are put back by'
  const text = ([a, b]: readonly [readonly string[], readonly string[]]): string => `${a.join(' ')}, ${b.join(' ')}`
  const orders = [
    ...permutations(blocks).map(other => [`patches ${verb} ${inWords(other)}`, [pixels, other]] as const),
    ...permutations(pixels).map(
      other => [`the pixels inside a patch ${verb} ${inWords(other)}`, [other, blocks]] as const,
    ),
    [
      `patches and the pixels inside them ${verb} columns before rows`,
      [
        ['t', 'w', 'h'],
        ['T', 'W', 'H'],
      ],
    ] as const,
  ]
  const [width, count] = [x.shape[1], node.shape[1]]
  const flat = (index: number): Exact => at(at(about.grid(x), Math.floor(index / width)), index % width)
  const turn = (
    what: Node,
    frames: number,
    of: (f: number, r: number, c: number, height: number) => readonly [number, number, number],
  ): Node => {
    const height = what.shape[0] / frames
    return tableOf(what.shape[0], what.shape[1], (row, column) => {
      const [f, r, c] = of(Math.floor(row / height), row % height, column, height)
      return at(at(about.grid(what), f * height + r), c)
    })
  }
  const { video } = about.evidence.asked.lesson
  const frames = video.length
  const whole = isCut ? x : node
  const back = (turned: Node): Node => (isCut ? rearrange(turned, node.arg) : turned)
  const square = whole.shape[0] / frames === whole.shape[1]
  const says = isCut ? 'the video is read' : 'the video is put together'
  const variants: Variant[] = [
    ...orders
      .filter(([, other]) => text(other as never) !== text([pixels, blocks]))
      .map(([says, other]): Variant => {
        const side = `${text(other as never)}`
        const pattern = isCut ? `${text(from)} -> ${side}` : `${side} -> ${text(to)}`
        return { family: 'order of items', says, make: () => rearrange(x, axes(pattern, sizes)) }
      }),
    {
      family: 'order of items',
      says: 'patches go from the last to the first',
      make: () => (isCut ? mirrored(node) : rearrange(mirrored(x), node.arg)),
    },
    {
      family: 'order of items',
      says: 'the pixels inside a patch go from the last to the first',
      make: () => (isCut ? upended(node) : rearrange(upended(x), node.arg)),
    },
    {
      family: 'order of items',
      says: `${says} from the last frame to the first`,
      make: () => back(turn(whole, frames, (f, r, c) => [frames - 1 - f, r, c])),
    },
    {
      family: 'order of items',
      says: `${says} upside down: the rows of each frame are reversed`,
      make: () => back(turn(whole, frames, (f, r, c, height) => [f, height - 1 - r, c])),
    },
    {
      family: 'order of items',
      says: `${says} mirrored: the columns of each frame are reversed`,
      make: () => back(turn(whole, frames, (f, r, c) => [f, r, whole.shape[1] - 1 - c])),
    },
    {
      family: 'transposed',
      says: `each frame of the video is transposed`,
      make: () => (square ? back(turn(whole, frames, (f, r, c) => [f, c, r])) : node),
    },
    {
      family: 'order of items',
      says: 'it is a plain reshape, row by row',
      make: () => tableOf(node.shape[0], count, (r, c) => flat(r * count + c)),
    },
    {
      family: 'order of items',
      says: 'it is a plain reshape, column by column',
      make: () =>
        isCut
          ? tableOf(node.shape[0], count, (r, c) => flat(c * node.shape[0] + r))
          : tableOf(node.shape[0], count, (r, c) => {
              const index = r * count + c
              return at(at(about.grid(x), index % x.shape[0]), Math.floor(index / x.shape[0]))
            }),
    },
  ]
  return layoutShape(sizes, to)[0] === node.shape[0] ? variants : []

  function mirrored(of: Node): Node {
    return tableOf(of.shape[0], of.shape[1], (r, c) => at(at(about.grid(of), r), of.shape[1] - 1 - c))
  }
  function upended(of: Node): Node {
    return tableOf(of.shape[0], of.shape[1], (r, c) => at(at(about.grid(of), of.shape[0] - 1 - r), c))
  }
}

/** Rows or columns in reverse, or shifted round. */
const shuffled: Move = (node, about) => {
  if (node !== about.local.node && node.op !== 'input') return []
  const says = node === about.local.node ? 'its' : `the`
  const of = node === about.local.node ? '' : ` of ${about.phrase(node)}`
  const [height, width] = node.shape
  const by = (row: (r: number) => number, column: (c: number) => number) => (): Node =>
    tableOf(height, width, (r, c) => at(at(about.grid(node), row(r)), column(c)))
  const same = (i: number): number => i
  return [
    { family: 'order of items', says: `${says} rows${of} are reversed`, make: by(r => height - 1 - r, same) },
    { family: 'order of items', says: `${says} columns${of} are reversed`, make: by(same, c => width - 1 - c) },
    {
      family: 'order of items',
      says: `${says} rows${of} are shifted round by one`,
      make: by(r => (r + 1) % height, same),
    },
    {
      family: 'order of items',
      says: `${says} rows${of} are shifted round by one the other way`,
      make: by(r => (r + height - 1) % height, same),
    },
    {
      family: 'order of items',
      says: `${says} columns${of} are shifted round by one`,
      make: by(same, c => (c + 1) % width),
    },
    {
      family: 'order of items',
      says: `${says} columns${of} are shifted round by one the other way`,
      make: by(same, c => (c + width - 1) % width),
    },
  ]
}

/** The digits of t, gone wrong. */
const digits: Move = (node, about) => {
  if (node.op !== 'bits') return []
  const { t } = about.evidence.asked.lesson.timestep
  const { count } = node.arg
  const column = (text: string) => (): Node => tableOf(count, 1, row => Number(text[row] ?? 0))
  const binary = (n: number): string => (((n % 2 ** count) + 2 ** count) % 2 ** count).toString(2).padStart(count, '0')
  const short = t.toString(2)
  const turned = [...short].toReversed().join('')
  return [
    {
      family: 'bits',
      says: 'the bits are reversed: the smallest stands on top',
      make: column([...binary(t)].toReversed().join('')),
    },
    { family: 'bits', says: 'the bits are padded on the wrong side', make: column(short.padEnd(count, '0')) },
    { family: 'bits', says: 'the bits are both reversed and padded', make: column(turned.padStart(count, '0')) },
    { family: 'bits', says: 'the bits are those of t − 1', make: column(binary(t - 1)) },
    { family: 'bits', says: 'the bits are those of t + 1', make: column(binary(t + 1)) },
    { family: 'bits', says: 'the bits are shifted up by one place', make: column(`${binary(t).slice(1)}0`) },
    { family: 'bits', says: 'the bits are shifted down by one place', make: column(`0${binary(t).slice(0, -1)}`) },
    { family: 'bits', says: '0 and 1 are swapped', make: () => cellwise(about, node, x => add(1, exactMul(-1, x))) },
    {
      family: 'bits',
      says: 'every row is t itself, not one digit of it in binary',
      make: () => broadcast(first(node), node.shape),
    },
    { family: 'bits', says: 'the digits are those of t in base 10', make: column(String(t).padStart(count, '0')) },
    {
      family: 'bits',
      says: 'the row numbered t is 1 and all others 0 (one-hot, not binary)',
      make: () => tableOf(count, 1, row => (row === t ? 1 : 0)),
    },
    { family: 'bits', says: 'the bits are in Gray code', make: column(binary(t ^ (t >> 1))) },
  ]
}

export const axisMoves: readonly Move[] = [repeated, summed, pieces, rearranged, digits, firstOnly, shuffled]
