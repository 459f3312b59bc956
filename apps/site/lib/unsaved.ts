// What a page would lose where it is left: then the browser asks first, of a link within the site too.
import { useEffect } from 'react'

const holding = new Set<object>()

/** Whether some part of the page has what would be lost. A link then loads its page, so that the browser asks. */
export const isHeld = (): boolean => holding.size > 0

const ask = (event: BeforeUnloadEvent): void => event.preventDefault()

/** While it is so, whoever leaves the page is asked. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const mine = {}
    holding.add(mine)
    window.addEventListener('beforeunload', ask)
    return () => {
      holding.delete(mine)
      if (!isHeld()) window.removeEventListener('beforeunload', ask)
    }
  }, [isUnsaved])
}
