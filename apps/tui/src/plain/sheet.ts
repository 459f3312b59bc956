// The matrices of a step as text: on the grid of the step where the page is wide enough, row after row where it is not.
import { at } from '@dit-by-hand/graph/at'
import { type Band, bandsOf } from '@dit-by-hand/walkthrough/bands'
import type { Block, Sign } from '@dit-by-hand/walkthrough/scene'
import { held } from '../held.ts'
import { type NumberWidth, widest } from '../screen/matrix.ts'
import { figureOf, numbersOf, pieces, plainBlock } from './figure.ts'
import { type Figure, figureWidth, flow, sign } from './flow.ts'
import { padEnd } from './wrap.ts'

/** The matrices of a step in lines of at most `width`. */
export function sheetLines({ blocks, signs }: Band, width: number): readonly string[] {
  return bandsOf({ blocks: blocks.map(plainBlock), signs }).flatMap((band, i) => [
    ...(i > 0 ? [''] : []),
    ...bandLines(band, width),
  ])
}

type At = Block['at'] | Sign['at']
const spanOf = (at: At): number => ('rowSpan' in at ? at.rowSpan : 1)

/** From roomy to tight: which caption, and how many columns between figures. */
const fits = [
  { caption: 0, gap: 3 },
  { caption: 0, gap: 2 },
  { caption: 1, gap: 3 },
  { caption: 1, gap: 2 },
] as const

function bandLines(band: Band, width: number): readonly string[] {
  const numbers = numbersByColumn(band)
  for (const { caption, gap } of fits) {
    const items = itemsOf(band, block =>
      figureOf(block, { number: held(numbers, block.at.column, 'the columns'), caption, width }),
    )
    const grid = placed(items, gap)
    if (grid.width <= width) return composed(grid)
  }
  return flowed(band, width)
}

/** What stands above each other has numbers of one size; small whole numbers have one size all over the band. */
function numbersByColumn({ blocks }: Band): ReadonlyMap<number, NumberWidth> {
  const columns = new Map<number, NumberWidth>()
  for (const block of blocks) {
    const own = numbersOf(block)
    columns.set(block.at.column, widest(own, columns.get(block.at.column) ?? own))
  }
  const isSmall = ({ whole, part }: NumberWidth): boolean => part === 0 && whole <= 3
  const small = Math.max(1, ...[...columns.values()].filter(isSmall).map(({ whole }) => whole))
  return new Map(
    [...columns].map(([column, number]) => [column, isSmall(number) ? { ...number, whole: small } : number]),
  )
}

interface Item {
  readonly at: At
  readonly figure: Figure
}

const itemsOf = ({ blocks, signs }: Band, figure: (block: Block) => Figure): readonly Item[] => [
  ...blocks.map(block => ({ at: block.at, figure: figure(block) })),
  ...signs.map(({ at, text }) => ({ at, figure: sign(text) })),
]

interface Grid {
  readonly items: readonly (Item & { readonly left: number })[]
  readonly width: number
}

function placed(items: readonly Item[], gap: number): Grid {
  const widths = new Map<number, number>()
  for (const { at, figure } of items) widths.set(at.column, Math.max(widths.get(at.column) ?? 0, figureWidth(figure)))
  const lefts = new Map<number, number>()
  let left = 0
  for (const [column, width] of [...widths].toSorted(([a], [b]) => a - b)) {
    lefts.set(column, left)
    left += width + gap
  }
  return {
    items: items.map(item => ({ ...item, left: held(lefts, item.at.column, 'the columns') })),
    width: Math.max(0, left - gap),
  }
}

/** The lines of a grid: a blank line between its rows; a figure that spans rows makes the last of them as tall as it needs. */
function composed({ items }: Grid): readonly string[] {
  const first = Math.min(...items.map(({ at }) => at.row))
  const last = Math.max(...items.map(({ at }) => at.row + spanOf(at) - 1))
  const bottoms: number[] = []
  const top = (row: number): number => (row === first ? 0 : at(bottoms, row - 1, 'the rows') + 1)
  const tall = ({ figure }: Item): number => 1 + figure.body.length
  for (let row = first; row <= last; row++) {
    const here = items.filter(({ at }) => at.row === row && spanOf(at) === 1).map(tall)
    const spanning = items
      .filter(({ at }) => spanOf(at) > 1 && at.row + spanOf(at) - 1 === row)
      .map(item => top(item.at.row) + tall(item) - top(row))
    bottoms[row] = top(row) + Math.max(1, ...here, ...spanning)
  }
  const lines: string[] = []
  for (const { at, figure, left } of items.toSorted((a, b) => a.left - b.left)) {
    const from =
      figure.head.length > 0 ? top(at.row) : top(at.row) + 1 + Math.floor((heightBeside(items, at.row) - 1) / 2)
    ;[...figure.head, ...figure.body].forEach((text, i) => {
      lines[from + i] = padEnd(lines[from + i] ?? '', left) + text
    })
  }
  return Array.from({ length: Math.max(lines.length, at(bottoms, last, 'the rows')) }, (_, i) =>
    (lines[i] ?? '').trimEnd(),
  )
}

/** The tallest body among the matrices of one row: a sign stands half-way down. */
const heightBeside = (items: readonly Item[], row: number): number =>
  Math.max(
    1,
    ...items
      .filter(({ at, figure }) => at.row === row && spanOf(at) === 1 && figure.head.length > 0)
      .map(({ figure }) => figure.body.length),
  )

/** Row after row, from left to right, in as many lines as the page asks for. */
function flowed({ blocks, signs }: Band, width: number): readonly string[] {
  const rows = [...new Set([...blocks, ...signs].map(({ at }) => at.row))].toSorted((a, b) => a - b)
  return rows.flatMap((row, i) => {
    const inRow = [
      ...blocks.filter(({ at }) => at.row === row).map(block => ({ at: block.at, figures: pieces(block, width) })),
      ...signs.filter(({ at }) => at.row === row).map(({ at, text }) => ({ at, figures: [sign(text)] })),
    ]
    const figures = inRow.toSorted((a, b) => a.at.column - b.at.column).flatMap(each => each.figures)
    return [...(i > 0 ? [''] : []), ...flow(figures, width)]
  })
}
