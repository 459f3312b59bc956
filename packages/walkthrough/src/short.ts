// Numbers too long for a square of the paper, shortened: a long one must not push a whole column aside.
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'

/** As many characters as a whole number may have, or each part of a fraction; and as a decimal may. */
const longest = { whole: 7, decimal: 9 } as const

const digitsKept = 4

function isShort(text: string): boolean {
  if (text.includes('e')) return true
  const most = text.includes('.') ? longest.decimal : longest.whole
  return text
    .replace('−', '')
    .split('/')
    .every(part => part.length <= most)
}

/** A number as it stands in a square: itself where there is room, else about what it is, with ≈ before it. */
export function shortened(text: string, value: Exact): string {
  if (isShort(text)) return text
  const number = toNumber(value)
  if (!Number.isFinite(number)) return text
  const size = Math.abs(number)
  const about =
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? number.toExponential(2).replace('e+', 'e')
      : String(Number(number.toPrecision(digitsKept)))
  return `≈${about.replace(/-/g, '−')}`
}
