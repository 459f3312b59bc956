'use client'
// The clock of a played step: it turns time into moments, and says only when something changes.
import { type Moment, type Motion, momentAt, stillBeside } from '@dit-by-hand/walkthrough/motion'
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Clock {
  readonly moment: Moment
  readonly playing: boolean
  readonly speed: number
  /** Plays or pauses; from the end it begins again. */
  readonly toggle: () => void
  /** To the still state after this one, or before it; it pauses there. */
  readonly step: (by: 1 | -1) => void
  readonly seek: (time: number) => void
  readonly setSpeed: (speed: number) => void
}

/** A page that was out of sight goes on where it was. */
const longestFrame = 100

/** Runs a motion. @param still nothing moves by itself: the reader pages through still states */
export function useClock(motion: Motion, still: boolean): Clock {
  const [moment, setMoment] = useState(() => momentAt(motion, 0))
  const [playing, setPlaying] = useState(!still)
  const [speed, setSpeed] = useState(1)
  const time = useRef(0)
  const seek = useCallback(
    (to: number) => {
      const next = momentAt(motion, to)
      time.current = next.time
      setMoment(next)
    },
    [motion],
  )
  useEffect(() => seek(0), [seek])
  useEffect(() => {
    if (!playing) return
    let before: number | null = null
    let frame = 0
    const tick = (now: number): void => {
      time.current += speed * Math.min(longestFrame, now - (before ?? now))
      before = now
      const next = momentAt(motion, time.current)
      setMoment(last => (last.beat === next.beat && next.progress < 1 ? last : next))
      if (next.time >= motion.lasts) setPlaying(false)
      else frame = requestAnimationFrame(tick)
    }
    frame = requestAnimationFrame(tick)
    return () => cancelAnimationFrame(frame)
  }, [motion, playing, speed])
  return {
    moment,
    playing,
    speed,
    seek,
    setSpeed,
    toggle: () => {
      if (!playing && time.current >= motion.lasts) seek(0)
      setPlaying(!playing)
    },
    step: by => {
      setPlaying(false)
      seek(stillBeside(motion, { time: time.current }, by).time)
    },
  }
}
