// The whole screen as rows, from a state and a size: header, page, line of arithmetic, status. Never taller than asked.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { pageOf } from './arrange.ts'
import { header, headRule, status } from './chrome.ts'
import { consumerRows } from './consumers.ts'
import { filmRows } from './film.ts'
import { filling, heightOf, tooSmall } from './frame.ts'
import { helpRows } from './help.ts'
import { learningRows } from './learning.ts'
import { cellRule, lineRows } from './line.ts'
import { motionIn, openingIn } from './motion/clock.ts'
import { playedRows } from './motion/play.ts'
import { openingRows } from './motion/stage.ts'
import { promptRows } from './prompt.ts'
import { isTooSmall, type Size } from './size.ts'
import { filled, type Row, span } from './text.ts'
import { type Extent, sceneOf, type Walk } from './walk.ts'

/** What is on the screen, and what a key needs to know to scroll it. */
export interface Shown {
  readonly rows: readonly Row[]
  readonly extent: Extent
}

/** The screen of a state: exactly one line less than the terminal has. @param tick which moment of the film */
export function shown(walk: Walk, size: Size, tick: number): Shown {
  const drawn = isTooSmall(size)
    ? { rows: tooSmall(size, 'the walkthrough', comesBack), extent: still }
    : full(walk, size, tick)
  return { extent: drawn.extent, rows: filling(drawn.rows, size) }
}

const comesBack = 'Make it larger to go on; q quits.'
/** Of a screen that does not scroll. */
const still: Extent = { view: 1, most: 0, focus: null, helpMost: 0 }

function full(walk: Walk, size: Size, tick: number): Shown {
  const height = heightOf(size)
  const moving = movingRows(walk, size, height)
  if (moving) return { rows: moving, extent: still }
  const scene = sceneOf(walk)
  const { columns } = size
  const reserved = size.rows < 36 ? 2 : 3
  const line = lineRows(scene, columns, reserved, Math.max(2, Math.floor(height / 4)))
  const view = height - 4 - line.length
  const page = pageOf(walk, scene, view, size)
  const help = walk.panel?.kind === 'help' ? { rows: helpRows(columns - 2), at: walk.panel.scroll } : null
  const helpMost = Math.max(0, (help?.rows.length ?? 0) - view)
  const body = panelRows(walk, scene, columns, view, help?.rows.slice(Math.min(help.at, helpMost)), tick) ?? page.rows
  const rows: Row[] = [
    header(scene, columns, page.hasMap),
    headRule(walk, scene, columns),
    ...filled(body, view),
    cellRule(scene, columns),
    ...line,
    status(walk, scene, columns, help ? { at: help.at, most: helpMost } : { at: page.scroll, most: page.extent.most }),
  ]
  return { rows, extent: { ...page.extent, helpMost } }
}

/** The screen while something is played; null where nothing is. */
function movingRows(walk: Walk, size: Size, height: number): readonly Row[] | null {
  const { panel } = walk
  const scene = sceneOf(walk)
  const { columns } = size
  if (panel?.kind === 'opening') {
    const opening = openingIn(scene)
    return opening && openingRows(opening, panel.time, size, status(walk, scene, columns, { at: 0, most: 0 }))
  }
  const motion = panel?.kind === 'play' ? motionIn(scene, panel.played) : null
  if (panel?.kind !== 'play' || !motion) return null
  const lines = size.rows < 36 ? 2 : 3
  const played = playedRows(scene, motion, panel.time, { columns, view: height - 4 - lines, lines })
  return [
    header(scene, columns, false),
    headRule(walk, scene, columns),
    ...played.page,
    played.rule,
    ...played.line,
    status(walk, scene, columns, { at: 0, most: 0 }),
  ]
}

/** What lies over the page; null where nothing does. */
function panelRows(
  walk: Walk,
  scene: Scene,
  columns: number,
  view: number,
  help: readonly Row[] | undefined,
  tick: number,
): readonly Row[] | null {
  const { panel } = walk
  const inset = (rows: readonly Row[]): readonly Row[] => rows.slice(0, view).map(line => [span(' '), ...line])
  switch (panel?.kind) {
    case 'help':
      return inset(help ?? [])
    case 'film':
      return inset(filmRows(scene, tick, columns - 2, view))
    case 'consumers':
      return inset(consumerRows(scene, panel.at, view))
    case 'learning':
      return inset(learningRows(scene, panel, columns - 2, view))
    case 'prompt':
      return inset(promptRows(walk, scene, panel, columns - 2))
    default:
      return null
  }
}
