// JSON read and written without losing a digit: a decimal or an over-large integer is kept as what it was.

/** A number in a JSON text that a double cannot hold, or that was written as a decimal. */
export class Inexact {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
  /** Why a lesson cannot take it. */
  get reason(): string {
    const shown = this.source.length > 24 ? `${this.source.slice(0, 24)}…` : this.source
    return /^-?\d+$/.test(this.source)
      ? `is ${shown}, too large to be exact; the largest integer is ${Number.MAX_SAFE_INTEGER}`
      : `is ${shown}, a decimal; write it as an integer, or as a fraction in quotes, such as "1/2"`
  }
}

// The reviver's third argument and rawJSON run everywhere we do; TypeScript's library does not know them yet.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown
    rawJSON?(text: string): unknown
  }
}

const isInteger = /^-?\d+$/

/** JSON.parse for lessons: a number that is not an exact integer becomes an {@link Inexact}, for the schema to refuse
 *  with its path. Throws SyntaxError on text that is not JSON. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => {
    if (typeof value !== 'number') return value
    const exact =
      source === undefined ? Number.isSafeInteger(value) : isInteger.test(source) && Number.isSafeInteger(value)
    return exact ? value : new Inexact(source ?? String(value))
  })
}

/** JSON.parse for answers: decimals stay numbers, integers past 2⁵³ become strings of digits. */
export function parseAnswer(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && isInteger.test(source) && !Number.isSafeInteger(value)
      ? source
      : value,
  )
}

/** JSON.stringify for answers: strings of digits are written as the integers they stand for. */
export function stringifyAnswer(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, v) => (typeof v === 'string' && isInteger.test(v) ? (JSON.rawJSON?.(v) ?? v) : v),
    indent,
  )
}
