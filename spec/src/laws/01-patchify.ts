// Step 1, patchify: the video cut into patches, one for each column.

import { at, cellOf } from '../lesson/at.ts'
import type { Lesson } from '../lesson/format.ts'
import { decimal, type Grid, show } from '../lesson/number.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { filmed } from './edits.ts'
import { lawsOf } from './equations.ts'
import { unpatchify } from './grids.ts'
import { type Fault, fault, type Law, see } from './law.ts'

export const patchifyLaws: readonly Law[] = lawsOf(1, [
  {
    id: 'patchify/bijection',
    statement:
      'Patches hold every pixel of the video once and nothing else: put back where they came from, they are the video.',
    async check(lesson, ask) {
      const numbered = count(lesson)
      const film = filmed(lesson, numbered)
      if (!film) return []
      const back = unpatchify((await see(ask, film)).at('patches'), lesson)
      const wrong = back.findIndex((row, r) =>
        row.some((pixel, c) => decimal(pixel) !== decimal(cellOf(numbered, r, c))),
      )
      if (wrong < 0) return []
      const line = (video: Grid): string => at(video, wrong, 'the video').map(show).join(' ')
      const [expected, found] = [line(numbered), line(back)]
      const message = `patches, put back where they came from, make another video: its line ${wrong + 1} is ${found}`
      return [{ matrix: 'patches', expected, found, message }]
    },
  },
  {
    id: 'patchify/order',
    statement:
      'Patches are in the order of the frame, row and column of their first pixel, and so are the pixels inside each patch.',
    async check(lesson, ask) {
      const film = filmed(lesson, count(lesson))
      if (!film) return []
      const patches = (await see(ask, film)).at('patches')
      const after = (a: [number, number], b: [number, number], what: string): readonly Fault[] => {
        const [before, found] = [cellOf(patches, ...a), cellOf(patches, ...b)]
        if (decimal(before) < decimal(found)) return []
        const why = `with pixels numbered in order, ${what}`
        return [fault('patches', ...b, `more than ${show(before)}`, show(found), why)]
      }
      const wrong = patches.flatMap((row, r) =>
        row.flatMap((_, c) => [
          ...(r > 0 ? after([r - 1, c], [r, c], 'they go up inside a patch') : []),
          ...(r === 0 && c > 0 ? after([0, c - 1], [0, c], 'first pixels go up from patch to patch') : []),
        ]),
      )
      return wrong.slice(0, 1)
    },
  },
])

/** A video of the lesson's size whose pixels are 0, 1, 2 … in order of frame, row and column. */
function count(lesson: Lesson): Grid {
  const { frames, rows, columns } = sizesOf(lesson).video
  return Array.from({ length: frames * rows }, (_, r) => Array.from({ length: columns }, (_, c) => r * columns + c))
}
