// The short sign of a matrix, its second letter set as an index: Wₑ, ε with θ, ∂Wₑ.
import type { ReactNode } from 'react'

const parts = /^(∂?)(.)([^′]*)(′?)$/u

/** A sign of two equals (scale and shift) has no index. */
export function MatrixSign({ of }: { readonly of: string }): ReactNode {
  const found = parts.exec(of)
  if (!found) return <i className="symbol">{of}</i>
  const [, before = '', base = '', index = '', after = ''] = found
  const pair = index === 'β'
  return (
    <i className="symbol">
      {before}
      {base}
      {pair ? index : index !== '' && <sub>{index}</sub>}
      {after}
    </i>
  )
}
