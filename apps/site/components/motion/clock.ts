'use client'
// The clock of a played step: it turns time into moments, and says only when something changes.
import { at } from '@dit-by-hand/graph/at'
import { type Moment, type Motion, momentAt, stillBeside } from '@dit-by-hand/walkthrough/motion'
import { useCallback, useEffect, useRef, useState } from 'react'

/** As many milliseconds as a beat may begin too late and be shortened for it: after that the motion waits. */
const latest = 100
/** So much after its beginning a beat is the one on show. */
const justAfter = 1e-3

/** When the beat of a moment ends; before the first one, at once. */
const endOf = ({ beats }: Motion, { beat }: Moment): number => {
  if (beat === null) return 0
  const { at: begins, lasts } = at(beats, beat, 'the beats')
  return begins + lasts
}

/** Runs a motion. @param still nothing moves by itself: the reader pages through still states */
export function useClock(motion: Motion, still: boolean) {
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
    // Nothing changes before the beat ends: what flies in it is the browser's own, and no frame waits for a script.
    const from = time.current
    const end = endOf(motion, moment)
    let [began, timer] = [0, 0]
    const turn = (): void => {
      if (document.hidden) {
        begin()
        return
      }
      const passed = Math.min(performance.now() - began, (end - from) / speed + latest)
      const next = momentAt(motion, Math.max(end + justAfter, from + speed * passed))
      time.current = next.time
      setMoment(next)
      if (next.time >= motion.lasts) setPlaying(false)
    }
    /** A page that is out of sight goes on where it was once it is seen again. */
    const begin = (): void => {
      if (document.hidden) document.addEventListener('visibilitychange', begin, { once: true })
      else {
        began = performance.now()
        timer = window.setTimeout(turn, (end - from) / speed)
      }
    }
    begin()
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
      if (time.current === from && began > 0) time.current = Math.min(end, from + speed * (performance.now() - began))
    }
  }, [motion, playing, speed, moment])
  return {
    moment,
    playing,
    speed,
    seek,
    setSpeed,
    /** Plays or pauses; from the end it begins again. */
    toggle: (): void => {
      if (!playing && time.current >= motion.lasts) seek(0)
      setPlaying(!playing)
    },
    /** To the still state after this one, or before it; it pauses there. */
    step: (by: 1 | -1): void => {
      setPlaying(false)
      seek(stillBeside(motion, { time: time.current }, by).time)
    },
  }
}
