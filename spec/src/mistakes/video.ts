// Steps 1 and 13: patches cut or put back in another order.

import { patchify, unpatchify } from '../laws/grids.ts'
import type { Lesson } from '../lesson/format.ts'
import type { Grid } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
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
  mistaken(
    'patchify/patches-down-first',
    'patches',
    'patches are numbered down the columns first',
    'Within a frame, patches go along a row of patches before the next row below: loop over rows outside, over columns inside.',
    { patches: cut(columnsFirst, usual) },
  ),
  mistaken(
    'patchify/pixels-down-first',
    'patches',
    'the pixels inside patches go down the columns first',
    'Inside a patch, read as you read a page: along the first row, then the second. Column-major order (Fortran, MATLAB, order="F") gives this.',
    { patches: cut(usual, columnsFirst) },
  ),
  mistaken(
    'patchify/patches-time-last',
    'patches',
    'patches are numbered with time last',
    'All patches of the first block of frames come before those of the second: frames are the outermost loop, not the innermost.',
    { patches: cut(timeLast, usual) },
  ),
  mistaken(
    'patchify/pixels-time-last',
    'patches',
    'the pixels inside patches go with time last',
    'A patch that is several frames deep lists its first frame whole before its second: frame, then row, then column.',
    { patches: cut(usual, timeLast) },
  ),
  mistaken(
    'patchify/reversed',
    'patches',
    'patches go from the last to the first',
    'The first column is the patch at the top left of the first frame.',
    { patches: reversed },
  ),
  mistaken(
    'patchify/reshaped',
    'patches',
    'patches are a reshape of the video instead of blocks cut out of it',
    'A reshape takes the next p pixels, which run along a whole row of the frame. Split height and width into blocks first, and bring the block axes to the front (reshape, transpose, reshape).',
    { patches: reshaped },
  ),
  mistaken(
    'patchify/reshaped-across',
    'patches',
    'patches are the video’s pixels written straight into a p×n matrix, row by row',
    'Each column is one patch: cut out a block, then write its pixels down one column.',
    { patches: reshapedAcross },
  ),
  mistaken(
    'video/patches-down-first',
    'generatedVideo',
    'generatedVideo has its patches put back down the columns first',
    'Use the very order in which patchify numbered them: frame block, row block, column block.',
    { generatedVideo: putBack(columnsFirst, usual) },
  ),
  mistaken(
    'video/pixels-down-first',
    'generatedVideo',
    'generatedVideo has the pixels of each patch put back down the columns first',
    'Inside a patch pixels go frame, row, column, as in patchify.',
    { generatedVideo: putBack(usual, columnsFirst) },
  ),
  mistaken(
    'video/time-last',
    'generatedVideo',
    'generatedVideo has its patches put back with time last',
    'Frames are the outermost loop: fill all of the first block of frames before the second.',
    { generatedVideo: putBack(timeLast, usual) },
  ),
  mistaken(
    'video/frames-transposed',
    'generatedVideo',
    'generatedVideo has each frame transposed',
    'Rows of a frame go down, columns go across. A transpose too many on the way back from patches gives this.',
    { generatedVideo: framewise(turnedWhereSquare) },
  ),
  mistaken(
    'video/upside-down',
    'generatedVideo',
    'generatedVideo has its frames upside down',
    'The first row is the top of the frame: no plot or picture library need turn it.',
    { generatedVideo: framewise(frame => frame.toReversed()) },
  ),
  mistaken(
    'video/reshaped',
    'generatedVideo',
    'generatedVideo is a reshape of decoded instead of patches put back',
    'Undo patchify step by step: split into blocks, bring each block’s rows beside its pixels’ rows, and only then reshape.',
    {
      generatedVideo: (_k, at, lesson) => {
        const { pixels, video } = sizesOf(lesson)
        const decoded = at('decoded')
        return table(video.frames * video.rows, video.columns, (r, c) => {
          const index = r * video.columns + c
          return decoded[index % pixels]?.[Math.floor(index / pixels)] ?? 0
        })
      },
    },
  ),
  mistaken(
    'video/the-input',
    'generatedVideo',
    'generatedVideo is the video of the lesson, not the generated one',
    'Put the columns of decoded back where the patches came from.',
    { generatedVideo: just('video') },
  ),
]
