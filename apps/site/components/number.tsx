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
