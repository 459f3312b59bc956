// Reads and writes JSON without losing a digit of decimals and large integers.

/** A number in a JSON text that a double cannot hold, or that was written as a decimal. */
export class Inexact {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
  /** The number for a message. */
  get shown(): string {
    return this.source.length > 24 ? `${this.source.slice(0, 24)}…` : this.source
  }
  /** Why a lesson cannot have it. */
  get reason(): string {
    return /^-?\d+$/.test(this.source)
      ? `is ${this.shown}, too large to be exact; the largest integer is ${Number.MAX_SAFE_INTEGER}`
      : `is ${this.shown}, a decimal; write it as an integer, or as a fraction in quotes, such as "1/2"`
  }
}

// All our engines have the reviver's third argument and rawJSON; TypeScript's library does not declare them yet.
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
 *  with its path. @throws {SyntaxError} where the text is not JSON */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => {
    if (typeof value !== 'number') return value
    const exact = Number.isSafeInteger(value) && (source === undefined || isInteger.test(source))
    return exact ? value : new Inexact(source ?? String(value))
  })
}

/** An integer in a JSON text that may be beyond 2⁵³. */
const longInteger = /(?:^|[[,:\s-])\d{16,}(?![\d.eE])/
/** Nesting deeper than that of any answer. */
const deep = /(?:\[\s*){5}|(?:\{[^{]*){5}/
const isPlain = (text: string): boolean => text.length < 1_000_000 && !longInteger.test(text) && !deep.test(text)

/** JSON.parse for answers: decimals stay numbers, integers beyond 2⁵³ become strings of digits. */
export function parseAnswer(text: string): unknown {
  // A reviver takes ten times as long as plain parsing, and most answers have no long integer.
  if (isPlain(text)) return JSON.parse(text)
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && isInteger.test(source) && !Number.isSafeInteger(value)
      ? source
      : value,
  )
}

/** JSON.stringify for answers: strings of digits are written as integers. */
export function stringifyAnswer(value: unknown): string {
  return JSON.stringify(value, (_key, v) => (typeof v === 'string' && isInteger.test(v) ? (JSON.rawJSON?.(v) ?? v) : v))
}

/** The most that a lesson or an answer may contain; the largest has some 650,000 cells. More would take too much time and
 *  memory to read. */
const mostValues = 1_000_000
const mostMembers = 50_000

/** Says what a text may have too much of, such as "more than 1000000 values"; undefined where it has not. */
export function tooMany(text: string): string | undefined {
  let [values, members] = [1, 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === comma || code === openBracket || code === openBrace) values++
    else if (code === colon) members++
  }
  if (values > mostValues) return `more than ${mostValues} values`
  return members > mostMembers ? `more than ${mostMembers} members` : undefined
}

/** A text, or a sign that opens, closes or parts. */
const part = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g

/** The path of the first key that occurs twice in an object of a JSON text, whose second value would silently replace the first.
 *  The text must be valid JSON. */
export function repeatedKey(text: string): readonly (string | number)[] | undefined {
  /** For each enclosing list or object: its keys so far (`null` for a list), and the place in it. */
  const around: { readonly keys: Set<string> | null; place: string | number }[] = []
  let isKey = false
  for (const [found] of text.matchAll(part)) {
    const inner = around.at(-1)
    if (found === '{' || found === '[') {
      isKey = found === '{'
      around.push(isKey ? { keys: new Set(), place: '' } : { keys: null, place: 0 })
    } else if (found === '}' || found === ']') around.pop()
    else if (found === ',') {
      isKey = inner?.keys !== null
      if (typeof inner?.place === 'number') inner.place++
    } else if (isKey && inner?.keys) {
      isKey = false
      inner.place = String(JSON.parse(found))
      if (inner.keys.has(inner.place)) return around.map(({ place }) => place)
      inner.keys.add(inner.place)
    }
  }
  return undefined
}

const [comma, colon, openBracket, openBrace] = [44, 58, 91, 123]
