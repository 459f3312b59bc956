// Shortens numbers that are too long for a square of the sheet, so that none widens its column.
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'

/** The most characters of a whole number or of each part of a fraction; and of a decimal. */
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

/** A number for a square: as it is where it fits, else an approximation after ≈. */
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
