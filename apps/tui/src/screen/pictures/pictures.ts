// The pictures of a step in letters: each as wide as asked for, or left out where there is no room for it.
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import type { Picture } from '@dit-by-hand/walkthrough/pictures'
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { blank, type Row, rowWidth, span, wrapped } from '../text.ts'
import { arcRows } from './arcs.ts'
import { errorRows } from './errors.ts'
import { moveRows } from './moves.ts'
import { cutRows, squareRows, videoRows } from './squares.ts'

function drawn(picture: Picture, width: number): readonly Row[] {
  switch (picture.kind) {
    case 'cut':
      return cutRows(picture, width)
    case 'squares':
      return squareRows(picture, width)
    case 'moves':
      return moveRows(picture, width)
    case 'arcs':
      return arcRows(picture, width)
    case 'errors':
      return errorRows(picture)
    case 'videos':
      return videoRows(picture, width)
  }
}

const rowsOf = memo((scene: Scene) =>
  memoByKey(
    (width: number): readonly Row[] =>
      picturesOf(scene).flatMap((picture, i) => {
        const rows = drawn(picture, width)
        if (rows.length === 0 || rows.some(row => rowWidth(row) > width)) return []
        return [...(i === 0 ? [] : [blank]), ...wrapped([span(picture.title, 'title')], width), ...rows]
      }),
    String,
  ),
)

/** The pictures of a scene, one under the other, each with its title; none where there is no room for them. */
export const pictureRows = (scene: Scene, width: number): readonly Row[] => rowsOf(scene)(width)
