'use client'
// Whether the cell in focus can be seen: above the line of arithmetic, which on a narrow screen speaks of no other.
import { type RefObject, useEffect, useState } from 'react'

/** How much of a cell is seen where it counts as seen: half-pixels aside, all of it. */
const whole = 0.9

/**
 * Watches the lit cell of the page; `line` is what lies over the foot of the window. True until it is known.
 * @param picked whether the reader chose the cell: then it is brought into sight again where the line grows over it, as it
 *  does when a proof comes. What the mouse passes over moves nothing.
 */
export function useLitInSight(line: RefObject<HTMLElement | null>, key: string, picked: boolean): boolean {
  const [inSight, setInSight] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell, or another sheet, is another element
  useEffect(() => {
    const [lit, panel] = [document.querySelector('.grids .lit-focus'), line.current]
    if (!lit || !panel) return
    let seen = true
    let watching: IntersectionObserver | undefined
    const growing = new ResizeObserver(() => {
      const isCovered = lit.getBoundingClientRect().bottom > panel.getBoundingClientRect().top
      if (picked && seen && isCovered && panel.querySelector('.proved')) lit.scrollIntoView({ block: 'nearest' })
      watching?.disconnect()
      watching = new IntersectionObserver(
        entries => {
          seen = (entries.at(-1)?.intersectionRatio ?? 1) >= whole
          setInSight(seen)
        },
        { rootMargin: `0px 0px -${panel.offsetHeight}px 0px`, threshold: whole },
      )
      watching.observe(lit)
    })
    growing.observe(panel)
    return () => {
      growing.disconnect()
      watching?.disconnect()
    }
  }, [line, key, picked])
  return inSight
}
