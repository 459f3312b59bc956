'use client'
// A played step on the page: its squares are lit and numbers fly between them and the line.
import { at } from '@dit-by-hand/graph/at'
import type { Moment, Motion } from '@dit-by-hand/walkthrough/motion'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { flightsIn } from './flights.ts'
import { marksOf } from './marks.ts'

interface Staged {
  readonly motion: Motion
  readonly moment: Moment
  /** Whether it plays, and whether time passes for it: not while the page is out of sight. */
  readonly playing: boolean
  readonly running: boolean
  readonly speed: number
}

/** Shows each moment on the page. @param line where its line stands @param sky what numbers fly in, as large as the window */
export function useStaged(
  { motion, moment, playing, running, speed }: Staged,
  line: RefObject<HTMLElement | null>,
  sky: RefObject<HTMLElement | null>,
): void {
  const marks = useRef<ReturnType<typeof marksOf> | null>(null)
  const flights = useRef<ReturnType<typeof flightsIn> | null>(null)
  /** The beat whose numbers fly: it may be met again, at another speed or after a pause. */
  const flown = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (sky.current) flights.current = flightsIn(sky.current)
    return () => flights.current?.stop()
  }, [sky])
  useLayoutEffect(() => {
    const made = marksOf(motion)
    marks.current = made
    return () => made.clear()
  }, [motion])
  // In the same frame as what is lit: a beat costs one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another moment changes anything
  useLayoutEffect(() => {
    const { beat: index, now, term } = moment
    const square = marks.current?.square(now.cell)
    marks.current?.show(moment)
    bringIntoSight(square)
    if (index === null || moment.progress >= 1) {
      flown.current = null
      if (!playing) flights.current?.stop()
      return
    }
    if (!running || flown.current === index) return
    flown.current = index
    const beat = at(motion.beats, index, 'the beats')
    const slot = line.current?.querySelector(`[data-term="${beat.term}"]`)
    const result = line.current?.querySelector('.result')
    const squares = term.flatMap(cell => marks.current?.square(cell) ?? [])
    if (beat.kind === 'term' && slot) flights.current?.fly(squares, slot, beat, speed)
    else if (beat.kind === 'land' && square && result) flights.current?.fly([result], square, beat, speed)
  }, [moment, motion])
  useEffect(() => flights.current?.pause(!running), [running])
}

/** Scrolls no further than it must, and not at all where the square can be seen. */
function bringIntoSight(square: HTMLElement | undefined): void {
  if (!square) return
  const { top, bottom, left, right } = square.getBoundingClientRect()
  const line = document.querySelector('.line')?.getBoundingClientRect().top ?? innerHeight
  if (top >= 0 && bottom <= line && left >= 0 && right <= innerWidth) return
  square.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
}
