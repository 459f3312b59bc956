// Training watched on the screen: the loss as a curve, the video of the first step and of this one, keys to run and stop.

import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { memo } from '@dit-by-hand/graph/memo'
import {
  type LearningStep,
  learnedWords,
  mostLearning,
  type Run,
  runOf,
  stride,
  thinned,
} from '@dit-by-hand/walkthrough/learning'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { columnLines } from '../video/curve.ts'
import { pixelsOf } from './pictures/squares.ts'
import { beside, blank, type Row, span, wrapped } from './text.ts'
import type { Panel, Walk } from './walk.ts'

const runs: (facts: Scene['facts']) => Run = memo(({ lesson, net }: Scene['facts']) => runOf({ lesson, net }))

type LearningPanel = Extract<Panel, { kind: 'learning' }>

/** Whether training runs. */
export const isLearning = ({ panel }: Walk): boolean => panel?.kind === 'learning' && panel.running

/** The state a moment later: some steps more, until no more can be taken. */
export function learned(walk: Walk): Walk {
  const { panel } = walk
  if (panel?.kind !== 'learning' || !panel.running) return walk
  const step = Math.min(mostLearning, panel.step + stride(panel.step))
  return { ...walk, panel: { ...panel, step, running: step < mostLearning } }
}

/** The state after a key while training is watched. */
export function whileLearning(walk: Walk, panel: LearningPanel, key: string): Walk {
  const to = (change: Partial<LearningPanel>): Walk => ({ ...walk, panel: { ...panel, ...change } })
  switch (key) {
    case 'Space':
    case 'Enter':
      return walk.still ? to({ step: Math.min(mostLearning, panel.step + 1) }) : to({ running: !panel.running })
    case '→':
    case 'l':
      return to({ step: Math.min(mostLearning, panel.step + 1), running: false })
    case '←':
    case 'h':
      return to({ step: Math.max(0, panel.step - 1), running: false })
    case 'Home':
    case 'r':
      return to({ step: 0, running: false })
    default:
      return key === 'Esc' || key === 'q' || key === 't' ? { ...walk, panel: null } : walk
  }
}

/** The loss over the steps, in columns of eighths. */
function curve(taken: readonly LearningStep[], width: number, height: number): readonly Row[] {
  const drawn = thinned(taken, width).filter(({ loss }) => Number.isFinite(loss))
  const top = Math.max(...drawn.map(({ loss }) => loss)) || 1
  const parts = drawn.map(({ loss }) => Math.round((Math.max(0, loss) / top) * height * 8))
  return columnLines(parts, height).map((columns, line): Row => {
    const label = line === 0 ? top.toPrecision(3) : line === height - 1 ? '0' : ''
    return [span(`${label.padStart(9)} │`, 'quiet'), span(columns, 'training')]
  })
}

/** How a run stands at a step, in a sentence. */
export const learnedText = ({ facts }: Scene, step: number): string => learnedWords(runs(facts).upTo(step))

/** What is seen of a run at a step: in words, as a curve, and as videos. */
export function learningRows({ facts }: Scene, panel: LearningPanel, width: number, height: number): readonly Row[] {
  const taken = runs(facts).upTo(panel.step)
  const [first, last] = [at(taken, 0, 'the steps'), at(taken, taken.length - 1, 'the steps')]
  const videos = [
    { title: 'before learning', step: first },
    { title: `after ${counted(last.step, 'step')}`, step: last },
  ].map(({ title, step }): readonly Row[] => [
    [span(title, 'title')],
    ...pixelsOf(step.video, facts.size.video.rows, Math.floor((width - 3) / 2)),
  ])
  const lines = Math.max(...videos.map(({ length }) => length))
  const words = wrapped([span(learnedWords(taken))], width)
  const room = Math.max(3, height - words.length - lines - 3)
  return [
    ...words,
    blank,
    ...curve(taken, Math.max(10, Math.min(120, width - 12)), Math.min(12, room)),
    blank,
    ...beside(videos, 3),
  ]
}
