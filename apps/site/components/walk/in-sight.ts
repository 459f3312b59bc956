'use client'
// Whether the cell in focus can be seen: above the line of arithmetic, which on a narrow screen speaks of no other.
import { type RefObject, useEffect, useRef, useState } from 'react'

/** How much of a cell is seen where it counts as seen: half-pixels aside, all of it. */
const whole = 0.9

/** Where the line lies over the sheet; as in views.css. */
const narrow = '(max-width: 60rem)'

/**
 * Watches the lit cell of the page; `line` is what lies over the foot of the window. True until it is known.
 * @param picked whether the reader chose the cell: the first that is chosen, or named by a link, is brought into sight, above
 *  the line, and any is again where the line grows over it, as it does when a proof comes. What the mouse passes
 *  over moves nothing.
 */
export function useLitInSight(line: RefObject<HTMLElement | null>, key: string, picked: boolean): boolean {
  const [inSight, setInSight] = useState(true)
  const isNew = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell, or another sheet, is another element
  useEffect(() => {
    const [lit, panel] = [document.querySelector('.grids .lit-focus'), line.current]
    if (!lit || !panel) return
    let seen = true
    let watching: IntersectionObserver | undefined
    const growing = new ResizeObserver(() => {
      if (picked && isNew.current) lit.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const covered = lit.getBoundingClientRect().bottom - panel.getBoundingClientRect().top
      const isAsked = isNew.current || (seen && panel.querySelector('.proved') !== null)
      if (picked && isAsked && covered > 0 && matchMedia(narrow).matches) scrollBy(0, covered + 8)
      if (picked) isNew.current = false
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
