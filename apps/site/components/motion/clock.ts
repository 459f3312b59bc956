'use client'
// The clock of what is played: it lets time pass, and says so only when something changes.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

/** As many milliseconds as a change may come too late and what follows be shortened for it: after that all waits. */
const latest = 100
/** So much after a change, what it leads to is on show. */
const justAfter = 1e-3

const whenSeen = (tell: () => void): (() => void) => {
  document.addEventListener('visibilitychange', tell)
  return () => document.removeEventListener('visibilitychange', tell)
}
const isSeen = (): boolean => !document.hidden

/**
 * Plays something, from its beginning whenever that is another thing.
 * @param changeAfter the time of the next change, at a time before the end; always the same function
 * @param plays whether it plays by itself
 */
export function useClock<T extends { readonly lasts: number }>(
  played: T,
  changeAfter: (played: T, time: number) => number,
  plays: boolean,
) {
  const [time, setTime] = useState(0)
  const [playing, setPlaying] = useState(plays)
  const [speed, setSpeed] = useState(1)
  /** The time; while it passes, that of the last change. */
  const now = useRef(0)
  const { lasts } = played
  const seek = (to: number): void => {
    now.current = Math.max(0, Math.min(lasts, to))
    setTime(now.current)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another thing begins anew
  useEffect(() => seek(0), [played])
  // A page that is out of sight goes on where it was once it is seen again.
  const running = useSyncExternalStore(whenSeen, isSeen, () => true) && playing
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change it waits for the next
  useEffect(() => {
    if (!running) return
    // Nothing changes before then: what flies meanwhile is the browser's own, and no frame waits for a script.
    const [from, began] = [now.current, performance.now()]
    const end = changeAfter(played, from)
    const timer = setTimeout(
      () => {
        const passed = Math.min(performance.now() - began, (end - from) / speed + latest)
        seek(Math.max(end + justAfter, from + speed * passed))
        if (now.current >= lasts) setPlaying(false)
      },
      (end - from) / speed,
    )
    return () => {
      clearTimeout(timer)
      if (now.current === from) now.current = Math.min(end, from + speed * (performance.now() - began))
    }
  }, [played, changeAfter, running, speed, time])
  useEffect(() => {
    if (!running) setTime(now.current)
  }, [running])
  return {
    time,
    playing,
    running,
    speed,
    seek,
    setSpeed,
    /** Plays or pauses; from the end it begins again. */
    toggle: (): void => {
      if (!playing && now.current >= lasts) seek(0)
      setPlaying(!playing)
    },
    /** Pauses at another time, which follows from this one. */
    stop: (to: (time: number) => number): void => {
      setPlaying(false)
      seek(to(now.current))
    },
  }
}
