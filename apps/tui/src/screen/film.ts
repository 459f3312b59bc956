// The video played: the frame of the moment large, in shades, original and generated side by side.
import { named } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { beside, blank, box, type Row, span } from './text.ts'
import { marks, shade } from './theme.ts'

/** Time between frames, in milliseconds. */
export const frameTime = 600

/** The videos that can be played at a moment of the walk: the original, and what was generated, step by step. */
function reelsOf({ generations, facts: { values } }: Scene) {
  const steps = generations.map(({ t, block }) => ({
    title: `t = ${t}`,
    rows: block.rows.map(cells => cells.map(({ value }) => value)),
  }))
  const generated = { title: 'generated', rows: named(values, 'generatedVideo', 'the lesson') }
  return [
    { title: 'original', rows: named(values, 'video', 'the lesson') },
    ...(steps.length > 0 ? steps : [generated]),
  ]
}

/** One frame of every reel, as large as `width` and `height` allow. */
export function filmRows(scene: Scene, tick: number, width: number, height: number): readonly Row[] {
  const { frames, rows: high, columns: across } = scene.facts.size.video
  const reels = reelsOf(scene)
  const frame = tick % frames
  const gap = 3
  const digits = Math.max(1, ...reels.flatMap(({ rows }) => rows.flat().map(value => showNumber(value).length)))
  const room = Math.floor((width - (gap + 2) * reels.length) / reels.length / across)
  // A letter is about twice as high as it is wide.
  const tall = Math.max(1, Math.min(Math.floor(room / 2), Math.floor((height - 6) / high), 7))
  const wide = Math.max(digits + 2, Math.min(room, tall * 2 + 1))
  const most = Math.max(1, ...reels.flatMap(({ rows }) => rows.flat().map(toNumber)))
  const edge = (left: string, right: string): Row => [span(left + '─'.repeat(wide * across) + right, 'pixels')]
  const pictures = reels.map(({ title, rows }): readonly Row[] => [
    [span(title, 'title')],
    edge('┌', '┐'),
    ...rows.slice(frame * high, (frame + 1) * high).flatMap(cells => pixelRows(cells, most, wide, tall)),
    edge('└', '┘'),
  ])
  const dots: Row = Array.from({ length: frames }, (_, i) =>
    i === frame ? span(`${marks.on} `, 'strong') : span(`${marks.off} `, 'quiet'),
  )
  return [
    [span(`frame ${frame + 1} of ${frames}   `), ...(frames * 2 <= width - 20 ? dots : [])],
    blank,
    ...beside(pictures, gap),
  ]
}

function pixelRows(cells: readonly Exact[], most: number, wide: number, tall: number): readonly Row[] {
  const side = span('│', 'pixels')
  const pixels = cells.map(value => box(shade(toNumber(value) / most), ` ${showNumber(value)} `, wide, tall, 'pixels'))
  return beside(pixels, 0).map(row => [side, ...row, side])
}
