// A cell of a checkpoint's net, found by what was typed, at the moment that was asked for; and told.

import { counted, few } from '@dit-by-hand/graph/counted'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { type NamedRegion, regionName, regionsOf } from '@dit-by-hand/graph/regions'
import { showNumber } from '@dit-by-hand/graph/style'
import { cellName, lineOf } from '@dit-by-hand/graph/text'
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import { type ModelInfo, pathOf } from '@dit-by-hand/video-dit/checkpoint/info'
import { readInfo } from '@dit-by-hand/video-dit/checkpoint/load'
import type { Source } from '@dit-by-hand/video-dit/checkpoint/source'
import type { DitConfig, Extent } from '@dit-by-hand/video-dit/config'
import { type ExplainedCell, explainable, explainCell } from '@dit-by-hand/video-dit/explain/cell'
import { type Moment, sampledNet } from '@dit-by-hand/video-dit/explain/moment'
import { gradientText, linesOf } from '@dit-by-hand/video-dit/explain/told'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { type Io, orTold, UsageError } from '../io.ts'
import { arithmetic, fields, wrap } from '../plain/wrap.ts'
import { countsFor } from './model.ts'
import { withSource } from './source.ts'

/** What was asked for, as options. */
export interface CellOptions {
  readonly checkpoint: string
  readonly prompt?: string
  readonly class?: number
  readonly step?: number
  readonly steps?: number
  readonly seed?: number
  readonly guidance?: number
  readonly head?: number
  /** What an official file does not say: heads of the attention; frames, rows and columns of a clip. */
  readonly heads?: number
  readonly size?: Extent
}

/** A cell and all that is told with it. */
export interface Told {
  readonly file: string
  readonly info: ModelInfo
  readonly moment: Moment
  /** The prompt or class, in words. */
  readonly asked: string
  readonly found: ExplainedCell
}

/** @throws {UsageError} where the file, the matrix, the cell or the prompt is none, saying what would do */
export function explainedIn(matrix: string, row: number, column: number, options: CellOptions, io: Io): Promise<Told> {
  const file = options.checkpoint
  const explained = async (source: Source): Promise<Told> => {
    const { heads, size } = options
    const info = await readInfo(source, { ...(heads !== undefined && { heads }), ...(size && { video: size }) })
    const cell = cellIn(info, matrix, row, column, options.head)
    const { words, asked } = askedFor(info, options)
    const { steps = 20, step = 1, seed = 1, guidance = 1 } = options
    if (step > steps) throw new UsageError(`There is no step ${step} among ${steps}; --steps sets how many there are.`)
    const moment: Moment = { steps, step, seed, words, guidance }
    return { file, info, moment, asked, found: await explainCell(info, source, moment, cell) }
  }
  return orTold(
    CheckpointError,
    why => `${file}: ${why}.`,
    () => withSource(file, io, explained),
  )
}

/** The cell meant: by its name, or, within attention, by the name without its head. */
function cellIn(info: ModelInfo, matrix: string, row: number, column: number, head: number | undefined): CellRef {
  const all = explainable(info, sampledNet(info))
  const shapes = new Map(all)
  const inHead = (index: number): string =>
    matrix.replace(/(^|\.)attention\.(scores|shares|pooled)$/, `$1attention.head${index}.$2`)
  const name = shapes.has(matrix) && head === undefined ? matrix : inHead((head ?? 1) - 1)
  const shape = shapes.get(name)
  if (!shape) {
    if (head !== undefined && shapes.has(inHead(0)))
      throw new UsageError(`There is no head ${head}: the attention has ${info.config.heads}.`)
    const names = all.map(([each]) => each)
    const bare = names.flatMap(each => (each.includes('.head0.') ? [each.replace('.head0.', '.')] : []))
    const near = didYouMean(matrix, [...bare, ...names])
    const block = /^block(\d+)\./.exec(matrix)?.[1]
    const why =
      block !== undefined && Number(block) >= info.config.depth
        ? ` The network has ${counted(info.config.depth, 'block')}: block0${info.config.depth > 1 ? ` to block${info.config.depth - 1}` : ''}.`
        : ''
    throw new UsageError(`There is no matrix "${matrix}" in the network.${why} ${near || outline(names)}`)
  }
  const [rows, columns] = shape
  if (row > rows || column > columns)
    throw new UsageError(`${name} is ${rows}×${columns}; it has no ${row > rows ? `row ${row}` : `column ${column}`}.`)
  return { name, row: row - 1, column: column - 1 }
}

