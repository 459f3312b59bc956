'use client'
// A step played: squares are lit, products fly into the line, sums land. In the place of the line of arithmetic.
import { at } from '@dit-by-hand/graph/at'
import { type Motion, momentAt, motionOf, type Played, speeds, stillBeside } from '@dit-by-hand/walkthrough/motion'
import { momentSaid } from '@dit-by-hand/walkthrough/motion/said'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { isStill } from '../../lib/still.ts'
import { useKeydown } from '../../lib/use-keydown.ts'
import { PlaySign, Tool } from '../button.tsx'
import { Scrolling } from '../scrolling.tsx'
import { useClock } from './clock.ts'
import { PlayedLine } from './played-line.tsx'
import { useStaged } from './staged.ts'

interface PlayerProps {
  readonly scene: Scene
  /** Single letters are keys. */
  readonly lettersOn: boolean
  readonly onClose: () => void
}

export function Player({ scene, lettersOn, onClose }: PlayerProps): ReactNode {
  const [played, setPlayed] = useState<Played>('step')
  const motion = useMemo(() => motionOf(scene, played), [scene, played])
  const hasCell = scene.line !== null && !scene.line.given
  if (!motion)
    return (
      <section className="line player" aria-label="Played">
        <p>Nothing is computed here.</p>
        <Tool onClick={onClose}>close</Tool>
      </section>
    )
  return (
    <Playing motion={motion} lettersOn={lettersOn} onClose={onClose}>
      {hasCell && (
        <Tool aria-pressed={played === 'cell'} onClick={() => setPlayed(played === 'cell' ? 'step' : 'cell')}>
          only this cell
        </Tool>
      )}
    </Playing>
  )
}

interface PlayingProps extends Omit<PlayerProps, 'scene'> {
  readonly motion: Motion
  readonly children: ReactNode
}

/** When the beat on show at a time ends; before the first one, at once. */
function endOfBeat(motion: Motion, time: number): number {
  const { beat } = momentAt(motion, time)
  if (beat === null) return 0
  const { at: begins, lasts } = at(motion.beats, beat, 'the beats')
  return begins + lasts
}

function Playing({ motion, lettersOn, onClose, children }: PlayingProps): ReactNode {
  // Where nothing moves by itself, the reader pages through still states.
  const [still] = useState(isStill)
  const { time, playing, running, speed, seek, setSpeed, toggle, stop } = useClock(motion, endOfBeat, !still)
  const moment = useMemo(() => momentAt(motion, time), [motion, time])
  const step = (by: 1 | -1): void => stop(now => stillBeside(motion, { time: now }, by).time)
  const panel = useRef<HTMLElement>(null)
  const sky = useRef<HTMLDivElement>(null)
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }, [])
  useStaged({ motion, moment, playing, running, speed }, panel, sky)
  useKeydown(event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('input:not([type=range]), textarea, select, dialog[open], .grids')) return
    if (event.key.startsWith('Arrow') && target?.matches('input')) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'ArrowRight') step(1)
    else if (event.key === 'ArrowLeft') step(-1)
    else if (event.key === 'p' && lettersOn) still ? step(1) : toggle()
    else if (event.key === ' ' && !target?.closest('button, a, summary')) still ? step(1) : toggle()
    else return
    event.preventDefault()
    event.stopPropagation()
  }, true)

  return (
    <section className="line player" aria-label="Played" ref={panel}>
      <div className="line-head">
        <h2>{moment.now.title}</h2>
        <div className="line-tools no-print">
          <Tool onClick={() => step(-1)} aria-label="Back">
            ◂
          </Tool>
          {!still && (
            <Tool onClick={toggle} data-first aria-label={playing ? 'Pause' : 'Play'}>
              <PlaySign playing={playing} />
            </Tool>
          )}
          <Tool onClick={() => step(1)} aria-label="Forward" {...(still && { 'data-first': true })}>
            ▸
          </Tool>
          <input
            type="range"
            className="scrub"
            aria-label="Position"
            aria-valuetext={momentSaid(motion, moment)}
            min={0}
            max={motion.lasts}
            step="any"
            value={moment.time}
            onChange={event => seek(event.target.valueAsNumber)}
          />
          {!still && (
            <Tool
              className="tool speed"
              onClick={() => setSpeed(at(speeds, (speeds.indexOf(speed) + 1) % speeds.length))}
            >
              <span className="vh">Speed </span>
              {speed}×
            </Tool>
          )}
          {children}
          <Tool onClick={onClose}>close</Tool>
        </div>
      </div>
      <Scrolling className="line-body" label="What is added now">
        <PlayedLine moment={moment} />
        <p className="said">{momentSaid(motion, moment, 'printed')}</p>
      </Scrolling>
      <p className="vh" aria-live="polite">
        {playing ? '' : momentSaid(motion, moment)}
      </p>
      <div className="sky" ref={sky} aria-hidden="true" />
    </section>
  )
}
