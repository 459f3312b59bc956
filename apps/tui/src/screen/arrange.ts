// Where prose and matrices stand: beside each other where the terminal is wide, one under the other where it is not.
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { formulaRows } from './chrome.ts'
import { mapColumn } from './map.ts'
import type { Typed } from './matrix.ts'
import { lead, legend, rest, whole } from './page.ts'
import { pictureRows } from './pictures/pictures.ts'
import { clipped, type Sheet, sheetOf } from './sheet.ts'
import { type Size, sideMap, twoColumns } from './size.ts'
import { blank, padded, type Row, span } from './text.ts'
import type { Extent, Walk } from './walk.ts'

const mapWidth = 27
const gap = 3
const narrowestProse = 48
const widestProse = 64
const roomyRows = 40

/** What a page of a scene is made of, made once: it is laid out once for scrolling and once for showing. */
const partsOf = memo((scene: Scene) => ({
  whole: memoByKey((width: number) => whole(scene, width), String),
  lead: memoByKey((width: number) => lead(scene, width), String),
  rest: memoByKey((width: number) => rest(scene, width), String),
  legend: memoByKey((width: number) => legend(scene, width), String),
  sheet: memoByKey(
    (width: number, typed: Typed, roomy: boolean) => fullSheet(scene, width, typed, roomy),
    (width, typed, roomy) => `${width} ${roomy} ${typed ?? '-'}`,
  ),
}))

const typedOf = ({ panel }: Walk): Typed => (panel?.kind === 'edit' ? panel.typed : null)

/** The page of a state, prose beside the matrices where the terminal is wide, one under the other where it is not: its lines
 *  on show, what a key must know to scroll it, and whether the map of the steps stands down the side. */
export function pageOf(walk: Walk, scene: Scene, view: number, size: Size) {
  return size.columns < twoColumns ? onePage(walk, scene, view, size) : besidePage(walk, scene, view, size)
}

function besidePage(walk: Walk, scene: Scene, view: number, size: Size) {
  const { columns } = size
  const parts = partsOf(scene)
  const roomWith = (side: number): number => columns - side - (side > 0 ? gap : 1) - gap
  const sheetWith = (side: number): Sheet =>
    parts.sheet(roomWith(side) - narrowestProse, typedOf(walk), size.rows >= roomyRows)
  // Matrices that are too wide take the place of the map.
  const side = columns >= sideMap && !sheetWith(mapWidth).isCut ? mapWidth : 0
  const [room, sheet] = [roomWith(side), sheetWith(side)]
  const prose = Math.max(narrowestProse, Math.min(widestProse, room - sheet.width))
  const words = [...formulaRows(walk, scene, columns, prose), ...parts.whole(prose)]
  const most = Math.max(0, words.length - view)
  const scroll = Math.min(walk.scroll, most)
  const left = words.slice(scroll, scroll + view)
  const told = parts.legend(room - prose)
  const drawn = pictureRows(scene, room - prose)
  const withPictures = drawn.length > 0 ? [...sheet.rows, blank, ...drawn] : sheet.rows
  const pictured = withPictures.length <= view ? withPictures : sheet.rows
  const spare = pictured.length + 2 + told.length <= view
  const right = spare
    ? [...pictured, blank, blank, ...told]
    : pictured.length <= view
      ? pictured
      : clipped(sheet, view, 'more matrices: Shift-Tab', 'more matrices: Tab')
  const map = side > 0 ? mapColumn(scene.map, side, view) : []
  const rows = Array.from(
    { length: view },
    (_, i): Row => [
      ...(side > 0 ? [...padded(map[i] ?? blank, side), span(' │ ', 'quiet')] : [span(' ')]),
      ...padded(left[i] ?? blank, prose),
      span(' '.repeat(gap)),
      ...(right[i] ?? blank),
    ],
  )
  return { rows, scroll, extent: { view, most, focus: null }, hasMap: side > 0 }
}

/** First what happens, then the matrices, then the rest, one under the other. */
function onePage(walk: Walk, scene: Scene, view: number, size: Size) {
  const width = size.columns - 2
  const parts = partsOf(scene)
  const sheet = parts.sheet(width, typedOf(walk), size.rows >= roomyRows)
  const first = parts.lead(width)
  const above = first.length > 0 ? [...first, blank] : []
  const drawn = pictureRows(scene, width)
  const below = [
    ...(drawn.length > 0 ? [...drawn, blank] : []),
    ...formulaRows(walk, scene, size.columns, width),
    ...parts.rest(width),
  ]
  const rows = [...above, ...sheet.rows, blank, ...below]
  const most = Math.max(0, rows.length - view)
  const scroll = Math.min(walk.scroll, most)
  return {
    rows: rows.slice(scroll, scroll + view).map(line => [span(' '), ...line]),
    scroll,
    extent: { view, most, focus: needed(sheet, above.length, view) },
    hasMap: false,
  }
}

/** The lines that show the cell in focus: with its whole matrix where that fits. */
function needed({ focus, block }: Sheet, above: number, view: number): Extent['focus'] {
  if (!focus || !block) return null
  const box = block.height <= view ? block : focus
  return { from: above + box.y, to: above + box.y + box.height }
}

/** The sheet, and under it the generated videos, one for each step of the generation. */
function fullSheet(scene: Scene, width: number, typed: Typed, roomy: boolean): Sheet {
  const sheet = sheetOf(scene, { width, typed, roomy })
  const generated = scene.generations.flatMap(({ t, block }): readonly Row[] => [
    blank,
    [span(`generated at t = ${t}`, 'title')],
    ...sheetOf({ blocks: [block], signs: [] }, { width, typed: null, roomy: false }).rows.slice(1),
  ])
  return { ...sheet, rows: [...sheet.rows, ...generated] }
}