/** A few names, one of each part of the net. */
const outline = (names: readonly string[]): string => {
  const parts = ['x', 'patches', 'tokens', 'timestep.out', 'label.embedding', 'condition', 'block0.attention.qkv']
  const shown = [
    ...parts,
    'block0.attention.head0.scores',
    'block0.mlp.up',
    'block0.mlp.result',
    'last.tokens',
    'output',
  ]
  return `There are ${shown.filter(name => names.includes(name)).join(', ')} and ${names.length - shown.length} more.`
}

/** How often each word is said: by a prompt in the file's words, by a class, or not at all. */
function askedFor(
  { config, vocabulary }: ModelInfo,
  { prompt, class: label }: CellOptions,
): {
  readonly words: readonly number[]
  readonly asked: string
} {
  if (prompt !== undefined) {
    if (!vocabulary)
      throw new UsageError(`The file has classes, not words: --class takes a number from 0 to ${config.words - 2}.`)
    return { words: countsFor(prompt, vocabulary), asked: `“${prompt}”` }
  }
  if (label !== undefined && vocabulary)
    throw new UsageError(
      `The file has words, not classes: --prompt takes them, such as ${vocabulary.slice(0, 6).filter(Boolean).join(', ')}.`,
    )
  if (label !== undefined && label > config.words - 2)
    throw new UsageError(`There is no class ${label}: the file has ${config.words - 1}, counted from 0.`)
  const said = label ?? config.words - 1
  return {
    words: Array.from({ length: config.words }, (_, i) => (i === said ? 1 : 0)),
    asked: label === undefined ? 'without words' : `class ${label}`,
  }
}

/** `width 96, 4 blocks of 4 heads, clips of 8×16×16` */
const netText = ({ width, depth, heads, video }: DitConfig): string =>
  `width ${width}, ${counted(depth, 'block')} of ${counted(heads, 'head')}, clips of ${video.join('×')}`

/** As many regions as fit a paragraph. */
const mostRegions = 12
/** As many sources as are told one by one. */
const mostSources = 8

const regionsText = (regions: readonly NamedRegion[]): string | null =>
  regions.length === 0 ? null : few(regions.map(regionName), mostRegions)

/** In lines of at most `width`. */
export function cellLines({ file, info, moment, asked, found }: Told, width: number): readonly string[] {
  const { cell, given, value, sources, valueAt, consumers } = found
  const field = fields(width, 14)
  const { names, numbers } = linesOf(found, 4 * Math.max(20, width - 14))
  const shown = (each: CellRef): string => `${cellName(each)}\u00a0=\u00a0${showNumber(valueAt(each))}`
  const when = pathOf(info) === 'published' ? 'on the published schedule' : 'on the straight path'
  return [
    ...wrap(`${cell.name}, row ${cell.row + 1}, column ${cell.column + 1}`, { width }),
    ...wrap(
      `in ${file}: ${netText(info.config)}; ${asked}, step ${moment.step} of ${moment.steps} ${when}, noise of seed ${moment.seed}.`,
      { width },
    ),
    '',
    ...field('value', `${cellName(cell)}\u00a0=\u00a0${showNumber(value)}${given ? ', given' : ''}`),
    ...(given
      ? []
      : [
          ...field('arithmetic', arithmetic(lineOf(names))),
          ...field('in numbers', arithmetic(`${lineOf(numbers)} = ${showNumber(value)}`)),
        ]),
    ...field(
      'made from',
      sources.length <= mostSources ? sources.map(shown).join(', ') || null : regionsText(regionsOf(sources)),
    ),
    ...field('goes into', regionsText(consumers)),
    ...field(
      'gradient',
      `${gradientText(found)}: how the mean of the squares of the output changes if this number grows`,
    ),
  ]
}

/** As JSON. Rows and columns count from 1. */
export function cellJson({ file, info, moment, asked, found }: Told): string {
  const { cell, given, value, sources, valueAt, consumers, gradient } = found
  const at = ({ name, row, column }: CellRef) => ({ matrix: name, row: row + 1, column: column + 1 })
  const span = ([from, count]: NamedRegion['rows']) => [from + 1, from + count]
  const { words: _, ...when } = moment
  const { names, numbers } = linesOf(found, 2000)
  return JSON.stringify(
    {
      ...at(cell),
      checkpoint: file,
      model: info.config,
      asked,
      ...when,
      value,
      given,
      arithmetic: given ? null : lineOf(names),
      numbers: given ? null : lineOf(numbers),
      sources: sources.map(each => ({ ...at(each), value: valueAt(each) })),
      consumers: consumers.map(({ name, rows, columns }) => ({
        matrix: name,
        rows: span(rows),
        columns: span(columns),
      })),
      gradient,
    },
    null,
    2,
  )
}
