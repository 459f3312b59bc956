// The map of the thirteen steps: one row, or down the side where the terminal is wide.
import type { MapStop } from '@dit-by-hand/walkthrough/scene'
import { blank, padded, type Row, rowText, type Span, shortText, span, wrapped } from './text.ts'

const ends = '○'

/** One row: opening, thirteen numbers, closing. */
export function mapRow(map: readonly MapStop[]): Row {
  return map.flatMap(({ step, here }, i): Span[] => {
    const name = step === null ? ends : String(step)
    const stop = here ? span(`[${name}]`, 'here') : span(name)
    const before = i === 0 ? [] : [span('─', 'quiet')]
    return [...before, stop]
  })
}

/** The same in a few columns: how far along. */
export const mapShort = (map: readonly MapStop[]): Row =>
  map.map(({ here, step }) => (here ? span('█', 'strong') : span(step === null ? ends : '·', 'quiet')))

const parts: { readonly [step: number]: string } = {
  1: 'to a noised latent',
  4: 'what steers',
  7: 'the guess',
  10: 'learning',
  11: 'back to a video',
}

/** Down the side: every step by its name, in the parts of the road; long names in two lines where there is room. */
export function mapColumn(map: readonly MapStop[], width: number, height: number): readonly Row[] {
  const full = columnRows(map, width, true, true)
  const shorter = full.length <= height ? full : columnRows(map, width, true, false)
  return shorter.length <= height ? shorter : columnRows(map, width, false, false)
}

function columnRows(map: readonly MapStop[], width: number, airy: boolean, whole: boolean): readonly Row[] {
  return map.flatMap(({ step, title, here }, i): Row[] => {
    const number = step === null ? ` ${ends}` : String(step).padStart(2)
    const names = whole ? wrapped([span(title)], width - 5).map(rowText) : [shortText(title, width - 5)]
    const stop = names.map((name, line): Row => {
      const before = line > 0 ? '    ' : here ? `▸${number} ` : ` ${number} `
      return here ? padded([span(`${before}${name} `, 'here')], width) : [span(before, 'quiet'), span(name)]
    })
    const part = step === null ? undefined : parts[step]
    const closing = i === map.length - 1
    const before: Row[] = !airy
      ? []
      : part !== undefined
        ? [blank, [span(`    ${part}`, 'quiet')]]
        : closing
          ? [blank]
          : []
    return [...before, ...stop]
  })
}
