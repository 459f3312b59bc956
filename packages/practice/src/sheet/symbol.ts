// The sign of a matrix in its parts: a second letter is an index, as in Wₑ; a sign of two equals has none.

export interface SymbolParts {
  /** ∂ of a gradient. */
  readonly before: string
  readonly base: string
  readonly index: string
  /** ′ after a step, ᵀ turned over. */
  readonly after: string
}

const pattern = /^(∂?)(.)([^′ᵀ]*)([′ᵀ]*)$/u

/** @throws {RangeError} where a text is no sign of a matrix */
export function symbolParts(symbol: string): SymbolParts {
  const found = pattern.exec(symbol)
  if (!found) throw new RangeError(`“${symbol}” is no sign of a matrix`)
  const [, before = '', base = '', index = '', after = ''] = found
  return index === 'β' ? { before, base: base + index, index: '', after } : { before, base, index, after }
}
