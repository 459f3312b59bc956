// One number as it stands on paper: a true minus, a fraction stacked, decimals padded to the point.
import type { ReactNode } from 'react'

const fraction = /^(.+)\/(.+)$/

/** `pad` holds the digits that are missing for the points of a column to stand under each other. */
export function Num({ text, pad = '' }: { readonly text: string; readonly pad?: string }): ReactNode {
  const parts = fraction.exec(text)
  if (!parts)
    return (
      <span className="num" {...(pad !== '' && { 'data-pad': pad })}>
        {text}
      </span>
    )
  return (
    <span className="num frac">
      <span>{parts[1]}</span>
      <span className="over">/</span>
      <span>{parts[2]}</span>
    </span>
  )
}

const decimalsOf = (text: string): number => (text.includes('/') ? 0 : (text.split('.')[1]?.length ?? 0))

/** What each number lacks behind its point, so that the points of the longest stand under each other. */
export function padOf(text: string, most: number): string {
  if (most === 0 || text.includes('/') || text.includes('e')) return ''
  const own = decimalsOf(text)
  return `${own === 0 ? '.' : ''}${'0'.repeat(Math.max(0, most - own))}`
}

export const mostDecimals = (texts: readonly string[]): number => Math.max(0, ...texts.map(decimalsOf))

/** How many squares of the paper a number needs. */
export function squaresFor(text: string): number {
  const longest = Math.max(...text.split('/').map(part => part.length)) * (text.includes('/') ? 0.8 : 1)
  return Math.max(1, Math.ceil((longest + 0.4) / 4.6))
}
