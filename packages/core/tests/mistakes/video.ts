// Steps 1 and 13: patches cut or put back in another order.

import type { Lesson } from '@dit-by-hand/spec/format'
import { patchify, unpatchify } from '@dit-by-hand/spec/laws/grids'
import type { Grid } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { cut, just, type Order, putBack, table, usual } from './kit.ts'
import { type Make, type Mistake, mistaken } from './mistake.ts'

const columnsFirst: Order = ['frames', 'columns', 'rows']
const timeLast: Order = ['rows', 'columns', 'frames']

/** The pixels of a video in one row: frame, row, column. */
const flat = (video: Grid): Grid => [video.flat()]

/** A video whose patches are simply the next p pixels each, as a reshape gives. */
const reshaped: Make = (_k, at, lesson) => {
  const { pixels, patches } = sizesOf(lesson)
  const [all = []] = flat(at('video'))
  return table(pixels, patches, (p, n) => all[n * pixels + p] ?? 0)
}

const reshapedAcross: Make = (_k, at, lesson) => {
  const { pixels, patches } = sizesOf(lesson)
  const [all = []] = flat(at('video'))
  return table(pixels, patches, (p, n) => all[p * patches + n] ?? 0)
}

const reversed: Make = (_k, at, lesson) => patchify(at('video'), lesson).map(row => row.toReversed())

/** Frames of a video that stands as one, changed one by one. */
const framewise =
  (change: (frame: Grid) => Grid): Make =>
  (_k, at, lesson) => {
    const whole = unpatchify(at('decoded'), lesson)
    return framesOf(whole, lesson).flatMap(change)
  }

const framesOf = (whole: Grid, lesson: Lesson): readonly Grid[] => {
  const { frames, rows } = sizesOf(lesson).video
  return Array.from({ length: frames }, (_, f) => whole.slice(f * rows, (f + 1) * rows))
}

const turnedWhereSquare = (frame: Grid): Grid =>
  frame.length === frame[0]?.length ? table(frame.length, frame.length, (r, c) => frame[c]?.[r] ?? 0) : frame

export const videoMistakes: readonly Mistake[] = [
  mistaken('patchify/patches-down-first', 'patches', 'patches are numbered down the columns first', {
    patches: cut(columnsFirst, usual),
  }),
  mistaken('patchify/pixels-down-first', 'patches', 'the pixels inside patches go down the columns first', {
    patches: cut(usual, columnsFirst),
  }),
  mistaken('patchify/patches-time-last', 'patches', 'patches are numbered with time last', {
    patches: cut(timeLast, usual),
  }),
  mistaken('patchify/pixels-time-last', 'patches', 'the pixels inside patches go with time last', {
    patches: cut(usual, timeLast),
  }),
  mistaken('patchify/reversed', 'patches', 'patches go from the last to the first', { patches: reversed }),
  mistaken('patchify/reshaped', 'patches', 'patches are a reshape of the video instead of blocks cut out of it', {
    patches: reshaped,
  }),
  mistaken(
    'patchify/reshaped-across',
    'patches',
    'patches are the video’s pixels written straight into a p×n matrix, row by row',
    { patches: reshapedAcross },
  ),
  mistaken(
    'video/patches-down-first',
    'generatedVideo',
    'generatedVideo has its patches put back down the columns first',
    { generatedVideo: putBack(columnsFirst, usual) },
  ),
  mistaken(
    'video/pixels-down-first',
    'generatedVideo',
    'generatedVideo has the pixels of each patch put back down the columns first',
    { generatedVideo: putBack(usual, columnsFirst) },
  ),
  mistaken('video/time-last', 'generatedVideo', 'generatedVideo has its patches put back with time last', {
    generatedVideo: putBack(timeLast, usual),
  }),
  mistaken('video/frames-transposed', 'generatedVideo', 'generatedVideo has each frame transposed', {
    generatedVideo: framewise(turnedWhereSquare),
  }),
  mistaken('video/upside-down', 'generatedVideo', 'generatedVideo has its frames upside down', {
    generatedVideo: framewise(frame => frame.toReversed()),
  }),
  mistaken('video/reshaped', 'generatedVideo', 'generatedVideo is a reshape of decoded instead of patches put back', {
    generatedVideo: (_k, at, lesson) => {
      const { pixels, video } = sizesOf(lesson)
      const decoded = at('decoded')
      return table(video.frames * video.rows, video.columns, (r, c) => {
        const index = r * video.columns + c
        return decoded[index % pixels]?.[Math.floor(index / pixels)] ?? 0
      })
    },
  }),
  mistaken('video/the-input', 'generatedVideo', 'generatedVideo is the video of the lesson, not the generated one', {
    generatedVideo: just('video'),
  }),
]
