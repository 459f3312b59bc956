// A video as rows of numbers in their own shade: frames side by side, as many as fit, the rest below.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { brief } from './pictures/squares.ts'
import { blank, type Row, span } from './text.ts'
import { shade } from './theme.ts'

/** @param rows of a frame; @param width that the frames may take */
export function pixelsOf(video: Grid<Exact>, rows: number, width: number): readonly Row[] {
  const texts = video.map(cells => cells.map(brief))
  const wide = Math.max(...texts.flat().map(text => text.length)) + 2
  const most = Math.max(1, ...video.flat().map(toNumber))
  const columns = at(video, 0, 'the video').length
  const count = video.length / rows
  const across = Math.max(1, Math.min(count, Math.floor((width + 1) / (columns * wide + 1))))
  return Array.from({ length: Math.ceil(count / across) }, (_, band) => band).flatMap((band): readonly Row[] => [
    ...(band === 0 ? [] : [blank]),
    ...Array.from(
      { length: rows },
      (_, row): Row =>
        Array.from({ length: Math.min(across, count - band * across) }, (_, frame) => {
          const index = (band * across + frame) * rows + row
          return [
            ...(frame === 0 ? [] : [span(' ')]),
            ...at(video, index, 'the video').map((value, column) => {
              const text = at(at(texts, index, 'the video'), column, 'a row')
              return span(`${shade(toNumber(value) / most)}${text.padStart(wide - 2)} `, 'pixels')
            }),
          ]
        }).flat(),
    ),
  ])
}
