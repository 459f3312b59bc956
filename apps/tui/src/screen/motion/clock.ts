// Time on the screen: what a played step and the opening do as it passes, and what keys do to them.
import { at } from '@dit-by-hand/graph/at'
import { memo } from '@dit-by-hand/graph/memo'
import { type Motion, motionOf, type Played, speeds, stillBeside } from '@dit-by-hand/walkthrough/motion'
import { type Opening, openingOf } from '@dit-by-hand/walkthrough/motion/opening'
import { fitsStage } from '@dit-by-hand/walkthrough/motion/stage'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { type Panel, sceneOf, type Walk } from '../walk.ts'

export type PlayPanel = Extract<Panel, { kind: 'play' }>
export type OpeningPanel = Extract<Panel, { kind: 'opening' }>

const motions = memo((scene: Scene) => ({ step: motionOf(scene, 'step'), cell: motionOf(scene, 'cell') }))
const openings = memo((facts: Facts) => openingOf(facts))

/** The motion of a scene, worked out once; null where nothing is made there. */
export const motionIn = (scene: Scene, played: Played): Motion | null => motions(scene)[played]

/** The opening of a lesson; null where its squares find no room on the stage. */
export function openingIn({ facts }: Scene): Opening | null {
  const opening = openings(facts)
  return fitsStage(opening) ? opening : null
}

/** Whether time passes on the screen. */
export const isRunning = ({ panel }: Walk): boolean =>
  (panel?.kind === 'play' || panel?.kind === 'opening') && panel.playing

/** The longest time that passes from one picture to the next, in milliseconds. */
export const longestBeat = 250

/** The state when the next picture is drawn: a program that was stopped for a while goes on where it was. */
export const drawnNext = (walk: Walk, milliseconds: number): Walk => elapsed(walk, Math.min(longestBeat, milliseconds))

/** The state after some milliseconds. */
export function elapsed(walk: Walk, milliseconds: number): Walk {
  const { panel } = walk
  if ((panel?.kind !== 'play' && panel?.kind !== 'opening') || !panel.playing) return walk
  const scene = sceneOf(walk)
  const lasts = (panel.kind === 'play' ? motionIn(scene, panel.played) : openingIn(scene))?.lasts ?? 0
  const time = Math.min(lasts, panel.time + milliseconds * (panel.kind === 'play' ? panel.speed : 1))
  return { ...walk, panel: { ...panel, time, playing: time < lasts } }
}

/** The state after a key while a step is played. */
export function whilePlayed(walk: Walk, panel: PlayPanel, key: string): Walk {
  const scene = sceneOf(walk)
  const motion = motionIn(scene, panel.played)
  const to = (part: Partial<PlayPanel>): Walk => ({ ...walk, panel: { ...panel, ...part } })
  if (!motion || key === 'Esc' || key === 'q') return { ...walk, panel: null }
  const ended = panel.time >= motion.lasts
  const speed = (by: 1 | -1): number =>
    at(speeds, Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(panel.speed) + by)), 'the speeds')
  switch (key) {
    case 'Space':
    case 'p':
      return walk.still
        ? to({ time: stillBeside(motion, panel, 1).time })
        : to(ended ? { time: 0, playing: true } : { playing: !panel.playing })
    case '→':
      return to({ time: stillBeside(motion, panel, 1).time, playing: false })
    case '←':
      return to({ time: stillBeside(motion, panel, -1).time, playing: false })
    case 'Home':
      return to({ time: 0 })
    case 'End':
      return to({ time: motion.lasts, playing: false })
    case '↑':
      return to({ speed: speed(1) })
    case '↓':
      return to({ speed: speed(-1) })
    case 'c': {
      const played = panel.played === 'cell' ? 'step' : 'cell'
      return motionIn(scene, played) ? to({ played, time: 0, playing: !walk.still }) : walk
    }
    default:
      return walk
  }
}

/** The state after a key while the opening plays: what is not its own key leads into the walk. */
export function whileOpening(walk: Walk, panel: OpeningPanel, key: string): Walk {
  const opening = openingIn(sceneOf(walk))
  if (!opening) return { ...walk, panel: null }
  const to = (part: Partial<OpeningPanel>): Walk => ({ ...walk, panel: { ...panel, ...part } })
  const ends = opening.acts.map(act => act.at + act.lasts - 1)
  switch (key) {
    case 'Space':
    case 'p':
      if (walk.still) return to({ time: ends.find(end => end > panel.time) ?? opening.lasts })
      return to(panel.time >= opening.lasts ? { time: 0, playing: true } : { playing: !panel.playing })
    case 'r':
      return to({ time: 0, playing: !walk.still })
    case '→':
      return to({ time: ends.find(end => end > panel.time + 1) ?? opening.lasts, playing: false })
    case '←':
      return to({ time: ends.findLast(end => end < panel.time - 1) ?? 0, playing: false })
    case 'q':
      return { ...walk, done: true }
    default:
      return { ...walk, panel: null, notice: 'p plays the opening again.' }
  }
}
