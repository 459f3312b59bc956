'use client'
// Text copied for the reader, and what is said of it.
import { useState } from 'react'

/** What was said last, what copies a text, and what takes back what was said. */
export function useCopy(): readonly [said: string, copy: (text: string) => Promise<void>, hush: () => void] {
  const [said, setSaid] = useState('')
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error
      setSaid(`Your browser does not let the page copy. Select this and copy it: ${text}`)
    }
  }
  return [said, copy, () => setSaid('')]
}
