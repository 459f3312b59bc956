// The sign of a matrix in TeX: `W_{e}`, `\varepsilon_{\theta}`, `\partial W_{f}'`.
import { symbolParts } from './symbol.ts'

/** Greek letters. */
export const greek: { readonly [letter: string]: string } = {
  ε: '\\varepsilon',
  θ: '\\theta',
  γ: '\\gamma',
  β: '\\beta',
  τ: '\\tau',
  η: '\\eta',
}

const letters = (text: string): string => [...text].map(letter => greek[letter] ?? letter).join(' ')

export function symbolTex(symbol: string): string {
  const { before, base, index, after } = symbolParts(symbol)
  const raised = `${after.includes('′') ? '\\prime' : ''}${after.includes('ᵀ') ? '\\top' : ''}`
  return `${before === '' ? '' : '\\partial '}${letters(base)}${index === '' ? '' : `_{${letters(index)}}`}${raised === '' ? '' : `^{${raised}}`}`
}
