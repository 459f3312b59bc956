'use client'
// Whether the cell in focus can be seen: above the line of arithmetic, which on a narrow screen speaks of no other.
import { type RefObject, useEffect, useState } from 'react'

/** How much of a cell is seen where it counts as seen: half-pixels aside, all of it. */
const whole = 0.9

/** Watches the lit cell of the page; `line` is what lies over the foot of the window. True until it is known. */
export function useLitInSight(line: RefObject<HTMLElement | null>, key: string): boolean {
  const [inSight, setInSight] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell, or another sheet, is another element
  useEffect(() => {
    const lit = document.querySelector('.grids .lit-focus')
    if (!lit) return
    const foot = line.current?.offsetHeight ?? 0
    const observer = new IntersectionObserver(
      entries => setInSight((entries.at(-1)?.intersectionRatio ?? 1) >= whole),
      {
        rootMargin: `0px 0px -${foot}px 0px`,
        threshold: whole,
      },
    )
    observer.observe(lit)
    return () => observer.disconnect()
  }, [line, key])
  return inSight
}
