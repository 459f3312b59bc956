// Numbers as people write them on paper and on keyboards: 3, −1, 0.5, ,5, 1/2, 1 1/2, with spaces. Spreadsheets read them by
// the same rule, in `sheet/live/typed.ts`.
import { add, type Exact, mul, ratio } from '@dit-by-hand/graph/exact'

/** What was typed, read exactly; or why it is no number. */
export type Read =
  | {
      readonly ok: true
      readonly value: Exact
      /** Digits after the point; null where it was not written as a decimal. */
      readonly places: number | null
    }
  | { readonly ok: false; readonly why: string }

const refuse = (why: string): Read => ({ ok: false, why })
const longest = 24

/** Digits raised or lowered: 5² is no number of its own, and not 52 either. */
const raised = /[\u00B2\u00B3\u00B9\u2070-\u208E]/

/** 1,000 may be one thousand or one; 0,125 cannot be but a decimal. */
const unclear = /^[+-]? ?[1-9]\d*,\d{3}$/

/** Reads a number. A comma is a point, any dash a minus; spaces matter only between digits, and 1½ is 1 1/2. */
export function readNumber(typed: string): Read {
  const text = typed
    .replace(/(?<=\d)(?=[\u00BC-\u00BE\u2150-\u215E\u2189])/g, ' ')
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2015\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u2044\u2215÷:]/g, '/')
    .replace(/\s+/g, ' ')
    .trim()
  if (text === '') return refuse('There is no number yet.')
  if (text.length > longest) return refuse(`That is longer than ${longest} characters.`)
  if (raised.test(typed)) return refuse(whyNot(typed.trim()))
  if (unclear.test(text))
    return refuse(`“${text}” could be ${text.replace(',', '')} or ${text.replace(',', '.')}: write it without a comma.`)
  const found = /^([+-]?) ?(?:(?:(\d+) )?(\d+) ?\/ ?([+-]?) ?(\d+)|(\d*)[.,](\d+)|(\d+)[.,]?)$/.exec(text)
  const [, sign, and, top, under = '', bottom, whole = '', part = '', integer = ''] = found ?? []
  if (!found || (and !== undefined && under !== '')) return refuse(whyNot(text))
  if (bottom !== undefined && Number(bottom) === 0) return refuse('A fraction cannot have 0 below the line.')
  const value =
    top !== undefined && bottom !== undefined
      ? add(ratio(BigInt(and ?? 0), 1n), ratio(BigInt(top), BigInt(bottom)))
      : ratio(BigInt(`${whole}${part}${integer}`), 10n ** BigInt(part.length))
  const places = part === '' ? null : part.length
  return { ok: true, value: (sign === '-') === (under === '-') ? value : mul(value, -1), places }
}

/** A number of a program as it would be typed: at most twelve places, so that what doubles leave over is nothing, and never with
 *  an exponent. */
export const written = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(12).replace(/0+$/, '').replace(/\.$/, '')

/** What was typed, as it is told back. */
export const printed = (typed: string): string => typed.trim().replaceAll('-', '−')

function whyNot(text: string): string {
  const [, digits, power] = /^([+-]?\d*[.,]?\d+) ?(%|e[+-]?0?\d)$/i.exec(text) ?? []
  if (digits && power) {
    const value = Number(`${digits.replace(',', '.')}${power === '%' ? 'e-2' : power}`)
    return `“${text}” is not read: write ${printed(written(value))}.`
  }
  if (/^[+-]?[\d.,]+ [\d.,]+$/.test(text)) return `“${text}” is two numbers; one belongs here.`
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `“${text}” is a day: a spreadsheet makes one of 1/2. Write 0.5.`
  if (/^[+-]$/.test(text)) return 'That is a sign without a number.'
  if (/^[+-]?\d*[.,]\d*[.,]/.test(text)) return `“${text}” has two points; a number has one.`
  return `“${text}” is not a number; write one such as 3, −1, 0.5 or 1/2.`
}
