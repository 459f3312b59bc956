// How wide an element is, so that drawings have letters of the page's own size at any width.
import { type RefObject, useEffect, useRef, useState } from 'react'

/** The width until it is known. Pixels. */
const usual = 560

export function useWidth<E extends Element>(): readonly [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(usual)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(entries => {
      const found = entries.at(-1)?.contentRect.width
      if (found !== undefined && found > 0) setWidth(Math.round(found))
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
