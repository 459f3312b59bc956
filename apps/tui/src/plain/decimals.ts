// Decimals for columns of figures.

/** Six places, or six figures and a power of ten where that would show nothing or too much; a true minus. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(5) : value.toFixed(6)
  return text.replaceAll('-', '−').replace('e+', 'e')
}
