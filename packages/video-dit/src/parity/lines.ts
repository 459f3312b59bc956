// The report of parity as text: a row for each block, and the findings.

import { at } from '@dit-by-hand/graph/at'
import { counted, few } from '@dit-by-hand/graph/counted'
import type { DitConfig } from '../config.ts'
import type { Comparison } from './compare.ts'
import { holds, type ParityReport } from './parity.ts'

/** A row of the table: the tensors of one block, and the one whose error is largest beside its tolerance. */
export interface BlockRow {
  readonly block: string
  readonly count: number
  readonly off: number
  readonly worst: Comparison
}

const share = ({ error, tolerance }: Comparison): number =>
  tolerance > 0 ? error / tolerance : error > 0 ? Number.POSITIVE_INFINITY : 0

/** The blocks in the order of the file's checks. */
function blockRows({ comparisons }: ParityReport): readonly BlockRow[] {
  return [...Map.groupBy(comparisons, each => each.block)].map(([block, all]) => ({
    block,
    count: all.length,
    off: all.filter(({ fits }) => !fits).length,
    worst: all.reduce((worst, each) =>
      Number(each.fits) < Number(worst.fits) || (each.fits === worst.fits && share(each) > share(worst)) ? each : worst,
    ),
  }))
}

const small = (x: number): string => (x === 0 ? '0' : x.toExponential(1).replace('-', '−'))

/** `a DiT of width 24, …` */
export const modelText = ({ width, depth, heads, channels, video, patch, learnedVariance }: DitConfig): string =>
  `width ${width}, depth ${depth}, ${counted(heads, 'head')}, clips of ${channels}×${video.join('×')} in patches of ${patch.join('×')}${
    learnedVariance ? ', learned variance' : ''
  }`

/** How a floor is marked that is not from the file or its manifest. */
const sayings = {
  manifest: '',
  columns: '',
  readings: ' (ours)',
  format: ' (format)',
  estimate: ' (estimated)',
} as const

const headings = ['block', 'tensors', 'largest error', 'of', 'against', 'float32 floor', ''] as const

/** The report, line by line. */
export function parityLines(report: ParityReport): readonly string[] {
  const { stem, precision, config, comparisons, findings, unread } = report
  const rows = blockRows(report).map(({ block, count, off, worst }) => [
    block,
    String(count),
    small(worst.error),
    worst.tensor,
    worst.against.replace('BF', 'bfloat').replace('F', 'float').replace('I', 'int'),
    `${small(worst.floor)}${sayings[worst.from]}`,
    off === 0 ? 'agrees' : `${off} OFF`,
  ])
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map(row => at(row, i).length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 1 || i === 2 ? cell.padStart(at(widths, i)) : cell.padEnd(at(widths, i))))
      .join('  ')
      .trimEnd()
  const undetermined = comparisons.reduce((sum, each) => sum + each.undetermined, 0)
  const coarse = comparisons.filter(({ from }) => from === 'format').length
  const off = comparisons.filter(({ fits }) => !fits).length
  return [
    `${stem === '' ? 'The file' : stem}${config ? `: ${modelText(config)}` : ': tables'}; in ${precision} precision`,
    '',
    line(headings),
    ...rows.map(line),
    '',
    ...findings.map(({ tensor, says }) =>
      says === undefined
        ? `First differs at ${tensor}: no convention known here explains it.`
        : `First differs at ${tensor}: ${says}.`,
    ),
    ...(undetermined > 0
      ? [
          `${undetermined} updated cells have a gradient smaller than its rounding error; only the size of AdamW's step is checked there.`,
        ]
      : []),
    ...(coarse > 0 ? [`${coarse} tensors are compared only to within the few digits that their format has.`] : []),
    ...(unread.length > 0 ? [`Unknown, so not compared: ${few(unread, 5)}.`] : []),
    holds(report)
      ? `All ${comparisons.length} tensors agree.`
      : comparisons.length === 0
        ? 'Nothing was compared, so this is not a pass.'
        : `${off} of ${comparisons.length} tensors do not agree.`,
  ]
}
