// Keys, heard anywhere on the page.
import { useEffect, useEffectEvent } from 'react'

/** Hears every key while the caller stands in the page. @param first before what stands under the key hears it */
export function useKeydown(hear: (event: KeyboardEvent) => void, first = false): void {
  const heard = useEffectEvent(hear)
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => heard(event)
    addEventListener('keydown', listen, first)
    return () => removeEventListener('keydown', listen, first)
  }, [first])
}
