// The short sign of a matrix, its second letter set as an index: Wₑ, ε with θ, ∂Wₑ; Yᵀ where it is turned over.
import type { ReactNode } from 'react'

const parts = /^(∂?)(.)([^′ᵀ]*)(′?)(ᵀ?)$/u

/** A sign of two equals (scale and shift) has no index. */
export function MatrixSign({ of }: { readonly of: string }): ReactNode {
  const found = parts.exec(of)
  if (!found) return <i className="symbol">{of}</i>
  const [, before = '', base = '', index = '', after = '', turned = ''] = found
  const pair = index === 'β'
  return (
    <i className="symbol">
      {before}
      {base}
      {pair ? index : index !== '' && <sub>{index}</sub>}
      {after}
      {turned !== '' && <sup>T</sup>}
    </i>
  )
}
