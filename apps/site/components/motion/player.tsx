'use client'
// A step played: squares are lit, products fly into the line, sums land. In the place of the line of arithmetic.
import { at } from '@dit-by-hand/graph/at'
import { type Motion, motionOf, type Played, speeds } from '@dit-by-hand/walkthrough/motion'
import { momentSaid } from '@dit-by-hand/walkthrough/motion/said'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isStill } from '../../lib/still.ts'
import { useKeydown } from '../../lib/use-keydown.ts'
import { PlaySign, Tool } from '../button.tsx'
import { Scrolling } from '../scrolling.tsx'
import { useClock } from './clock.ts'
import { flightsIn } from './flights.ts'
import { marksOf } from './marks.ts'
import { PlayedLine } from './played-line.tsx'

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

interface PlayingProps {
  readonly motion: Motion
  readonly lettersOn: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

function Playing({ motion, lettersOn, onClose, children }: PlayingProps): ReactNode {
  const [still] = useState(isStill)
  const clock = useClock(motion, still)
  const { moment, playing, speed } = clock
  const panel = useRef<HTMLElement>(null)
  const sky = useRef<HTMLDivElement>(null)
  const marks = useRef<ReturnType<typeof marksOf> | null>(null)
  const flights = useRef<ReturnType<typeof flightsIn> | null>(null)

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }, [])
  useLayoutEffect(() => {
    if (sky.current) flights.current = flightsIn(sky.current)
    return () => flights.current?.stop()
  }, [])
  useLayoutEffect(() => {
    const made = marksOf(motion)
    marks.current = made
    return () => made.clear()
  }, [motion])
  useLayoutEffect(() => {
    marks.current?.show(moment)
    bringIntoSight(marks.current?.square(moment.now.cell))
  }, [moment])
  // In the same frame as what is lit: a beat costs one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a beat begins once, at the speed of that moment
  useLayoutEffect(() => {
    const { beat: index } = moment
    if (index === null || !playing || still || moment.progress >= 1) {
      if (!playing && moment.progress >= 1) flights.current?.stop()
      return
    }
    const beat = at(motion.beats, index, 'the beats')
    const line = panel.current
    const result = line?.querySelector('.result')
    if (!line || !result) return
    const slot = line.querySelector(`[data-term="${beat.term}"]`)
    const squares = [...moment.term].flatMap(cell => marks.current?.square(cell) ?? [])
    const target = marks.current?.square(moment.now.cell)
    if (beat.kind === 'term' && slot) flights.current?.fly(squares, slot, beat, speed)
    else if (beat.kind === 'land' && target) flights.current?.fly([result], target, beat, speed)
  }, [moment, motion])
  useEffect(() => flights.current?.pause(!playing), [playing])

  const { toggle, step } = clock
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
            onChange={event => clock.seek(event.target.valueAsNumber)}
          />
          {!still && (
            <Tool
              className="tool speed"
              onClick={() => clock.setSpeed(at(speeds, (speeds.indexOf(speed) + 1) % speeds.length))}
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

/** Scrolls no further than it must, and not at all where the square can be seen. */
function bringIntoSight(square: HTMLElement | undefined): void {
  if (!square) return
  const { top, bottom, left, right } = square.getBoundingClientRect()
  const line = document.querySelector('.line')?.getBoundingClientRect().top ?? innerHeight
  if (top >= 0 && bottom <= line && left >= 0 && right <= innerWidth) return
  square.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
}
